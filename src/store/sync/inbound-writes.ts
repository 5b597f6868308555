import { sql, type Transaction } from "kysely";
import type { ClaimedRoom } from "../../app/sync/inbound/claimed-room.ts";
import type { ReadMeeting } from "../../app/sync/inbound/inbound-store.ts";
import {
  doubleBooked,
  inboundReason,
  overruledByCalendar,
} from "../../app/sync/inbound/inbound-reasons.ts";
import type { Reason } from "../../app/sync/sync-event-store.ts";
import { SUB_SOURCES } from "../../app/reservations/sub-source.ts";
import { formatSeries } from "../../core/recurrence/parse-series.ts";
import { parentState } from "../../core/reservations/parent-state.ts";
import type { ReservationState } from "../../core/reservations/reservation-state.ts";
import type { MeetingPlan } from "../../core/sync/inbound/plan-meeting.ts";
import type { PlannedPlacement } from "../../core/sync/inbound/plan-placements.ts";
import { ownTimes } from "../../core/sync/inbound/timing.ts";
import type { Schema } from "../schema.ts";
import { takenInOutlook, type TimesTaken } from "./inbound-holds.ts";
import { classifyAttendees, organizerPerson } from "./inbound-people.ts";

/** A reservation as it is written: planned, and what became of it once time was taken. */
export interface SettledPlacement extends PlannedPlacement {
  /** Undefined: it stays what it was. */
  readonly why: Reason | null | undefined;
}

const FROM_CALENDAR = {
  last_updated_channel: "calendar",
  last_updated_sub_source: SUB_SOURCES.calendar,
} as const;

/** Whose time another has is conflicted, until it is free. */
export function settled(
  placement: PlannedPlacement,
  { refused, gaveWay }: TimesTaken,
  roomNames: ReadonlyMap<string, string>,
): SettledPlacement {
  const roomName = roomNames.get(placement.spaceId) ?? "The room";
  if (gaveWay.has(placement.id)) {
    return { ...placement, state: "conflicted", why: takenInOutlook(roomName) };
  }
  if (refused.has(placement.id)) {
    return { ...placement, state: "conflicted", why: doubleBooked(roomName) };
  }
  const { reason: code } = placement;
  return { ...placement, why: code ? inboundReason(code, roomName) : code };
}

/** Somebody whose time another still has stands as before, however often it is looked at. */
export function isChanged({ isNew, isMoved, state, stateBefore, ...rest }: SettledPlacement) {
  const isSameReason = rest.why === undefined || (rest.why?.code ?? null) === rest.reasonBefore;
  return isNew || isMoved || state !== stateBefore || !isSameReason || !rest.isSameOtherwise;
}

export function stateOf(
  plan: MeetingPlan,
  placements: readonly SettledPlacement[],
): ReservationState {
  if (plan.isParent)
    return parentState([...placements.map(({ state }) => state), ...plan.otherStates]);
  return placements.find(({ id }) => id === plan.id)?.state ?? "cancelled";
}

export async function writeMeeting(
  transaction: Transaction<Schema>,
  claimed: ClaimedRoom,
  meeting: ReadMeeting,
  plan: MeetingPlan,
): Promise<void> {
  if (plan.isNew) await insertMeeting(transaction, claimed, meeting, plan);
  else await updateMeeting(transaction, plan, meeting);
  if (plan.timing.kind === "series") await writeSeries(transaction, plan);
  else if (!plan.isNew) {
    await transaction
      .deleteFrom("reservation_series")
      .where("reservation_id", "=", plan.id)
      .execute();
  }
}

