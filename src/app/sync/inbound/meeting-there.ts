import { Temporal } from "temporal-polyfill";
import { normalizeEmail, type Attendee } from "../../../core/reservations/attendees.ts";
import type { RoomResponse } from "../../../core/sync/confirmation-plan.ts";
import type {
  MeetingThere,
  OrganizerCopy,
  RoomCopy,
  SyncedRoom,
  Timing,
  Words,
} from "../../../core/sync/inbound/views.ts";
import type { CalendarMeeting } from "../room-calendar.ts";
import type { MeetingFacts, OtherCopy, ReadItem, ReadMeeting } from "./inbound-store.ts";

/** A meeting's copies as the core sees them, rooms named by their spaces. */
export function meetingThere(
  meeting: ReadMeeting,
  spaceId: string,
  { rooms, otherCopies }: Pick<MeetingFacts, "rooms" | "otherCopies">,
): MeetingThere {
  const copies = new Map([...otherCopies].map(([id, other]) => [id, remembered(other)]));
  copies.set(spaceId, roomCopyOf(meeting.items));
  const own = meeting.items.find((item) => item.meeting?.isOrganizer)?.meeting;
  return {
    organizerEmail: meeting.organizer?.email.toLowerCase() ?? null,
    // A meeting that was made in the room's own calendar says there all that it says.
    organizerCopy: own ? ownCopy(own, spaceId) : organizerCopyOf(meeting, copies, rooms),
    roomCopies: copies,
  };
}

function remembered({ response, kind, start, end }: OtherCopy): RoomCopy {
  return { kind: "known", response, time: kind === "single" ? { start, end } : null };
}

/** Of several items, since an event may come back under another id, the one that is there counts. */
function roomCopyOf(items: readonly ReadItem[]): RoomCopy {
  for (const { meeting } of items) {
    const timing = meeting !== null && !meeting.isCancelled ? timingOf(meeting) : undefined;
    if (meeting === null || timing === undefined) continue;
    return {
      kind: "read",
      timing,
      response: meeting.ownResponse,
      responseByDate: responsesByDate(meeting),
    };
  }
  return { kind: "gone", isCancelled: items.some(({ meeting }) => meeting?.isCancelled) };
}

function responsesByDate({ times }: CalendarMeeting): ReadonlyMap<string, RoomResponse> {
  if (times.kind !== "series") return new Map();
  return new Map(
    times.occurrences.flatMap(({ originalDate, ownResponse }) =>
      ownResponse === null ? [] : [[originalDate, ownResponse] as const],
    ),
  );
}

/** Undefined for a recurrence that the provider told in a way nobody understands. */
export function timingOf({ times, isAllDay }: CalendarMeeting): Timing | undefined {
  switch (times.kind) {
    case "single": {
      const [start, end] = [times.startAt, times.endAt].map(instantOf);
      if (start === undefined || end === undefined) return undefined;
      return { kind: "single", start, end, timeZone: times.timeZone, isAllDay };
    }
    case "series":
      return { kind: "series", series: times.series, isAllDay };
    case "unreadable":
      return undefined;
  }
}

export function instantOf(date: Date): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(date.getTime());
}

function ownCopy(meeting: CalendarMeeting, spaceId: string): OrganizerCopy {
  const timing = timingOf(meeting);
  if (timing === undefined) return { kind: "unreadable" };
  const invited = new Map<string, RoomResponse>([[spaceId, "accepted"]]);
  return { kind: "read", words: wordsOf(meeting, []), timing, invited };
}

function organizerCopyOf(
  { organizerCopy }: ReadMeeting,
  copies: ReadonlyMap<string, RoomCopy>,
  rooms: readonly SyncedRoom[],
): OrganizerCopy {
  if (organizerCopy.kind === "as_written") return { kind: "unreadable" };
  if (organizerCopy.kind !== "read") return organizerCopy;
  const { meeting } = organizerCopy;
  if (meeting.isCancelled) return { kind: "gone" };
  const timing = timingOf(meeting);
  // An attendee's copy says nothing that could be relied on.
  if (timing === undefined || !meeting.isOrganizer) return { kind: "unreadable" };
  const invited = invitedRooms(meeting, copies, rooms);
  return { kind: "read", words: wordsOf(meeting, rooms), timing, invited };
}

/**
 * The invited rooms that are spaces here: as resources, or as somebody invited them like a person.
 * A room that may be invited by another of its addresses counts as long as it has the meeting.
 */
function invitedRooms(
  { rooms: resources, attendees }: CalendarMeeting,
  copies: ReadonlyMap<string, RoomCopy>,
  rooms: readonly SyncedRoom[],
): ReadonlyMap<string, RoomResponse> {
  const byEmail = new Map(rooms.map(({ email, spaceId }) => [email, spaceId]));
  const invited = new Map<string, RoomResponse>();
  for (const { email } of attendees) {
    const spaceId = byEmail.get(email.toLowerCase());
    if (spaceId !== undefined) invited.set(spaceId, "none");
  }
  const isStrange = resources.filter(({ email }) => !byEmail.has(email.toLowerCase()));
  for (const { email, response } of resources) {
    const spaceId = byEmail.get(email.toLowerCase());
    if (spaceId !== undefined) invited.set(spaceId, response);
  }
  if (isStrange.length === 0) return invited;
  for (const [spaceId, copy] of copies) {
    if (copy.kind !== "gone" && !invited.has(spaceId)) invited.set(spaceId, copy.response);
  }
  return invited;
}

function wordsOf(meeting: CalendarMeeting, rooms: readonly SyncedRoom[]): Words {
  const isRoom = new Set(rooms.map(({ email }) => email));
  const organizer = meeting.organizer?.email.toLowerCase();
  const attendees = new Map<string, Attendee>();
  for (const { email, name, type } of meeting.attendees) {
    const address = normalizeEmail(email);
    if (address === undefined || address === organizer || isRoom.has(address)) continue;
    if (!attendees.has(address)) attendees.set(address, { email: address, name, type });
  }
  return {
    subject: meeting.subject,
    sensitivity: meeting.sensitivity,
    attendees: [...attendees.values()],
  };
}
