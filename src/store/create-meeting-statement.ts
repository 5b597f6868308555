import type { NewMeeting } from "../app/reservations/together-ports.ts";
import { newReservationValues, PARENT, TOLD_AND_RECORDED } from "./create-reservation-statement.ts";
import type { Statement } from "./database.ts";

/**
 * All that the creation of a meeting in several spaces writes, in one statement: see
 * `create-reservation-statement.ts`, and `create-series-statement.ts` for how it is undone whole where
 * one space is taken. Holds are tried in the order of spaces, as everybody does who takes several.
 */
const TEXT = `
  with room as (
    select * from unnest($39::uuid[], $40::uuid[], $41::text[], $42::text[], $43::boolean[])
      as o (id, space_id, state, approval_state, outside_calendar)
  ), hold as (
    insert into space_hold (reservation_id, space_id, start_at, end_at)
    select id, space_id, $8::timestamptz, $9::timestamptz from room order by space_id
    on conflict do nothing
    returning reservation_id
  ), made as (
    ${PARENT}
    where (select count(*) from hold) = (select count(*) from room)
    returning id, number, created_at
  ), child as (
    insert into reservation (id, parent_id, kind, state, space_id, subject, notes, sensitivity,
      start_at, end_at, time_zone, requested_for, opened_by, opened_by_client, attendees, channel,
      sub_source, last_updated_channel, last_updated_sub_source, approval_state, outside_calendar)
    select o.id, made.id, $2, o.state, o.space_id, $5, $6, $7, $8::timestamptz, $9::timestamptz, $10,
      $11::uuid, $12::uuid, $13::uuid, $14::jsonb, $15, $16, $15, $16, o.approval_state,
      o.outside_calendar
    from made, room o order by o.space_id
  ), ${TOLD_AND_RECORDED}
  select number, created_at from made`;

export function createMeetingStatement(meeting: NewMeeting): Statement {
  const { rooms } = meeting;
  return {
    name: "create_meeting",
    text: TEXT,
    values: [
      ...newReservationValues(meeting),
      rooms.map(({ id }) => id),
      rooms.map(({ spaceId }) => spaceId),
      rooms.map(({ state }) => state),
      rooms.map(({ approval }) => approval),
      rooms.map(({ isOutsideCalendar }) => isOutsideCalendar),
    ],
  };
}

/** Of these spaces those that somebody holds for some of the time. */
export function takenSpacesStatement(
  spaceIds: readonly string[],
  { startAt, endAt }: Pick<NewMeeting, "startAt" | "endAt">,
): Statement {
  return {
    name: "taken_spaces",
    text: `select distinct h.space_id from space_hold h
      where h.space_id = any($1::uuid[])
        and tstzrange(h.start_at, h.end_at, '[)') && tstzrange($2::timestamptz, $3::timestamptz, '[)')
      order by h.space_id`,
    values: [[...spaceIds], startAt.toISOString(), endAt.toISOString()],
  };
}
