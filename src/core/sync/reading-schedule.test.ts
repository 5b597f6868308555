import assert from "node:assert/strict";
import { test } from "node:test";
import { failedReadDelayMs, type FinishedReading, nextReadDelayMs } from "./reading-schedule.ts";

const quiet: FinishedReading = {
  source: "polling",
  wasHinted: false,
  changes: 0,
  isBusy: false,
  openReads: 0,
  quietMinutes: 2,
  jitter: 0,
};
const seconds = (reading: Partial<FinishedReading>): number =>
  nextReadDelayMs({ ...quiet, ...reading }) / 1000;

test("a quiet room is looked at in the interval of the property, a busy one every few seconds", () => {
  assert.equal(seconds({}), 120);
  assert.equal(seconds({ quietMinutes: 10 }), 600);
  for (const busy of [{ isBusy: true }, { changes: 1 }]) {
    assert.equal(seconds(busy), 12);
    assert.ok(seconds({ ...busy, jitter: 1 }) >= 9);
  }
});

test("rooms spread by being looked at a little sooner, and never later than was set", () => {
  const looked = [0, 0.5, 1].map((jitter) => seconds({ jitter }));
  assert.deepEqual(looked, [120, 108, 96]);
});

test("a room that we are told of is read every 10 to 15 minutes all the same", () => {
  for (const jitter of [0, 1]) {
    const delay = seconds({ source: "subscription", isBusy: true, jitter });
    assert.ok(delay >= 600 && delay <= 900, `${delay}`);
  }
});

test("what was told and could not be seen yet is looked for once more, and then not again", () => {
  const told = { source: "subscription", wasHinted: true } as const;
  assert.ok(seconds(told) <= 10);
  assert.ok(seconds({ ...told, changes: 2 }) >= 600);
  assert.ok(seconds({ ...told, wasHinted: false }) >= 600);
});

test("what could not be judged yet is looked at again soon, and then ever less often", () => {
  const told = { source: "subscription", changes: 1 } as const;
  const delays = [1, 2, 3, 7, 8, 100].map((openReads) => seconds({ ...told, openReads }));
  assert.deepEqual(delays, [8, 16, 32, 512, 750, 750]);
  assert.equal(seconds({ isBusy: true, openReads: 3 }), 12);
});

test("after failures a room is left alone ever longer, up to ten minutes, and as long as told", () => {
  const delays = [0, 1, 2, 3, 4, 5, 100].map((failed) => failedReadDelayMs(failed, 0, 0.5) / 1000);
  assert.deepEqual(delays, [5, 15, 45, 135, 405, 600, 600]);
  assert.equal(failedReadDelayMs(0, 90_000, 0), 90_000);
});
