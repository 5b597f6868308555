import type {
  ExternalApproval,
  Reservation,
  ReservedApproval,
  ReservedCheckIn,
  ReservedSpace,
  SyncState,
} from "../app/reservations/reservation.ts";
import { approvalStateOf, type ApprovalState } from "../core/reservations/approval.ts";
import {
  type CheckInPolicy,
  checkInStateOf,
  type CheckInState,
} from "../core/reservations/check-in.ts";
import type { SyncMailbox } from "../core/integration-rules/question.ts";
import type { SeriesText } from "../core/recurrence/parse-series.ts";
import type { Attendee } from "../core/reservations/attendees.ts";
import { formatReservationNumber } from "../core/reservations/reservation-number.ts";
import { parentState } from "../core/reservations/parent-state.ts";
import type { ReservationState } from "../core/reservations/reservation-state.ts";
import type { SyncEventState } from "../core/sync/outbound-plan.ts";
import {
  blocksFrom,
  SERVICES,
  servicesFrom,
  type ServicesReadRow,
} from "./services/service-rows.ts";

/**
 * The sync mailbox of the meeting's own row `row`: what is recorded for it, from the moment on that
 * a write was or may have been sent there (policy, "Terms"). What was written before a cancellation
 * was another meeting. Sync events are of reservations made here alone.
 */
export const syncMailboxOf = (row: string): string => `
  case when ${row}.sync_mailbox <> 'none' and ${row}.origin = 'usher' and not exists (
    select 1 from sync_event w
    where w.reservation_id = ${row}.id and w.type in ('create', 'update') and not w.dry_run
      and (w.may_have_been_sent or w.state in ('processing', 'processed'))
      and not exists (select 1 from sync_event c where c.reservation_id = ${row}.id
        and c.id > w.id and c.type = 'cancel' and c.state <> 'superseded'))
  then 'none' else ${row}.sync_mailbox end`;

/** That of the reservation `r`, which is its own meeting or the row of one. */
export const SYNC_MAILBOX = syncMailboxOf("r");

/** What keeps the calendar from showing the meeting keeps it from showing what is part of it. */
const HAS_MEETINGS_REASON = `r.reason_code is null
  and r.state in ('awaiting_confirmation', 'awaiting_approval', 'approved', 'confirmed')`;

/** Who may approve it, and who has; of the many that nobody has to approve, nothing is looked up. */
const APPROVAL = `case when r.approval_state <> 'not_required' then jsonb_build_object(
    'approvers', (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'displayName',
        p.display_name, 'email', p.email) order by p.display_name, p.id), '[]')
      from module_approver a join person p on p.id = a.person_id and p.active
      where a.module_id = g.id),
    'decidedBy', (select jsonb_build_object('id', p.id, 'displayName', p.display_name, 'email',
      p.email) from person p where p.id = r.decided_by)) end as approval`;

/** Of a group's row, which says nothing of itself. */
const MEMBER_STATES = `case when r.kind = 'group' and r.is_parent and r.group_id is null then (
    select array_agg(distinct k.state) from reservation k where k.group_id = r.id) end`;

/** How often the row `r` has changed; a group has with any of its members, and says so in its ETag. */
export const VERSION = `r.version + case when r.kind = 'group' and r.is_parent and r.group_id is null
  then (select coalesce(sum(k.version), 0)::integer from reservation k where k.group_id = r.id)
  else 0 end`;

/** One of several spaces is judged as its meeting is, which is in a synced space if any of them is. */
export const JUDGED_PROVIDER = `case when r.kind = 'multi_space' then (
    select y.provider_id from reservable_sync_configuration y
    where y.space_id = m.space_id and y.active)
  when c.active then c.provider_id end`;

/**
 * A blocker's event may be in the blocker user's calendar; `f` is whom it is for. Until the calendar
 * has answered, it is where it is being written. `row` is that of the meeting.
 */
