import { type Kysely, sql, type Transaction } from "kysely";
import type {
  ClaimedReconciliationRoom,
  ReconciliationStore,
} from "../../../app/sync/reconcile/ports.ts";
import type { Schema } from "../../schema.ts";

/** A room is read whole when its cursor is gone; who reads it need not know why. */
const READ_WHOLE_NOW = sql`cursor = null, next_read_at = now()`;

/**
 * Asks for the full round of the next rooms, as many as may be under way. Whoever was reading a room
 * meanwhile may have put its own cursor back: then it is asked once more.
 */
export async function askForReading(kysely: Kysely<Schema>, readingMax: number): Promise<number> {
  return kysely.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ configuration_id: string }>`
      with picked as (
        select rr.reconciliation_id, rr.configuration_id from reconciliation_room rr
        join reconciliation r on r.id = rr.reconciliation_id
        where rr.state = 'waiting' and rr.due_at <= now() and r.state = 'running' and r.repairs
        order by rr.due_at, rr.configuration_id
        limit greatest(0, ${readingMax}::integer
          - (select count(*) from reconciliation_room where state = 'reading'))
        for update of rr skip locked
      )
      update reconciliation_room rr set state = 'reading', asked_at = now()
      from picked where rr.reconciliation_id = picked.reconciliation_id
        and rr.configuration_id = picked.configuration_id
      returning rr.configuration_id`.execute(transaction);
    const ids = rows.map((row) => row.configuration_id);
    await askForWords(transaction, ids);
    await sql`
      update room_sync s set ${READ_WHOLE_NOW}
      where s.configuration_id = any(${ids}::uuid[])
        or s.configuration_id in (select rr.configuration_id from reconciliation_room rr
            where rr.state = 'reading'
              and (s.last_full_read_at is null or s.last_full_read_at <= rr.asked_at))
          and s.cursor is not null and not s.is_round_full
          and (s.lease_until is null or s.lease_until <= now())`.execute(transaction);
    return ids.length;
  });
}

/**
 * Who is added to a meeting, or removed, is told to nobody but them (facts 1.5): the room's copy is as
 * it was, and only the organizer's shows it. A series is always read with its organizer's copy.
 */
async function askForWords(
  transaction: Transaction<Schema>,
  configurationIds: readonly string[],
): Promise<void> {
  await sql`
    update calendar_item set words_due_at = now()
    where configuration_id = any(${configurationIds}::uuid[]) and kind = 'single'
      and end_at > now() and words_due_at is null`.execute(transaction);
}

/**
 * Rooms that were read whole since they were asked for. Where differences are only to be told,
 * nothing is read for it: what was read last is compared.
 */
export async function claimRead(
  kysely: Kysely<Schema>,
  { lease, leaseMs, limit }: Parameters<ReconciliationStore["claimRead"]>[0],
): Promise<readonly ClaimedReconciliationRoom[]> {
  const { rows } = await sql<{
    reconciliation_id: string;
    configuration_id: string;
    space_id: string;
    space_name: string;
    provider_id: string;
    repairs: boolean;
  }>`
    with picked as (
      select rr.reconciliation_id, rr.configuration_id, r.repairs
      from reconciliation_room rr
      join reconciliation r on r.id = rr.reconciliation_id
      left join room_sync s on s.configuration_id = rr.configuration_id
      where rr.due_at <= now() and (rr.lease_until is null or rr.lease_until <= now())
        and (rr.state = 'reading' and s.last_full_read_at > rr.asked_at
          or rr.state = 'waiting' and r.state = 'running' and not r.repairs)
      order by rr.due_at, rr.configuration_id limit ${limit}
      for update of rr skip locked
    ), claimed as (
      update reconciliation_room rr
      set lease_owner = ${lease}::uuid,
        lease_until = now() + ${leaseMs}::float8 * interval '1 millisecond'
      from picked where rr.reconciliation_id = picked.reconciliation_id
        and rr.configuration_id = picked.configuration_id
      returning rr.reconciliation_id, rr.configuration_id, picked.repairs
    )
    select claimed.*, c.space_id, c.provider_id, s.name as space_name from claimed
    join reservable_sync_configuration c on c.id = claimed.configuration_id
    join space s on s.id = c.space_id`.execute(kysely);
  return rows.map((row) => ({
    reconciliationId: row.reconciliation_id,
    configurationId: row.configuration_id,
    spaceId: row.space_id,
    spaceName: row.space_name,
    providerId: row.provider_id,
    repairs: row.repairs,
    lease,
  }));
}

/** Gives up what is not read, and ends runs of which no room is left. */
export async function failUnread(kysely: Kysely<Schema>, waitMs: number): Promise<number> {
  const { rows } = await sql<{ failed: number }>`
    with failed as (
      update reconciliation_room rr
      set state = 'failed', finished_at = now(), lease_owner = null, lease_until = null,
        reason_code = coalesce(s.reason_code, 'room_not_read'),
        reason = coalesce(s.reason, 'The room was not read in time.')
      from reconciliation_room known
      left join room_sync s on s.configuration_id = known.configuration_id
      where known.reconciliation_id = rr.reconciliation_id
        and known.configuration_id = rr.configuration_id
        and rr.state = 'reading'
        and rr.asked_at < now() - ${waitMs}::float8 * interval '1 millisecond'
        and (s.last_full_read_at is null or s.last_full_read_at <= rr.asked_at)
      returning rr.reconciliation_id
    ), counted as (
      select reconciliation_id, count(*)::integer as count from failed group by reconciliation_id
    ), told as (
      update reconciliation r
      set rooms_failed = r.rooms_failed + counted.count, updated_at = clock_timestamp()
      from counted where r.id = counted.reconciliation_id
    )
    select count(*)::integer as failed from failed`.execute(kysely);
  await sql`
    update reconciliation r
    set state = 'done', finished_at = now(), updated_at = clock_timestamp()
    where r.state = 'running' and not exists (select 1 from reconciliation_room rr
      where rr.reconciliation_id = r.id and rr.state in ('waiting', 'reading'))`.execute(kysely);
  return rows[0]?.failed ?? 0;
}
