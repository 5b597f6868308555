import type { Temporal } from "temporal-polyfill";
import type { PersonSummary } from "../../app/people/people.ts";
import type { Reservation } from "../../app/reservations/reservation.ts";
import { WITHHELD_SUBJECT } from "../../app/reservations/reservation.ts";
import type { ReservationView, Verdict } from "../../app/reservations/reservation-view.ts";
import type { Sight } from "../../app/reservations/rights.ts";
import { remedyForReason } from "../../app/reservations/reason-remedies.ts";
import type { Reservation as ReservationAnswer } from "../../contract/reservations.ts";
import { presentService } from "../places/present-service.ts";
import { presentRecurrence } from "./recurrence-words.ts";

/** A reservation on the wire, with what its reader may not see withheld. */
export function presentReservation(view: ReservationView): ReservationAnswer {
  const { reservation, verdicts } = view;
  const { space, requestedFor } = reservation;
  return {
    id: reservation.id,
    number: reservation.number,
    is_parent: reservation.isParent,
    kind: reservation.kind,
    state: reservation.state,
    space: {
      id: space.id,
      name: space.name,
      building_id: space.buildingId,
      building_name: space.buildingName,
      floor: space.floor,
      synced: space.synced,
      calendar_provider_id: space.synced ? space.providerId : null,
    },
    start: reservation.startAt.toISOString(),
    end: reservation.endAt.toISOString(),
    time_zone: reservation.timeZone,
    is_all_day: reservation.isAllDay,
    ...presentContent(reservation, view.sight),
    requested_for: presentPerson(requestedFor),
    ...(view.sight === "occupancy" ? UNTOLD : presentStanding(view)),
    version: reservation.version,
    created_at: reservation.createdAt.toISOString(),
    updated_at: reservation.updatedAt.toISOString(),
    verdicts: {
      update: presentVerdict(verdicts.update),
      cancel: presentVerdict(verdicts.cancel),
      check_in: presentVerdict(verdicts.checkIn),
      check_out: presentVerdict(verdicts.checkOut),
      decide: presentVerdict(verdicts.decide),
    },
  };
}

/** How it came to be and how it stands: for those who may open it. */
function presentStanding(view: ReservationView) {
  const { reservation, sight, checkInTimes, blockersLeftOut } = view;
  const { openedBy, state, reasonCode } = reservation;
  return {
    parent_id: reservation.parentId,
    group_id: reservation.groupId,
    original_date: reservation.originalDate,
    is_exception: reservation.isException,
    recurrence: presentRecurrence(reservation.series),
    sensitivity: reservation.sensitivity,
    opened_by: openedBy && presentPerson(openedBy),
    origin: reservation.origin,
    channel: reservation.channel,
    sub_source: reservation.subSource,
    sync_mailbox: reservation.syncMailbox,
    sync_state: reservation.syncState,
    sync_event_state: reservation.syncEventState,
    external_approval: reservation.externalApproval,
    approval: presentApproval(reservation, sight),
    ...presentCheckIn(reservation, checkInTimes),
    ...presentServices(reservation, blockersLeftOut),
    reason_code: reasonCode,
    reason: reservation.reason,
    remedy: remedyForReason(state, reasonCode),
  } as const;
}

function presentApproval({ approval, sensitivity }: Reservation, sight: Sight) {
  const { state, askedAt, approvers, decidedBy, decidedAt, comment } = approval;
  const isWithheld = sensitivity === "private" && sight !== "all";
  return {
    state,
    asked_at: askedAt?.toISOString() ?? null,
    approvers: approvers.map(presentPerson),
    decided_by: decidedBy && presentPerson(decidedBy),
    decided_at: decidedAt?.toISOString() ?? null,
    comment: isWithheld ? null : comment,
  };
}

function presentCheckIn({ checkIn }: Reservation, times: ReservationView["checkInTimes"]) {
  // Once somebody has, or it is over, there is nothing to wait for.
  const isAwaited = checkIn.state === "awaiting_check_in";
  return {
    check_in_state: checkIn.state,
    check_in_opens_at: instantOrNull(times?.opensAt),
    check_in_closes_at: instantOrNull(times?.closesAt),
    no_show_at: instantOrNull(isAwaited ? times?.releasedAt : null),
    checked_in_at: checkIn.checkedInAt?.toISOString() ?? null,
    checked_out_at: checkIn.checkedOutAt?.toISOString() ?? null,
  };
}

function presentServices(
  { services, blocks }: Reservation,
  leftOut: ReservationView["blockersLeftOut"],
) {
  return {
    services: services.chosen.map(presentService),
    blockers: services.blockers.map(({ id, number, part, state, startAt, endAt }) => ({
      id,
      number,
      part,
      state,
      start: startAt.toISOString(),
      end: endAt.toISOString(),
    })),
    blockers_left_out: [...leftOut],
    blocks,
  };
}

function instantOrNull(instant: Temporal.Instant | null | undefined): string | null {
  return instant ? new Date(instant.epochMilliseconds).toISOString() : null;
}

/** What a stranger is told of it in a space's schedule. */
const UNTOLD = {
  parent_id: null,
  group_id: null,
  original_date: null,
  is_exception: null,
  recurrence: null,
  sensitivity: null,
  opened_by: null,
  origin: null,
  channel: null,
  sub_source: null,
  sync_mailbox: null,
  sync_state: null,
  sync_event_state: null,
  external_approval: null,
  approval: null,
  check_in_state: null,
  check_in_opens_at: null,
  check_in_closes_at: null,
  no_show_at: null,
  services: null,
  blockers: null,
  blockers_left_out: null,
  blocks: null,
  checked_in_at: null,
  checked_out_at: null,
  reason_code: null,
  reason: null,
  remedy: null,
} as const;

/** What it is about, as far as its reader may see it. */
export function presentContent(
  reservation: Reservation,
  sight: Sight,
): Pick<ReservationAnswer, "subject" | "notes" | "attendees" | "cancel_notes"> {
  const { subject, notes, attendees, cancelNotes, sensitivity } = reservation;
  // A stranger learns not even whether it is private.
  if (sight === "occupancy") return OCCUPIED;
  if (sensitivity === "private" && sight !== "all") return WITHHELD;
  if (sight === "door") return { ...WITHHELD, subject };
  return { subject, notes, attendees: [...attendees], cancel_notes: cancelNotes };
}

const WITHHELD = { subject: WITHHELD_SUBJECT, notes: "", attendees: [], cancel_notes: null };
const OCCUPIED = { subject: "Reserved", notes: "", attendees: [], cancel_notes: null };

function presentPerson(person: PersonSummary): ReservationAnswer["requested_for"] {
  return { id: person.id, display_name: person.displayName, email: person.email };
}

export function presentVerdict(verdict: Verdict): ReservationAnswer["verdicts"]["update"] {
  return {
    allowed: verdict.allowed,
    codes: [...verdict.codes],
    row: verdict.row,
    ...(verdict.reason !== undefined && { reason: verdict.reason }),
    ...(verdict.remedy !== undefined && { remedy: verdict.remedy }),
  };
}

/** The entity tag that `If-Match` takes. */
export function entityTag(reservation: Reservation): string {
  return `"${reservation.version}"`;
}
