import {
  ALTERNATIVES_OFFERED,
  freeAlternatives,
} from "../../core/reservations/free-alternatives.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import type { Places, Space } from "../places/ports.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import { getReservation } from "./get-reservation.ts";

/** How many free spaces are ranked: the nearest of a building, not a whole city. */
const CANDIDATES_MAX = 200;

/**
 * Three other spaces that are free at the reservation's time: of the same building and, where it
 * has fewer, of others in its time zone, as nobody walks over to a room in another one. They have
 * a seat for everybody invited; more than the reserved space had is not asked for, as the people
 * had settled for that.
 */
export async function listAlternatives(
  deps: ReservationDependencies,
  places: Pick<Places, "freeSpaces" | "space">,
  actor: Actor,
  id: string,
): Promise<Outcome<readonly Space[]>> {
  const view = await getReservation(deps, actor, id);
  if (!view.ok) return view;
  const { reservation } = view.value;
  const wanted = await places.space(reservation.space.id);
  if (wanted === null) return done([]);
  const { startAt: start, endAt: end, attendees } = reservation;
  // The person it is for takes a seat too.
  const seatsNeeded = Math.min(attendees.length + 1, wanted.capacity);
  const filter = { start, end, kind: wanted.kind, capacity: seatsNeeded, limit: CANDIDATES_MAX };
  const near = await places.freeSpaces({ ...filter, buildingId: wanted.buildingId });
  const found = freeAlternatives(wanted, near, seatsNeeded);
  if (found.length === ALTERNATIVES_OFFERED) return done(found);
  const around = await places.freeSpaces({ ...filter, timeZone: wanted.timeZone });
  return done(freeAlternatives(wanted, [...found, ...elsewhere(wanted, around)], seatsNeeded));
}

function elsewhere(wanted: Space, spaces: readonly Space[]): readonly Space[] {
  return spaces.filter(({ buildingId }) => buildingId !== wanted.buildingId);
}
