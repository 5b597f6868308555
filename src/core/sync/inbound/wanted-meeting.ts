import { isFinal } from "../../reservations/reservation-state.ts";
import type { AgreedField, AgreedMeeting } from "../agreed.ts";
import { asAgreed, mergeMeeting, type MeetingView } from "./merge-meeting.ts";
import type { RoomView } from "./slots.ts";
import type { MeetingHere, MeetingThere, SyncedRoom, Timing, Words } from "./views.ts";

/** What a meeting is to be here from now on, before its rooms' answers are heard. */
export interface WantedMeeting {
  readonly view: MeetingView;
  readonly rooms: readonly WantedRoom[];
  readonly taken: readonly AgreedField[];
  readonly overruled: readonly AgreedField[];
  readonly agreed: AgreedMeeting | null;
  /** Cancelled or deleted in Outlook. */
  readonly isGone: boolean;
}

export interface WantedRoom extends RoomView {
  readonly timing: Timing;
  /** What is reserved there stays as it is: its own calendar, once it is read, says more. */
  readonly isLeft: boolean;
}

const WORDS_UNKNOWN: Words = {
  subject: "Reserved in Outlook",
  sensitivity: "normal",
  attendees: [],
};

/**
 * A meeting made in Outlook is what its copies show: words and people by the organizer's, its time
 * in each room by the room's own. Null where no copy tells when it is.
 */
export function wantedAsShown(
  there: MeetingThere,
  here: MeetingHere | null,
  rooms: readonly SyncedRoom[],
): WantedMeeting | null {
  const { organizerCopy } = there;
  const isRead = organizerCopy.kind === "read";
  const timing = isRead ? organizerCopy.timing : (timingOfRoom(there) ?? here?.timing);
  if (timing === undefined) return null;
  const wanted = rooms.flatMap((room) => roomAsShown(there, here, room, timing));
  const [only, ...others] = wanted;
  const view: MeetingView = {
    ...(isRead ? organizerCopy.words : wordsOf(here ?? WORDS_UNKNOWN)),
    timing: only === undefined || others.length > 0 ? timing : timingOfOnly(only, here),
    rooms: emailsOf(wanted, rooms),
  };
  // The rooms that the organizer's copy lists: one that is not listed any more is leaving.
  const listed = isRead ? emailsOf(roomsIn(organizerCopy.invited), rooms) : view.rooms;
  return {
    view,
    rooms: wanted,
    taken: [],
    overruled: [],
    agreed: asAgreed({ ...view, rooms: listed }),
    isGone: wanted.length === 0,
  };
}

/** A meeting in one room is when the room has it. */
function timingOfOnly({ timing, isLeft }: WantedRoom, here: MeetingHere | null): Timing {
  return isLeft && here !== null ? here.timing : timing;
}

function roomAsShown(
  { organizerCopy, roomCopies }: MeetingThere,
  here: MeetingHere | null,
  { spaceId, email, daysAhead }: SyncedRoom,
  timing: Timing,
): WantedRoom[] {
  const copy = roomCopies.get(spaceId) ?? null;
  const isRead = organizerCopy.kind === "read";
  const invited = isRead ? (organizerCopy.invited.get(spaceId) ?? null) : null;
  if (invited === null) {
    if (copy === null || copy.kind === "gone") return [];
    if (isRead && here !== null && !isStillInvited(here, spaceId, email)) return [];
  }
  const isLeft =
    copy?.kind === "known" && here?.placements.some((each) => each.spaceId === spaceId) === true;
  const ownTiming = copy?.kind === "read" ? copy.timing : timing;
  const unseen = invited ?? "unknown";
  return [{ spaceId, copy, invited, unseen, daysAhead, timing: ownTiming, isLeft }];
}

/**
 * A room that the organizer's copy does not list may be invited by another name: then it never was
 * listed, and has its reservation. Else it is leaving, and its calendar is a little behind.
 */
function isStillInvited(here: MeetingHere, spaceId: string, email: string): boolean {
  const isPlaced = here.placements.some((each) => each.spaceId === spaceId && !isFinal(each.state));
  return isPlaced && here.agreed?.rooms.includes(email) !== true;
}

/**
 * A meeting made here is merged of what both sides show, by what they last agreed on. Null where
 * nothing can be told yet: it is not in the calendar, or is being taken out of it.
 */
export function wantedOfOurs(
  there: MeetingThere,
  here: MeetingHere,
  rooms: readonly SyncedRoom[],
): WantedMeeting | null {
  if (isFinal(here.state) || here.outbound === "unwritten") return null;
  const view = viewOf(here, rooms);
  if (isRemoved(there)) {
    // What is being written may well be its successor.
    if (here.outbound === "under_way") return null;
    return { view, rooms: [], taken: [], overruled: [], agreed: here.agreed, isGone: true };
  }
  const isSettled = here.outbound === "settled";
  const agreed = here.agreed ?? (isSettled ? assumedAgreed(here, view, there) : null);
  if (agreed === null || isOpen(there, here)) {
    const asItIs = { view, rooms: roomsOfOurs(there, here, view, rooms), agreed: here.agreed };
    return { ...asItIs, taken: [], overruled: [], isGone: false };
  }
  const merged = mergeMeeting(view, viewThere(there, view, agreed, rooms), agreed);
  return {
    view: merged.meeting,
    rooms: roomsOfOurs(there, here, merged.meeting, rooms),
    taken: merged.taken,
    overruled: merged.overruled,
    agreed: merged.agreed,
    isGone: false,
  };
}

