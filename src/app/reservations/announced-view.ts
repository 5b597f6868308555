import { done, type Outcome } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import type { Reservation } from "./reservation.ts";
import { type ReservationView, viewOf } from "./reservation-view.ts";

/**
 * After a change that was written: whoever waits for one is told, and the reservation that was named
 * is shown as it is now; `changed` where that is the meeting's own row, or is not there any more.
 */
export async function announcedView(
  deps: ReservationDependencies,
  actor: Actor,
  named: Pick<Reservation, "id"> | null,
  changed: Reservation,
): Promise<Outcome<ReservationView>> {
  deps.wakeLanes();
  deps.announceChange();
  const now = named && (await deps.store.find(named.id));
  return done(await viewOf(deps, actor, now ?? changed));
}
