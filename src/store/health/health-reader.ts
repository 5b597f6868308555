import { type Kysely, sql } from "kysely";
import type { CredentialHealth, HealthReader, HealthReport } from "../../app/health/ports.ts";
import { lagBuckets } from "../../core/health/change-lag.ts";
import type { SyncEventType } from "../../core/sync/outbound-plan.ts";
import type { Schema } from "../schema.ts";
import { latestReconciliation } from "../sync/reconcile/reconciliation-rows.ts";
import { readCounts, readTotals } from "./read-counts.ts";
import { readDoubleBooked } from "./read-double-booked.ts";
import { readHealthFacts } from "./read-health-facts.ts";
import { readRoomsHealth } from "./read-rooms-health.ts";

const MAILBOXES_TOLD_MAX = 50;

/**
 * How synchronisation does, from the database alone, so that any process can tell it. Each read is
 * bounded: by what waits, by the rooms and people there are, or by a window over an index.
 */
export function createHealthReader(kysely: Kysely<Schema>): HealthReader {
  return {
    report: () => report(kysely),
    totals: () => readTotals(kysely),
    facts: (mode) => readHealthFacts(kysely, mode),
  };
}

async function report(kysely: Kysely<Schema>): Promise<HealthReport> {
  const [at, queue, oldestWaiting, errors, mailboxes, rooms, tokens, counts, doubleBooked, last] =
    await Promise.all([
      readNow(kysely),
      readQueue(kysely),
      readOldestWaiting(kysely),
      readErrors(kysely),
      readMailboxes(kysely),
      readRoomsHealth(kysely),
      readTokens(kysely),
      readCounts(kysely),
      readDoubleBooked(kysely),
      latestReconciliation(kysely),
    ]);
  return {
    at,
    queue,
    oldestWaiting,
    settled: settledOf(counts.lastDay("sync_event_settled")),
    errors,
    lag: lagBuckets(counts.lastDay("change_lag")),
    changesTakenIn: counts.lastDay("changes_taken_in").get("") ?? 0,
    mailboxes,
    rooms,
    tokens,
    drift: counts.drift(),
    doubleBooked,
    lastReconciliation: last,
  };
}

async function readNow(kysely: Kysely<Schema>): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select now() as now`.execute(kysely);
  const [row] = rows;
  if (row === undefined) throw new Error("the database told no time");
  return row.now;
}

/** By the indexes of what is to be claimed, is under way and waits: what is processed costs nothing. */
async function readQueue(kysely: Kysely<Schema>): Promise<HealthReport["queue"]> {
  const { rows } = await sql<HealthReport["queue"][number]>`
    select state, priority, count(*)::integer as count from (
      select 'new' as state, 0 as priority from sync_event where state = 'new' and priority = 0
      union all
      select 'new', priority from sync_event where state = 'new' and priority > 0
      union all
      select 'processing', priority from sync_event where state = 'processing'
      union all
      select 'waiting_for_token', priority from sync_event where state = 'waiting_for_token'
    ) waiting group by state, priority order by state, priority`.execute(kysely);
  return rows;
}

/** Ids grow with time, so the oldest is the first of its state in the index. */
async function readOldestWaiting(kysely: Kysely<Schema>): Promise<HealthReport["oldestWaiting"]> {
  const row = await kysely
    .selectFrom("sync_event")
    .select(["id", "created_at"])
    .where("state", "=", "new")
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : { syncEventId: row.id, createdAt: row.created_at };
}

async function readErrors(kysely: Kysely<Schema>): Promise<HealthReport["errors"]> {
  const { rows } = await sql<{ reason_code: string; last_day: number; last_30_days: number }>`
    select coalesce(reason_code, 'unknown') as reason_code, count(*)::integer as last_30_days,
      (count(*) filter (where processed_at > now() - interval '24 hours'))::integer as last_day
    from sync_event
    where state = 'error' and processed_at > now() - interval '30 days'
    group by 1 order by 2 desc, 1`.execute(kysely);
  return rows.map((row) => ({
    reasonCode: row.reason_code,
    lastDay: row.last_day,
    last30Days: row.last_30_days,
  }));
}

async function readMailboxes(kysely: Kysely<Schema>): Promise<HealthReport["mailboxes"]> {
  const { rows } = await sql<{
    mailbox: string;
    throttled_until: Date | null;
    calls_under_way: number;
  }>`
    with busy as (
      select mailbox, count(*)::integer as calls from sync_event
      where state = 'processing' and lease_until > now() group by mailbox
    ), throttled as (
      select mailbox, throttled_until from mailbox_lane where throttled_until > now()
    )
    select coalesce(b.mailbox, t.mailbox) as mailbox, t.throttled_until,
      coalesce(b.calls, 0) as calls_under_way
    from busy b full join throttled t on t.mailbox = b.mailbox
    order by t.throttled_until is null, 3 desc, 1 limit ${MAILBOXES_TOLD_MAX}`.execute(kysely);
  return rows.map((row) => ({
    mailbox: row.mailbox,
    throttledUntil: row.throttled_until,
    callsUnderWay: row.calls_under_way,
  }));
}

async function readTokens(kysely: Kysely<Schema>): Promise<HealthReport["tokens"]> {
  const [personal, credentials] = await Promise.all([
    sql<{ state: string; count: number }>`
      select state, count(*)::integer as count from personal_token group by state order by state`.execute(
      kysely,
    ),
    sql<{
      provider_id: string;
      provider_name: string;
      kind: CredentialHealth["kind"];
      state: CredentialHealth["state"];
      reason: string | null;
      last_used_at: Date | null;
    }>`
      select p.id as provider_id, p.name as provider_name, k.kind,
        coalesce(c.state, 'not_connected') as state, c.reason, c.last_used_at
      from calendar_provider p
      cross join (values ('application'), ('delegated_user')) as k (kind)
      left join provider_credential c on c.provider_id = p.id and c.kind = k.kind
      where p.active order by p.name, k.kind`.execute(kysely),
  ]);
  return {
    personal: personal.rows,
    credentials: credentials.rows.map((row) => ({
      providerId: row.provider_id,
      providerName: row.provider_name,
      kind: row.kind,
      state: row.state,
      reason: row.reason,
      lastUsedAt: row.last_used_at,
    })),
  };
}

function settledOf(counts: ReadonlyMap<string, number>): HealthReport["settled"] {
  return [...counts].map(([label, count]) => {
    const [type = "", outcome = ""] = label.split(" ");
    return { type: type as SyncEventType, outcome, count };
  });
}
