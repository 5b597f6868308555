import type { ReservationState } from "../../core/reservations/reservation-state.ts";
import type { GiveUpCode } from "../../core/sync/retry-schedule.ts";
import type { CredentialUse } from "./access-tokens.ts";
import type { CalendarFailure } from "./calendar.ts";
import type { Reason } from "./sync-event-store.ts";
import type { SyncWork } from "./sync-work.ts";

/**
 * Why a reservation is not in step with the calendar, and what to do: the codes that its
 * `reason_code` and a sync event's can have from here, with the remedy for each.
 */
export const SYNC_REMEDIES = {
  personal_token_missing:
    "Connect Outlook on your account page. What waits for it then goes on by itself.",
  delegated_user_not_connected:
    "Ask an administrator to connect the calendar provider's delegated user. What waits for it then goes on by itself.",
  application_credential_rejected:
    "Ask an administrator to enter a valid secret or certificate for the calendar provider and to check it. What waits for it then goes on by itself.",
  calendar_retrying: "Nothing: it is tried again by itself.",
  calendar_access_denied:
    "Ask an administrator to give Usher access to this calendar, and to send the sync event again.",
  calendar_event_missing:
    "Cancel the reservation and book again, or ask an administrator about the sync event.",
  calendar_mailbox_missing:
    "Ask an administrator whether the mailbox exists and is hosted in Exchange Online, and to send the sync event again.",
  calendar_refused: "Change what the message names, or ask an administrator about the sync event.",
  calendar_unreachable:
    "Ask an administrator to send the sync event again once the calendar can be reached.",
  calendar_not_told:
    "Remove the meeting in Outlook, or ask an administrator why nothing is sent for this space.",
  room_declined: "Take one of the other free rooms, or cancel the reservation.",
  room_did_not_answer: "Take one of the other free rooms, or cancel the reservation.",
  room_answer_unreadable: "Take one of the other free rooms, or cancel the reservation.",
  room_awaits_approval: "Wait for the people who look after the room, or take another room.",
  meeting_removed: "Book again if you still need the space.",
  room_removed: "Book again if you still need the space.",
  occurrence_removed: "Book that date by itself if you still need the space.",
  room_let_go:
    "Cancel the reservation if the meeting is off; else take one of the other free rooms.",
  room_taken_in_outlook: "Take one of the other free rooms, or cancel the reservation.",
  double_booked:
    "Wait: the space is taken as soon as the other reservation is gone. Or move the meeting in Outlook.",
  nobody_checked_in: "Reserve again if you still need the space.",
  ended_at_once: "Reserve again if you still need the space.",
  approval_rejected: "Ask whoever decided, or reserve another space or time.",
  approval_not_given:
    "Reserve again if you still need the space, and ask those who decide to look.",
  made_here: "Nothing: the meeting stands as it was reserved here.",
  never_confirmed: "Nothing: its time is over.",
  overruled_by_calendar: "Look at what holds now, and change it again if it should be otherwise.",
} as const satisfies Readonly<Record<string, string>>;

export type SyncReasonCode = keyof typeof SYNC_REMEDIES;

/** With these a write is given up, until an administrator sends it again or a person changes it. */
const GIVEN_UP_CODES: readonly string[] = [
  "calendar_access_denied",
  "calendar_event_missing",
  "calendar_mailbox_missing",
  "calendar_refused",
  "calendar_unreachable",
] satisfies readonly SyncReasonCode[];

/**
 * Whether a reservation is conflicted because the calendar could not be told what it is to show,
 * and not because of its room: then it can be placed again where it is, if the space is still free.
 */
export function isUnwritten(state: ReservationState, reasonCode: string | null): boolean {
  return state === "conflicted" && reasonCode !== null && GIVEN_UP_CODES.includes(reasonCode);
}

export function reason(code: SyncReasonCode, sentence: string): Reason {
  return { code, sentence };
}

/** Whose connection is missing: the code to say so with. */
export function waitingCodeOf({ kind }: CredentialUse) {
  switch (kind) {
    case "personal":
      return "personal_token_missing";
    case "delegated_user":
      return "delegated_user_not_connected";
    case "application":
      return "application_credential_rejected";
  }
}

/** Why the sync event waits until somebody connects. */
export function reasonToWait({ event }: SyncWork): Reason {
  const code = waitingCodeOf(event.credential);
  return reason(code, NOT_SHOWN_YET[code]);
}

const NOT_SHOWN_YET = {
  personal_token_missing:
    "The connection to Outlook is missing or was withdrawn, so the calendar does not show this yet.",
  delegated_user_not_connected:
    "The delegated user's connection is missing or was withdrawn, so the calendar does not show this yet.",
  application_credential_rejected:
    "Microsoft Entra ID does not accept the application's credential, so the calendar does not show this yet.",
} as const;

/** Why it is given up until an administrator sends it again. */
export function reasonToGiveUp(code: GiveUpCode, work: SyncWork, failure: CalendarFailure): Reason {
  switch (code) {
    case "access_denied":
      return reason("calendar_access_denied", failure.message);
    case "not_found":
      return work.event.type === "update" && work.reservation.calendarEventId !== null
        ? reason(
            "calendar_event_missing",
            `The meeting is not in the calendar of ${work.event.mailbox} any more, so it cannot be changed there.`,
          )
        : reason("calendar_mailbox_missing", failure.message);
    case "too_many_tries":
    case "tried_too_long":
    case "throttled":
    case "transient":
      return reason(
        "calendar_unreachable",
        `It was tried until it was given up, without success. The last time: ${failure.message}`,
      );
    case "invalid":
    case "changed_meanwhile":
    case "cursor_lost":
    case "token_unusable":
    case "credential_rejected":
      return reason("calendar_refused", failure.message);
  }
}

/** What is shown while it is being tried again. */
export function reasonToRetry(failure: CalendarFailure): Reason {
  return reason("calendar_retrying", failure.message);
}
