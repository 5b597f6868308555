import { sql, type Transaction } from "kysely";
import { Temporal } from "temporal-polyfill";
import type { ClaimedRoom } from "../../app/sync/inbound/claimed-room.ts";
import type { ReadMeeting } from "../../app/sync/inbound/inbound-store.ts";
import type { Origin, ReservationKind } from "../../core/integration-rules/question.ts";
import { parseSeries, type SeriesText } from "../../core/recurrence/parse-series.ts";
import type { Attendee } from "../../core/reservations/attendees.ts";
import type { ApprovalState } from "../../core/reservations/approval.ts";
import type { ReservationState } from "../../core/reservations/reservation-state.ts";
import type { AgreedMeeting } from "../../core/sync/agreed.ts";
import type {
  ExternalApproval,
  MeetingHere,
  Outbound,
  Placement,
  Timing,
} from "../../core/sync/inbound/views.ts";
import type { Schema } from "../schema.ts";
import { isWrite, type SyncEventType } from "../../core/sync/outbound-plan.ts";

export interface LockedMeeting {
  readonly here: MeetingHere;
  readonly origin: Origin;
  readonly iCalUId: string | null;
  /** The room's items that were taken for it. */
  readonly itemIds: readonly string[];
  readonly isOvertaken: boolean;
}

/**
 * The reservations that may stand for these meetings, locked in the order of their ids with their
 * sync events: until the transaction ends nobody changes one, and no lane takes one up. Those that
 * stand come before those that are over, the newest first.
 */
export async function lockMeetings(
  transaction: Transaction<Schema>,
  { configurationId }: ClaimedRoom,
  meetings: readonly ReadMeeting[],
): Promise<readonly LockedMeeting[]> {
  const iCalUIds = meetings.flatMap(({ iCalUId }) => iCalUId ?? []);
  const keys = meetings.flatMap((meeting) => keyOf(meeting) ?? []);
  const eventIds = meetings.flatMap(({ items }) => items.map(({ eventId }) => eventId));
  // Each by an index of its own: together in one condition they would have all there are read.
  const { rows: found } = await sql<{ id: string }>`
    select id from reservation where parent_id is null and ical_uid = any(${iCalUIds}::text[])
    union
    select id from reservation where parent_id is null and id = any(${keys}::uuid[])
    union
    select r.id from calendar_item i join reservation r on r.id = i.reservation_id
    where r.parent_id is null and i.configuration_id = ${configurationId}::uuid
      and i.event_id = any(${eventIds}::text[])`.execute(transaction);
  if (found.length === 0) return [];
  const ids = found.map(({ id }) => id);
  await sql`
    select id from reservation where id = any(${ids}::uuid[]) or parent_id = any(${ids}::uuid[])
    order by id for update`.execute(transaction);
  await sql`
    select id from sync_event where reservation_id = any(${ids}::uuid[])
      and state in ('new', 'processing', 'waiting_for_token')
    order by id for update`.execute(transaction);
  return load(transaction, configurationId, ids);
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Our own key on the organizer's copy; anybody can write there what they like. */
export function keyOf({ organizerCopy }: ReadMeeting): string | null {
  const key = organizerCopy.kind === "read" ? organizerCopy.meeting.reservationId : null;
  return key !== null && UUID.test(key) ? key.toLowerCase() : null;
}

export function instant(date: Date): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(date.getTime());
}

async function load(
  transaction: Transaction<Schema>,
  configurationId: string,
  ids: readonly string[],
): Promise<readonly LockedMeeting[]> {
  const { rows: own } = await sql<OwnRow>`
    select r.*, r.original_date::text as original_date, lower(f.email) as for_email, s.series,
      coalesce(r.taken_in_at > y.read_began_at and r.taken_in_by <> y.lease_owner, false)
        as is_taken_in_meanwhile,
      exists (select 1 from room_confirmation a where a.reservation_id = r.id) as is_asked,
      (select array_agg(i.event_id) from calendar_item i where i.reservation_id = r.id
        and i.configuration_id = ${configurationId}::uuid) as item_ids
    from reservation r join person f on f.id = r.requested_for
    join room_sync y on y.configuration_id = ${configurationId}::uuid
    left join reservation_series s on s.reservation_id = r.id
    where r.id = any(${[...ids]}::uuid[])
    order by r.state in ('completed', 'rejected', 'cancelled', 'no_show'), r.created_at desc`.execute(
    transaction,
  );
  const { rows: children } = await sql<PlacementRow & { readonly parent_id: string }>`
    select id, parent_id, space_id, original_date::text as original_date, is_exception, state,
      start_at, end_at, external_approval, approval_state, reason_code,
      case when state in ('rejected', 'no_show') then (
        select case when bool_and(e.state in ('processed', 'superseded')) then max(e.processed_at)
          filter (where e.state = 'processed') end
        from sync_event_release x join sync_event e on e.id = x.sync_event_id
        where x.reservation_id = reservation.id) end as released_at
    from reservation where parent_id = any(${[...ids]}::uuid[]) and not outside_calendar
    order by id`.execute(transaction);
  const { rows: events } = await sql<EventRow>`
    select e.reservation_id, e.type, e.state, e.may_have_been_sent, e.may_show,
      coalesce(e.may_have_been_sent and e.processed_at > y.read_began_at, false) as is_recent
    from sync_event e, room_sync y
    where e.reservation_id = any(${[...ids]}::uuid[])
      and y.configuration_id = ${configurationId}::uuid
    order by e.id`.execute(transaction);
  const childrenOf = Map.groupBy(children, (child) => child.parent_id);
  const eventsOf = Map.groupBy(events, (event) => event.reservation_id);
  return own.map((row) => ({
    here: hereFrom(row, childrenOf.get(row.id) ?? [], eventsOf.get(row.id) ?? []),
    origin: row.origin,
    iCalUId: row.ical_uid,
    itemIds: row.item_ids ?? [],
    isOvertaken:
      row.is_taken_in_meanwhile || (eventsOf.get(row.id) ?? []).some((event) => event.is_recent),
  }));
}

