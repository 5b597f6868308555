import type { SyncLog } from "../app/sync/sync-log.ts";
import { startWokenLoop, type WokenLoop } from "./woken-loop.ts";

export interface ServiceFollowerOptions {
  /** Has services follow what has changed; answers how many reservations. */
  readonly follow: () => Promise<number>;
  readonly log: SyncLog;
  /** How often to look without being woken. */
  readonly pollMs?: number;
}

/** Woken when something has changed here. */
export type ServiceFollower = WokenLoop;

const POLL_MS = 60_000;
/** However often it is woken: there is always much that changes. */
const BETWEEN_LOOKS_MS = 250;
const AFTER_ERROR_MS = 5_000;

/** Has services and their blockers follow what people here have not done, until it is stopped. */
export function startServiceFollower(options: ServiceFollowerOptions): ServiceFollower {
  const { follow, log, pollMs = POLL_MS } = options;
  return startWokenLoop({
    async look(bell) {
      await follow();
      await bell.rest(BETWEEN_LOOKS_MS);
      await bell.wait(pollMs);
    },
    failed: "following services broke off",
    afterErrorMs: AFTER_ERROR_MS,
    log,
  });
}
