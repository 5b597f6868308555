import assert from "node:assert/strict";
import { test } from "node:test";
import { nextLookDelayMs, readingCredentials, renewalDelayMs } from "./change-source.ts";

const MINUTE_MS = 60_000;

test("the application reads first, and nobody is delegated in normal mode", () => {
  assert.deepEqual(readingCredentials("normal", true), ["application"]);
  for (const mode of ["strict", "personal"] as const) {
    assert.deepEqual(readingCredentials(mode, true), ["application", "delegated_user"]);
    assert.deepEqual(readingCredentials(mode, false), ["application"]);
  }
});

test("a subscription is renewed when a third of its life is left, or a little before", () => {
  const weekMs = 7 * 24 * 60 * MINUTE_MS;
  assert.equal(renewalDelayMs(weekMs, 0), Math.round((weekMs * 2) / 3));
  assert.ok(renewalDelayMs(weekMs, 1) >= weekMs * 0.6);
  assert.equal(renewalDelayMs(-5, 0.5), 0);
});

test("looks for a better source come ever later, at most half an hour apart", () => {
  const delays = [0, 1, 2, 3, 4, 5, 6, 1000].map((looks) => nextLookDelayMs(looks, 0, 0));
  assert.deepEqual(
    delays.map((delayMs) => delayMs / MINUTE_MS),
    [1, 2, 4, 8, 16, 30, 30, 30],
  );
  assert.ok(nextLookDelayMs(0, 0, 1) > nextLookDelayMs(0, 0, 0));
});

test("what the provider tells us to wait is waited", () => {
  assert.equal(nextLookDelayMs(0, 90 * MINUTE_MS, 0), 90 * MINUTE_MS);
});
