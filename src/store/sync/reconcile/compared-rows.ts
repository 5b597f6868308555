import { type Kysely, sql } from "kysely";
import type { ReconciliationStore } from "../../../app/sync/reconcile/ports.ts";
import { RESERVATION_DURATION_DAYS_MAX } from "../../../core/reservations/validate-times.ts";
import type { Schema } from "../../schema.ts";
import { countLeftInRoom } from "../calendar-gaps.ts";

/** What was changed this lately may still be on its way into the room's calendar. */
const SETTLED_MINUTES = 2;

/** Both sides of one room, from now on to the end of what was read. */
export async function compared(
  kysely: Kysely<Schema>,
  configurationId: string,
): Promise<Awaited<ReturnType<ReconciliationStore["compared"]>>> {
  const [reservations, items, leftInRoom] = await Promise.all([
    standingReservations(kysely, configurationId),
    roomItems(kysely, configurationId),
    countLeftInRoom(kysely, configurationId),
  ]);
  return { reservations, items, leftInRoom };
}

/**
 * Meetings of ours that the room has agreed to and the calendar was told of. A meeting of several
 * reservations is known by its own row, and stands here with what of it is in this room.
 */
async function standingReservations(kysely: Kysely<Schema>, configurationId: string) {
  const longest = sql.raw(`interval '${RESERVATION_DURATION_DAYS_MAX + 1} days'`);
  const { rows } = await sql<{
    id: string;
    ical_uid: string | null;
    is_series: boolean;
    start_at: Date;
    end_at: Date;
    is_pending: boolean;
  }>`
    select own.id, own.ical_uid, own.kind = 'recurring' as is_series, min(r.start_at) as start_at,
      max(r.end_at) as end_at,
      own.sync_state <> 'synchronized'
        or bool_or(r.updated_at > now() - ${SETTLED_MINUTES}::integer * interval '1 minute')
        or exists (select 1 from room_confirmation a where a.reservation_id = own.id)
        or exists (select 1 from sync_event e where e.reservation_id = own.id
          and e.state in ('new', 'processing', 'waiting_for_token')) as is_pending
    from reservable_sync_configuration c
    join room_sync s on s.configuration_id = c.id
    join reservation r on r.space_id = c.space_id and not r.is_parent
      and r.start_at > now() - ${longest} and r.end_at > now() and r.start_at < s.window_end
      and r.state in ('approved', 'confirmed', 'in_progress')
    join reservation own on own.id = coalesce(r.parent_id, r.id)
    where c.id = ${configurationId}::uuid and own.origin = 'usher' and own.sync_mailbox <> 'none'
    group by own.id order by min(r.start_at), own.id`.execute(kysely);
  return rows.map((row) => ({
    id: row.id,
    iCalUId: row.ical_uid,
    isSeries: row.is_series,
    startMs: row.start_at.getTime(),
    endMs: row.end_at.getTime(),
    isPending: row.is_pending,
  }));
}

async function roomItems(kysely: Kysely<Schema>, configurationId: string) {
  const rows = await kysely
    .selectFrom("calendar_item")
    .select(["reservation_id", "ical_uid", "kind", "start_at", "end_at"])
    .where("configuration_id", "=", configurationId)
    .where("response", "<>", "declined")
    .execute();
  return rows.map((row) => ({
    reservationId: row.reservation_id,
    iCalUId: row.ical_uid,
    isSeries: row.kind === "series",
    startMs: row.start_at.getTime(),
    endMs: row.end_at.getTime(),
  }));
}
