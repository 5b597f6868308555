import { type Kysely, sql } from "kysely";
import type { HealthCountStore } from "../../app/health/health-counters.ts";
import type { Schema } from "../schema.ts";

/** For so long counts are told by the hour, which a day's count needs. */
const HOURS_KEPT_DAYS = 2;
/** For so long they are told by the day. */
export const COUNTS_KEPT_DAYS = 30;
/** The hour of the row that holds what is older. */
export const EVER = "1970-01-01T00:00:00Z";

/** Counts by the hour, and later by the day, which all processes add to. */
export function createHealthCountStore(kysely: Kysely<Schema>): HealthCountStore {
  return {
    async add(counted) {
      if (counted.length === 0) return;
      // In one order, so that two processes that write at one time do not wait for one another.
      const sorted = counted.toSorted((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
      await sql`
        insert into health_count as c (name, hour, label, count)
        select name, date_trunc('hour', now(), 'UTC'), label, by
        from unnest(${sorted.map(({ name }) => name)}::text[],
          ${sorted.map(({ label }) => label)}::text[],
          ${sorted.map(({ by }) => Math.round(by))}::bigint[]) as counted (name, label, by)
        on conflict (name, hour, label) do update set count = c.count + excluded.count`.execute(
        kysely,
      );
    },

    async changeLagMs(configurationId) {
      const { rows } = await sql<{ lag_ms: number | null }>`
        select (extract(epoch from now() - case
          when last_read_at is null or hinted_at > last_read_at then hinted_at
          else last_read_at end) * 1000)::float8 as lag_ms
        from room_sync where configuration_id = ${configurationId}::uuid`.execute(kysely);
      return rows[0]?.lag_ms ?? null;
    },

    async foldOld() {
      const { rows } = await sql<{ count: number }>`
        with old as (
          delete from health_count
          where hour > ${EVER}::timestamptz and (hour < ${daysAgo(COUNTS_KEPT_DAYS)}
            or hour < ${daysAgo(HOURS_KEPT_DAYS)} and hour <> date_trunc('day', hour, 'UTC'))
          returning name, label, count, case when hour < ${daysAgo(COUNTS_KEPT_DAYS)}
            then ${EVER}::timestamptz else date_trunc('day', hour, 'UTC') end as since
        ), folded as (
          insert into health_count as c (name, hour, label, count)
          select name, since, label, sum(count) from old group by name, since, label
          on conflict (name, hour, label) do update set count = c.count + excluded.count
        )
        select count(*)::integer as count from old`.execute(kysely);
      return rows[0]?.count ?? 0;
    },
  };
}

/** The beginning of that day, so that a day's rows stay together. */
export function daysAgo(days: number) {
  return sql`(date_trunc('day', now(), 'UTC') - ${days}::integer * interval '1 day')`;
}

function keyOf({ name, label }: { readonly name: string; readonly label: string }): string {
  return `${name} ${label}`;
}
