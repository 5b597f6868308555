import assert from "node:assert/strict";
import { test } from "node:test";
import { consultOracle } from "./decide.oracle.ts";
import { decideIntegration } from "./decide.ts";
import { parseQuestion, QUESTION_FIELDS } from "./parse-question.ts";
import {
  type Answer,
  ACTIONS,
  CREDENTIALS,
  INVITED,
  MAILBOXES,
  type Question,
  REFUSAL_CODES,
  RULE_ROWS,
} from "./question.ts";

/** 3 modes x 9 channels x 5 kinds x 4 yes-or-no facts. */
const CREATE_COUNT = 3 * 9 * 5 * 2 ** 4;
/** And 3 sync mailboxes x 2 origins; an update has 2 changes besides. */
const CANCEL_COUNT = CREATE_COUNT * 3 * 2;
const UPDATE_COUNT = CANCEL_COUNT * 2;

interface Case {
  readonly question: Question;
  readonly answer: Answer;
}

const cases: readonly Case[] = [...everyQuestion()].map((question) => {
  return { question, answer: decideIntegration(question) };
});

function* everyQuestion(): Generator<Question> {
  for (const action of ACTIONS) {
    const fields = Object.entries({ ...QUESTION_FIELDS[action], action: [action] });
    const combinations = fields.reduce<Record<string, unknown>[]>(
      (partial, [field, values]) =>
        partial.flatMap((known) => values.map((value) => ({ ...known, [field]: value }))),
      [{}],
    );
    for (const combination of combinations) {
      const parsed = parseQuestion(combination);
      assert.ok(parsed.ok, JSON.stringify(combination));
      yield parsed.value;
    }
  }
}

function assertAll(isRight: (question: Question, answer: Answer) => boolean): void {
  for (const { question, answer } of cases) {
    if (!isRight(question, answer)) {
      assert.fail(`${JSON.stringify(question)} was answered ${JSON.stringify(answer)}`);
    }
  }
}

test("the whole domain is 41,040 different questions", () => {
  assert.equal(cases.length, CREATE_COUNT + CANCEL_COUNT + UPDATE_COUNT);
  assert.equal(cases.length, 41_040);
  assert.equal(new Set(cases.map(({ question }) => JSON.stringify(question))).size, cases.length);
});

test("every question gets the same answer from the rules written a second time", () => {
  for (const { question, answer } of cases) {
    const { remedy: _wording, ...decision } = answer;
    assert.deepEqual(decision, consultOracle(question), JSON.stringify(question));
  }
});

test("every row decides some question, and every refusal code is given", () => {
  assert.deepEqual(new Set(cases.map(({ answer }) => answer.row)), new Set(RULE_ROWS));
  const given = new Set(cases.flatMap(({ answer }) => answer.codes));
  assert.deepEqual(given, new Set(REFUSAL_CODES));
});

test("a refusal has codes and a remedy, and names no mailbox, credential or invited person", () => {
  assertAll((_question, answer) => {
    const isEmpty = answer.mailbox === "none" && answer.credential === "none" && !answer.invited;
    return answer.allowed || (isEmpty && answer.codes.length > 0 && Boolean(answer.remedy));
  });
});

test("what is allowed has no codes and no remedy", () => {
  assertAll((_question, answer) => {
    return !answer.allowed || (answer.codes.length === 0 && answer.remedy === null);
  });
});

test("every mailbox, credential and invited person of the rules is some answer's", () => {
  const answers = cases.map(({ answer }) => answer);
  assert.deepEqual(new Set(answers.map(({ mailbox }) => mailbox)), new Set(MAILBOXES));
  assert.deepEqual(new Set(answers.map(({ credential }) => credential)), new Set(CREDENTIALS));
  assert.deepEqual(new Set(answers.map(({ invited }) => invited)), new Set([...INVITED, null]));
});

test("codes are listed once each, in the order of the rows", () => {
  assertAll((_question, { codes }) => {
    const ordered = REFUSAL_CODES.filter((code) => codes.includes(code));
    return JSON.stringify(codes) === JSON.stringify(ordered);
  });
});

test("a refusal leaves the sync mailbox as it was", () => {
  assertAll((question, answer) => {
    const before = question.action === "create" ? "none" : question.sync_mailbox;
    return answer.allowed || answer.sync_mailbox === before;
  });
});

test("an event that is in a calendar stays in the calendar it is in", () => {
  assertAll((question, answer) => {
    if (!question.synced || question.action === "create") return true;
    return question.sync_mailbox === "none" || answer.sync_mailbox === question.sync_mailbox;
  });
});

test("a mailbox is written to exactly when a credential is named", () => {
  assertAll((_question, { mailbox, credential }) => {
    return (mailbox === "none") === (credential === "none");
  });
});

test("a personal token is used only by its owner, in person, in personal mode", () => {
  const inPerson = ["portal", "event_planner", "quick_reservation", "mobile", "outlook_addin"];
  assertAll((question, answer) => {
    if (answer.credential !== "personal") return true;
    const isOwners = question.requested_for_is_session_user && question.personal_token;
    const isItsMailbox = answer.mailbox === "requested_for" && answer.sync_mailbox === "user";
    const isInPerson = inPerson.includes(question.channel) && question.mode === "personal";
    return isOwners && isItsMailbox && isInPerson;
  });
});

test("the application's credential is used in normal mode alone, and no other there", () => {
  assertAll(({ mode }, { credential }) => {
    return credential === "none" || (credential === "application") === (mode === "normal");
  });
});

test("normal mode refuses nothing but changes to what was made in Outlook", () => {
  assertAll(({ mode }, { row, allowed }) => mode !== "normal" || allowed || row === "U10");
});

test("no calendar is touched for a space that is not synced", () => {
  assertAll(({ synced }, answer) => {
    return synced || (answer.allowed && answer.row === "N" && answer.mailbox === "none");
  });
});

test("what came from the calendar is never refused and never written back", () => {
  assertAll(({ channel }, answer) => {
    return channel !== "calendar" || (answer.allowed && answer.mailbox === "none");
  });
});

test("a job is never stopped by these rules, except from making a group in personal mode", () => {
  assertAll(({ channel }, { row, allowed }) => channel !== "system" || allowed || row === "C3");
});

test("somebody is invited exactly when a new event goes to the delegated user's calendar", () => {
  assertAll((question, answer) => {
    const isNew = question.action === "create" || question.sync_mailbox === "none";
    return (answer.invited !== null) === (isNew && answer.mailbox === "delegated_user");
  });
});