/** Before time is taken, since what is held is held by a reservation that is there. */
async function insertMeeting(
  transaction: Transaction<Schema>,
  claimed: ClaimedRoom,
  meeting: ReadMeeting,
  plan: MeetingPlan,
): Promise<void> {
  const organizer = meeting.organizer ?? { email: claimed.roomMailbox, name: claimed.spaceName };
  const requestedFor = await organizerPerson(transaction, organizer, claimed.buildingZone);
  const attendees = await classifyAttendees(transaction, plan.words.attendees);
  const { start, end, timeZone } = ownTimes(plan.timing);
  const { organizerCopy } = meeting;
  const own = plan.isParent ? undefined : plan.placements.find(({ id }) => id === plan.id);
  await transaction
    .insertInto("reservation")
    .values({
      ...FROM_CALENDAR,
      id: plan.id,
      kind: plan.kind,
      state: own?.state ?? "awaiting_confirmation",
      space_id: own?.spaceId ?? plan.placements[0]?.spaceId ?? claimed.spaceId,
      subject: plan.words.subject,
      sensitivity: plan.words.sensitivity,
      start_at: (own?.start ?? start).toString(),
      end_at: (own?.end ?? end).toString(),
      time_zone: timeZone,
      requested_for: requestedFor,
      attendees: JSON.stringify(attendees),
      origin: "calendar",
      channel: "calendar",
      sub_source: SUB_SOURCES.calendar,
      sync_state: "synchronized",
      calendar_mailbox: organizer.email.toLowerCase(),
      calendar_event_id: organizerCopy.kind === "read" ? organizerCopy.meeting.eventId : null,
      ical_uid: meeting.iCalUId,
      is_parent: plan.isParent,
      is_all_day: plan.timing.isAllDay,
      agreed: plan.agreed && JSON.stringify(plan.agreed),
    })
    .execute();
}

async function updateMeeting(
  transaction: Transaction<Schema>,
  plan: MeetingPlan,
  meeting: ReadMeeting,
): Promise<void> {
  const { start, end, timeZone } = ownTimes(plan.timing);
  const attendees = plan.changed.includes("attendees")
    ? await classifyAttendees(transaction, plan.words.attendees)
    : null;
  const saysOtherwise = plan.changed.length > 0;
  const { organizerCopy } = meeting;
  const eventId =
    plan.origin === "calendar" && organizerCopy.kind === "read"
      ? organizerCopy.meeting.eventId
      : undefined;
  await transaction
    .updateTable("reservation")
    .set({
      kind: plan.kind,
      is_parent: plan.isParent,
      subject: plan.words.subject,
      sensitivity: plan.words.sensitivity,
      time_zone: timeZone,
      is_all_day: plan.timing.isAllDay,
      agreed: plan.agreed && JSON.stringify(plan.agreed),
      ...(plan.isParent && { start_at: start.toString(), end_at: end.toString() }),
      ...(attendees && { attendees: JSON.stringify(attendees) }),
      ...(eventId !== undefined && { calendar_event_id: eventId }),
      ...(saysOtherwise && { ...FROM_CALENDAR, version: sql<number>`version + 1` }),
      updated_at: sql<Date>`clock_timestamp()`,
    })
    .where("id", "=", plan.id)
    .execute();
  if (!saysOtherwise || !plan.isParent) return;
  // What the meeting says, each of its reservations says.
  await sql`
    update reservation k set subject = m.subject, sensitivity = m.sensitivity,
      attendees = m.attendees, time_zone = m.time_zone, is_all_day = m.is_all_day
    from reservation m where m.id = ${plan.id}::uuid and k.parent_id = m.id
      and k.end_at > now()`.execute(transaction);
}

async function writeSeries(transaction: Transaction<Schema>, plan: MeetingPlan): Promise<void> {
  if (plan.timing.kind !== "series") return;
  const series = JSON.stringify(formatSeries(plan.timing.series));
  const starts = plan.placements.map(({ start }) => start.toString());
  await sql`
    insert into reservation_series as s (reservation_id, series, held_until)
    values (${plan.id}::uuid, ${series}::jsonb,
      coalesce((select max(start_at) from unnest(${starts}::timestamptz[]) as t (start_at)), now()))
    on conflict (reservation_id) do update
    set series = excluded.series, held_until = greatest(s.held_until, excluded.held_until)`.execute(
    transaction,
  );
}

