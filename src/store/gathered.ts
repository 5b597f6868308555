import { setTimeout as delay } from "node:timers/promises";

/**
 * Work whose cost is in its round trips and commits rather than in what it is done to: what several
 * callers ask for at about the same time is done in one go.
 */
export interface Gathering<Item, Outcome> {
  /** All of them, or none; answers an outcome for each, in their order. */
  readonly carryOut: (items: readonly Item[]) => Promise<readonly Outcome[]>;
  /** From the beginning of one go to the next; what is alone by then does not wait. */
  readonly betweenMs: number;
  readonly atOnceMax: number;
  /** Default: the machine's clock, in milliseconds from any beginning. */
  readonly nowMs?: () => number;
  readonly pause?: (durationMs: number) => Promise<unknown>;
}

interface Asked<Item, Outcome> {
  readonly item: Item;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/** One go after the other; what is asked for meanwhile waits for the next. */
export function gathered<Item, Outcome>(
  gathering: Gathering<Item, Outcome>,
): (item: Item) => Promise<Outcome> {
  const { nowMs = () => performance.now(), pause = delay } = gathering;
  let waiting: Asked<Item, Outcome>[] = [];
  let isGoing = false;
  let nextAtMs = Number.NEGATIVE_INFINITY;

  async function go(): Promise<void> {
    isGoing = true;
    while (waiting.length > 0) {
      const restMs = nextAtMs - nowMs();
      // At the least until all that is asked for in this turn of the event loop is there.
      if (restMs > 0) await pause(restMs);
      else await new Promise(setImmediate);
      nextAtMs = nowMs() + gathering.betweenMs;
      const taken = waiting.slice(0, gathering.atOnceMax);
      waiting = waiting.slice(gathering.atOnceMax);
      await carryOut(gathering, taken);
    }
    isGoing = false;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!isGoing) void go();
    });
}

/** Where it cannot be done together, each by itself: one that fails takes no other with it. */
async function carryOut<Item, Outcome>(
  gathering: Gathering<Item, Outcome>,
  asked: readonly Asked<Item, Outcome>[],
): Promise<void> {
  try {
    const outcomes = await gathering.carryOut(asked.map(({ item }) => item));
    asked.forEach((each, at) => each.resolve(outcomes[at] as Outcome));
  } catch (error) {
    const [first] = asked;
    if (asked.length === 1) return first?.reject(error);
    for (const each of asked) await carryOut(gathering, [each]);
  }
}
