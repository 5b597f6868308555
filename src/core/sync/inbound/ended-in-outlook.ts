import type { InboundReasonCode } from "./settle-placement.ts";
import type { MeetingHere, MeetingThere, Placement } from "./views.ts";

/** Somebody here, or a rule of the house, has ended it, and not what happened in Outlook. */
export function hasEndedHere({ state, reasonCode }: Placement): boolean {
  return state !== "cancelled" || !ENDED_IN_OUTLOOK.has(reasonCode);
}

const ENDED_IN_OUTLOOK: ReadonlySet<string | null> = new Set<InboundReasonCode>([
  "meeting_removed",
  "room_removed",
  "occurrence_removed",
]);

/** What went with its meeting. A series that has ended there date by date went with the last. */
export function wasRemovedFrom({ kind, placements }: MeetingHere): (each: Placement) => boolean {
  const hasEndedByDates = kind === "recurring" && !placements.some(hasEndedHere);
  return ({ state, reasonCode }) =>
    state === "cancelled" &&
    (reasonCode === "meeting_removed" || (hasEndedByDates && reasonCode === "occurrence_removed"));
}

/**
 * What had been taken out of the calendar at one place is in it again. A room's copy may be of
 * before; its organizer's is not.
 */
export function isThereAgain(
  here: MeetingHere,
  { organizerCopy }: MeetingThere,
  placements: readonly Placement[],
): boolean {
  if (organizerCopy.kind !== "read" || here.outbound !== "settled") return false;
  return !placements.some(hasEndedHere);
}
