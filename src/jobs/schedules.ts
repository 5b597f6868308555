import { PgBoss } from "pg-boss";
import type { SyncLog } from "../app/sync/sync-log.ts";

/** What runs on a schedule, at one process at a time however many there are. */
export interface ScheduledJob {
  /** Stable: it is the queue's name in the database. */
  readonly name: string;
  /** Five fields, in UTC. */
  readonly cron: string;
  /** Answers how much it did, for the log. Safe to run again after it was cut off. */
  readonly run: () => Promise<number>;
}

export interface SchedulesOptions {
  readonly executeSql: (
    text: string,
    values?: unknown[],
  ) => Promise<{ readonly rows: Record<string, unknown>[] }>;
  readonly jobs: readonly ScheduledJob[];
  readonly log: SyncLog;
  /** How often each process asks whether one of the jobs is due; jobs are due at full minutes. */
  readonly pollSeconds?: number;
}

const POLL_SECONDS = 30;
const RUNS_FOR_SECONDS_MAX = 15 * 60;

/** Starts the schedules; resolves once they are kept in the database. */
export async function startSchedules(
  options: SchedulesOptions,
): Promise<{ stop(): Promise<void> }> {
  const { log, pollSeconds = POLL_SECONDS } = options;
  const boss = new PgBoss({ db: { executeSql: options.executeSql } });
  boss.on("error", (error) => log.error({ err: error }, "a schedule failed"));
  await boss.start();
  for (const { name, cron, run } of options.jobs) {
    // One at a time: a run that takes longer than the time between two leaves the next one out.
    await boss.createQueue(name, { policy: "singleton", expireInSeconds: RUNS_FOR_SECONDS_MAX });
    await boss.work(name, { pollingIntervalSeconds: pollSeconds }, async () => {
      const count = await run();
      if (count > 0) log.info({ job: name, count }, "a scheduled job has run");
    });
    await boss.schedule(name, cron, null, { tz: "UTC" });
  }
  return { stop: () => boss.stop({ graceful: true, close: false }) };
}
