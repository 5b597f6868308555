import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createClock, createVirtualClock } from "./clock.ts";
import { createSeededRandom } from "./seeded-random.ts";

const DAY_MS = 24 * 3600 * 1000;

describe("the simulated clock", () => {
  test("runs what has become due in order of its time, not of its setting", async () => {
    const clock = createClock(() => 0);
    const ran: string[] = [];
    clock.after(200, () => void ran.push("second"));
    clock.after(100, () => void ran.push("first"));
    clock.after(300, () => void ran.push("later"));
    await clock.advance(200);
    assert.deepEqual(ran, ["first", "second"]);
    clock.stop();
  });

  test("a task that was called off does not run", async () => {
    const clock = createClock(() => 0);
    let ran = false;
    const callOff = clock.after(100, () => void (ran = true));
    callOff();
    await clock.advance(1000);
    assert.equal(ran, false);
  });

  test("a task set by a task runs in the same advance when it is due", async () => {
    const clock = createClock(() => 0);
    let ran = false;
    clock.after(100, () => void clock.after(0, () => void (ran = true)));
    await clock.advance(100);
    assert.equal(ran, true);
  });

  test("a thousand tasks, half of them called off, run in order of time and of setting", async () => {
    const random = createSeededRandom(3);
    const clock = createVirtualClock(0);
    const expected: { dueMs: number; order: number }[] = [];
    const ran: { dueMs: number; order: number }[] = [];
    for (let order = 0; order < 1_000; order += 1) {
      const task = { dueMs: Math.floor(random() * 200), order };
      const callOff = clock.after(task.dueMs, () => void ran.push(task));
      if (random() < 0.5) callOff();
      else expected.push(task);
    }
    const due = Math.min(...expected.map(({ dueMs }) => dueMs));
    assert.equal(clock.nextDueMs(), due);
    await clock.advance(200);
    assert.deepEqual(
      ran,
      expected.toSorted((left, right) => left.dueMs - right.dueMs || left.order - right.order),
    );
    assert.equal(clock.nextDueMs(), null);
  });

  test("what is due in more than 25 days does not keep the process busy until then", async () => {
    let looks = 0;
    const clock = createClock(() => {
      looks += 1;
      return 0;
    });
    clock.after(90 * DAY_MS, () => undefined);
    const looksAfterSetting = looks;
    // Twenty turns of the event loop: a timer that fires at once would have fired in each of them.
    for (let turn = 0; turn < 20; turn += 1) {
      await new Promise((resolve) => {
        setTimeout(resolve, 1);
      });
    }
    assert.equal(looks, looksAfterSetting);
    clock.stop();
  });
});
