import type { CalendarAccess, CalendarFailure, CalendarResult, CallRecord } from "./calendar.ts";
import type { RoomCalendar } from "./room-calendar.ts";
import type { RoomToRelease, SyncWork } from "./sync-work.ts";

export type ReleasingRooms = Pick<RoomCalendar, "releaseRoom" | "findMeetings">;

/**
 * Lets a room go on its own side: it declines in its own name, which frees its calendar and tells
 * the organizer. So it is with a meeting that is not ours to change (policy, U12), and where
 * system-to-system may not write into the person's calendar (U5).
 */
export async function releaseInRoom(
  rooms: ReleasingRooms,
  work: SyncWork,
): Promise<CalendarResult<CallRecord>> {
  const { release } = work;
  const roomMailbox = release?.roomMailbox ?? null;
  if (release === null || roomMailbox === null) return { ok: false, failure: NO_ROOM };
  const { fallbackTimeZone, originalDate, comment } = release;
  const { credential, requestId } = work.event;
  const access = { credential, requestId, mailbox: roomMailbox, fallbackTimeZone };
  const found = await eventInRoom(rooms, access, release);
  if (!found.ok) return found;
  const request = describeRelease(release, found.value);
  // The room has no such meeting: nothing is left to let go.
  if (found.value === null) return { ok: true, value: { request, response: NOT_THERE } };
  const target = { eventId: found.value, originalDate };
  const released = await rooms.releaseRoom(access, target, comment);
  if (!released.ok) return { ok: false, failure: { ...released.failure, request } };
  return { ok: true, value: { request, response: { was_present: released.value.wasPresent } } };
}

const NOT_THERE = { was_present: false };

/** For the record, and for reading where nothing is sent. */
export function describeRelease(
  { roomMailbox, originalDate }: RoomToRelease,
  eventId: string | null,
): Readonly<Record<string, unknown>> {
  return { act: "decline", mailbox: roomMailbox, event_id: eventId, date: originalDate };
}

/** The room's own copy, by what was read of its calendar, else by asking. */
async function eventInRoom(
  rooms: ReleasingRooms,
  access: CalendarAccess & { readonly fallbackTimeZone: string },
  { eventId, iCalUId }: RoomToRelease,
): Promise<CalendarResult<string | null>> {
  if (eventId !== null || iCalUId === null) return { ok: true, value: eventId };
  const found = (await rooms.findMeetings(access, [iCalUId])).get(iCalUId);
  if (found === undefined) return { ok: true, value: null };
  return found.ok ? { ok: true, value: found.value?.eventId ?? null } : found;
}

const NO_ROOM: CalendarFailure = {
  kind: "invalid",
  code: "no_room_mailbox",
  message: "The space has no room mailbox any more, so that no room can let the meeting go.",
  mayHaveHappened: false,
};
