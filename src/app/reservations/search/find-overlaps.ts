import type { Interval } from "../../../core/time/interval.ts";
import { overlaps } from "../../../core/time/interval.ts";
import { HOLDING_STATES } from "../../../core/reservations/reservation-state.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Actor } from "../../people/actor.ts";
import type { Reservation } from "../reservation.ts";
import { timesOf } from "../life/reservation-check-in.ts";
import { type SearchDependencies, searchReservations } from "./search-reservations.ts";

/** Reservations of a person that are read, from the first of the times to the last. */
const COMPARED_MAX = 1_000;

/** What a person holds at one of the times already; `exceptId` is left out, with what is part of it. */
export async function findOverlaps(
  deps: SearchDependencies,
  actor: Actor,
  request: {
    readonly personId: string;
    readonly times: readonly Interval[];
    readonly exceptId?: string | undefined;
  },
): Promise<Outcome<readonly Reservation[]>> {
  const { personId, times, exceptId } = request;
  const [first] = times;
  const last = times.at(-1);
  if (first === undefined || last === undefined) return done([]);
  const found = await searchReservations(deps, actor, {
    of: { personId },
    from: new Date(first.start.epochMilliseconds),
    to: new Date(last.end.epochMilliseconds),
    states: HOLDING_STATES,
    limit: COMPARED_MAX,
  });
  if (!found.ok) return found;
  return done(
    found.value
      .map(({ reservation }) => reservation)
      .filter(({ id, parentId }) => exceptId === undefined || ![id, parentId].includes(exceptId))
      .filter((reservation) => times.some((time) => overlaps(timesOf(reservation), time))),
  );
}
