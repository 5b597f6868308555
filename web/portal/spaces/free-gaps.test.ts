import assert from "node:assert/strict";
import { test } from "node:test";
import { freeGaps, isFree, timeInGap } from "./free-gaps.ts";

const span = (startMs: number, endMs: number) => ({ startMs, endMs });
const DAY = span(0, 100);

test("what lies between busy times is free, however they come and overlap", () => {
  assert.deepEqual(freeGaps([], DAY, 1), [DAY]);
  const busy = [span(50, 60), span(-10, 20), span(15, 30), span(55, 57)];
  assert.deepEqual(freeGaps(busy, DAY, 1), [span(30, 50), span(60, 100)]);
  assert.deepEqual(freeGaps([span(-5, 105)], DAY, 1), []);
});

test("what is too short to meet in is no gap", () => {
  assert.deepEqual(freeGaps([span(5, 50), span(52, 100)], DAY, 5), [span(0, 5)]);
});

test("a pressed gap gives the wished length where it was pressed, as far as it is free", () => {
  const gap = span(30, 50);
  assert.deepEqual(timeInGap(gap, 35, 10), span(35, 45));
  assert.deepEqual(timeInGap(gap, 0, 10), span(30, 40));
  assert.deepEqual(timeInGap(gap, 48, 10), span(40, 50));
  assert.deepEqual(timeInGap(gap, 40, 60), gap);
});

test("a time is free that only touches what is taken", () => {
  assert.equal(isFree([span(0, 10), span(20, 30)], span(10, 20)), true);
  assert.equal(isFree([span(0, 10), span(20, 30)], span(10, 21)), false);
});
