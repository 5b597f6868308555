import type { IntegrationMode } from "../integration-rules/question.ts";

/**
 * How changes in a room's calendar reach us: told (subscription) where the application may read
 * the room, looked for (polling) where only the delegated user may, since no delegated right lets
 * anybody subscribe to another mailbox (facts 3.1).
 */

/** The system's own credentials; a person's never serves a job (design, truth 3). */
export type SystemCredential = "application" | "delegated_user";

const MINUTE_MS = 60 * 1000;
/** The first look for a better source after one was not had; each later one waits twice as long. */
const FIRST_LOOK_MS = MINUTE_MS;
/** Rights take half an hour to two hours to hold (facts 6.10): nobody waits much longer for us. */
const LOOK_DELAY_MAX_MS = 30 * MINUTE_MS;
/** A third of its life is left for trying again. */
const RENEWED_AFTER_SHARE = 2 / 3;

/**
 * Which credentials may read rooms, the best first: the application, which can be told of changes;
 * then whoever stands for the system in this mode. In normal mode nobody is delegated (policy).
 */
export function readingCredentials(
  mode: IntegrationMode,
  hasDelegatedUser: boolean,
): readonly SystemCredential[] {
  return mode !== "normal" && hasDelegatedUser
    ? ["application", "delegated_user"]
    : ["application"];
}

/**
 * How long after it was made or renewed a subscription is renewed.
 *
 * @param lifeMs how long it lives from now
 * @param jitter chance from 0 to 1, so that what was made together is not renewed together
 */
export function renewalDelayMs(lifeMs: number, jitter: number): number {
  return Math.max(0, Math.round(lifeMs * RENEWED_AFTER_SHARE * (1 - 0.1 * jitter)));
}

/**
 * How long after a look for a better source the next one comes.
 *
 * @param looks how many looks were made before this one, since something changed
 * @param toldMs what the provider told us to wait; 0 if it did not
 */
export function nextLookDelayMs(looks: number, toldMs: number, jitter: number): number {
  const delayMs = Math.min(FIRST_LOOK_MS * 2 ** Math.min(looks, 10), LOOK_DELAY_MAX_MS);
  return Math.round(Math.max(delayMs, toldMs) * (1 + 0.2 * jitter));
}
