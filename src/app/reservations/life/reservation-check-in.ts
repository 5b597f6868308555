import { Temporal } from "temporal-polyfill";
import { type CheckInFacts, checkInTimes } from "../../../core/reservations/check-in.ts";
import type { Interval } from "../../../core/time/interval.ts";
import type { Reservation } from "../reservation.ts";

/** What the rules of checking in have to know of a reservation. */
export function checkInFactsOf(
  reservation: Reservation,
  releaseAfterMinutes: number,
): CheckInFacts {
  const { state, isParent, checkIn } = reservation;
  const since = instantOf(checkIn.standingSince);
  return {
    state,
    isParent,
    checkInState: checkIn.state,
    times: checkInTimes(checkIn.rule, timesOf(reservation), since, releaseAfterMinutes),
  };
}

export function timesOf({ startAt, endAt }: Pick<Reservation, "startAt" | "endAt">): Interval {
  return { start: instantOf(startAt), end: instantOf(endAt) };
}

function instantOf(date: Date): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(date.getTime());
}
