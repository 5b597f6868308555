import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { gathered, type Gathering } from "./gathered.ts";

describe("work that is gathered", () => {
  /** Doubles numbers; a go ends when it is told to. */
  function doubling(options: Partial<Gathering<number, number>> = {}) {
    const goes: { readonly items: readonly number[]; end(): void }[] = [];
    const double = gathered<number, number>({
      betweenMs: 0,
      atOnceMax: 10,
      ...options,
      carryOut: (items) =>
        new Promise((resolve, reject) => {
          const end = (): void => {
            if (items.includes(13)) reject(new Error("thirteen"));
            else resolve(items.map((item) => item * 2));
          };
          goes.push({ items, end });
        }),
    });
    const go = async (at: number) => {
      for (;;) {
        const found = goes[at];
        if (found !== undefined) return found;
        await new Promise(setImmediate);
      }
    };
    return { double, go, goes };
  }

  test("what is asked for in one turn is done in one go, each with its own outcome", async () => {
    const { double, go, goes } = doubling();
    const asked = Promise.all([double(1), Promise.resolve().then(() => double(2)), double(3)]);
    (await go(0)).end();
    assert.deepEqual(await asked, [2, 4, 6]);
    assert.equal(goes.length, 1);
  });

  test("what is asked for while a go is under way waits for the next", async () => {
    const { double, go } = doubling();
    const first = double(1);
    const begun = await go(0);
    const later = Promise.all([double(2), double(3)]);
    begun.end();
    assert.equal(await first, 2);
    const next = await go(1);
    assert.deepEqual(next.items, [2, 3]);
    next.end();
    assert.deepEqual(await later, [4, 6]);
  });

  test("a go takes no more than it may, and the rest follows", async () => {
    const { double, go } = doubling({ atOnceMax: 2 });
    const asked = Promise.all([1, 2, 3].map(double));
    (await go(0)).end();
    const next = await go(1);
    assert.deepEqual(next.items, [3]);
    next.end();
    assert.deepEqual(await asked, [2, 4, 6]);
  });

  test("one that cannot be done fails alone", async () => {
    const { double, go } = doubling();
    const asked = Promise.allSettled([1, 13, 3].map(double));
    for (const at of [0, 1, 2, 3]) (await go(at)).end();
    const outcomes = (await asked).map((each) =>
      each.status === "fulfilled" ? each.value : String(each.reason),
    );
    assert.deepEqual(outcomes, [2, "Error: thirteen", 6]);
  });

  test("goes keep their distance, and what comes after a rest does not wait", async () => {
    let now = 1000;
    const pauses: number[] = [];
    const { double, go } = doubling({
      betweenMs: 50,
      nowMs: () => now,
      async pause(durationMs) {
        pauses.push(durationMs);
        now += durationMs;
      },
    });
    const doubledAfter = async (durationMs: number, item: number): Promise<void> => {
      now += durationMs;
      const doubled = double(item);
      (await go(item)).end();
      await doubled;
    };
    await doubledAfter(0, 0);
    await doubledAfter(10, 1);
    assert.deepEqual(pauses, [40]);
    await doubledAfter(50, 2);
    assert.deepEqual(pauses, [40]);
  });
});
