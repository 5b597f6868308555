import type { AgreedField } from "../../../core/sync/agreed.ts";
import type { InboundReasonCode } from "../../../core/sync/inbound/settle-placement.ts";
import type { Reason } from "../sync-event-store.ts";
import { reason } from "../sync-reasons.ts";

/** Why a reservation stands as it does after what happened in Outlook, in words for its person. */
export function inboundReason(code: InboundReasonCode, roomName: string): Reason {
  return reason(code, SENTENCES[code](roomName));
}

const SENTENCES: Readonly<Record<InboundReasonCode, (roomName: string) => string>> = {
  meeting_removed: () => "The meeting was cancelled or deleted in Outlook.",
  room_removed: (roomName) => `${roomName} was taken off the meeting in Outlook.`,
  occurrence_removed: () => "This date was taken out of the meeting in Outlook.",
  room_declined: (roomName) => `${roomName} declined the meeting.`,
  room_let_go: (roomName) =>
    `${roomName} does not have the meeting any more. Whether it was cancelled in Outlook, or the room let it go, cannot be seen from here.`,
  room_awaits_approval: (roomName) => `The people who look after ${roomName} have yet to agree.`,
};

export function doubleBooked(roomName: string): Reason {
  return reason("double_booked", `Another reservation has ${roomName} for this time.`);
}

/** Both sides changed the same, and the calendar is the primary source. */
export function overruledByCalendar(fields: readonly AgreedField[]): Reason {
  const names = fields.map((field) => FIELD_NAMES[field]);
  const last = names.at(-1) ?? "";
  const listed = names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${last}` : last;
  return reason(
    "overruled_by_calendar",
    `While it was changed here, the meeting was changed in Outlook too. What Outlook says holds: ${listed}.`,
  );
}

const FIELD_NAMES: Readonly<Record<AgreedField, string>> = {
  times: "the time",
  occurrences: "single dates of the series",
  subject: "the subject",
  sensitivity: "whether it is private",
  attendees: "the attendees",
  rooms: "the rooms",
};
