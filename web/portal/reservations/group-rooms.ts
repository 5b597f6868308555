import type { Reservation } from "../../../src/contract/reservations.ts";

/** The reservations of one meeting at one time: one for each of its rooms. */
export type MeetingRooms = readonly [Reservation, ...Reservation[]];

/** Puts the rooms of one meeting together, where its first room stood in the list. */
export function groupRooms(reservations: readonly Reservation[]): readonly MeetingRooms[] {
  const meetings = new Map<string, [Reservation, ...Reservation[]]>();
  for (const reservation of reservations) {
    const key = meetingKey(reservation);
    const rooms = meetings.get(key);
    if (rooms === undefined) meetings.set(key, [reservation]);
    else rooms.push(reservation);
  }
  return [...meetings.values()];
}

/** An occurrence whose room was moved by itself stands apart: it has a time of its own. */
function meetingKey({ id, parent_id: meetingId, original_date: date, start, end }: Reservation) {
  return meetingId === null ? id : [meetingId, date, start, end].join();
}
