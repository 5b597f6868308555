import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { contains, type Interval, overlaps } from "./interval.ts";

function between(startMinute: number, endMinute: number): Interval {
  return { start: atMinute(startMinute), end: atMinute(endMinute) };
}

function atMinute(minute: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(minute * 60_000);
}

test("meetings back to back do not overlap", () => {
  assert.equal(overlaps(between(0, 30), between(30, 60)), false);
  assert.equal(overlaps(between(30, 60), between(0, 30)), false);
});

test("meetings that share a minute overlap", () => {
  assert.equal(overlaps(between(0, 31), between(30, 60)), true);
  assert.equal(overlaps(between(0, 60), between(20, 40)), true);
});

test("an interval holds its start and not its end", () => {
  assert.equal(contains(between(0, 30), atMinute(0)), true);
  assert.equal(contains(between(0, 30), atMinute(30)), false);
});

test("two intervals overlap exactly when some minute lies in both", () => {
  const minute = fc.integer({ min: 0, max: 12 });
  fc.assert(
    fc.property(minute, minute, minute, minute, (a, b, c, d) => {
      const left = between(a, b);
      const right = between(c, d);
      const isShared = Array.from({ length: 12 }, (_, index) => atMinute(index)).some(
        (instant) => contains(left, instant) && contains(right, instant),
      );
      assert.equal(overlaps(left, right), isShared);
    }),
  );
});