export const inAnothersCalendar = (row: string): string => `
  ${row}.kind = 'blocker' and coalesce(lower(f.email) <> lower(
    coalesce(${row}.calendar_mailbox, (select e.mailbox from sync_event e
      where e.reservation_id = ${row}.id order by e.id desc limit 1))), false)`;

const IN_ANOTHERS_CALENDAR = `${inAnothersCalendar("m")} as in_anothers_calendar`;

/**
 * A reservation `r` with the names beside its ids, in one read; a `where` or more joins can follow.
 * `m` is the row of its meeting: its parent's, or its own.
 */
export const SELECT_RESERVATION = `
  select r.id, r.number, r.kind, r.state, r.subject, r.notes, r.sensitivity, r.start_at, r.end_at,
    r.time_zone, r.attendees, r.opened_by_client, r.origin, r.channel, r.sub_source,
    r.parent_id, r.group_id, ${MEMBER_STATES} as member_states, r.is_parent, r.outside_calendar, ${JUDGED_PROVIDER} as judged_provider_id,
    r.original_date::text as original_date, r.is_exception, r.is_all_day,
    rs.series,
    r.external_approval, r.approval_state, r.approval_asked_at, r.decided_at, r.decision_comment,
    ${APPROVAL}, ${syncMailboxOf("m")} as sync_mailbox,
    m.sync_state, m.calendar_mailbox, ${IN_ANOTHERS_CALENDAR}, r.cancel_notes,
    case when ${HAS_MEETINGS_REASON} then m.reason_code else r.reason_code end as reason_code,
    case when ${HAS_MEETINGS_REASON} then m.reason else r.reason end as reason,
    r.check_in_state, r.checked_in_at, r.checked_out_at, s.requires_check_in, g.check_in_policy,
    g.check_in_opens_minutes_before, g.releases_no_shows,
    greatest(r.standing_since, s.check_in_since, g.check_in_since) as standing_since,
    ${SERVICES},
    ${VERSION} as version, r.created_at, r.updated_at,
    r.requested_for, f.display_name as for_name, f.email as for_email,
    r.opened_by, o.display_name as by_name, o.email as by_email,
    r.space_id, s.name as space_name, s.floor, s.building_id, b.name as building_name,
    coalesce(c.active, false) as synced, c.provider_id,
    (select e.state from sync_event e where e.reservation_id = m.id order by e.id desc limit 1)
      as sync_event_state
  from reservation r
  join reservation m on m.id = coalesce(r.parent_id, r.id)
  left join reservation_series rs on rs.reservation_id = m.id
  join space s on s.id = r.space_id
  join reservable_module g on g.id = s.module_id
  join building b on b.id = s.building_id
  join person f on f.id = r.requested_for
  left join person o on o.id = r.opened_by
  left join reservable_sync_configuration c on c.space_id = r.space_id`;

export interface ReservationReadRow extends ServicesReadRow {
  readonly id: string;
  readonly parent_id: string | null;
  readonly group_id: string | null;
  readonly member_states: readonly ReservationState[] | null;
  readonly is_parent: boolean;
  readonly outside_calendar: boolean;
  readonly judged_provider_id: string | null;
  readonly original_date: string | null;
  readonly is_exception: boolean;
  readonly is_all_day: boolean;
  readonly series: SeriesText | null;
  readonly external_approval: ExternalApproval;
  readonly approval_state: ApprovalState;
  readonly approval_asked_at: Date | null;
  readonly decided_at: Date | null;
  readonly decision_comment: string | null;
  readonly approval: Pick<ReservedApproval, "approvers" | "decidedBy"> | null;
  readonly number: string;
  readonly kind: Reservation["kind"];
  readonly state: ReservationState;
  readonly subject: string;
  readonly notes: string;
  readonly sensitivity: "normal" | "private";
  readonly start_at: Date;
  readonly end_at: Date;
  readonly time_zone: string;
  readonly attendees: readonly Attendee[];
  readonly opened_by_client: string | null;
  readonly origin: "usher" | "calendar";
  readonly channel: string;
  readonly sub_source: string;
  readonly sync_mailbox: SyncMailbox;
  readonly sync_state: SyncState;
  readonly calendar_mailbox: string | null;
  readonly in_anothers_calendar: boolean;
  readonly reason_code: string | null;
  readonly reason: string | null;
  readonly cancel_notes: string | null;
  readonly check_in_state: CheckInState | null;
  readonly checked_in_at: Date | null;
  readonly checked_out_at: Date | null;
  readonly requires_check_in: boolean;
  readonly check_in_policy: CheckInPolicy;
  readonly check_in_opens_minutes_before: number;
  readonly releases_no_shows: boolean;
  readonly standing_since: Date;
  readonly version: number;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly requested_for: string;
  readonly for_name: string;
  readonly for_email: string;
  readonly opened_by: string | null;
  readonly by_name: string | null;
  readonly by_email: string | null;
  readonly space_id: string;
  readonly space_name: string;
  readonly floor: string;
  readonly building_id: string;
  readonly building_name: string;
  readonly synced: boolean;
  readonly provider_id: string | null;
  readonly sync_event_state: SyncEventState | null;
}

