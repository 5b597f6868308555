import { courseAfter, type FailureKind } from "./failure-kind.ts";
import type { SyncEventType } from "./outbound-plan.ts";

/** After so many tries a sync event ends in error, and somebody is told (design, "Sync events"). */
export const TRIES_MAX = 10;
/**
 * A provider that keeps throttling is obeyed for so long. Throttling is no try: it says that we
 * are too many, not that the request is bad, and ten of them can pass within two minutes.
 */
export const THROTTLED_HOURS_MAX = 24;

const FIRST_DELAY_MS = 1000;
const GROWTH = 3;
/** With these, ten tries take about half an hour. */
const DELAY_MAX_MS = 10 * 60 * 1000;
/** Where the provider throttles without saying for how long. */
const THROTTLED_DELAY_MS = 10 * 1000;
const HOUR_MS = 60 * 60 * 1000;

export interface FailedTry {
  readonly kind: FailureKind;
  readonly type: SyncEventType;
  /** How many tries were made, the failed one included unless it was throttled. */
  readonly tries: number;
  /** How long ago the sync event came into being. */
  readonly ageMs: number;
  /** What the provider told us to wait, in seconds; null if it did not. */
  readonly retryAfterSeconds: number | null;
  /** How many tries are made at most, where the administrator has set it; else `TRIES_MAX`. */
  readonly triesMax?: number;
  /** Chance from 0 to 1, so that what failed together does not come back together. */
  readonly jitter: number;
}

export type NextTry =
  | {
      readonly action: "retry";
      readonly delayMs: number;
      /** Read the event again first: it is not any more as we knew it. */
      readonly readFirst: boolean;
    }
  | { readonly action: "wait_for_token" }
  /** Nothing is left to do: what was to be gone is gone. */
  | { readonly action: "done" }
  | { readonly action: "give_up"; readonly code: GiveUpCode };

/** A failure's own kind, or that it failed too often or was throttled too long. */
export type GiveUpCode = FailureKind | "too_many_tries" | "throttled_too_long";

/** Whether a try that failed so is one of the ten. */
export function countsAsTry(kind: FailureKind): boolean {
  return kind !== "throttled";
}

/** What to do with a sync event after a failed try. */
export function nextTry(failed: FailedTry): NextTry {
  const course = courseAfter(failed.kind, failed.type);
  switch (course) {
    case "wait_for_token":
    case "done":
      return { action: course };
    case "give_up":
      return { action: "give_up", code: failed.kind };
    case "wait_as_told":
      if (failed.ageMs >= THROTTLED_HOURS_MAX * HOUR_MS) {
        return { action: "give_up", code: "throttled_too_long" };
      }
      return { action: "retry", delayMs: throttledDelayMs(failed), readFirst: false };
    case "try_again":
    case "read_and_try_again":
      if (failed.tries >= (failed.triesMax ?? TRIES_MAX))
        return { action: "give_up", code: "too_many_tries" };
      return {
        action: "retry",
        delayMs: retryDelayMs(failed),
        readFirst: course === "read_and_try_again",
      };
  }
}

/** Never sooner than told, and up to a tenth later. */
function throttledDelayMs({ retryAfterSeconds, jitter }: FailedTry): number {
  const toldMs = retryAfterSeconds === null ? THROTTLED_DELAY_MS : retryAfterSeconds * 1000;
  return Math.ceil(Math.max(toldMs, FIRST_DELAY_MS) * (1 + 0.1 * jitter));
}

/** Three times as long each time, between half of that and all of it by chance. */
function retryDelayMs({ tries, retryAfterSeconds, jitter }: FailedTry): number {
  const fullMs = Math.min(FIRST_DELAY_MS * GROWTH ** Math.max(tries - 1, 0), DELAY_MAX_MS);
  const ownMs = fullMs * (0.5 + 0.5 * jitter);
  return Math.ceil(Math.max(ownMs, (retryAfterSeconds ?? 0) * 1000));
}
