import type { HealthCounters } from "../app/health/health-counters.ts";
import type { SyncLog } from "../app/sync/sync-log.ts";

const WRITE_EVERY_MS = 5_000;

/** Writes what this process counts, every few seconds and once more at its end. */
export function startCountWriting(
  counters: Pick<HealthCounters, "flush">,
  log: SyncLog,
): { stop(): Promise<void> } {
  const write = (): Promise<void> =>
    counters
      .flush()
      .catch((error: unknown) => log.warn({ err: error }, "the counts of health were not written"));
  const timer = setInterval(() => void write(), WRITE_EVERY_MS);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await write();
    },
  };
}
