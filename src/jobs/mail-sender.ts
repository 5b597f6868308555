import type { SyncLog } from "../app/sync/sync-log.ts";
import { startWokenLoop, type WokenLoop } from "./woken-loop.ts";

export interface MailSenderOptions {
  /** Sends what is due; answers how many. */
  readonly send: () => Promise<number>;
  readonly log: SyncLog;
  /** How often to look without being woken. */
  readonly pollMs?: number;
}

/** Woken when this process has written a mail. */
export type MailSender = WokenLoop;

const POLL_MS = 15_000;
const AFTER_ERROR_MS = 30_000;

/** Sends mail as it becomes due, until it is stopped. */
export function startMailSender({ send, log, pollMs = POLL_MS }: MailSenderOptions): MailSender {
  return startWokenLoop({
    async look(bell) {
      await send();
      await bell.wait(pollMs);
    },
    failed: "sending mail broke off",
    afterErrorMs: AFTER_ERROR_MS,
    log,
  });
}
