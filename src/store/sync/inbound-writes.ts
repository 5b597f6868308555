import { sql, type Transaction } from "kysely";
import type { ClaimedRoom } from "../../app/sync/inbound/claimed-room.ts";
import { overruledByCalendar } from "../../app/sync/inbound/inbound-reasons.ts";
import { formatSeries } from "../../core/recurrence/parse-series.ts";
import type { ReservationState } from "../../core/reservations/reservation-state.ts";
import type { MeetingPlan } from "../../core/sync/inbound/plan-meeting.ts";
import { ownTimes } from "../../core/sync/inbound/timing.ts";
import type { Schema } from "../schema.ts";
import { insertChildren, insertMeetings, type MeetingToWrite } from "./inbound-new-meetings.ts";
import { type AttendeeClasses, attendeeClasses, classified } from "./inbound-people.ts";
import { FROM_CALENDAR } from "./inbound-placements.ts";

/**
 * What meetings say, and the reservations that are new, as they stand if the time is theirs: a
 * calendar that is read for the first time has hundreds in a page, so that those that are new are
 * written in as many statements as one.
 */
export async function writeMeetings(
  transaction: Transaction<Schema>,
  claimed: ClaimedRoom,
  meetings: readonly MeetingToWrite[],
): Promise<void> {
  const classes = await attendeeClasses(
    transaction,
    meetings.flatMap(({ plan }) => plan.words.attendees),
  );
  await insertMeetings(
    transaction,
    claimed,
    meetings.filter(({ plan }) => plan.isNew),
    classes,
  );
  const known = meetings.filter(({ plan }) => !plan.isNew && !plan.saysTheSame);
  for (const each of known) await updateMeeting(transaction, each, classes);
  await writeSeries(
    transaction,
    meetings.map(({ plan }) => plan),
  );
  await insertChildren(transaction, meetings);
}

async function updateMeeting(
  transaction: Transaction<Schema>,
  { plan, meeting }: MeetingToWrite,
  classes: AttendeeClasses,
): Promise<void> {
  const { start, end, timeZone } = ownTimes(plan.timing);
  const attendees = plan.changed.includes("attendees")
    ? classified(plan.words.attendees, classes)
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

async function writeSeries(
  transaction: Transaction<Schema>,
  plans: readonly MeetingPlan[],
): Promise<void> {
  const noSeries = plans.filter(({ isNew, timing }) => !isNew && timing.kind !== "series");
  if (noSeries.length > 0) {
    await sql`delete from reservation_series
      where reservation_id = any(${noSeries.map(({ id }) => id)}::uuid[])`.execute(transaction);
  }
  const rows = plans.flatMap(({ id, timing, placements }) => {
    if (timing.kind !== "series") return [];
    const starts = placements.map(({ start }) => start.epochMilliseconds);
    const heldUntil = starts.length === 0 ? null : new Date(Math.max(...starts)).toISOString();
    return [{ id, series: JSON.stringify(formatSeries(timing.series)), heldUntil }];
  });
  if (rows.length === 0) return;
  await sql`
    insert into reservation_series as s (reservation_id, series, held_until)
    select t.id, t.series::jsonb, coalesce(t.held_until, now())
    from unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.series)}::text[],
      ${rows.map((row) => row.heldUntil)}::timestamptz[]) as t (id, series, held_until)
    on conflict (reservation_id) do update
    set series = excluded.series, held_until = greatest(s.held_until, excluded.held_until)`.execute(
    transaction,
  );
}

/** How a meeting's reservations stand together, now that it is known who has which time. */
export interface OwnState {
  readonly plan: MeetingPlan;
  readonly state: ReservationState;
  /** As its row was written before; null for one that was there. */
  readonly written: ReservationState | null;
}

/** The own rows of meetings that are several reservations, or were. */
export async function writeOwnStates(
  transaction: Transaction<Schema>,
  meetings: readonly OwnState[],
): Promise<void> {
  const changed = meetings.filter(({ state, written }) => state !== written);
  if (changed.length === 0) return;
  const rows = changed.map(({ plan, state, written }) => ({
    id: plan.id,
    state: plan.isParent ? state : null,
    isNew: written !== null,
    overruled:
      plan.overruled.length > 0 && state !== "conflicted"
        ? overruledByCalendar(plan.overruled)
        : null,
  }));
  await sql`
    update reservation r set state = coalesce(m.state, r.state),
      version = r.version + case when m.state <> r.state and not m.is_new then 1 else 0 end,
      reason_code = coalesce(m.reason_code, r.reason_code),
      reason = coalesce(m.reason, r.reason), updated_at = clock_timestamp()
    from unnest(
      ${rows.map((row) => row.id)}::uuid[],
      ${rows.map((row) => row.state)}::text[],
      ${rows.map((row) => row.isNew)}::boolean[],
      ${rows.map((row) => row.overruled?.code ?? null)}::text[],
      ${rows.map((row) => row.overruled?.sentence ?? null)}::text[])
      as m (id, state, is_new, reason_code, reason)
    where r.id = m.id`.execute(transaction);
  // Otherwise nobody waits for the room's answer any more.
  const settled = changed
    .filter(({ state, written }) => written === null && !AWAITED.has(state))
    .map(({ plan }) => plan.id);
  if (settled.length === 0) return;
  await sql`delete from room_confirmation where reservation_id = any(${settled}::uuid[])`.execute(
    transaction,
  );
}

const AWAITED: ReadonlySet<ReservationState> = new Set([
  "awaiting_confirmation",
  "awaiting_approval",
]);
