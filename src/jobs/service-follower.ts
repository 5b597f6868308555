import type { SyncLog } from "../app/sync/sync-log.ts";
import { createBell } from "./bell.ts";

export interface ServiceFollowerOptions {
  /** Has services follow what has changed; answers how many reservations. */
  readonly follow: () => Promise<number>;
  readonly log: SyncLog;
  /** How often to look without being woken. */
  readonly pollMs?: number;
}

export interface ServiceFollower {
  /** Something has changed here. */
  wake(): void;
  /** Takes on nothing more, and resolves when what is under way has ended. */
  stop(): Promise<void>;
}

const POLL_MS = 60_000;
/** However often it is woken: there is always much that changes. */
const BETWEEN_LOOKS_MS = 250;
const AFTER_ERROR_MS = 5_000;

/** Has services and their blockers follow what people here have not done, until it is stopped. */
export function startServiceFollower(options: ServiceFollowerOptions): ServiceFollower {
  const { follow, log, pollMs = POLL_MS } = options;
  const bell = createBell();
  const stopping = new AbortController();

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await follow();
        await bell.rest(BETWEEN_LOOKS_MS);
        await bell.wait(pollMs);
      } catch (error) {
        log.error({ err: error }, "following services broke off");
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
