import type { Temporal } from "temporal-polyfill";
import { formatSeries } from "../../recurrence/parse-series.ts";
import { isBefore } from "../../time/interval.ts";
import { isLetGo } from "./sent-again.ts";
import { isWhole } from "./occurrences-alone.ts";
import { emailsOf, type RoomsListed } from "./rooms-by-date.ts";
import { seriesOf } from "./timing.ts";
import type {
  MeetingHere,
  MeetingThere,
  Placement,
  RoomCopy,
  SyncedRoom,
  Timing,
} from "./views.ts";
import { isPlacedIn } from "./wanted-meeting.ts";

/**
 * The rooms of a meeting made here whose organizer's copy nobody may read, by what their own calendars
 * show: `before` are those that it has here.
 */
export function roomsAsShown(
  there: MeetingThere,
  here: MeetingHere,
  before: RoomsListed,
  rooms: readonly SyncedRoom[],
  now: Temporal.Instant,
): RoomsListed {
  const present = [...there.roomCopies].filter(([, { kind }]) => kind !== "gone");
  if (present.length > 0 && here.placements.every((each) => hasLeft(there, each))) {
    const followed = emailsOf(
      present.map(([spaceId]) => spaceId),
      rooms,
    );
    return { rooms: followed, roomsByDate: {} };
  }
  if (isAnswerAwaited(here)) return before;
  const ofSpaces = (is: (copy: RoomCopy, spaceId: string) => boolean): readonly string[] =>
    emailsOf(
      [...there.roomCopies].filter(([id, copy]) => is(copy, id)).map(([id]) => id),
      rooms,
    );
  const added = ofSpaces((copy, id) => isPutThere(copy, here.timing) && isFree(here, id, now));
  const standing = ofSpaces((copy, id) => copy.kind !== "gone" && isPlacedIn(here, id));
  const takenOff = ofSpaces((copy) => copy.kind === "gone" && copy.isCancelled);
  if (added.length + standing.length === 0) return before;
  const stay = (all: readonly string[]) => all.filter((email) => !takenOff.includes(email));
  const byDate = Object.entries(before.roomsByDate).map(([date, all]) => {
    const some = stay(all);
    // Whether a date goes on without its only room cannot be seen.
    return [date, some.length > 0 ? some : all] as const;
  });
  return {
    rooms: [...new Set([...stay(before.rooms), ...added])].toSorted(),
    roomsByDate: Object.fromEntries(byDate),
  };
}

/**
 * Seen for the first time: what was there before may be what a write from here takes out. A room that
 * was asked for single dates of a series is in none of the others.
 */
function isPutThere(copy: RoomCopy, { kind }: Timing): boolean {
  if (copy.kind !== "read" || !copy.isNew || copy.response === "declined") return false;
  return kind === "single" || isWhole(copy);
}

/** It has nothing of the meeting here; what was given up there it has let go. */
function isFree({ placements }: MeetingHere, spaceId: string, now: Temporal.Instant): boolean {
  const ofRoom = placements.filter(
    (each) => each.spaceId === spaceId && each.state !== "cancelled" && isBefore(now, each.end),
  );
  return ofRoom.length === 0 || isLetGo(ofRoom, now);
}

/** A room that has yet to answer may not have shown its copy; else it is gone without one. */
function hasLeft({ roomCopies }: MeetingThere, placement: Placement): boolean {
  const copy = roomCopies.get(placement.spaceId);
  if (copy === undefined) return !isAwaited(placement);
  return copy.kind === "gone";
}

function isAwaited({ state }: Placement): boolean {
  return state === "awaiting_confirmation";
}

/** What was asked for here may be on its way to any of the rooms, or out of one. */
export function isAnswerAwaited({ isAsked, placements }: MeetingHere): boolean {
  return isAsked && placements.some(isAwaited);
}

/**
 * Whether a room that was followed from Outlook, and has yet to answer, may show what was there before,
 * while another shows what is there now.
 */
export function isOneBehind({ roomCopies }: MeetingThere, here: MeetingHere): boolean {
  if (!here.placements.some(isAwaited)) return false;
  const copies = [...roomCopies].filter(([spaceId]) => isPlacedIn(here, spaceId));
  const times = copies.flatMap(([, copy]) => (copy.kind === "gone" ? [] : [timeShown(copy)]));
  return new Set(times).size > 1;
}

/** Equal for the same time; of a series its single dates do not matter. */
function timeShown(copy: Exclude<RoomCopy, { kind: "gone" }>): string {
  const [single] = copy.singles;
  const series = copy.kind === "known" ? copy.series : seriesOf(copy.timing);
  if (series === null) return JSON.stringify(single && [single.start, single.end]) ?? "";
  return JSON.stringify(formatSeries({ ...series, exceptions: [], cancelledDates: [] }));
}
