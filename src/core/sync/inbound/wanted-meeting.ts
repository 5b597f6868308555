import { isFinal } from "../../reservations/reservation-state.ts";
import type { AgreedField, AgreedMeeting } from "../agreed.ts";
import { agreedAsShown } from "../agreed-as-shown.ts";
import { asAgreed, mergeMeeting, type MeetingView } from "./merge-meeting.ts";
import type { RoomView } from "./slots.ts";
import type { MeetingHere, MeetingThere, Placement, SyncedRoom, Timing, Words } from "./views.ts";

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
  /** It does not take part in any of it. */
  readonly isRefused: boolean;
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
  known: MeetingHere | null,
  rooms: readonly SyncedRoom[],
): WantedMeeting | null {
  const here = stillStanding(known);
  const { organizerCopy } = there;
  const isRead = organizerCopy.kind === "read";
  const timing = isRead ? organizerCopy.timing : (timingOfRoom(there) ?? here?.timing);
  if (timing === undefined) return null;
  const wanted = rooms.flatMap((room) => roomAsShown(there, known, room, timing));
  const [only, ...others] = wanted.filter(({ isRefused }) => !isRefused);
  const view: MeetingView = {
    ...(isRead ? organizerCopy.words : wordsOf(here ?? WORDS_UNKNOWN)),
    timing: only === undefined || others.length > 0 ? timing : timingOfOnly(only, here, timing),
    rooms: emailsOf(wanted, rooms),
  };
  // The rooms that the organizer's copy lists: one that is not listed any more is leaving.
  const listed = isRead
    ? emailsOf(roomsIn(organizerCopy.invited), rooms)
    : (here?.agreed?.rooms ?? []);
  return {
    view,
    rooms: wanted,
    taken: [],
    overruled: [],
    agreed: asAgreed({ ...view, rooms: listed }),
    isGone: wanted.length === 0,
  };
}

/** What was cancelled stays so: what comes back under its name is another meeting. */
export function stillStanding(here: MeetingHere | null): MeetingHere | null {
  return here === null || isFinal(here.state) ? null : here;
}

/** A meeting in one room is when the room has it. */
function timingOfOnly(
  { timing, isLeft }: WantedRoom,
  here: MeetingHere | null,
  shown: Timing,
): Timing {
  if (isLeft && here !== null) return here.timing;
  // A single meeting has just become a series, or the reverse, and the room's copy is behind.
  return timing.kind === shown.kind ? timing : shown;
}

function roomAsShown(
  { organizerCopy, roomCopies }: MeetingThere,
  known: MeetingHere | null,
  { spaceId, email, daysAhead }: SyncedRoom,
  timing: Timing,
): WantedRoom[] {
  const copy = roomCopies.get(spaceId) ?? null;
  const isRead = organizerCopy.kind === "read";
  const invited = isRead ? (organizerCopy.invited.get(spaceId) ?? null) : null;
  if (invited === null) {
    if (copy === null || copy.kind === "gone") return [];
    if (isRead && known !== null && !isStillInvited(known, spaceId, email)) return [];
  }
  const isPlaced = isPlacedIn(stillStanding(known), spaceId);
  const isRefused =
    (copy?.kind === "gone" ? "declined" : (copy?.response ?? invited)) === "declined";
  // What the room will not have is not made.
  if (isRefused && !isPlaced && !(copy?.kind === "gone" && invited === "none")) return [];
  const isLeft = copy?.kind === "known" && isPlaced;
  const ownTiming = copy?.kind === "read" ? copy.timing : timing;
  const unseen = invited ?? "unknown";
  return [{ spaceId, copy, invited, unseen, daysAhead, timing: ownTiming, isLeft, isRefused }];
}

function isPlacedIn(here: MeetingHere | null, spaceId: string): boolean {
  return here?.placements.some((each) => each.spaceId === spaceId && !isFinal(each.state)) === true;
}

/**
 * A room that the organizer's copy does not list may be invited by another name: then it never was
 * listed, and has had its reservation from the first. Else it is leaving, and its calendar is a
 * little behind.
 */
