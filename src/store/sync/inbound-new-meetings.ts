import { sql, type Transaction } from "kysely";
import type { ClaimedRoom } from "../../app/sync/inbound/claimed-room.ts";
import type { ReadMeeting } from "../../app/sync/inbound/inbound-store.ts";
import { SUB_SOURCES } from "../../app/reservations/sub-source.ts";
import type { MeetingPlan } from "../../core/sync/inbound/plan-meeting.ts";
import { ownTimes } from "../../core/sync/inbound/timing.ts";
import type { Schema } from "../schema.ts";
import { type AttendeeClasses, classified, organizerPersons } from "./inbound-people.ts";
import { FROM_CALENDAR, type SettledPlacement, stateOf } from "./inbound-placements.ts";

/** A meeting that is taken in, with its reservations as they are to stand. */
export interface MeetingToWrite {
  readonly meeting: ReadMeeting;
  readonly plan: MeetingPlan;
  readonly placements: readonly SettledPlacement[];
}

/**
 * The own rows of meetings that are new, all in one statement. They are written before time is
 * taken, since what is held is held by a reservation that is there; and in the order of their
 * iCalUIds, since another room's reading may be taking the same meetings in.
 */
export async function insertMeetings(
  transaction: Transaction<Schema>,
  claimed: ClaimedRoom,
  meetings: readonly MeetingToWrite[],
  classes: AttendeeClasses,
): Promise<void> {
  const persons = await organizerPersons(
    transaction,
    meetings.map(({ meeting }) => organizerOf(claimed, meeting)),
    claimed.buildingZone,
  );
  const rows = meetings
    .map((each) => ownRow(claimed, each, persons, classes))
    .toSorted((left, right) => compareTexts(left.iCalUId ?? "", right.iCalUId ?? ""));
  if (rows.length === 0) return;
  await sql`
    insert into reservation (id, kind, state, space_id, subject, sensitivity, start_at, end_at,
      time_zone, requested_for, attendees, origin, channel, sub_source, last_updated_channel,
      last_updated_sub_source, sync_state, calendar_mailbox, calendar_event_id, ical_uid, is_parent,
      is_all_day, agreed, external_approval, approval_state, reason_code, reason, taken_in_at,
      taken_in_by)
    select m.id, m.kind, m.state, m.space_id, m.subject, m.sensitivity, m.start_at, m.end_at,
      m.time_zone, m.requested_for, m.attendees::jsonb, 'calendar', 'calendar',
      ${SUB_SOURCES.calendar}, ${FROM_CALENDAR.last_updated_channel},
      ${FROM_CALENDAR.last_updated_sub_source}, 'synchronized', m.calendar_mailbox,
      m.calendar_event_id, m.ical_uid, m.is_parent, m.is_all_day, m.agreed::jsonb,
      m.external_approval, m.approval_state, m.reason_code, m.reason, clock_timestamp(),
      ${claimed.lease}::uuid
    from unnest(
      ${rows.map((row) => row.id)}::uuid[],
      ${rows.map((row) => row.kind)}::text[],
      ${rows.map((row) => row.state)}::text[],
      ${rows.map((row) => row.spaceId)}::uuid[],
      ${rows.map((row) => row.subject)}::text[],
      ${rows.map((row) => row.sensitivity)}::text[],
      ${rows.map((row) => row.startAt)}::timestamptz[],
      ${rows.map((row) => row.endAt)}::timestamptz[],
      ${rows.map((row) => row.timeZone)}::text[],
      ${rows.map((row) => row.requestedFor)}::uuid[],
      ${rows.map((row) => row.attendees)}::text[],
      ${rows.map((row) => row.calendarMailbox)}::text[],
      ${rows.map((row) => row.calendarEventId)}::text[],
      ${rows.map((row) => row.iCalUId)}::text[],
      ${rows.map((row) => row.isParent)}::boolean[],
      ${rows.map((row) => row.isAllDay)}::boolean[],
      ${rows.map((row) => row.agreed)}::text[],
      ${rows.map((row) => row.externalApproval)}::text[],
      ${rows.map((row) => row.approval)}::text[],
      ${rows.map((row) => row.reasonCode)}::text[],
      ${rows.map((row) => row.reason)}::text[])
      with ordinality as m (id, kind, state, space_id, subject, sensitivity, start_at, end_at,
        time_zone, requested_for, attendees, calendar_mailbox, calendar_event_id, ical_uid,
        is_parent, is_all_day, agreed, external_approval, approval_state, reason_code, reason,
        place)
    order by m.place`.execute(transaction);
}

interface Organizer {
  readonly email: string;
  readonly name: string;
}

