import type { CalendarFailure, CalendarResult, CallRecord } from "./calendar.ts";
import type { ReleasedRoom, RoomCalendar } from "./room-calendar.ts";
import type { RoomToRelease, SyncWork } from "./sync-work.ts";

export type ReleasingRooms = Pick<RoomCalendar, "releaseRoom">;

/**
 * Lets rooms go on their own side: each declines in its own name what is given up, which frees its
 * calendar and tells the organizer. So it is with a meeting that is not ours to change (policy, U12),
 * and where system-to-system may not write into the person's calendar (U5). Another try finds what
 * this one has declined gone already.
 */
export async function releaseInRooms(
  rooms: ReleasingRooms,
  work: SyncWork,
): Promise<CalendarResult<CallRecord>> {
  const inRooms = work.releases.filter(isInRoom);
  if (inRooms.length === 0) return { ok: false, failure: NO_ROOM };
  const request = describeReleases(inRooms);
  const declines: ReleasedRoom[] = [];
  for (const release of inRooms) {
    const released = await releaseInRoom(rooms, work, release);
    if (!released.ok) return { ok: false, failure: { ...released.failure, request } };
    declines.push(released.value);
  }
  return {
    ok: true,
    value: {
      request: describeReleases(inRooms.map((each, at) => ({ ...each, ...declines[at] }))),
      response: { declines: declines.map(({ wasPresent }) => ({ was_present: wasPresent })) },
    },
  };
}

/** For the record, and for reading where nothing is sent. */
export function describeReleases(
  releases: readonly RoomToRelease[],
): Readonly<Record<string, unknown>> {
  return {
    act: "decline",
    declines: releases.map(({ roomMailbox, eventId, originalDate }) => ({
      mailbox: roomMailbox,
      event_id: eventId,
      date: originalDate,
    })),
  };
}

type InRoom = RoomToRelease & { readonly roomMailbox: string };

/** A space that has no mailbox, or no longer, has nothing to decline with. */
function isInRoom(release: RoomToRelease): release is InRoom {
  return release.roomMailbox !== null;
}

function releaseInRoom(
  rooms: ReleasingRooms,
  { event }: SyncWork,
  { roomMailbox: mailbox, fallbackTimeZone, eventId, iCalUId, ...release }: InRoom,
): Promise<CalendarResult<ReleasedRoom>> {
  const { originalDate, startAt, comment } = release;
  const { credential, requestId } = event;
  const access = { credential, requestId, mailbox, fallbackTimeZone };
  const occurrence = originalDate === null ? null : { originalDate, startAt };
  return rooms.releaseRoom(access, { eventId, iCalUId, occurrence }, comment);
}

const NO_ROOM: CalendarFailure = {
  kind: "invalid",
  code: "no_room_mailbox",
  message: "The space has no room mailbox any more, so that no room can let the meeting go.",
  mayHaveHappened: false,
};
