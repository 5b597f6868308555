import { isFinal } from "../../core/reservations/reservation-state.ts";
import type { BookableSpace } from "./booking-facts.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import { judgedSeries } from "./load-series.ts";
import type { Reservation } from "./reservation.ts";
import type { JudgedSeries } from "./series-ports.ts";

/**
 * A meeting in several spaces, made here or given them in Outlook: a reservation for each, and a row of
 * its own that the calendar is told of.
 */
export interface SeveralRooms {
  readonly row: Reservation;
  readonly rooms: readonly Reservation[];
  /** Those that were not given up. */
  readonly standing: readonly Reservation[];
  /** The room that was named; null where the meeting was. */
  readonly named: Reservation | null;
  /** The space that the rules are asked about: the meeting is in it. */
  readonly home: BookableSpace;
}

/** Null for a reservation that is a meeting by itself, and for what is of a series. */
export async function loadSeveralRooms(
  { store, facts }: Pick<ReservationDependencies, "store" | "facts">,
  named: Reservation,
): Promise<SeveralRooms | null> {
  if (named.series !== null || (!named.isParent && named.parentId === null)) return null;
  const row = named.isParent ? named : await store.find(named.parentId ?? "");
  // It was a series, or in several rooms, and is one reservation again.
  if (row?.isParent !== true || row.series !== null) return null;
  const rooms = await store.children(row.id);
  const standing = rooms.filter(({ state }) => !isFinal(state));
  const home = await homeOf(facts, row, rooms, standing);
  return { row, rooms, standing, named: named.isParent ? null : named, home };
}

/**
 * A room that the event invites, while one stands. Without, it is in people's calendars all the same, and
 * is judged by the space that it was written for; what was made outside all calendars stays there.
 */
async function homeOf(
  facts: ReservationDependencies["facts"],
  row: Reservation,
  rooms: readonly Reservation[],
  standing: readonly Reservation[],
): Promise<BookableSpace> {
  const invited = standing.filter(({ isOutsideCalendar }) => !isOutsideCalendar);
  const { space } = invited.find((room) => room.space.id === row.space.id) ?? invited[0] ?? row;
  const home = await facts.space(space.id);
  if (home === null) throw new Error(`space ${space.id} of a meeting is not there`);
  const isOutside = rooms.every(({ isOutsideCalendar }) => isOutsideCalendar);
  return isOutside ? { ...home, sync: null } : home;
}

export function judgedRooms({ row, rooms, named }: SeveralRooms, requestId: string): JudgedSeries {
  return judgedSeries({ row, occurrences: rooms, named }, requestId);
}

export function namesOf(rooms: readonly Reservation[]): string {
  return rooms.map(({ space }) => space.name).join(" or ");
}