/** What was made in the room's own calendar is the room's. */
function organizerOf(
  { roomMailbox, spaceName }: ClaimedRoom,
  { organizer }: ReadMeeting,
): Organizer {
  return organizer ?? { email: roomMailbox, name: spaceName };
}

function ownRow(
  claimed: ClaimedRoom,
  { meeting, plan, placements }: MeetingToWrite,
  persons: ReadonlyMap<string, string>,
  classes: AttendeeClasses,
) {
  const mailbox = organizerOf(claimed, meeting).email.toLowerCase();
  const requestedFor = persons.get(mailbox);
  if (requestedFor === undefined) throw new Error("every organizer is a person");
  const { start, end, timeZone } = ownTimes(plan.timing);
  const own = plan.isParent ? undefined : placements.find(({ id }) => id === plan.id);
  const { organizerCopy } = meeting;
  return {
    id: plan.id,
    kind: plan.kind,
    state: stateOf(plan, placements),
    spaceId: own?.spaceId ?? plan.placements[0]?.spaceId ?? claimed.spaceId,
    subject: plan.words.subject,
    sensitivity: plan.words.sensitivity,
    startAt: (own?.start ?? start).toString(),
    endAt: (own?.end ?? end).toString(),
    timeZone,
    requestedFor,
    attendees: JSON.stringify(classified(plan.words.attendees, classes)),
    calendarMailbox: mailbox,
    calendarEventId: organizerCopy.kind === "read" ? organizerCopy.meeting.eventId : null,
    iCalUId: meeting.iCalUId,
    isParent: plan.isParent,
    isAllDay: plan.timing.isAllDay,
    agreed: plan.agreed && JSON.stringify(plan.agreed),
    externalApproval: own?.externalApproval ?? "not_required",
    approval: own?.approval ?? "not_required",
    reasonCode: own?.why?.code ?? null,
    reason: own?.why?.sentence ?? null,
  };
}

function compareTexts(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1;
}

/**
 * Children say what their meeting says; one statement, however many there are. Where one stands as the
 * meeting's own row did, it says why in the row's place.
 */
export async function insertChildren(
  transaction: Transaction<Schema>,
  meetings: readonly MeetingToWrite[],
): Promise<void> {
  const children = meetings.flatMap(({ plan, placements }) =>
    placements
      .filter(({ id, isNew }) => isNew && id !== plan.id)
      .map((placement) => ({ ...placement, parentId: plan.id })),
  );
  if (children.length === 0) return;
  await sql`
    insert into reservation (id, kind, state, space_id, subject, notes, sensitivity, start_at, end_at,
      time_zone, requested_for, opened_by, opened_by_client, attendees, origin, channel, sub_source,
      last_updated_channel, last_updated_sub_source, parent_id, original_date, is_exception,
      is_all_day, external_approval, approval_state, reason_code, reason)
    select k.id, m.kind, k.state, k.space_id, m.subject, m.notes, m.sensitivity, k.start_at, k.end_at,
      m.time_zone, m.requested_for, m.opened_by, m.opened_by_client, m.attendees, m.origin,
      m.channel, m.sub_source, ${FROM_CALENDAR.last_updated_channel},
      ${FROM_CALENDAR.last_updated_sub_source}, m.id, k.original_date, k.is_exception, m.is_all_day,
      k.external_approval, k.approval_state,
      case when k.keeps_reason then m.reason_code else k.reason_code end,
      case when k.keeps_reason then m.reason else k.reason end
    from unnest(
      ${children.map((each) => each.id)}::uuid[],
      ${children.map((each) => each.parentId)}::uuid[],
      ${children.map((each) => each.state)}::text[],
      ${children.map((each) => each.spaceId)}::uuid[],
      ${children.map((each) => each.start.toString())}::timestamptz[],
      ${children.map((each) => each.end.toString())}::timestamptz[],
      ${children.map((each) => each.originalDate)}::date[],
      ${children.map((each) => each.isException)}::boolean[],
      ${children.map((each) => each.externalApproval)}::text[],
      ${children.map((each) => each.approval)}::text[],
      ${children.map((each) => each.why === undefined)}::boolean[],
      ${children.map((each) => each.why?.code ?? null)}::text[],
      ${children.map((each) => each.why?.sentence ?? null)}::text[])
      with ordinality as k (id, parent_id, state, space_id, start_at, end_at, original_date,
        is_exception, external_approval, approval_state, keeps_reason, reason_code, reason, place)
    join reservation m on m.id = k.parent_id
    order by k.place`.execute(transaction);
  const stoodAlone = children.filter(({ why }) => why === undefined);
  if (stoodAlone.length === 0) return;
  await sql`
    update reservation set reason_code = null, reason = null
    where id = any(${stoodAlone.map(({ parentId }) => parentId)}::uuid[])`.execute(transaction);
}