/**
 * Where only the room's copy can be read it may be older than what was just written: what it shows
 * counts once the room has answered.
 */
function isOpen({ organizerCopy }: MeetingThere, here: MeetingHere): boolean {
  if (organizerCopy.kind === "read") return false;
  const isAwaited = here.placements.some(({ state }) => state === "awaiting_confirmation");
  return here.outbound !== "settled" || isAwaited;
}

function isRemoved({ organizerCopy, roomCopies }: MeetingThere): boolean {
  if (organizerCopy.kind !== "unreadable") return organizerCopy.kind === "gone";
  return [...roomCopies.values()].some((copy) => copy.kind === "gone" && copy.isCancelled);
}

/** Nothing has been on its way since the last write, so what it wrote is what stands here. */
function assumedAgreed(here: MeetingHere, view: MeetingView, there: MeetingThere): AgreedMeeting {
  const { organizerCopy } = there;
  const shown = organizerCopy.kind === "read" ? organizerCopy.words.attendees : [];
  // Whoever the rules invite besides is no change that somebody made.
  const invited = shown.filter(
    ({ email }) =>
      email === here.requestedForEmail &&
      !here.attendees.some((attendee) => attendee.email === email),
  );
  return asAgreed({ ...view, attendees: [...view.attendees, ...invited] });
}

/** What the calendar shows; of what no readable copy tells, what was agreed. */
function viewThere(
  there: MeetingThere,
  view: MeetingView,
  agreed: AgreedMeeting,
  rooms: readonly SyncedRoom[],
): MeetingView {
  const { organizerCopy } = there;
  if (organizerCopy.kind === "read") {
    const listed = emailsOf(roomsIn(organizerCopy.invited), rooms);
    return { ...organizerCopy.words, timing: organizerCopy.timing, rooms: listed };
  }
  const shown = rooms.filter(({ spaceId }) => isShown(there, spaceId)).map(({ email }) => email);
  const isGoneFrom = agreed.rooms.every((email) => !shown.includes(email));
  const hasFollowed = isGoneFrom && shown.length > 0;
  return {
    ...view,
    timing: timingOfRoom(there) ?? view.timing,
    rooms: hasFollowed ? shown.toSorted() : view.rooms,
  };
}

function isShown({ roomCopies }: MeetingThere, spaceId: string): boolean {
  const copy = roomCopies.get(spaceId);
  return copy !== undefined && copy.kind !== "gone";
}

function roomsOfOurs(
  { organizerCopy, roomCopies }: MeetingThere,
  here: MeetingHere,
  { timing, rooms: emails }: MeetingView,
  rooms: readonly SyncedRoom[],
): readonly WantedRoom[] {
  const synced = rooms.filter(({ email }) => emails.includes(email));
  const known = new Set(rooms.map(({ spaceId }) => spaceId));
  const local = new Set(
    here.placements.map(({ spaceId }) => spaceId).filter((spaceId) => !known.has(spaceId)),
  );
  return [
    ...synced.map(({ spaceId, daysAhead }) => ({
      spaceId,
      daysAhead,
      timing,
      copy: roomCopies.get(spaceId) ?? null,
      invited: organizerCopy.kind === "read" ? (organizerCopy.invited.get(spaceId) ?? null) : null,
      // What the organizer's copy says of a room may be of another time: the room's copy tells.
      unseen: "unknown" as const,
      isLeft: false,
    })),
    // A space without a synced room has nobody to ask.
    ...[...local].map((spaceId) => ({
      spaceId,
      daysAhead: 0,
      timing,
      copy: null,
      invited: null,
      unseen: "accepted" as const,
      isLeft: timing.kind === "series",
    })),
  ];
}

/** As the reservations show it. */
function viewOf(here: MeetingHere, rooms: readonly SyncedRoom[]): MeetingView {
  const placed = here.placements.filter(({ state }) => !isFinal(state));
  return {
    ...wordsOf(here),
    timing: here.timing,
    rooms: emailsOf(placed, rooms),
  };
}

function timingOfRoom({ roomCopies }: MeetingThere): Timing | undefined {
  for (const copy of roomCopies.values()) if (copy.kind === "read") return copy.timing;
  return undefined;
}

function wordsOf({ subject, sensitivity, attendees }: Words): Words {
  return { subject, sensitivity, attendees };
}

function roomsIn(invited: ReadonlyMap<string, unknown>): readonly { readonly spaceId: string }[] {
  return [...invited.keys()].map((spaceId) => ({ spaceId }));
}

function emailsOf(
  placed: readonly { readonly spaceId: string }[],
  rooms: readonly SyncedRoom[],
): readonly string[] {
  const ids = new Set(placed.map(({ spaceId }) => spaceId));
  return rooms
    .filter(({ spaceId }) => ids.has(spaceId))
    .map(({ email }) => email)
    .toSorted();
}
