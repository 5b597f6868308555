import assert from "node:assert/strict";
import { test } from "node:test";
import {
  againAfterMs,
  keepUnsent,
  outcomeOf,
  readUnsent,
  type UnsentBooking,
} from "./unsent-bookings.ts";

const NOW_MS = Date.parse("2026-11-26T10:00:00Z");

function storageWith(text: string | null = null) {
  let kept = text;
  return {
    getItem: () => kept,
    setItem: (_key: string, value: string) => {
      kept = value;
    },
  };
}

function booking(key: string, askedAt = "2026-11-26T09:59:00Z"): UnsentBooking {
  const body = { space_id: "s", start: "", end: "", time_zone: "UTC", subject: "" };
  return { key, personId: "me", askedAt, spaceName: "Wren", body, isUnwanted: false };
}

test("what was asked for is found again as it was, after a reload too", () => {
  const storage = storageWith();
  keepUnsent(storage, [booking("one"), booking("two")]);
  assert.deepEqual(readUnsent(storage, NOW_MS), [booking("one"), booking("two")]);
});

test("what the server has forgotten the key of is not asked again", () => {
  const storage = storageWith();
  keepUnsent(storage, [booking("old", "2026-11-20T09:59:00Z"), booking("new")]);
  assert.deepEqual(
    readUnsent(storage, NOW_MS).map(({ key }) => key),
    ["new"],
  );
});

test("what is not ours, or not readable, is nothing", () => {
  for (const text of [null, "", "{", "{}", '[{"key":1}]']) {
    assert.deepEqual(readUnsent(storageWith(text), NOW_MS), []);
  }
});

test("only an answer that was judged is the last word", () => {
  assert.deepEqual([200, 201].map(outcomeOf), ["made", "made"]);
  assert.deepEqual([400, 403, 404, 409, 422].map(outcomeOf), Array(5).fill("refused"));
  // No answer, nobody signed in, too many, and a server or a proxy that failed.
  assert.deepEqual([0, 401, 408, 429, 500, 502, 503].map(outcomeOf), Array(7).fill("unknown"));
});

test("it is asked again soon, then less often, and never less than every half minute", () => {
  assert.deepEqual(
    [0, 1, 2, 3, 4, 5, 9].map(againAfterMs),
    [2_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000],
  );
});
