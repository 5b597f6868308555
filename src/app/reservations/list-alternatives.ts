import { done, type Outcome } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import type { Places, Space } from "../places/ports.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import { getReservation } from "./get-reservation.ts";
import { nearestFree } from "./nearest-free.ts";

/**
 * Three other spaces that are free at the reservation's time, the nearest first. They have
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
  return done(await nearestFree(places, wanted, seatsNeeded, { start, end }));
}
