import type { Reservation } from "../../app/reservations/reservation.ts";
import type { ReservationView } from "../../app/reservations/reservation-view.ts";
import type { CheckInState } from "../../core/reservations/check-in.ts";
import type { ReservationState } from "../../core/reservations/reservation-state.ts";

/** A choice as that API answers it: what programs compare, and what people read. */
export interface Choice {
  readonly value: string | null;
  readonly display_value: string | null;
}

const STATES: Readonly<Record<ReservationState, string>> = {
  draft: "Draft",
  awaiting_confirmation: "Awaiting confirmation",
  awaiting_approval: "Awaiting approval",
  approved: "Approved",
  confirmed: "Confirmed",
  in_progress: "In progress",
  completed: "Completed",
  rejected: "Rejected",
  conflicted: "Conflicted",
  cancelled: "Cancelled",
  no_show: "No show",
};
const CHECK_IN_STATES: Readonly<Record<CheckInState, string>> = {
  not_required: "Not required",
  awaiting_check_in: "Awaiting check-in",
  checked_in: "Checked in",
  checked_out: "Checked out",
  no_check_out: "No check-out",
  no_show: "No show",
};
const SYNC_STATES: Readonly<Record<Reservation["syncState"], string>> = {
  not_required: "Synchronization not required",
  sync_enqueued: "Synchronization enqueued",
  synchronized: "Synchronized",
  sync_required: "Synchronization required",
};
/** What people do in our faces is one sub-source there (facts workplace 5). */
const FACES: ReadonlySet<string> = new Set([
  "usher_portal",
  "usher_quick_reservation",
  "usher_mobile",
  "usher_outlook_addin",
]);
const SUB_SOURCES: Readonly<Record<string, string>> = {
  sn_wsd_rest_api: "Workplace Reservation REST API",
  microsoft_exchange: "Microsoft Exchange",
  usher_event_planner: "Workplace Event Planner",
  usher_panel: "Room panel",
  usher_system: "Usher",
};
const EDIT_RESTRICTIONS = {
  no_restriction: "No restriction",
  service_only: "Service only",
  fully_restricted: "Fully restricted",
} as const;

export const NO_CHOICE: Choice = { value: null, display_value: null };
export const SPACE_TYPE: Choice = { value: "space", display_value: "Space" };
export const MEETING_PURPOSE: Choice = { value: "meeting", display_value: "Meeting" };

export function stateChoice(state: ReservationState): Choice {
  return { value: state, display_value: STATES[state] };
}

export function checkInChoice(state: CheckInState): Choice {
  return { value: state, display_value: CHECK_IN_STATES[state] };
}

export function syncChoice(state: Reservation["syncState"]): Choice {
  return { value: state, display_value: SYNC_STATES[state] };
}

export function sensitivityChoice(sensitivity: Reservation["sensitivity"]): Choice {
  return { value: sensitivity, display_value: sensitivity === "private" ? "Private" : "Normal" };
}

export function sourceChoice({ origin }: Reservation): Choice {
  return origin === "calendar"
    ? { value: "microsoft_exchange", display_value: "Microsoft Exchange" }
    : { value: "servicenow", display_value: "Workplace Services" };
}

export function subSourceChoice(subSource: string): Choice {
  if (FACES.has(subSource)) {
    return {
      value: "servicenow_workplace_service_delivery",
      display_value: "Workplace Service Delivery",
    };
  }
  return { value: subSource, display_value: SUB_SOURCES[subSource] ?? subSource };
}

export function subtypeChoice(reservation: Reservation): Choice {
  const { kind, isParent, isException, parentId } = reservation;
  switch (kind) {
    case "recurring":
      if (isParent) return { value: "recurring_parent", display_value: "Recurring parent" };
      return isException
        ? { value: "exception", display_value: "Exception" }
        : { value: "occurrence", display_value: "Occurrence" };
    case "multi_space":
      return isParent || parentId === null
        ? { value: "multi_parent", display_value: "Multi parent" }
        : { value: "multi_child", display_value: "Multi child" };
    case "group":
      return isParent ? { value: "group_parent", display_value: "Group parent" } : SINGLE;
    case "blocker":
      return { value: "blocker", display_value: "Blocker" };
    case "single":
      return SINGLE;
  }
}

const SINGLE: Choice = { value: "single", display_value: "Single" };

/** By the verdict on a change of what the calendar shows, which is what people edit. */
export function editRestriction({ verdicts }: ReservationView): Choice {
  const { allowed, codes } = verdicts.update;
  const others = codes.includes("made_in_calendar") ? "service_only" : "fully_restricted";
  const value = allowed ? "no_restriction" : others;
  return { value, display_value: EDIT_RESTRICTIONS[value] };
}
