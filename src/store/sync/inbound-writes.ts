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
import { FROM_CALENDAR, syncStateAfter } from "./inbound-placements.ts";

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
  await updateMeetings(
    transaction,
    claimed,
    meetings.filter(({ plan }) => !plan.isNew && !plan.saysTheSame),
    classes,
  );
  await writeSeries(
    transaction,
    meetings.map(({ plan }) => plan),
  );
  await insertChildren(transaction, meetings);
}

async function updateMeetings(
  transaction: Transaction<Schema>,
  { lease }: ClaimedRoom,
  meetings: readonly MeetingToWrite[],
  classes: AttendeeClasses,
): Promise<void> {
  if (meetings.length === 0) return;
  const rows = meetings.map((each) => meetingRow(each, classes));
  const noSeries = meetings.filter(({ plan }) => plan.timing.kind !== "series");
  await sql`
    with no_series as (
      delete from reservation_series
      where reservation_id = any(${noSeries.map(({ plan }) => plan.id)}::uuid[])
    )
    update reservation r
    set kind = m.kind, is_parent = m.is_parent, subject = m.subject, sensitivity = m.sensitivity,
      time_zone = m.time_zone, is_all_day = m.is_all_day, agreed = m.agreed,
      space_id = coalesce(m.space_id, r.space_id), start_at = coalesce(m.start_at, r.start_at), 
      end_at = coalesce(m.end_at, r.end_at),
      attendees = coalesce(m.attendees, r.attendees),
      calendar_event_id = coalesce(m.event_id, r.calendar_event_id),
      last_updated_channel = case when m.says_otherwise
        then ${FROM_CALENDAR.last_updated_channel} else r.last_updated_channel end,
      last_updated_sub_source = case when m.says_otherwise
        then ${FROM_CALENDAR.last_updated_sub_source} else r.last_updated_sub_source end,
      version = r.version + m.says_otherwise::integer, updated_at = clock_timestamp(),
      taken_in_at = clock_timestamp(), taken_in_by = ${lease}::uuid
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as m (id uuid, kind text,
      is_parent boolean, subject text, sensitivity text, time_zone text, is_all_day boolean,
      agreed jsonb, space_id uuid, start_at timestamptz, end_at timestamptz, attendees jsonb, event_id text,
      says_otherwise boolean)
    where r.id = any(${rows.map(({ id }) => id)}::uuid[]) and r.id = m.id`.execute(transaction);
  // What the meeting says, each of its reservations says.
  const saying = rows.filter((row) => row.says_otherwise && row.is_parent);
  if (saying.length === 0) return;
  await sql`
    update reservation k set subject = m.subject, sensitivity = m.sensitivity,
      attendees = m.attendees, time_zone = m.time_zone, is_all_day = m.is_all_day
    from reservation m where m.id = any(${saying.map(({ id }) => id)}::uuid[])
      and k.parent_id = m.id and k.end_at > now()`.execute(transaction);
}

/** What is null stays as it is, but for what was agreed on. */
function meetingRow(
  { plan, meeting: { organizerCopy } }: MeetingToWrite,
  classes: AttendeeClasses,
) {
  const { start, end, timeZone } = ownTimes(plan.timing);
  const isTheirs = plan.origin === "calendar" && organizerCopy.kind === "read";
  return {
    id: plan.id,
    kind: plan.kind,
    is_parent: plan.isParent,
    subject: plan.words.subject,
    sensitivity: plan.words.sensitivity,
    time_zone: timeZone,
    is_all_day: plan.timing.isAllDay,
    agreed: plan.agreed,
    space_id: plan.spaceId,
    start_at: plan.isParent ? start.toString() : null,
    end_at: plan.isParent ? end.toString() : null,
    attendees: plan.changed.includes("attendees")
      ? classified(plan.words.attendees, classes)
      : null,
    event_id: isTheirs ? organizerCopy.meeting.eventId : null,
    says_otherwise: plan.changed.length > 0,
  };
}

async function writeSeries(
  transaction: Transaction<Schema>,
  plans: readonly MeetingPlan[],
): Promise<void> {
  const rows = plans.flatMap(({ id, timing, heldUntil }) =>
    timing.kind === "series"
      ? [
          {
            id,
            series: JSON.stringify(formatSeries(timing.series)),
            heldUntil: heldUntil?.toString() ?? null,
          },
        ]
      : [],
  );
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

/** How the own rows stand of meetings that are several reservations, and whose reading it was. */
export async function writeOwnStates(
  transaction: Transaction<Schema>,
  claimed: ClaimedRoom,
  meetings: readonly OwnState[],
): Promise<void> {
  const changed = meetings.filter(({ state, written }) => state !== written);
  const rows = changed.map(({ plan, state, written }) => ({
    id: plan.id,
    state: plan.isParent ? state : null,
    isNew: written !== null,
    isGone: plan.isGone,
    isWritten: !plan.saysTheSame,
    overruled:
      plan.overruled.length > 0 && state !== "conflicted"
        ? overruledByCalendar(plan.overruled)
        : null,
  }));
  await writeStates(
    transaction,
    claimed,
    rows.filter(
      ({ state, overruled, isWritten }) => state !== null || overruled !== null || !isWritten,
    ),
  );
  // Otherwise nobody waits for the room's answer any more.
  const settled = changed
    .filter(({ state, written }) => written === null && !AWAITED.has(state))
    .map(({ plan }) => plan.id);
  if (settled.length === 0) return;
  await sql`delete from room_confirmation where reservation_id = any(${settled}::uuid[])`.execute(
    transaction,
  );
}

interface StateRow {
  readonly id: string;
  readonly state: ReservationState | null;
  readonly isNew: boolean;
  readonly isGone: boolean;
  /** It is noted already whose reading it was. */
  readonly isWritten: boolean;
  readonly overruled: { readonly code: string; readonly sentence: string } | null;
}

async function writeStates(
  transaction: Transaction<Schema>,
  { lease }: ClaimedRoom,
  rows: readonly StateRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update reservation r set state = coalesce(m.state, r.state),
      sync_state = ${syncStateAfter(sql`(m.state = 'cancelled' or m.is_gone)`)},
      version = r.version + case when m.state <> r.state and not m.is_new then 1 else 0 end,
      reason_code = coalesce(m.reason_code, r.reason_code),
      reason = coalesce(m.reason, r.reason), updated_at = clock_timestamp(),
      taken_in_at = clock_timestamp(), taken_in_by = ${lease}::uuid
    from unnest(
      ${rows.map((row) => row.id)}::uuid[],
      ${rows.map((row) => row.state)}::text[],
      ${rows.map((row) => row.isNew)}::boolean[],
      ${rows.map((row) => row.isGone)}::boolean[],
      ${rows.map((row) => row.overruled?.code ?? null)}::text[],
      ${rows.map((row) => row.overruled?.sentence ?? null)}::text[])
      as m (id, state, is_new, is_gone, reason_code, reason)
    where r.id = m.id`.execute(transaction);
}

const AWAITED: ReadonlySet<ReservationState> = new Set([
  "awaiting_confirmation",
  "awaiting_approval",
]);
