/**
 * Keeps the calls of this process within what Exchange allows for one mailbox (facts 4): four at
 * once and 10,000 in ten minutes, and none while a Retry-After runs. Over several processes the
 * lanes share the four between them; the budget is each process' own, and Exchange's 429 corrects it.
 */

/** Facts 4: four calls at once pass cleanly, of five a part is refused. */
export const CALLS_AT_ONCE_MAX = 4;
/** A little less than the 10,000 that are allowed, for what other processes call. */
export const CALLS_PER_WINDOW_MAX = 9500;
const WINDOW_MS = 10 * 60 * 1000;
/** Calls are counted in slices of the window, so that the count needs no list of calls. */
const SLICE_MS = 10 * 1000;
/** Beyond so many mailboxes, those at rest are forgotten. */
const MAILBOXES_KEPT_MAX = 5000;

export interface CallPlace {
  /** How many requests the call counts for: a batch counts for each of its parts. */
  readonly weight: number;
  /** Somebody sits and waits for this one: it goes before the others of its mailbox. */
  readonly ahead: boolean;
}

/** Either what the work returned, or how long to wait before the mailbox may be called. */
export type Throttled<T> =
  | { readonly ran: true; readonly value: T }
  | { readonly ran: false; readonly retryAfterMs: number };

export interface MailboxThrottle {
  /** Runs the work when the mailbox has a free place; at once refuses what must wait for longer. */
  run<T>(mailbox: string, place: CallPlace, work: () => Promise<T>): Promise<Throttled<T>>;
  /** Exchange told us to leave the whole mailbox alone for so long. */
  pause(mailbox: string, durationMs: number): void;
}

interface Lane {
  underWay: number;
  pausedUntilMs: number;
  readonly ahead: (() => void)[];
  readonly behind: (() => void)[];
  /** Calls by slice of time, oldest first. */
  readonly slices: { readonly startMs: number; calls: number }[];
}

/** @param nowMs a clock in milliseconds that never runs backwards */
export function createMailboxThrottle(
  nowMs: () => number,
  callsAtOnceMax: number = CALLS_AT_ONCE_MAX,
): MailboxThrottle {
  const lanes = new Map<string, Lane>();

  const laneOf = (mailbox: string): Lane => {
    const key = mailbox.toLowerCase();
    const known = lanes.get(key);
    if (known !== undefined) return known;
    if (lanes.size >= MAILBOXES_KEPT_MAX) forgetThoseAtRest(lanes, nowMs());
    const lane = { underWay: 0, pausedUntilMs: 0, ahead: [], behind: [], slices: [] };
    lanes.set(key, lane);
    return lane;
  };

  return {
    async run(mailbox, place, work) {
      const lane = laneOf(mailbox);
      if (lane.underWay >= callsAtOnceMax) {
        // The place is handed over by the call that ends, so nobody slips in between.
        await new Promise<void>((resolve) => {
          (place.ahead ? lane.ahead : lane.behind).push(resolve);
        });
      } else {
        lane.underWay += 1;
      }
      try {
        const retryAfterMs = waitMs(lane, place.weight, nowMs());
        if (retryAfterMs > 0) return { ran: false, retryAfterMs };
        count(lane, place.weight, nowMs());
        return { ran: true, value: await work() };
      } finally {
        const next = lane.ahead.shift() ?? lane.behind.shift();
        if (next === undefined) lane.underWay -= 1;
        else next();
      }
    },

    pause(mailbox, durationMs) {
      const lane = laneOf(mailbox);
      lane.pausedUntilMs = Math.max(lane.pausedUntilMs, nowMs() + durationMs);
    },
  };
}

/** How long the mailbox must not be called; 0 if it may be called now. */
function waitMs(lane: Lane, weight: number, now: number): number {
  if (lane.pausedUntilMs > now) return lane.pausedUntilMs - now;
  dropPast(lane, now);
  const oldest = lane.slices[0];
  const calls = lane.slices.reduce((sum, slice) => sum + slice.calls, 0);
  if (oldest === undefined || calls + weight <= CALLS_PER_WINDOW_MAX) return 0;
  return oldest.startMs + SLICE_MS + WINDOW_MS - now;
}

function count(lane: Lane, weight: number, now: number): void {
  const startMs = now - (now % SLICE_MS);
  const last = lane.slices.at(-1);
  if (last?.startMs === startMs) last.calls += weight;
  else lane.slices.push({ startMs, calls: weight });
}

function dropPast(lane: Lane, now: number): void {
  const isPast = (slice: { readonly startMs: number }): boolean =>
    slice.startMs + SLICE_MS + WINDOW_MS <= now;
  while (lane.slices[0] !== undefined && isPast(lane.slices[0])) lane.slices.shift();
}

function forgetThoseAtRest(lanes: Map<string, Lane>, now: number): void {
  for (const [mailbox, lane] of lanes) {
    dropPast(lane, now);
    const isAtRest = lane.underWay === 0 && lane.pausedUntilMs <= now && lane.slices.length === 0;
    if (isAtRest) lanes.delete(mailbox);
  }
}
