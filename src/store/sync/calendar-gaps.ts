import { type Kysely, sql } from "kysely";
import type { ScannedGap } from "../../app/scan/ports.ts";
import type { Schema } from "../schema.ts";

/**
 * What is cancelled is a moment longer in the room's calendar than in its organizer's. After so
 * long it is left there, and looked at again in full rounds only.
 */
const LEFT_AFTER_MINUTES = 15;

/** Of a row of `calendar_item`. */
export const IS_LASTING_GAP = sql.raw(`(gap is not null and (gap <> 'left_in_room'
  or gap_since < now() - interval '${LEFT_AFTER_MINUTES} minutes'))`);

/** A single meeting that is over takes no time from anybody any more. */
const IS_TO_COME = sql.raw("(i.kind = 'series' or i.end_at > now())");

/** How many meetings only this room still has. */
export async function countLeftInRoom(
  kysely: Kysely<Schema>,
  configurationId: string,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from calendar_item i
    where i.configuration_id = ${configurationId}::uuid and i.gap = 'left_in_room'
      and ${IS_LASTING_GAP} and ${IS_TO_COME}`.execute(kysely);
  return rows[0]?.count ?? 0;
}

/** Known gaps of active rooms, longest known first. */
export async function readGaps(kysely: Kysely<Schema>, limit: number): Promise<ScannedGap[]> {
  const { rows } = await sql<{
    kind: ScannedGap["kind"];
    space_id: string;
    space_name: string;
    room_mailbox: string;
    ical_uid: string | null;
    organizer_email: string | null;
    start_at: Date | null;
    gap_since: Date;
    gap_reason: string | null;
  }>`
    select i.gap as kind, c.space_id, s.name as space_name, c.room_mailbox, i.ical_uid,
      i.organizer_email, case when i.gap = 'left_in_room' then i.start_at end as start_at,
      i.gap_since, i.gap_reason
    from calendar_item i
    join reservable_sync_configuration c on c.id = i.configuration_id and c.active
    join space s on s.id = c.space_id
    where ${IS_LASTING_GAP} and (i.gap <> 'left_in_room' or ${IS_TO_COME})
    order by i.gap, i.gap_since, i.event_id limit ${limit}`.execute(kysely);
  return rows.map((row) => ({
    kind: row.kind,
    spaceId: row.space_id,
    spaceName: row.space_name,
    roomMailbox: row.room_mailbox,
    iCalUId: row.ical_uid,
    organizerEmail: row.organizer_email,
    startAt: row.start_at,
    seenAt: row.gap_since,
    reason: row.gap_reason,
  }));
}
