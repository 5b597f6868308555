import { Temporal } from "temporal-polyfill";
import { normalizeEmail, type Attendee } from "../../../core/reservations/attendees.ts";
import type { Series } from "../../../core/recurrence/series.ts";
import type { RoomResponse } from "../../../core/sync/confirmation-plan.ts";
import { isAmong, isWhole } from "../../../core/sync/inbound/occurrences-alone.ts";
import type {
  MeetingThere,
  OrganizerCopy,
  RoomCopy,
  SyncedRoom,
  Timing,
  Words,
} from "../../../core/sync/inbound/views.ts";
import type { CalendarMeeting } from "../room-calendar.ts";
import type { MeetingFacts, OtherCopy, ReadMeeting } from "./inbound-store.ts";

/** A meeting's copies as the core sees them, rooms named by their spaces. */
export function meetingThere(
  meeting: ReadMeeting,
  spaceId: string,
  facts: Pick<MeetingFacts, "rooms" | "otherCopies" | "shownBefore">,
): MeetingThere {
  const { rooms, otherCopies, shownBefore } = facts;
  const copies = new Map<string, RoomCopy>();
  for (const [id, others] of otherCopies) copies.set(id, remembered(others));
  copies.set(spaceId, roomCopyOf(meeting, shownBefore));
  const own = meeting.items.find((item) => item.meeting?.isOrganizer)?.meeting;
  return {
    organizerEmail: meeting.organizer?.email.toLowerCase() ?? null,
    // A meeting that was made in the room's own calendar says there all that it says.
    organizerCopy: own ? ownCopy(own, spaceId) : organizerCopyOf(meeting, copies, rooms),
    roomCopies: copies,
  };
}

function remembered(others: readonly OtherCopy[]): RoomCopy {
  const whole = others.find(({ kind }) => kind === "series");
  const singles = others.filter(({ kind }) => kind === "single");
  return {
    kind: "known",
    response: (whole ?? singles[0])?.response ?? "none",
    isSeries: whole !== undefined,
    series: whole?.series ?? null,
    singles: singles.map(({ start, end, response }) => ({ start, end, response })),
  };
}

/**
 * Of several items, since an event may come back under another id, the one that is there counts, and
 * a series before those of its occurrences that the room was asked for alone.
 */
function roomCopyOf(
  { items, isLate = false }: Pick<ReadMeeting, "items" | "isLate">,
  shownBefore: ReadonlySet<string>,
): RoomCopy {
  const present = items.flatMap(({ meeting }) => {
    const timing = meeting !== null && !meeting.isCancelled ? timingOf(meeting) : undefined;
    return meeting === null || timing === undefined ? [] : [{ meeting, timing }];
  });
  const singles = present
    .flatMap(({ meeting, timing }) =>
      timing.kind === "single"
        ? [{ start: timing.start, end: timing.end, response: meeting.ownResponse }]
        : [],
    )
    .toSorted((left, right) => Temporal.Instant.compare(left.start, right.start));
  const copy = present.find(({ timing }) => timing.kind === "series") ?? present[0];
  if (copy === undefined) {
    return { kind: "gone", isCancelled: items.some(({ meeting }) => meeting?.isCancelled), isLate };
  }
  const { meeting, timing } = copy;
  const responseByDate = responsesByDate(meeting);
  const isNew = !shownBefore.has(meeting.eventId);
  return { kind: "read", timing, response: meeting.ownResponse, responseByDate, singles, isNew };
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
  const words = wordsOf(meeting, []);
  return { kind: "read", words, timing, invited, invitedByDate: new Map() };
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
  const words = wordsOf(meeting, rooms);
  const invited = invitedRooms(meeting, copies, rooms);
  const invitedByDate = invitedOnDates(meeting, copies, rooms);
  return { kind: "read", words, timing, invited, invitedByDate };
}

/** Whoever is invited like a person is invited to all occurrences, as far as is told. */
function invitedOnDates(
  { times, attendees }: CalendarMeeting,
  copies: ReadonlyMap<string, RoomCopy>,
  rooms: readonly SyncedRoom[],
): ReadonlyMap<string, ReadonlyMap<string, RoomResponse>> {
  if (times.kind !== "series") return new Map();
  const { series, occurrences } = times;
  return new Map(
    occurrences.flatMap(({ originalDate, rooms: others }) => {
      if (others === null) return [];
      const showing = [...copies].filter(([, copy]) => showsDate(copy, series, originalDate));
      const invited = invitedRooms({ rooms: others, attendees }, new Map(showing), rooms);
      return [[originalDate, invited] as const];
    }),
  );
}

function showsDate(copy: RoomCopy, series: Series, originalDate: string): boolean {
  return copy.kind !== "gone" && (isWhole(copy) || isAmong(copy.singles, series, originalDate));
}

/**
 * The invited rooms that are spaces here: as resources, or as somebody invited them like a person.
 * A room that may be invited by another of its addresses counts as long as it has the meeting.
 */
function invitedRooms(
  { rooms: resources, attendees }: Pick<CalendarMeeting, "rooms" | "attendees">,
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