/** Children say what their meeting says; one statement, however many there are. */
export async function insertChildren(
  transaction: Transaction<Schema>,
  plan: MeetingPlan,
): Promise<void> {
  const children = plan.placements.filter(({ id, isNew }) => isNew && id !== plan.id);
  if (children.length === 0) return;
  await sql`
    insert into reservation (id, kind, state, space_id, subject, sensitivity, start_at, end_at,
      time_zone, requested_for, opened_by, opened_by_client, attendees, origin, channel, sub_source,
      last_updated_channel, last_updated_sub_source, parent_id, original_date, is_exception,
      is_all_day)
    select k.id, m.kind, k.state, k.space_id, m.subject, m.sensitivity, k.start_at, k.end_at,
      m.time_zone, m.requested_for, m.opened_by, m.opened_by_client, m.attendees, m.origin,
      m.channel, m.sub_source, ${FROM_CALENDAR.last_updated_channel},
      ${FROM_CALENDAR.last_updated_sub_source}, m.id, k.original_date, k.is_exception, m.is_all_day
    from reservation m, unnest(
      ${children.map((each) => each.id)}::uuid[],
      ${children.map((each) => each.state)}::text[],
      ${children.map((each) => each.spaceId)}::uuid[],
      ${children.map((each) => each.start.toString())}::timestamptz[],
      ${children.map((each) => each.end.toString())}::timestamptz[],
      ${children.map((each) => each.originalDate)}::date[],
      ${children.map((each) => each.isException)}::boolean[])
      with ordinality as k (id, state, space_id, start_at, end_at, original_date, is_exception, place)
    where m.id = ${plan.id}::uuid order by k.place`.execute(transaction);
}

/** How reservations stand, once it is known who has which time. */
export async function writePlacements(
  transaction: Transaction<Schema>,
  placements: readonly SettledPlacement[],
): Promise<void> {
  if (placements.length === 0) return;
  await sql`
    update reservation r set state = p.state, space_id = p.space_id, start_at = p.start_at,
      end_at = p.end_at, original_date = p.original_date, is_exception = p.is_exception,
      external_approval = p.external_approval,
      reason_code = case when p.keeps_reason then r.reason_code else p.reason_code end,
      reason = case when p.keeps_reason then r.reason else p.reason end,
      last_updated_channel = ${FROM_CALENDAR.last_updated_channel},
      last_updated_sub_source = ${FROM_CALENDAR.last_updated_sub_source},
      version = r.version + case when p.is_new then 0 else 1 end,
      updated_at = clock_timestamp()
    from unnest(
      ${placements.map((each) => each.id)}::uuid[],
      ${placements.map((each) => each.state)}::text[],
      ${placements.map((each) => each.spaceId)}::uuid[],
      ${placements.map((each) => each.start.toString())}::timestamptz[],
      ${placements.map((each) => each.end.toString())}::timestamptz[],
      ${placements.map((each) => each.originalDate)}::date[],
      ${placements.map((each) => each.isException)}::boolean[],
      ${placements.map((each) => each.externalApproval)}::text[],
      ${placements.map((each) => each.isNew)}::boolean[],
      ${placements.map((each) => each.why === undefined)}::boolean[],
      ${placements.map((each) => each.why?.code ?? null)}::text[],
      ${placements.map((each) => each.why?.sentence ?? null)}::text[])
      as p (id, state, space_id, start_at, end_at, original_date, is_exception, external_approval,
        is_new, keeps_reason, reason_code, reason)
    where r.id = p.id`.execute(transaction);
}

/** The own row of a meeting that is several reservations, or was: how they stand together. */
export async function writeOwnState(
  transaction: Transaction<Schema>,
  plan: MeetingPlan,
  state: ReservationState,
): Promise<void> {
  const overruled =
    plan.overruled.length > 0 && state !== "conflicted"
      ? overruledByCalendar(plan.overruled)
      : null;
  await transaction
    .updateTable("reservation")
    .set({
      ...(plan.isParent && {
        state,
        version: sql<number>`version + case when state <> ${state} then 1 else 0 end`,
      }),
      ...(overruled && { reason_code: overruled.code, reason: overruled.sentence }),
      updated_at: sql<Date>`clock_timestamp()`,
    })
    .where("id", "=", plan.id)
    .execute();
  // Otherwise nobody waits for the room's answer any more.
  if (state === "awaiting_confirmation" || state === "awaiting_approval") return;
  await transaction.deleteFrom("room_confirmation").where("reservation_id", "=", plan.id).execute();
}
