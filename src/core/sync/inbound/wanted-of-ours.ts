import type { Temporal } from "temporal-polyfill";
import { isFinal } from "../../reservations/reservation-state.ts";
import type { AgreedMeeting } from "../agreed.ts";
import { agreedAsShown } from "../agreed-as-shown.ts";
import { isGivenUpRoom, withDatesSentAgain } from "./sent-again.ts";
import { asAgreed, mergeMeeting, type MeetingView } from "./merge-meeting.ts";
import { invitationOf } from "./invitations.ts";
import { occurrencesAlone, withDatesOf } from "./occurrences-alone.ts";
import { isAnswerAwaited, isOneBehind, roomsAsShown } from "./rooms-as-shown.ts";
import { listedRooms, roomsHere, roomsOn } from "./rooms-by-date.ts";
import type { MeetingHere, MeetingThere, Placement, SyncedRoom, Timing, Words } from "./views.ts";
import {
  isPlacedIn,
  timingOfRoom,
  type WantedMeeting,
  type WantedRoom,
  wordsOf,
} from "./wanted-meeting.ts";

/**
 * A meeting made here is merged of what both sides show, by what they last agreed on. Null where
 * nothing can be told yet: it is not in the calendar, or is being taken out of it.
 */
export function wantedOfOurs(
  there: MeetingThere,
  known: MeetingHere,
  rooms: readonly SyncedRoom[],
  now: Temporal.Instant,
): WantedMeeting | null {
  if (isFinal(known.state) || known.outbound === "unwritten") return null;
  const here = withDatesSentAgain(known, there, now);
  const view = viewOf(here, rooms);
  if (isRemoved(there, here)) {
    // What is being written may well be its successor.
    if (here.outbound === "under_way") return null;
    return { view, rooms: [], taken: [], overruled: [], agreed: here.agreed, isGone: true };
  }
  const isSettled = here.outbound === "settled";
  const isRead = there.organizerCopy.kind === "read";
  const shown = viewThere(there, here, view, rooms, now);
  const agreed = agreedBefore(here, shown) ?? (isSettled ? assumedAgreed(here, view, there) : null);
  // A room's copy may be older than what is on its way.
  if (agreed === null || !(isRead || isSettled)) {
    const asItIs = { view, rooms: roomsOfOurs(there, here, view, rooms), agreed: here.agreed };
    return { ...asItIs, taken: [], overruled: [], isGone: false };
  }
  const merged = mergeMeeting(view, shown, agreed, isSettled);
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
  now: Temporal.Instant,
): MeetingView {
  const { organizerCopy } = there;
  const { roomsByDate = {} } = view;
  if (organizerCopy.kind === "read") {
    const attendees = [...organizerCopy.words.attendees, ...organizerAmong(here, there)];
    const { words, timing } = organizerCopy;
    const standing = rooms.filter(
      ({ spaceId }) => !isGivenUpRoom(here, there, spaceId, timing, now),
    );
    return { ...words, attendees, timing, ...listedRooms(organizerCopy, standing) };
  }
  return {
    ...view,
    // A room that has yet to answer may show what was there before.
    timing:
      isAnswerAwaited(here) || isOneBehind(there, here) ? view.timing : timingAlone(there, here),
    ...roomsAsShown(there, here, { rooms: view.rooms, roomsByDate }, rooms, now),
  };
}

/** No calendar lists its organizer as an attendee of their own meeting: that they are stays. */
function organizerAmong({ attendees }: Words, { organizerEmail }: MeetingThere) {
  return attendees.filter(({ email }) => email === organizerEmail);
}

/**
 * When it is by the rooms' copies alone. A room's calendar lacks what takes place in another, and
 * what the room has declined: of those dates it tells nothing.
 */
function timingAlone(there: MeetingThere, here: MeetingHere): Timing {
  const shown = timingOfRoom(there);
  if (shown === undefined) return here.timing;
  if (here.timing.kind === "single") return shown;
  if (shown.kind === "single") return occurrencesAlone(there).length > 0 ? here.timing : shown;
  const inRoom = new Set(
    here.placements.filter((each) => isInReadRoom(there, each)).map((each) => each.originalDate),
  );
  const elsewhere = here.placements
    .map(({ originalDate }) => originalDate)
    .filter((date) => date !== null && !inRoom.has(date));
  return withDatesOf(shown, here.timing.series, new Set(elsewhere));
}

function isInReadRoom({ roomCopies }: MeetingThere, { spaceId, state }: Placement): boolean {
  return state !== "conflicted" && roomCopies.get(spaceId)?.kind === "read";
}

function roomsOfOurs(
  { organizerCopy, roomCopies }: MeetingThere,
  here: MeetingHere,
  view: MeetingView,
  rooms: readonly SyncedRoom[],
): readonly WantedRoom[] {
  const { timing, roomsByDate = {} } = view;
  const emails = new Set([view.rooms, ...Object.values(roomsByDate)].flat());
  const synced = rooms.filter(({ email }) => emails.has(email));
  const known = new Set(rooms.map(({ spaceId }) => spaceId));
  const local = new Set(
    here.placements.map(({ spaceId }) => spaceId).filter((spaceId) => !known.has(spaceId)),
  );
  return [
    ...synced.map(({ spaceId, email, daysAhead }): WantedRoom => ({
      spaceId,
      daysAhead,
      timing,
      copy: roomCopies.get(spaceId) ?? null,
      invitation: organizerCopy.kind === "read" ? invitationOf(organizerCopy, spaceId) : null,
      takes: (date) => roomsOn({ rooms: view.rooms, roomsByDate }, date).includes(email),
      hasSeries: view.rooms.includes(email),
      // What the organizer's copy says of a room may be of another time: the room's copy tells.
      unseen: "unknown",
      isLeft: false,
      isRefused: false,
    })),
    // A space without a synced room has nobody to ask.
    ...[...local].map((spaceId): WantedRoom => ({
      spaceId,
      daysAhead: 0,
      timing,
      copy: null,
      invitation: null,
      takes: () => true,
      hasSeries: true,
      unseen: "accepted",
      isLeft: timing.kind === "series",
      isRefused: false,
    })),
  ];
}

/** As the reservations show it. */
function viewOf(here: MeetingHere, rooms: readonly SyncedRoom[]): MeetingView {
  return { ...wordsOf(here), timing: here.timing, ...roomsHere(here, rooms) };
}
