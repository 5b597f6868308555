import type { RecordDetails, ReservationSearch } from "../app/reservations/search/ports.ts";
import type { Database } from "./database.ts";
import { reservationFrom, type ReservationReadRow } from "./reservation-rows.ts";
import { searchStatement } from "./reservation-search-statement.ts";

/** Reservations by what an encoded query asks, and what their records say besides. */
export function createReservationSearchStore({ pool }: Pick<Database, "pool">): ReservationSearch {
  return {
    async find(filter) {
      const { text, values } = searchStatement(filter);
      const { rows } = await pool.query<ReservationReadRow & Record<string, unknown>>(text, values);
      return rows.map(reservationFrom);
    },
    async details(ids) {
      const { rows } = await pool.query<DetailsRow>(
        `select r.id, m.calendar_event_id, m.ical_uid, r.last_updated_sub_source
         from reservation r join reservation m on m.id = coalesce(r.parent_id, r.id)
         where r.id = any ($1::uuid[])`,
        [ids],
      );
      return new Map(rows.map((row) => [row.id, detailsFrom(row)]));
    },
    async takenCounts(spaceIds, times) {
      const { rows } = await pool.query<{ id: string; taken: number }>(
        `select s.id, count(*)::integer as taken
         from unnest($1::uuid[]) as s (id)
         cross join unnest($2::timestamptz[], $3::timestamptz[]) as t (start_at, end_at)
         where exists (select from space_hold h where h.space_id = s.id
           and tstzrange(h.start_at, h.end_at, '[)') && tstzrange(t.start_at, t.end_at, '[)'))
         group by s.id`,
        [
          spaceIds,
          times.map(({ start }) => start.toString()),
          times.map(({ end }) => end.toString()),
        ],
      );
      return new Map(rows.map(({ id, taken }) => [id, taken]));
    },
    async idByIcalUid(icalUid) {
      const { rows } = await pool.query<{ id: string }>(
        "select id from reservation where ical_uid = $1 order by is_parent desc, created_at limit 1",
        [icalUid],
      );
      return rows[0]?.id ?? null;
    },
    async idByEventId(eventId) {
      const { rows } = await pool.query<{ id: string }>(
        `select id from reservation where calendar_event_id = $1
         order by is_parent desc, created_at limit 1`,
        [eventId],
      );
      return rows[0]?.id ?? null;
    },
  };
}

interface DetailsRow {
  readonly id: string;
  readonly calendar_event_id: string | null;
  readonly ical_uid: string | null;
  readonly last_updated_sub_source: string;
}

function detailsFrom(row: DetailsRow): RecordDetails {
  return {
    eventId: row.calendar_event_id,
    icalUid: row.ical_uid,
    lastUpdatedSubSource: row.last_updated_sub_source,
  };
}
