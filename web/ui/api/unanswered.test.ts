import assert from "node:assert/strict";
import { test } from "node:test";
import { againAfterMs, isJudged } from "./unanswered.ts";

test("only an answer that was judged is the last word", () => {
  assert.deepEqual([200, 201, 400, 403, 404, 409, 422].map(isJudged), Array(7).fill(true));
  // No answer, nobody signed in, too many, and a server or a proxy that failed.
  assert.deepEqual([0, 401, 408, 429, 500, 502, 503].map(isJudged), Array(7).fill(false));
});

test("it is asked again soon, then less often, and never less than every half minute", () => {
  assert.deepEqual(
    [0, 1, 2, 3, 4, 5, 9].map(againAfterMs),
    [2_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000],
  );
});