export function reservationFrom(row: ReservationReadRow): Reservation {
  return {
    id: row.id,
    parentId: row.parent_id,
    groupId: row.group_id,
    isParent: row.is_parent,
    isOutsideCalendar: row.outside_calendar,
    judgedProviderId: row.judged_provider_id,
    originalDate: row.original_date,
    isException: row.is_exception,
    series: row.series,
    number: formatReservationNumber(BigInt(row.number)),
    kind: row.kind,
    state: row.member_states === null ? row.state : parentState(row.member_states),
    space: spaceFrom(row),
    startAt: row.start_at,
    endAt: row.end_at,
    timeZone: row.time_zone,
    isAllDay: row.is_all_day,
    subject: row.subject,
    notes: row.notes,
    sensitivity: row.sensitivity,
    attendees: row.attendees,
    requestedFor: { id: row.requested_for, displayName: row.for_name, email: row.for_email },
    openedBy:
      row.opened_by === null
        ? null
        : { id: row.opened_by, displayName: row.by_name ?? "", email: row.by_email ?? "" },
    openedByClient: row.opened_by_client,
    origin: row.origin,
    channel: row.channel,
    subSource: row.sub_source,
    syncMailbox: row.sync_mailbox,
    syncState: row.sync_state,
    calendarMailbox: row.calendar_mailbox,
    isInAnothersCalendar: row.in_anothers_calendar,
    syncEventState: row.sync_event_state,
    externalApproval: row.external_approval,
    approval: approvalFrom(row),
    checkIn: checkInFrom(row),
    services: servicesFrom(row),
    blocks: blocksFrom(row),
    reasonCode: row.reason_code,
    reason: row.reason,
    cancelNotes: row.cancel_notes,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function approvalFrom(row: ReservationReadRow): ReservedApproval {
  return {
    state: approvalStateOf(row.approval_state, row.state),
    askedAt: row.approval_asked_at,
    approvers: row.approval?.approvers ?? [],
    decidedBy: row.approval?.decidedBy ?? null,
    decidedAt: row.decided_at,
    comment: row.decision_comment,
  };
}

function checkInFrom(row: ReservationReadRow): ReservedCheckIn {
  const { kind, state, is_parent: isParent, check_in_state: recorded } = row;
  const rule = {
    policy: row.check_in_policy,
    spaceRequiresIt: row.requires_check_in,
    opensMinutesBefore: row.check_in_opens_minutes_before,
    releasesNoShows: row.releases_no_shows,
  };
  return {
    state: checkInStateOf({ rule, kind, isParent, state, recorded }),
    rule,
    standingSince: row.standing_since,
    checkedInAt: row.checked_in_at,
    checkedOutAt: row.checked_out_at,
  };
}

function spaceFrom(row: ReservationReadRow): ReservedSpace {
  return {
    id: row.space_id,
    name: row.space_name,
    buildingId: row.building_id,
    buildingName: row.building_name,
    floor: row.floor,
    synced: row.synced,
    providerId: row.provider_id,
  };
}
