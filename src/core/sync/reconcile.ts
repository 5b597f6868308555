import { Temporal } from "temporal-polyfill";
import { occurrenceOn } from "../recurrence/expand-series.ts";
import type { Series } from "../recurrence/series.ts";

/**
 * What of our reservations a room's calendar shows otherwise, once the room has been read whole:
 * the direction that reading does not cover, since a copy that is not there tells no change.
 */

export const DIFFERENCE_KINDS = [
  "missing_in_room",
  "other_time",
  "meeting_removed",
  "left_in_room",
] as const;
/**
 * `missing_in_room`: the room's calendar does not have the meeting; `other_time`: it has it at another
 * time, or a series on other dates; `meeting_removed`: the organizer's calendar does not have it any more either; `left_in_room`:
 * only the room's calendar still has it, where somebody has to delete it.
 */
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/** A meeting of ours that holds the room, by its own row. Instants are in milliseconds. */
export interface StandingReservation extends Times {
  readonly id: string;
  readonly iCalUId: string | null;
  /** Null of a meeting that is no series. */
  readonly dates: StandingDates | null;
  /** Something of it is still to be written, or the room is still to answer: nothing to compare. */
  readonly isPending: boolean;
}

interface Times {
  readonly startMs: number;
  readonly endMs: number;
}

/** What of a series is in the room, as far as it is compared. */
export interface StandingDates {
  readonly held: readonly StandingDate[];
  /** Dates to come that are cancelled here, or in another room: "2027-03-29". */
  readonly notHere: readonly string[];
}

export interface StandingDate extends Times {
  /** The date that the pattern gave it. */
  readonly originalDate: string;
}

/** A copy in the room's calendar. */
export interface RoomItem extends Times {
  readonly reservationId: string | null;
  readonly iCalUId: string | null;
  readonly isSeries: boolean;
  /** Null of a single meeting, and where it is not known. */
  readonly series: Series | null;
}

export interface Difference {
  readonly reservationId: string;
  readonly kind: Exclude<DifferenceKind, "meeting_removed" | "left_in_room">;
}

/** The differences, in the order of the reservations. A copy is paired by id or by iCalUId. */
export function differencesIn(
  reservations: readonly StandingReservation[],
  items: readonly RoomItem[],
): readonly Difference[] {
  const byId = Map.groupBy(items, (item) => item.reservationId);
  const byUid = Map.groupBy(items, (item) => item.iCalUId);
  return reservations.flatMap((reservation): readonly Difference[] => {
    if (reservation.isPending) return [];
    const { id: reservationId, iCalUId } = reservation;
    const paired = [
      ...(byId.get(reservationId) ?? []),
      ...((iCalUId === null ? undefined : byUid.get(iCalUId)) ?? []),
    ];
    if (paired.length === 0) return [{ reservationId, kind: "missing_in_room" }];
    return isAtAnotherTime(reservation, paired) ? [{ reservationId, kind: "other_time" }] : [];
  });
}

function isAtAnotherTime(reservation: StandingReservation, items: readonly RoomItem[]): boolean {
  const { dates } = reservation;
  const master = items.find(({ isSeries }) => isSeries);
  if (dates !== null) return hasOtherDates(dates, items, master);
  // It has become a series, or was one: whoever reads the room says what it is now.
  return master === undefined && !items.some((item) => isSameTime(item, reservation));
}

/** A date of its own, to which the room was invited alone, is a single meeting in its calendar. */
function hasOtherDates(
  { held, notHere }: StandingDates,
  items: readonly RoomItem[],
  master: RoomItem | undefined,
): boolean {
  const series = master?.series ?? null;
  if (master !== undefined && series === null) return false;
  const shownOn = (date: string): Times | null => {
    const shown = series && occurrenceOn(series, Temporal.PlainDate.from(date));
    if (!shown) return null;
    return { startMs: shown.start.epochMilliseconds, endMs: shown.end.epochMilliseconds };
  };
  const isShown = (each: StandingDate): boolean => {
    const shown = shownOn(each.originalDate);
    const isAlone = items.some((item) => !item.isSeries && isSameTime(item, each));
    return isAlone || (shown !== null && isSameTime(shown, each));
  };
  return !held.every(isShown) || notHere.some((date) => shownOn(date) !== null);
}

function isSameTime(left: Times, right: Times): boolean {
  return left.startMs === right.startMs && left.endMs === right.endMs;
}
