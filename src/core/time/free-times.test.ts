import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { freeTimes } from "./free-times.ts";
import { contains, type Interval } from "./interval.ts";

const at = (minute: number): Temporal.Instant =>
  Temporal.Instant.fromEpochMilliseconds(minute * 60_000);
const between = (start: number, end: number): Interval => ({ start: at(start), end: at(end) });
const minutes = ({ start, end }: Interval) => [
  start.epochMilliseconds / 60_000,
  end.epochMilliseconds / 60_000,
];

test("free is what is left between the taken times", () => {
  const taken = [between(30, 40), between(10, 20), between(35, 50), between(90, 120)];
  assert.deepEqual(freeTimes(between(0, 100), taken).map(minutes), [
    [0, 10],
    [20, 30],
    [50, 90],
  ]);
  assert.deepEqual(freeTimes(between(0, 10), [between(-5, 15)]), []);
  assert.deepEqual(freeTimes(between(0, 10), []).map(minutes), [[0, 10]]);
});

test("a minute of the window is either free or taken, and free times do not touch", () => {
  const interval = fc
    .tuple(fc.integer({ min: -5, max: 45 }), fc.integer({ min: 1, max: 15 }))
    .map(([start, length]) => between(start, start + length));
  fc.assert(
    fc.property(fc.array(interval, { maxLength: 8 }), (taken) => {
      const free = freeTimes(between(0, 40), taken);
      for (let minute = 0; minute < 40; minute += 1) {
        const isTaken = taken.some((each) => contains(each, at(minute)));
        assert.equal(
          free.some((each) => contains(each, at(minute))),
          !isTaken,
        );
      }
      const ends = free.flatMap(minutes);
      assert.deepEqual(
        ends,
        [...new Set(ends)].toSorted((left, right) => left - right),
      );
    }),
  );
});
