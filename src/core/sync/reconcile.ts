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
 * time; `meeting_removed`: the organizer's calendar does not have it any more either; `left_in_room`:
 * only the room's calendar still has it, where somebody has to delete it.
 */
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/** A meeting of ours that holds the room, by its own row. Instants are in milliseconds. */
export interface StandingReservation {
  readonly id: string;
  readonly iCalUId: string | null;
  readonly isSeries: boolean;
  /** Of a series, of the occurrences that are held here. */
  readonly startMs: number;
  readonly endMs: number;
  /** Something of it is still to be written, or the room is still to answer: nothing to compare. */
  readonly isPending: boolean;
}

/** A copy in the room's calendar. */
export interface RoomItem {
  readonly reservationId: string | null;
  readonly iCalUId: string | null;
  readonly isSeries: boolean;
  readonly startMs: number;
  readonly endMs: number;
}

export interface Difference {
  readonly reservationId: string;
  readonly kind: Exclude<DifferenceKind, "meeting_removed" | "left_in_room">;
}

/** The differences, in the order of the reservations. A copy is paired by id, else by iCalUId. */
export function differencesIn(
  reservations: readonly StandingReservation[],
  items: readonly RoomItem[],
): readonly Difference[] {
  const byId = new Map(items.map((item) => [item.reservationId, item]));
  const byUid = new Map(items.map((item) => [item.iCalUId, item]));
  return reservations.flatMap((reservation): readonly Difference[] => {
    if (reservation.isPending) return [];
    const { id: reservationId, iCalUId } = reservation;
    const item = byId.get(reservationId) ?? (iCalUId === null ? undefined : byUid.get(iCalUId));
    if (item === undefined) return [{ reservationId, kind: "missing_in_room" }];
    return isAtAnotherTime(reservation, item) ? [{ reservationId, kind: "other_time" }] : [];
  });
}

/** Of a series the occurrences are compared as it is read; its bounds here are those of a window. */
function isAtAnotherTime(reservation: StandingReservation, item: RoomItem): boolean {
  if (reservation.isSeries || item.isSeries) return false;
  return reservation.startMs !== item.startMs || reservation.endMs !== item.endMs;
}
