import type { SyncLog } from "../app/sync/sync-log.ts";
import { startWokenLoop, type WokenLoop } from "./woken-loop.ts";

/** Woken when notifications were accepted; what is left when it is stopped is written down first. */
export type NotificationWriter = WokenLoop;

/** A sign that notifications wait may be missed where writing them failed; this looks after it. */
const LOOK_MS = 5_000;
const AFTER_ERROR_MS = 1_000;

/** Writes down accepted notifications one batch after the other, and again where that fails. */
export function startNotificationWriter(options: {
  readonly flush: () => Promise<void>;
  readonly log: SyncLog;
}): NotificationWriter {
  return startWokenLoop({
    async look(bell) {
      await bell.wait(LOOK_MS);
      await options.flush();
    },
    failed: "notifications could not be written down",
    afterErrorMs: AFTER_ERROR_MS,
    log: options.log,
  });
}
