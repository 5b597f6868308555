import { asAgreed, type MeetingView } from "./merge-meeting.ts";
import {
  type Invitation,
  invitationOf,
  isAwaited,
  isDeclined,
  isInvited,
  saidOn,
} from "./invitations.ts";
import {
  dateOfTime,
  isAmong,
  isWhole,
  occurrencesAlone,
  withSingles,
} from "./occurrences-alone.ts";
import { emailsOf, listedRooms, type RoomsListed } from "./rooms-by-date.ts";
import type {
  MeetingHere,
  MeetingThere,
  RoomCopy,
  SingleTiming,
  SyncedRoom,
  Timing,
  Words,
} from "./views.ts";
import {
  isPlacedIn,
  stillStanding,
  timingOfRoom,
  type WantedMeeting,
  type WantedRoom,
  wordsOf,
} from "./wanted-meeting.ts";

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
  const timing = isRead ? organizerCopy.timing : timingAlone(there, here);
  if (timing === undefined) return null;
  const wanted = rooms.flatMap((room) => roomAsShown(there, known, room, timing));
  const [only, ...others] = wanted.filter(({ isRefused }) => !isRefused);
  const view: MeetingView = {
    ...(isRead ? wordsAsShown(organizerCopy.words, here) : wordsKnown(known)),
    timing: only === undefined || others.length > 0 ? timing : timingOfOnly(only, here, timing),
    rooms: emailsOf(
      wanted.map(({ spaceId }) => spaceId),
      rooms,
    ),
  };
  // The rooms that the organizer's copy lists: one that is not listed any more is leaving.
  const listed: RoomsListed = isRead
    ? listedRooms(organizerCopy, rooms)
    : { rooms: here?.agreed?.rooms ?? [], roomsByDate: here?.agreed?.roomsByDate ?? {} };
  return {
    view,
    rooms: wanted,
    taken: [],
    overruled: [],
    agreed: asAgreed({ ...view, ...listed, sensitivity: sensitivityShown(there, known) }),
    isGone: wanted.length === 0,
  };
}

/**
 * Its privacy is the one of its words that can be changed here (policy, U0): it stays as it was made
 * until somebody changes it in Outlook.
 */
function wordsAsShown(words: Words, here: MeetingHere | null): Words {
  const isAsBefore = here?.agreed?.sensitivity === words.sensitivity;
  return isAsBefore ? { ...words, sensitivity: here.sensitivity } : words;
}

/** Where nobody reads the organizer's copy: of what was made here, as it was written. */
function wordsKnown(known: MeetingHere | null): Words {
  return wordsOf(lastKnown(known) ?? WORDS_UNKNOWN);
}

/** In Outlook, as far as is known: what was made of it here is nothing that both agree on. */
function sensitivityShown(
  { organizerCopy }: MeetingThere,
  known: MeetingHere | null,
): Words["sensitivity"] {
  if (organizerCopy.kind === "read") return organizerCopy.words.sensitivity;
  return (lastKnown(known)?.agreed ?? WORDS_UNKNOWN).sensitivity;
}

/** Though it is over here, the event that was written for it is still what it was. */
function lastKnown(known: MeetingHere | null): MeetingHere | null {
  return known?.origin === "usher" ? known : stillStanding(known);
}

