import type { Reservation } from "../../../src/contract/reservations.ts";
import { checkInStepOf } from "../reservations/check-in-step.ts";

/** `check_in`: it is open; `lost`: the space was released, or not given, since the last day. */
export interface Reminder {
  readonly kind: "check_in" | "lost";
  readonly reservation: Reservation;
}

/** So long what became of a reservation is told on the first page. */
export const TOLD_FOR_HOURS = 24;

/** What the person is to know now: what can be checked in to first, then what was lost. */
export function remindersOf(
  reservations: readonly Reservation[],
  { personId, now, dismissed }: { personId: string; now: string; dismissed: readonly string[] },
): readonly Reminder[] {
  const mine = reservations.filter(({ requested_for: person }) => person.id === personId);
  const since = Date.parse(now) - TOLD_FOR_HOURS * 60 * 60 * 1000;
  const isLost = ({ id, state, updated_at: updatedAt }: Reservation): boolean =>
    (state === "no_show" || state === "rejected") &&
    Date.parse(updatedAt) > since &&
    !dismissed.includes(id);
  return [
    ...mine
      .filter((reservation) => checkInStepOf(reservation, now) === "open")
      .map((reservation) => ({ kind: "check_in", reservation }) as const),
    ...mine.filter(isLost).map((reservation) => ({ kind: "lost", reservation }) as const),
  ];
}
