import { done, type Outcome } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import { type ReservationView, viewOf } from "./reservation-view.ts";
import { notYours } from "./rights.ts";
import { reservationNotFound } from "./reservation-refusals.ts";

/** One reservation in full, for those who may open it (see `rights.ts`). */
export async function getReservation(
  deps: ReservationDependencies,
  actor: Actor,
  id: string,
): Promise<Outcome<ReservationView>> {
  const reservation = await deps.store.find(id);
  if (reservation === null) return reservationNotFound();
  const view = await viewOf(deps, actor, reservation);
  return view.sight === "occupancy" ? notYours() : done(view);
}
