/** When a room's calendar is read next. */

const MINUTE_MS = 60 * 1000;
/** While something happens in the room, and nobody tells us of it. */
const BUSY_READ_MS = 12 * 1000;
/**
 * A told room is read all the same once in a while: gaps of more than an hour are reported, with
 * subscriptions that were active all the time (facts 8).
 */
const SAFETY_READ_MS = 12.5 * MINUTE_MS;
/** Delta tells a change some time after the notification does (facts 1.13). */
const SECOND_READ_MS = 8 * 1000;
const FIRST_RETRY_MS = 5 * 1000;
const RETRY_DELAY_MAX_MS = 10 * MINUTE_MS;
/**
 * Delays differ by as much as this share, so that rooms spread by themselves. Pauses between looks
 * are only shorter: nobody is to see a change later than the interval says.
 */
const SPREAD = 0.2;

export interface FinishedReading {
  readonly source: "subscription" | "polling";
  /** It was read because a change was told. */
  readonly wasHinted: boolean;
  /** What it took in. */
  readonly changes: number;
  /** A meeting is on or near, or something waits for the room. */
  readonly isBusy: boolean;
  /** Readings in a row, with this one, that left something to be judged later. */
  readonly openReads: number;
  /** Between readings of a room where nothing happens; property `outlook_event_sync_interval`. */
  readonly quietMinutes: number;
  /** Chance from 0 to 1. */
  readonly jitter: number;
}

export function nextReadDelayMs(reading: FinishedReading): number {
  const delayMs = Math.min(usualDelayMs(reading), openDelayMs(reading));
  return Math.round(delayMs * (1 - SPREAD * reading.jitter));
}

/**
 * What is just being written here is judged once that is recorded, of which the room tells nobody; and
 * as it may have to wait for long, each time is twice as long as the one before.
 */
function openDelayMs({ openReads }: FinishedReading): number {
  return openReads === 0 ? Number.POSITIVE_INFINITY : SECOND_READ_MS * 2 ** (openReads - 1);
}

function usualDelayMs({
  source,
  wasHinted,
  changes,
  isBusy,
  quietMinutes,
}: FinishedReading): number {
  // Told, and nothing seen: it may have been our own doing, or come too early.
  if (wasHinted && changes === 0) return SECOND_READ_MS;
  if (source === "subscription") return SAFETY_READ_MS;
  const quietMs = quietMinutes * MINUTE_MS;
  return isBusy || changes > 0 ? Math.min(BUSY_READ_MS, quietMs) : quietMs;
}

/**
 * After a reading that failed: three times as long each time, and never sooner than told.
 *
 * @param failedBefore readings in a row that failed before this one
 */
export function failedReadDelayMs(failedBefore: number, toldMs: number, jitter: number): number {
  const delayMs = Math.min(FIRST_RETRY_MS * 3 ** Math.min(failedBefore, 10), RETRY_DELAY_MAX_MS);
  return Math.max(toldMs, Math.round(delayMs * (1 - SPREAD + 2 * SPREAD * jitter)));
}
