import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { type InvalidQuestion, parseQuestion, QUESTION_FIELDS } from "./parse-question.ts";
import { ACTIONS } from "./question.ts";

const CREATE = {
  mode: "personal",
  action: "create",
  channel: "portal",
  kind: "single",
  synced: true,
  requested_for_is_session_user: true,
  personal_token: true,
  blocker_user_set: false,
};
const CANCEL = { ...CREATE, action: "cancel", sync_mailbox: "user", origin: "usher" };

function problemOf(input: unknown): InvalidQuestion {
  const parsed = parseQuestion(input);
  assert.ok(!parsed.ok, "the input was taken for a question");
  return parsed.problem;
}

test("a question that has its fields is given back as it is", () => {
  for (const question of [CREATE, CANCEL, { ...CANCEL, action: "update", change: "local" }]) {
    assert.deepEqual(parseQuestion(question), { ok: true, value: question });
  }
});

test("an unknown field is named", () => {
  const problem = problemOf({ ...CREATE, mood: "good" });
  assert.deepEqual(problem.fields, ["mood"]);
  assert.equal(problem.message, '"mood" is not a field of a question.');
});

test("a field named like a part of every object is unknown too", () => {
  const problem = problemOf(JSON.parse('{"__proto__": 1, "toString": 2}'));
  assert.ok(problem.fields.includes("__proto__") && problem.fields.includes("toString"));
});

test("an unknown value is named with those the field can take", () => {
  const problem = problemOf({ ...CREATE, mode: "lenient", synced: "true" });
  assert.deepEqual(problem.fields, ["mode", "synced"]);
  assert.match(problem.message, /"mode" must be one of "normal", "strict", "personal"/);
  assert.match(problem.message, /"synced" must be one of true, false/);
});

test("a missing field is named", () => {
  const { kind: _kind, ...rest } = CREATE;
  assert.deepEqual(problemOf(rest).fields, ["kind"]);
});

test("a cancellation needs the sync mailbox and the origin, and takes no change", () => {
  assert.deepEqual(problemOf({ ...CREATE, action: "cancel", change: "local" }).fields, [
    "sync_mailbox",
    "origin",
    "change",
  ]);
});

test("a creation takes none of the fields that go with a change", () => {
  const problem = problemOf({ ...CANCEL, action: "create" });
  assert.deepEqual(problem.fields, ["sync_mailbox", "origin"]);
  assert.match(problem.message, /"origin" does not go with action "create"/);
});

test("without a known action only what is wrong for any action is named", () => {
  assert.deepEqual(problemOf({ ...CREATE, action: "book" }).fields, ["action"]);
  assert.deepEqual(problemOf({ ...CANCEL, action: "book" }).fields, ["action"]);
});

test("what is not an object is not a question", () => {
  for (const input of [null, 7, "portal", [CREATE], undefined]) {
    assert.deepEqual(problemOf(input).fields, []);
  }
});

test("an endless field name is not repeated in full", () => {
  assert.ok(problemOf({ ...CREATE, ["x".repeat(1_000_000)]: 1 }).message.length < 200);
});

test("only what has exactly the fields of its action, with their values, is a question", () => {
  const fields = fc.constantFrom(...Object.keys(QUESTION_FIELDS.update), "mood");
  const values = fc.oneof(fc.boolean(), fc.constantFrom("user", "usher", "none"), fc.jsonValue());
  const start = fc.constantFrom(CREATE, CANCEL, { ...CANCEL, action: "update", change: "local" });
  fc.assert(
    fc.property(start, fields, fc.option(values), (valid, field, value) => {
      const input: Record<string, unknown> = { ...valid, [field]: value };
      const action = ACTIONS.find((name) => name === input["action"]);
      const expected = action === undefined ? {} : QUESTION_FIELDS[action];
      const isQuestion =
        Object.keys(expected).length === Object.keys(input).length &&
        Object.entries(expected).every(([key, allowed]) => allowed.some((v) => v === input[key]));
      assert.equal(parseQuestion(input).ok, isQuestion);
    }),
  );
});
