import type { NewOccurrence, NewSeries } from "../app/reservations/ports.ts";
import type { Statement } from "./database.ts";
import { newReservationValues, PARENT, TOLD_AND_RECORDED } from "./create-reservation-statement.ts";

/**
 * All that the creation of a series writes, in one statement and so in one round trip and one
 * transaction, however many occurrences it has: see `create-reservation-statement.ts`.
 *
 * Holds are tried in the order of their spaces and times, so that racing series do not wait for one
 * another in a circle. Where one is not had that may not be left out, no row is made for the others
 * to refer to: their foreign key is checked at the end of the statement and undoes it whole.
 */
const TEXT = `
  with occurrence as (
    select * from unnest($39::uuid[], $40::date[], $41::timestamptz[], $42::timestamptz[],
        $43::uuid[], $44::text[], $45::text[])
      as o (id, original_date, start_at, end_at, space_id, state, approval_state)
  ), hold as (
    insert into space_hold (reservation_id, space_id, start_at, end_at)
    select id, space_id, start_at, end_at from occurrence order by space_id, start_at
    on conflict do nothing
    returning reservation_id, space_id
  ), taken as (
    select original_date, space_id from occurrence
    where id not in (select reservation_id from hold) order by original_date
  ), made as (
    ${PARENT}
    where exists (select 1 from hold where space_id = $4::uuid)
      and not exists (select 1 from taken where not $48::boolean or space_id <> $4::uuid)
    returning id, number, created_at
  ), child as (
    insert into reservation (id, parent_id, original_date, kind, state, space_id, subject, notes,
      sensitivity, start_at, end_at, time_zone, requested_for, opened_by, opened_by_client,
      attendees, channel, sub_source, last_updated_channel, last_updated_sub_source,
      approval_state, is_exception)
    select o.id, made.id, o.original_date, $2, o.state, o.space_id, $5, $6, $7, o.start_at, o.end_at, $10,
      $11::uuid, $12::uuid, $13::uuid, $14::jsonb, $15, $16, $15, $16, o.approval_state,
      o.space_id <> $4::uuid
    from made, occurrence o where o.id in (select reservation_id from hold) order by o.start_at
  ), recurrence as (
    insert into reservation_series (reservation_id, series, held_until)
    select id, jsonb_set($46::jsonb, '{cancelledDates}',
      (select coalesce(jsonb_agg(original_date::text), '[]'::jsonb) from taken)), $47::timestamptz
    from made
  ), ${TOLD_AND_RECORDED}
  select number, created_at, array(select original_date::text from taken) as skipped from made`;

export interface CreatedSeriesRow {
  readonly number: string;
  readonly created_at: Date;
  readonly skipped: readonly string[];
}

export function createSeriesStatement(series: NewSeries): Statement {
  return {
    name: "create_series",
    text: TEXT,
    values: [
      ...newReservationValues(series),
      ...occurrenceArrays(series.occurrences),
      series.occurrences.map(({ state }) => state),
      series.occurrences.map(({ approval }) => approval),
      JSON.stringify(series.series),
      series.heldUntil.toISOString(),
      series.onConflict === "skip",
    ],
  };
}

/** Of the occurrences, the dates for which their space is held by somebody. */
export function takenDatesStatement(occurrences: readonly InSpace[]): Statement {
  return {
    name: "taken_dates",
    text: `select o.original_date::text as date
      from unnest($1::uuid[], $2::date[], $3::timestamptz[], $4::timestamptz[], $5::uuid[])
        as o (id, original_date, start_at, end_at, space_id)
      where exists (select 1 from space_hold h where h.space_id = o.space_id
        and tstzrange(h.start_at, h.end_at, '[)') && tstzrange(o.start_at, o.end_at, '[)')
        and h.reservation_id <> o.id)
      order by o.original_date`,
    values: occurrenceArrays(occurrences),
  };
}

type InSpace = NewOccurrence & { readonly spaceId: string };

/** As five arrays, which `unnest` makes rows of. */
function occurrenceArrays(occurrences: readonly InSpace[]): unknown[] {
  return [
    occurrences.map(({ id }) => id),
    occurrences.map(({ originalDate }) => originalDate),
    occurrences.map(({ startAt }) => startAt.toISOString()),
    occurrences.map(({ endAt }) => endAt.toISOString()),
    occurrences.map(({ spaceId }) => spaceId),
  ];
}
