import assert from "node:assert/strict";
import { test } from "node:test";
import { createBell } from "./bell.ts";

const LONG_MS = 60_000;

test("a ring ends the wait", async () => {
  const bell = createBell();
  const waited = bell.wait(LONG_MS);
  bell.ring();
  await waited;
});

test("a ring before the wait is not lost", async () => {
  const bell = createBell();
  bell.ring();
  await bell.wait(LONG_MS);
});

test("many rings end one wait only", async () => {
  const bell = createBell();
  bell.ring();
  bell.ring();
  await bell.wait(LONG_MS);
  let hasEnded = false;
  const second = bell.wait(LONG_MS).then(() => (hasEnded = true));
  await Promise.resolve();
  assert.equal(hasEnded, false);
  bell.ring();
  await second;
});

test("a ring does not shorten a rest", async () => {
  const bell = createBell();
  const startedAtMs = performance.now();
  const rested = bell.rest(30);
  bell.ring();
  await rested;
  assert.ok(performance.now() - startedAtMs >= 29);
});

test("silence ends what is waited for and what will be", async () => {
  const bell = createBell();
  const rested = bell.rest(LONG_MS);
  bell.silence();
  await rested;
  await bell.wait(LONG_MS);
  await bell.rest(LONG_MS);
});
