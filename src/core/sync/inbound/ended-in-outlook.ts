import type { InboundReasonCode } from "./settle-placement.ts";
import type { Slot } from "./slots.ts";
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

/**
 * What went with its meeting. A series that has ended there date by date went with the last, as far
 * as its one room shows it again; of one in several rooms it cannot be told.
 */
export function wasRemovedFrom(
  { kind, placements }: MeetingHere,
  { roomCopies }: MeetingThere,
): (each: Placement) => boolean {
  const [spaceId = "", ...others] = new Set(placements.map((each) => each.spaceId));
  const isShown = (roomCopies.get(spaceId)?.kind ?? "gone") !== "gone" && others.length === 0;
  const hasEndedByDates = kind === "recurring" && isShown && !placements.some(hasEndedHere);
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
  there: MeetingThere,
  placements: readonly Placement[],
): boolean {
  return isKnownThere(here, there) && !placements.some(hasEndedHere);
}

/** A series that is over here is gone on with in Outlook, where it has a date that is not over. */
export function goesOnThere(here: MeetingHere, there: MeetingThere, slot: Slot): boolean {
  if (here.state !== "completed" || slot.originalDate === null) return false;
  const areCancelled = ofDate(here, slot).every(({ state }) => state === "cancelled");
  return isKnownThere(here, there) && areCancelled;
}

/**
 * A date of a series that is over here is in its room at a time that it never had here: Outlook has moved
 * it since, and the room has taken it there. Of a date that was never here nothing can be told.
 */
export function isMovedThere(here: MeetingHere, there: MeetingThere, slot: Slot): boolean {
  const before = ofDate(here, slot);
  const isElsewhere = before.length > 0 && !before.some(({ start }) => start.equals(slot.start));
  return isElsewhere && slot.isInRoom && isKnownThere(here, there);
}

function ofDate({ placements }: MeetingHere, slot: Slot): readonly Placement[] {
  return placements.filter(
    (each) => each.spaceId === slot.spaceId && each.originalDate === slot.originalDate,
  );
}

/** The organizer's copy was read, and nothing from here is on its way to it. */
function isKnownThere({ outbound }: MeetingHere, { organizerCopy }: MeetingThere): boolean {
  return organizerCopy.kind === "read" && outbound === "settled";
}
