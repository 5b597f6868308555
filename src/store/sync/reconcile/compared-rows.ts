import { type Kysely, type RawBuilder, sql } from "kysely";
import type { ReconciliationStore } from "../../../app/sync/reconcile/ports.ts";
import { occurrenceOn } from "../../../core/recurrence/expand-series.ts";
import { RESERVATION_DURATION_DAYS_MAX } from "../../../core/reservations/validate-times.ts";
import type { RoomItem, StandingDate, StandingReservation } from "../../../core/sync/reconcile.ts";
import type { Schema } from "../../schema.ts";
import { countLeftInRoom } from "../calendar-gaps.ts";
import { seriesFrom } from "../series-in-room.ts";

/** What was changed this lately may still be on its way into the room's calendar, and is left out. */
export const SETTLED_MINUTES = 2;

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
async function standingReservations(
  kysely: Kysely<Schema>,
  configurationId: string,
): Promise<readonly StandingReservation[]> {
  const longest = sql.raw(`interval '${RESERVATION_DURATION_DAYS_MAX + 1} days'`);
  const { rows } = await sql<StandingRow>`
    select own.id, own.ical_uid, own.kind = 'recurring' as is_series, min(r.start_at) as start_at,
      max(r.end_at) as end_at,
      jsonb_agg(jsonb_build_object('originalDate', r.original_date::text,
        'startMs', (extract(epoch from r.start_at) * 1000)::bigint,
        'endMs', (extract(epoch from r.end_at) * 1000)::bigint)) as held,
      ${datesNotHere(longest)} as not_here,
      own.sync_state <> 'synchronized'
        or bool_or(greatest(r.updated_at, own.updated_at)
          > now() - ${SETTLED_MINUTES}::integer * interval '1 minute')
        or exists (select 1 from room_confirmation a where a.reservation_id = own.id)
        or exists (select 1 from sync_event e where e.reservation_id = own.id
          and e.state in ('new', 'processing', 'waiting_for_token')) as is_pending
    from reservable_sync_configuration c
    join room_sync s on s.configuration_id = c.id
    join reservation r on r.space_id = c.space_id and not r.is_parent and not r.outside_calendar
      and r.start_at > now() - ${longest} and r.end_at > now() and r.start_at < s.window_end
      and (r.state in ('approved', 'confirmed', 'in_progress')
        or r.state = 'awaiting_approval' and r.external_approval <> 'awaiting_approval')
    join reservation own on own.id = coalesce(r.parent_id, r.id)
    where c.id = ${configurationId}::uuid and own.origin = 'usher' and own.sync_mailbox <> 'none'
    group by own.id, c.space_id, s.window_end
    order by min(r.start_at), own.id`.execute(kysely);
  return rows.map((row) => ({
    id: row.id,
    iCalUId: row.ical_uid,
    startMs: row.start_at.getTime(),
    endMs: row.end_at.getTime(),
    dates: row.is_series ? { held: row.held, notHere: row.not_here ?? [] } : null,
    isPending: row.is_pending,
  }));
}

interface StandingRow {
  readonly id: string;
  readonly ical_uid: string | null;
  readonly is_series: boolean;
  readonly start_at: Date;
  readonly end_at: Date;
  readonly held: readonly StandingDate[];
  readonly not_here: readonly string[] | null;
  readonly is_pending: boolean;
}

/** Dates to come of a series that are not in this room: cancelled, or moved to another. */
function datesNotHere(longest: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select jsonb_agg(distinct o.original_date::text) from reservation o
    where o.parent_id = own.id and o.original_date is not null
      and o.start_at > now() - ${longest} and o.end_at > now() and o.start_at < s.window_end
      and not exists (select 1 from reservation n where n.parent_id = own.id
        and n.original_date = o.original_date and n.space_id = c.space_id
        and n.state <> 'cancelled'))`;
}

async function roomItems(
  kysely: Kysely<Schema>,
  configurationId: string,
): Promise<readonly RoomItem[]> {
  const rows = await kysely
    .selectFrom("calendar_item")
    .select(["reservation_id", "ical_uid", "kind", "response", "start_at", "end_at", "series"])
    .where("configuration_id", "=", configurationId)
    .where((where) => where.or([where("response", "<>", "declined"), where("kind", "=", "series")]))
    .execute();
  return rows.flatMap((row) => {
    const item = {
      reservationId: row.reservation_id,
      iCalUId: row.ical_uid,
      isSeries: row.kind === "series",
      startMs: row.start_at.getTime(),
      endMs: row.end_at.getTime(),
      series: seriesFrom(row.series),
    };
    return row.response === "declined" ? datesAskedForLater(item) : [item];
  });
}

/** What a room declined as a series it may have taken date by date, once they were changed. */
function datesAskedForLater({ series, ...item }: RoomItem): readonly RoomItem[] {
  if (series === null) return [];
  return series.exceptions.flatMap(({ originalDate }) => {
    const { start, end } = occurrenceOn(series, originalDate) ?? {};
    if (start === undefined || end === undefined) return [];
    const times = { startMs: start.epochMilliseconds, endMs: end.epochMilliseconds };
    return [{ ...item, ...times, isSeries: false, series: null }];
  });
}
