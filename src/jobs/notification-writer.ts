import type { SyncLog } from "../app/sync/sync-log.ts";
import { createBell } from "./bell.ts";

export interface NotificationWriter {
  /** Notifications were accepted. */
  wake(): void;
  /** Writes down what is left, and resolves then. */
  stop(): Promise<void>;
}

/** A sign that notifications wait may be missed where writing them failed; this looks after it. */
const LOOK_MS = 5_000;
const AFTER_ERROR_MS = 1_000;

/** Writes down accepted notifications one batch after the other, and again where that fails. */
export function startNotificationWriter(options: {
  readonly flush: () => Promise<void>;
  readonly log: SyncLog;
}): NotificationWriter {
  const bell = createBell();
  const stopping = new AbortController();

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await bell.wait(LOOK_MS);
      try {
        await options.flush();
      } catch (error) {
        options.log.error({ err: error }, "notifications could not be written down");
        await bell.rest(AFTER_ERROR_MS);
      }
    }
  }

  const running = run();
  return {
    wake: () => bell.ring(),
    async stop() {
      stopping.abort();
      bell.silence();
      await running;
    },
  };
}
