import { type Kysely, sql } from "kysely";
import type { ClaimRequest, DueRoom } from "../../app/sync/sources/room-sync-store.ts";
import type { SystemCredential } from "../../core/sync/change-source.ts";
import type { Schema } from "../schema.ts";

/** Of a burst of notifications, which is usual (facts 8), each second makes one reading at most. */
export const HINTED_READ_GAP_MS = 1000;
/** So long before its meeting begins, and after it was changed, a room is busy. */
const SOON_MINUTES = 15;
const CHANGED_LATELY_MINUTES = 10;

/** Claims rooms that are due to be read; each claim has a lease of its own. */
export async function claimRooms(
  kysely: Kysely<Schema>,
  { leaseMs, limit }: ClaimRequest,
): Promise<readonly DueRoom[]> {
  const { rows } = await sql<Row>`
    with due as (
      select r.configuration_id, coalesce(r.hinted_at > r.read_began_at, r.hinted_at is not null)
        as was_hinted
      from room_sync r
      where r.state in ('active', 'failing') and r.credential is not null
        and r.next_read_at <= now() and (r.lease_until is null or r.lease_until <= now())
      order by 2 desc, r.next_read_at, r.configuration_id
      limit ${limit}::integer
      for update skip locked
    ), taken as (
      update room_sync r
      set lease_owner = gen_random_uuid(), read_began_at = now(),
        lease_until = now() + ${leaseMs}::float8 * interval '1 millisecond'
      from due where r.configuration_id = due.configuration_id
      returning r.*, due.was_hinted
    )
    select r.*, c.space_id, c.provider_id, c.room_mailbox, s.name as space_name,
      b.time_zone as building_zone, ${isBusy()} as is_busy, ${effectiveSource()} as effective_source
    from taken r
    join reservable_sync_configuration c on c.id = r.configuration_id
    join space s on s.id = c.space_id
    join building b on b.id = s.building_id
    order by r.was_hinted desc, r.next_read_at, r.configuration_id`.execute(kysely);
  return rows.map(fromRow);
}

/** A subscription whose time is over tells nothing any more, whatever the row says. */
export function effectiveSource() {
  return sql<string>`case when r.source = 'subscription' and r.subscription_expires_at <= now()
    then 'polling' else r.source end`;
}

/** Of the row `r` of room_sync and its configuration `c`; by what makes it so, not by all there is. */
export function isBusy() {
  return sql<boolean>`(
    coalesce(r.last_change_at > now() - ${minutes(CHANGED_LATELY_MINUTES)}, false)
    or exists (select 1 from space_hold h where h.space_id = c.space_id
      and tstzrange(h.start_at, h.end_at, '[)')
        && tstzrange(now(), now() + ${minutes(SOON_MINUTES)}, '[)'))
    or c.space_id in (select v.space_id
      from room_confirmation a join reservation v on v.id = a.reservation_id))`;
}

function minutes(count: number) {
  return sql`${count}::integer * interval '1 minute'`;
}

interface Row {
  readonly configuration_id: string;
  readonly space_id: string;
  readonly space_name: string;
  readonly provider_id: string;
  readonly room_mailbox: string;
  readonly building_zone: string;
  readonly credential: SystemCredential;
  readonly lease_owner: string;
  readonly cursor: string | null;
  readonly round: number;
  readonly is_round_full: boolean;
  readonly window_start: Date | null;
  readonly window_end: Date | null;
  readonly effective_source: string;
  readonly was_hinted: boolean;
  readonly is_busy: boolean;
  readonly failed_reads: number;
  readonly open_reads: number;
}

function fromRow(row: Row): DueRoom {
  return {
    configurationId: row.configuration_id,
    spaceId: row.space_id,
    spaceName: row.space_name,
    providerId: row.provider_id,
    roomMailbox: row.room_mailbox,
    buildingZone: row.building_zone,
    credential: { kind: row.credential, providerId: row.provider_id },
    lease: row.lease_owner,
    cursor: row.cursor,
    round: row.round,
    isRoundFull: row.is_round_full,
    windowStart: row.window_start,
    windowEnd: row.window_end,
    source: row.effective_source === "subscription" ? "subscription" : "polling",
    wasHinted: row.was_hinted,
    isBusy: row.is_busy,
    failedReads: row.failed_reads,
    openReads: row.open_reads,
  };
}