function isStillInvited(here: MeetingHere, spaceId: string, email: string): boolean {
  return isPlacedIn(here, spaceId) && here.agreed?.rooms.includes(email) !== true;
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
  if (isRemoved(there, here)) {
    // What is being written may well be its successor.
    if (here.outbound === "under_way") return null;
    return { view, rooms: [], taken: [], overruled: [], agreed: here.agreed, isGone: true };
  }
  const isSettled = here.outbound === "settled";
  const isRead = there.organizerCopy.kind === "read";
  const shown = viewThere(there, here, view, rooms);
  const agreed = agreedBefore(here, shown) ?? (isSettled ? assumedAgreed(here, view, there) : null);
  // A room's copy may be older than what is on its way.
  if (agreed === null || !(isRead || isSettled)) {
    const asItIs = { view, rooms: roomsOfOurs(there, here, view, rooms), agreed: here.agreed };
    return { ...asItIs, taken: [], overruled: [], isGone: false };
  }
  const merged = mergeMeeting(view, shown, agreed);
  return {
    view: merged.meeting,
    rooms: roomsOfOurs(there, here, merged.meeting, rooms),
    taken: merged.taken,
    overruled: merged.overruled,
    // What was never told by the organizer's copy is not agreed by a room's.
    agreed: isRead ? merged.agreed : here.agreed && merged.agreed,
    isGone: false,
  };
}

/** Else what we have written ourselves, and do not know of, would pass for a change there. */
function agreedBefore({ agreed, mayBeShown }: MeetingHere, shown: MeetingView) {
  return agreedAsShown(asAgreed(shown), [...(agreed ? [agreed] : []), ...mayBeShown]);
}

function isRemoved({ organizerCopy, roomCopies }: MeetingThere, here: MeetingHere): boolean {
  if (organizerCopy.kind !== "unreadable") return organizerCopy.kind === "gone";
  // Of a room that was taken off a meeting the copy is cancelled as well: it says so of all of it
  // only where no other room has it.
  const copies = [...roomCopies];
  return (
    copies.every(([, copy]) => copy.kind === "gone") &&
    copies.some(
      ([spaceId, copy]) => copy.kind === "gone" && copy.isCancelled && isPlacedIn(here, spaceId),
    )
  );
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

/** What the calendar shows; of what no readable copy tells, what stands here. */
function viewThere(
  there: MeetingThere,
  here: MeetingHere,
  view: MeetingView,
  rooms: readonly SyncedRoom[],
): MeetingView {
  const { organizerCopy } = there;
  if (organizerCopy.kind === "read") {
    const listed = emailsOf(roomsIn(organizerCopy.invited), rooms);
    const attendees = [...organizerCopy.words.attendees, ...organizerAmong(here, there)];
    return { ...organizerCopy.words, attendees, timing: organizerCopy.timing, rooms: listed };
  }
  const shown = rooms.filter(({ spaceId }) => isShown(there, spaceId)).map(({ email }) => email);
  const hasFollowed = shown.length > 0 && here.placements.every((each) => hasLeft(there, each));
  return {
    ...view,
    // A room that has yet to answer may show what was there before.
    timing: here.placements.some(isAwaited) ? view.timing : (timingOfRoom(there) ?? view.timing),
    rooms: hasFollowed ? shown.toSorted() : view.rooms,
  };
}

/** No calendar lists its organizer as an attendee of their own meeting: that they are stays. */
function organizerAmong({ attendees }: Words, { organizerEmail }: MeetingThere) {
  return attendees.filter(({ email }) => email === organizerEmail);
}

function isAwaited({ state }: Placement): boolean {
  return state === "awaiting_confirmation";
}

/** A room that has yet to answer may not have shown its copy; else it is gone without one. */
function hasLeft({ roomCopies }: MeetingThere, placement: Placement): boolean {
  const copy = roomCopies.get(placement.spaceId);
  if (copy === undefined) return !isAwaited(placement);
  return copy.kind === "gone";
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
      isRefused: false,
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
      isRefused: false,
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
