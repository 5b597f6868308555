import type { Temporal } from "temporal-polyfill";
import { type Interval, isBefore } from "../time/interval.ts";
import type { ApprovalState } from "./approval.ts";
import type { CheckInState } from "./check-in.ts";
import type { ReservationState } from "./reservation-state.ts";

export const REMINDER_KINDS = ["check_in", "not_confirmed", "approval_lapses"] as const;
/**
 * `check_in`: somebody has to, or the space may be released; `not_confirmed`: nobody has said that the
 * space is theirs; `approval_lapses`: with its start it is given up, unless somebody approves it.
 */
export type ReminderKind = (typeof REMINDER_KINDS)[number];

/** So long before the start, where a module says nothing else. */
export const REMINDER_MINUTES_DEFAULT = 10;

/** A reservation, as far as it matters what it needs of whom. */
export interface RemindedReservation extends Interval {
  readonly state: ReservationState;
  readonly checkInState: CheckInState;
  readonly approval: ApprovalState;
}

/** What a reservation needs of somebody as it stands; null: nothing. */
export function needOf({
  state,
  checkInState,
  approval,
}: Omit<RemindedReservation, keyof Interval>): ReminderKind | null {
  switch (state) {
    case "confirmed":
      return checkInState === "awaiting_check_in" ? "check_in" : null;
    case "awaiting_approval":
      // What a room's own people decide in Outlook does not lapse here.
      return approval === "awaiting_approval" ? "approval_lapses" : "not_confirmed";
    case "awaiting_confirmation":
    case "approved":
    case "conflicted":
      return "not_confirmed";
    case "draft":
    case "in_progress":
    case "completed":
    case "rejected":
    case "cancelled":
    case "no_show":
      return null;
  }
}

/** What is to be told now: within the lead time, and never of what has begun. */
export function reminderDue(
  reservation: RemindedReservation,
  leadMinutes: number,
  now: Temporal.Instant,
): ReminderKind | null {
  const { start } = reservation;
  const isTime = isBefore(now, start) && !isBefore(now.add({ minutes: leadMinutes }), start);
  return isTime && leadMinutes > 0 ? needOf(reservation) : null;
}

/** Whether a reminder still says what is so, for whoever reads it now. */
export function stillHolds(
  kind: ReminderKind,
  toldForStart: Temporal.Instant,
  reservation: RemindedReservation,
  now: Temporal.Instant,
): boolean {
  return (
    toldForStart.equals(reservation.start) &&
    isBefore(now, reservation.end) &&
    needOf(reservation) === kind
  );
}

/** The people who can do something about it. */
export interface RemindedPeople {
  readonly requestedFor: string;
  /** Who decides on it, where anybody has to. */
  readonly approvers: readonly string[];
}

/** Whom to tell, each once: of an approval also those who are asked for it. */
export function remindedOf(
  kind: ReminderKind,
  { requestedFor, approvers }: RemindedPeople,
): readonly string[] {
  return kind === "approval_lapses" ? [...new Set([requestedFor, ...approvers])] : [requestedFor];
}
