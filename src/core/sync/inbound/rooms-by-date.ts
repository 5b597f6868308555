import { isFinal } from "../../reservations/reservation-state.ts";
import type { MeetingHere, OrganizerCopy, Placement, SyncedRoom } from "./views.ts";

/** Rooms of a series' occurrences that are in others than the series: by date, in order. */
export type RoomsByDate = Readonly<Record<string, readonly string[]>>;

/** The rooms of a meeting by their addresses, and those of occurrences that have others. */
export interface RoomsListed {
  readonly rooms: readonly string[];
  readonly roomsByDate: RoomsByDate;
}

/** As the organizer's copy lists them. */
export function listedRooms(
  { timing, invited, invitedByDate }: Extract<OrganizerCopy, { kind: "read" }>,
  rooms: readonly SyncedRoom[],
): RoomsListed {
  const all = emailsOf(invited.keys(), rooms);
  const dates = timing.kind === "series" ? [...invitedByDate] : [];
  const byDate = dates.map(([date, some]) => [date, emailsOf(some.keys(), rooms)] as const);
  return { rooms: all, roomsByDate: differing(all, byDate) };
}

/**
 * As the reservations have them: a series is in the room of its own row, and in those that it was
 * invited to besides.
 */
export function roomsHere(here: MeetingHere, rooms: readonly SyncedRoom[]): RoomsListed {
  if (here.timing.kind === "single") {
    const placed = here.placements
      .filter(({ state }) => !isFinal(state))
      .map(({ spaceId }) => spaceId);
    return { rooms: emailsOf(placed, rooms), roomsByDate: {} };
  }
  const all = roomsOfSeries(here, rooms);
  const shown = here.placements.filter(isShown);
  const byDate = new Map(
    [...Map.groupBy(shown, ({ originalDate }) => originalDate ?? "")].map(([date, placements]) => [
      date,
      emailsOf(
        placements.map(({ spaceId }) => spaceId),
        rooms,
      ),
    ]),
  );
  // Of dates too far ahead to be held, and of those that are in no room, nothing else is known.
  const others = Object.entries(here.agreed?.roomsByDate ?? {});
  const unheld = others.filter(([date]) => !byDate.has(date));
  return { rooms: all, roomsByDate: differing(all, [...byDate, ...unheld]) };
}

/** Those that were agreed on, unless it has moved here since. */
function roomsOfSeries(
  { spaceId, agreed, placements }: MeetingHere,
  rooms: readonly SyncedRoom[],
): readonly string[] {
  const shown = placements.filter(isShown).map((each) => each.spaceId);
  const own = emailsOf([spaceId], rooms);
  const isThere = shown.includes(spaceId);
  if (agreed === null) return isThere ? own : emailsOf(shown, rooms);
  const known = new Set([agreed.rooms, ...Object.values(agreed.roomsByDate ?? {})].flat());
  return isThere && !own.every((email) => known.has(email)) ? own : agreed.rooms;
}

/** What the calendar is asked to show, whatever the room said. */
function isShown({ state }: Placement): boolean {
  return state !== "cancelled" && state !== "no_show" && state !== "rejected";
}

function differing(
  all: readonly string[],
  byDate: readonly (readonly [string, readonly string[]])[],
): RoomsByDate {
  const others = byDate.filter(([, some]) => some.join() !== all.join());
  return Object.fromEntries(others.toSorted(([left], [right]) => (left < right ? -1 : 1)));
}

/** The rooms of one date. */
export function roomsOn({ rooms, roomsByDate }: RoomsListed, date: string): readonly string[] {
  return roomsByDate[date] ?? rooms;
}

/** Of those of these spaces that have a room. */
export function emailsOf(
  spaceIds: Iterable<string>,
  rooms: readonly SyncedRoom[],
): readonly string[] {
  const ids = new Set(spaceIds);
  return rooms
    .filter(({ spaceId }) => ids.has(spaceId))
    .map(({ email }) => email)
    .toSorted();
}

/**
 * Changed on either side, date by date: who alone changed one since both agreed is followed, and
 * where both did the calendar wins.
 */
export function mergeRoomsByDate(
  here: RoomsByDate,
  there: RoomsByDate,
  agreed: RoomsByDate,
): { readonly roomsByDate: RoomsByDate; readonly overruled: boolean } {
  const merged: [string, readonly string[]][] = [];
  let overruled = false;
  for (const date of new Set([...Object.keys(here), ...Object.keys(there)].toSorted())) {
    const [mine, theirs, before] = [here, there, agreed].map((each) => each[date]?.join());
    const changedThere = theirs !== before;
    overruled ||= changedThere && mine !== before && mine !== theirs;
    const value = (changedThere ? there : here)[date];
    if (value !== undefined) merged.push([date, value]);
  }
  return { roomsByDate: Object.fromEntries(merged), overruled };
}
