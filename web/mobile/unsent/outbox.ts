import type { Reservation } from "../../../src/contract/reservations.ts";
import { freshKey } from "../../ui/api/fresh-key.ts";
import { ProblemError } from "../../ui/api/problem-error.ts";
import { againAfterMs, isJudged } from "../../ui/api/unanswered.ts";
import { keepUnsent, readUnsent, type UnsentBooking } from "./unsent-bookings.ts";

/** What became of a booking, until the person has seen it. */
export type Settled =
  | { readonly kind: "made"; readonly key: string; readonly reservation: Reservation }
  | {
      readonly kind: "refused";
      readonly booking: UnsentBooking;
      readonly key: string;
      readonly error: unknown;
    };

export interface OutboxState {
  /** Asked for, and not answered yet. */
  readonly unsent: readonly UnsentBooking[];
  readonly settled: readonly Settled[];
  /** Asking failed the last time: there is no contact. */
  readonly isInVain: boolean;
}

export interface Outbox {
  readonly state: () => OutboxState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Books, however often that has to be asked for. */
  readonly book: (spaceName: string, body: UnsentBooking["body"]) => void;
  /** It is not wanted any more: given back if it turns out to have been made. */
  readonly giveUp: (key: string) => void;
  /** The person has seen what became of it. */
  readonly putAway: (key: string) => void;
  /** There may be contact again. */
  readonly askNow: () => void;
  readonly close: () => void;
}

export interface OutboxDependencies {
  readonly personId: string;
  readonly storage: Pick<Storage, "getItem" | "setItem">;
  readonly nowMs: () => number;
  /** Throws `ProblemError` where it was refused, or no answer came. */
  readonly ask: (booking: UnsentBooking) => Promise<Reservation>;
  readonly cancel: (reservation: Reservation) => Promise<unknown>;
  /** Answers how to take it back. */
  readonly later: (delayMs: number, act: () => void) => () => void;
}

/**
 * Keeps what was booked on the device until the server has said what became of it, over lost answers
 * and reloads: each is asked again with its own key, one after the other.
 */
export function createOutbox(deps: OutboxDependencies): Outbox {
  const { personId, storage } = deps;
  const listeners = new Set<() => void>();
  let settled: readonly Settled[] = [];
  let timesInVain = 0;
  let isAsking = false;
  let takeBack: () => void = () => undefined;
  let state = look();

  /** The device's own storage is what holds: another tab may have asked meanwhile. */
  function look(): OutboxState {
    const unsent = readUnsent(storage, deps.nowMs()).filter((each) => each.personId === personId);
    return { unsent, settled, isInVain: timesInVain > 0 };
  }

  function tell(): void {
    state = look();
    for (const listener of listeners) listener();
  }

  function change(next: (kept: readonly UnsentBooking[]) => readonly UnsentBooking[]): void {
    keepUnsent(storage, next(readUnsent(storage, deps.nowMs())));
    tell();
  }

  function settle(key: string, result: Settled | null): void {
    if (result !== null) settled = [...settled, result];
    change((kept) => kept.filter((each) => each.key !== key));
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

  /** It may be while it is asked for. */
  function isGivenUp(key: string): boolean {
    return look().unsent.some((each) => each.key === key && each.isUnwanted);
  }

  /** Answers false where it is not known yet what became of it. */
  async function askOne(booking: UnsentBooking): Promise<boolean> {
    const { key } = booking;
    try {
      const reservation = await deps.ask(booking);
      if (isGivenUp(key)) {
        await deps.cancel(reservation);
        settle(key, null);
        return true;
      }
      settle(key, { kind: "made", key, reservation });
      return true;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      if (!isJudged(error.status)) return false;
      settle(key, isGivenUp(key) ? null : { kind: "refused", key, booking, error });
      return true;
    }
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    book(spaceName, body) {
      const askedAt = new Date(deps.nowMs()).toISOString();
      const booking = { key: freshKey(), personId, askedAt, spaceName, body, isUnwanted: false };
      change((kept) => [...kept, booking]);
      void askAll();
    },
    giveUp(key) {
      change((kept) =>
        kept.map((each) => (each.key === key ? { ...each, isUnwanted: true } : each)),
      );
    },
    putAway(key) {
      settled = settled.filter((each) => each.key !== key);
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
