import { freshKey } from "./fresh-key.ts";
import type { KeptUnsent, Unsent } from "./kept-unsent.ts";
import { ProblemError } from "./problem-error.ts";
import { againAfterMs, isJudged } from "./unanswered.ts";

/** What became of what was asked for, until the person has seen it. */
export type Settled<Item, Answer> =
  | { readonly kind: "done"; readonly item: Item; readonly answer: Answer }
  | { readonly kind: "refused"; readonly item: Item; readonly error: unknown };

export interface OutboxState<Item, Answer> {
  /** Asked for, and not answered yet. */
  readonly unsent: readonly Item[];
  readonly settled: readonly Settled<Item, Answer>[];
  /** Asking failed the last time: there is no contact. */
  readonly isInVain: boolean;
}

export interface Outbox<Item, Answer> {
  readonly state: () => OutboxState<Item, Answer>;
  readonly subscribe: (listener: () => void) => () => void;
  /** Asks, however often that has to be done. */
  readonly send: (itemOf: (unsent: Unsent) => Item) => void;
  /** As it is kept now, where it still is: another tab may have changed it. */
  readonly find: (key: string) => Item | undefined;
  readonly change: (item: Item) => void;
  /** The person has seen what became of it. */
  readonly putAway: (key: string) => void;
  /** There may be contact again. */
  readonly askNow: () => void;
  readonly close: () => void;
}

export interface OutboxDependencies<Item, Answer> {
  readonly personId: string;
  readonly kept: KeptUnsent<Item>;
  readonly storage: Pick<Storage, "getItem" | "setItem">;
  readonly nowMs: () => number;
  /** Throws `ProblemError` where it was refused, or no answer came; null is nothing to tell of. */
  readonly ask: (item: Item) => Promise<Answer | null>;
  /** Answers how to take it back. */
  readonly later: (delayMs: number, act: () => void) => () => void;
}

/**
 * Keeps what was asked for on the device until the server has said what became of it, over lost answers
 * and reloads: each is asked again with its own key, one after the other.
 */
export function createOutbox<Item extends Unsent, Answer>(
  deps: OutboxDependencies<Item, Answer>,
): Outbox<Item, Answer> {
  const { personId, storage, kept } = deps;
  const listeners = new Set<() => void>();
  let settled: readonly Settled<Item, Answer>[] = [];
  let timesInVain = 0;
  let isAsking = false;
  let takeBack: () => void = () => undefined;
  let state = look();

  /** The device's own storage is what holds: another tab may have asked meanwhile. */
  function look(): OutboxState<Item, Answer> {
    const unsent = kept.read(storage, deps.nowMs()).filter((each) => each.personId === personId);
    return { unsent, settled, isInVain: timesInVain > 0 };
  }

  function tell(): void {
    state = look();
    for (const listener of listeners) listener();
  }

  function keep(next: (items: readonly Item[]) => readonly Item[]): void {
    kept.keep(storage, next(kept.read(storage, deps.nowMs())));
    tell();
  }

  function settle(key: string, result: Settled<Item, Answer> | null): void {
    if (result !== null) settled = [...settled, result];
    keep((items) => items.filter((each) => each.key !== key));
  }

  async function askAll(): Promise<void> {
    if (isAsking) return;
    isAsking = true;
    takeBack();
    try {
      for (let next = look().unsent[0]; next !== undefined; next = look().unsent[0]) {
        const isAnswered = await askOne(next);
        timesInVain = isAnswered ? 0 : timesInVain + 1;
        if (!isAnswered) break;
      }
    } finally {
      isAsking = false;
      if (timesInVain > 0) {
        takeBack = deps.later(againAfterMs(timesInVain), () => void askAll());
      }
      tell();
    }
  }

  /** Answers false where it is not known yet what became of it. */
  async function askOne(item: Item): Promise<boolean> {
    try {
      const answer = await deps.ask(item);
      settle(item.key, answer === null ? null : { kind: "done", item, answer });
      return true;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      if (!isJudged(error.status)) return false;
      settle(item.key, { kind: "refused", item, error });
      return true;
    }
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    send(itemOf) {
      const askedAt = new Date(deps.nowMs()).toISOString();
      const item = itemOf({ key: freshKey(), personId, askedAt });
      keep((items) => [...items, item]);
      void askAll();
    },
    find: (key) => look().unsent.find((each) => each.key === key),
    change(item) {
      keep((items) => items.map((each) => (each.key === item.key ? item : each)));
    },
    putAway(key) {
      settled = settled.filter(({ item }) => item.key !== key);
      tell();
    },
    askNow() {
      tell();
      void askAll();
    },
    close() {
      takeBack();
    },
  };
}