/** When it is, where nobody reads the organizer's copy. */
function timingAlone(there: MeetingThere, here: MeetingHere | null): Timing | undefined {
  const shown = timingOfRoom(there);
  const alone = occurrencesAlone(there);
  const timing = shown?.kind !== "series" && alone.length > 0 ? (here?.timing ?? shown) : shown;
  return timing?.kind === "series" ? withSingles(timing, alone) : (shown ?? here?.timing);
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
  room: SyncedRoom,
  timing: Timing,
): readonly WantedRoom[] {
  const { spaceId, daysAhead } = room;
  const copy = roomCopies.get(spaceId) ?? null;
  const invitation = organizerCopy.kind === "read" ? invitationOf(organizerCopy, spaceId) : null;
  const isListed = invitation !== null && isInvited(invitation);
  if (!isListed) {
    if (copy === null || copy.kind === "gone" || !showsAny(copy, timing)) return [];
    if (invitation !== null && known !== null && !isStillInvited(known, room)) return [];
  }
  const isPlaced = isPlacedIn(stillStanding(known), spaceId);
  const isRefused = isRefusedBy(copy, invitation, timing);
  // What the room will not have is not made.
  const isAskedAnew =
    copy?.kind === "gone" && copy.isLate !== true && invitation !== null && isAwaited(invitation);
  if (isRefused && !isPlaced && !isAskedAnew) return [];
  const wanted: WantedRoom = {
    spaceId,
    copy,
    invitation,
    takes: (date) => (isListed ? saidOn(invitation, date) !== null : isShownOn(date, copy, timing)),
    hasSeries: isListed
      ? invitation.whole !== null
      : copy !== null && copy.kind !== "gone" && isWhole(copy),
    unseen: "invited",
    daysAhead,
    timing: copy?.kind === "read" ? copy.timing : timing,
    isLeft: copy?.kind === "known" && isPlaced,
    isRefused,
  };
  return invitation === null && copy?.kind === "read" && timing.kind === "single"
    ? eachAlone(wanted, copy, timing)
    : [wanted];
}

function isRefusedBy(
  copy: RoomCopy | null,
  invitation: Invitation | null,
  { kind }: Timing,
): boolean {
  switch (copy?.kind) {
    case undefined:
      return invitation !== null && isDeclined(invitation);
    case "gone":
      return true;
    case "known":
    case "read": {
      if (kind === "single") return copy.response === "declined";
      const byDate = copy.kind === "read" ? [...copy.responseByDate.values()] : [];
      const alone = copy.singles.map(({ response }) => response);
      return [copy.response, ...byDate, ...alone].every((response) => response === "declined");
    }
  }
}

/** A room that no copy lists has what its own calendar shows. */
function isShownOn(date: string, copy: RoomCopy | null, timing: Timing): boolean {
  if (copy === null || copy.kind === "gone" || timing.kind === "single") return false;
  return isWhole(copy) || isAmong(copy.singles, timing.series, date);
}

/** Of a single meeting, what it shows is that. */
function showsAny(copy: PresentCopy, timing: Timing): boolean {
  if (timing.kind === "single") return true;
  const byDate = copy.kind === "read" ? [...copy.responseByDate.values()] : [];
  const alone = copy.singles
    .filter((single) => dateOfTime(timing.series, single) !== null)
    .map(({ response }) => response);
  const said = isWhole(copy) ? [copy.response, ...byDate, ...alone] : alone;
  return said.some((response) => response !== "declined");
}

type PresentCopy = Exclude<RoomCopy, { kind: "gone" }>;

/** Several single meetings, and nobody knows the series that they are of: each is one for itself. */
function eachAlone(
  wanted: WantedRoom,
  copy: Extract<RoomCopy, { kind: "read" }>,
  { timeZone, isAllDay }: SingleTiming,
): readonly WantedRoom[] {
  const taken = copy.singles.filter(({ response }) => response !== "declined");
  const byTime = new Map(taken.map((each) => [[each.start, each.end].join(), each]));
  if (byTime.size < 2) return [wanted];
  return [...byTime.values()].map((single) => {
    const { start, end, response } = single;
    const timing = { kind: "single", start, end, timeZone, isAllDay } as const;
    return { ...wanted, timing, copy: { ...copy, timing, response, singles: [single] } };
  });
}

/**
 * A room that the organizer's copy does not list may be invited by another name: then it never was
 * listed, and has had its reservation from the first. Else it is leaving, and its calendar is a
 * little behind.
 */
function isStillInvited(here: MeetingHere, { spaceId, email }: SyncedRoom): boolean {
  const { rooms = [], roomsByDate = {} } = here.agreed ?? {};
  const listed = [rooms, ...Object.values(roomsByDate)].flat();
  return isPlacedIn(here, spaceId) && !listed.includes(email);
}