interface PlacementRow {
  readonly id: string;
  readonly space_id: string;
  readonly original_date: string | null;
  readonly is_exception: boolean;
  readonly state: ReservationState;
  readonly start_at: Date;
  readonly end_at: Date;
  readonly external_approval: ExternalApproval;
  readonly approval_state: ApprovalState;
  readonly reason_code: string | null;
  /** Of a child; of a meeting's own row it does not matter. */
  readonly released_at?: Date | null;
}

interface OwnRow extends PlacementRow {
  readonly kind: ReservationKind;
  readonly origin: Origin;
  readonly is_parent: boolean;
  readonly is_all_day: boolean;
  readonly time_zone: string;
  readonly subject: string;
  readonly sensitivity: "normal" | "private";
  readonly attendees: readonly Attendee[];
  readonly for_email: string;
  readonly series: SeriesText | null;
  readonly agreed: AgreedMeeting | null;
  readonly ical_uid: string | null;
  readonly calendar_event_id: string | null;
  readonly item_ids: readonly string[] | null;
  readonly is_taken_in_meanwhile: boolean;
  readonly is_asked: boolean;
}

interface EventRow {
  readonly reservation_id: string;
  readonly type: SyncEventType;
  readonly state: string;
  readonly may_have_been_sent: boolean;
  readonly may_show: readonly AgreedMeeting[];
  /** Carried out since the reading began. */
  readonly is_recent: boolean;
}

function hereFrom(
  row: OwnRow,
  children: readonly PlacementRow[],
  events: readonly EventRow[],
): MeetingHere {
  return {
    id: row.id,
    origin: row.origin,
    kind: row.kind,
    isParent: row.is_parent,
    state: row.state,
    timing: timingFrom(row),
    subject: row.subject,
    sensitivity: row.sensitivity,
    attendees: row.attendees.map(({ email, name, type }) => ({ email, name, type })),
    requestedForEmail: row.for_email,
    spaceId: row.space_id,
    agreed: row.agreed,
    mayBeShown: mayBeShown(events),
    outbound: outboundOf(row, events),
    isAsked: row.is_asked,
    placements: (row.is_parent ? children : [row]).map(placementFrom),
  };
}

function timingFrom(row: OwnRow): Timing {
  const series = row.series === null ? null : parseSeries(row.series);
  const isAllDay = row.is_all_day;
  if (series?.ok === true) return { kind: "series", series: series.value, isAllDay };
  const [start, end] = [instant(row.start_at), instant(row.end_at)];
  return { kind: "single", start, end, timeZone: row.time_zone, isAllDay };
}

function placementFrom(row: PlacementRow): Placement {
  return {
    id: row.id,
    spaceId: row.space_id,
    originalDate: row.original_date,
    isException: row.is_exception,
    state: row.state,
    start: instant(row.start_at),
    end: instant(row.end_at),
    externalApproval: row.external_approval,
    approval: row.approval_state,
    reasonCode: row.reason_code,
    releasedAt: row.released_at ? instant(row.released_at) : null,
  };
}

/** What was written for certain made all before it void. */
function mayBeShown(events: readonly EventRow[]): readonly AgreedMeeting[] {
  const written = events.findLastIndex(({ type, state }) => isWrite(type) && state === "processed");
  return events.slice(written + 1).flatMap(({ may_show: views }) => views);
}

const UNFINISHED = ["new", "processing", "waiting_for_token"];

function outboundOf(row: OwnRow, events: readonly EventRow[]): Outbound {
  if (row.origin === "calendar") return "settled";
  const unfinished = events.filter(({ state }) => UNFINISHED.includes(state));
  if (unfinished.some(({ type }) => type === "cancel")) return "unwritten";
  if (row.calendar_event_id === null) return "unwritten";
  if (
    unfinished.some(({ state, may_have_been_sent: isSent }) => state === "processing" || isSent)
  ) {
    return "under_way";
  }
  if (unfinished.length > 0) return "unsent";
  return events.at(-1)?.state === "error" ? "stuck" : "settled";
}
