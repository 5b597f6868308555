import { emailsOf } from "./rooms-by-date.ts";
import type { MeetingHere, MeetingThere, Placement, RoomCopy, SyncedRoom } from "./views.ts";
import { isPlacedIn } from "./wanted-meeting.ts";

/**
 * The rooms of a meeting made here whose organizer's copy nobody may read, by what their own calendars
 * show: `before` are those that it has here.
 */
export function roomsAsShown(
  there: MeetingThere,
  here: MeetingHere,
  before: readonly string[],
  rooms: readonly SyncedRoom[],
): readonly string[] {
  const present = [...there.roomCopies].filter(([, { kind }]) => kind !== "gone");
  if (present.length > 0 && here.placements.every((each) => hasLeft(there, each))) {
    return emailsOf(
      present.map(([spaceId]) => spaceId),
      rooms,
    );
  }
  // What a room has yet to answer may be on its way to others too, or out of them.
  if (here.placements.some(isAwaited)) return before;
  const ofSpaces = (is: (copy: RoomCopy, spaceId: string) => boolean): readonly string[] =>
    emailsOf(
      [...there.roomCopies].filter(([id, copy]) => is(copy, id)).map(([id]) => id),
      rooms,
    );
  const added = ofSpaces((copy, id) => isPutThere(copy) && !isPlacedIn(here, id));
  const standing = ofSpaces((copy, id) => copy.kind !== "gone" && isPlacedIn(here, id));
  const takenOff = ofSpaces((copy) => copy.kind === "gone" && copy.isCancelled);
  if (added.length + standing.length === 0) return before;
  return [...before.filter((email) => !takenOff.includes(email)), ...added].toSorted();
}

/** Seen for the first time: what was there before may be what a write from here takes out. */
function isPutThere(copy: RoomCopy): boolean {
  return copy.kind === "read" && copy.isNew && copy.response !== "declined";
}

/** A room that has yet to answer may not have shown its copy; else it is gone without one. */
function hasLeft({ roomCopies }: MeetingThere, placement: Placement): boolean {
  const copy = roomCopies.get(placement.spaceId);
  if (copy === undefined) return !isAwaited(placement);
  return copy.kind === "gone";
}

export function isAwaited({ state }: Placement): boolean {
  return state === "awaiting_confirmation";
}
