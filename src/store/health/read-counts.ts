import { type Kysely, sql } from "kysely";
import type { HealthCount } from "../../app/health/health-counters.ts";
import type { DriftCount, HealthTotals } from "../../app/health/ports.ts";
import { lagBuckets } from "../../core/health/change-lag.ts";
import type { Schema } from "../schema.ts";
import { COUNTS_KEPT_DAYS, daysAgo } from "./health-count-store.ts";

/** The counts of a day and of 30 days. */
export interface ReadCounts {
  /** By label. */
  lastDay(name: HealthCount): ReadonlyMap<string, number>;
  drift(): readonly DriftCount[];
}

export async function readCounts(kysely: Kysely<Schema>): Promise<ReadCounts> {
  const { rows } = await sql<{ name: string; label: string; day: number; days_30: number }>`
    select name, label, sum(count)::float8 as days_30,
      coalesce(sum(count) filter (where hour > now() - interval '24 hours'), 0)::float8 as day
    from health_count where hour >= ${daysAgo(COUNTS_KEPT_DAYS)}
    group by name, label order by name, label`.execute(kysely);

  const of = (name: HealthCount) => rows.filter((row) => row.name === name);
  return {
    lastDay: (name) =>
      new Map(
        of(name)
          .filter(({ day }) => day > 0)
          .map(({ label, day }) => [label, day]),
      ),
    drift() {
      const repaired = new Map(of("drift_repaired").map((row) => [row.label, row]));
      return of("drift_found").map(({ label, day, days_30: days30 }) => ({
        kind: label,
        foundLastDay: day,
        repairedLastDay: repaired.get(label)?.day ?? 0,
        foundLast30Days: days30,
        repairedLast30Days: repaired.get(label)?.days_30 ?? 0,
      }));
    },
  };
}

/** All of one count within 24 hours, whatever its labels. */
export async function readLastDay(kysely: Kysely<Schema>, name: HealthCount): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select coalesce(sum(count), 0)::float8 as count from health_count
    where name = ${name} and hour > now() - interval '24 hours'`.execute(kysely);
  return rows[0]?.count ?? 0;
}

/** Since the beginning; old hours are folded into one row, so there are never many. */
export async function readTotals(kysely: Kysely<Schema>): Promise<HealthTotals> {
  const { rows } = await sql<{ name: string; label: string; count: number }>`
    select name, label, sum(count)::float8 as count from health_count
    group by name, label order by name, label`.execute(kysely);
  const of = (name: HealthCount) =>
    rows.filter((row) => row.name === name).map(({ label, count }) => ({ label, count }));
  const only = (name: HealthCount) => of(name)[0]?.count ?? 0;
  return {
    settled: of("sync_event_settled"),
    lag: lagBuckets(new Map(of("change_lag").map(({ label, count }) => [label, count]))),
    lagMs: only("change_lag_ms"),
    changesTakenIn: only("changes_taken_in"),
    driftFound: of("drift_found"),
    driftRepaired: of("drift_repaired"),
    approvalsLapsed: only("approvals_lapsed"),
  };
}
