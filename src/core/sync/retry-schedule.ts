import { courseAfter, type FailureKind } from "./failure-kind.ts";
import type { SyncEventType } from "./outbound-plan.ts";

/**
 * No try comes later than this after the first one, whatever the provider tells us to wait and
 * however many tries an administrator allows: nobody waits for hours without knowing (design,
 * truth 5). Throttling is no try, since it says that we are too many, not that the request is bad,
 * and ten of them can pass within two minutes; so it is this that ends it.
 */
export const TRYING_MINUTES_MAX = 60;

const FIRST_DELAY_MS = 1000;
const GROWTH = 3;
/** With these, the delays between ten tries add up to 18 to 36 minutes. */
const DELAY_MAX_MS = 10 * 60 * 1000;
/** Where the provider throttles without saying for how long. */
const THROTTLED_DELAY_MS = 10 * 1000;
const MINUTE_MS = 60 * 1000;

export interface FailedTry {
  readonly kind: FailureKind;
  readonly type: SyncEventType;
  /** How many tries were made, the failed one included unless it was throttled. */
  readonly tries: number;
  /** How long ago the first try began, since it was last set going; 0 for the first. */
  readonly tryingForMs: number;
  /** What the provider told us to wait, in seconds; null if it did not. */
  readonly retryAfterSeconds: number | null;
  /** After so many a sync event ends in error, and somebody is told (design, "Sync events"). */
  readonly triesMax: number;
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

/** A failure's own kind, or that it failed too often or for too long. */
export type GiveUpCode = FailureKind | "too_many_tries" | "tried_too_long";

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
      return retryWithinLimit(failed, throttledDelayMs(failed), false);
    case "try_again":
    case "read_and_try_again":
      if (failed.tries >= failed.triesMax) return { action: "give_up", code: "too_many_tries" };
      return retryWithinLimit(failed, retryDelayMs(failed), course === "read_and_try_again");
  }
}

function retryWithinLimit(
  { tryingForMs }: FailedTry,
  delayMs: number,
  readFirst: boolean,
): NextTry {
  return tryingForMs + delayMs > TRYING_MINUTES_MAX * MINUTE_MS
    ? { action: "give_up", code: "tried_too_long" }
    : { action: "retry", delayMs, readFirst };
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
