import { done, type Outcome } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import { getReservation } from "./get-reservation.ts";
import { type ReservationView, viewOf, viewsOf } from "./reservation-view.ts";
import { reservationNotFound } from "./reservation-refusals.ts";

export interface SeriesView {
  /** The row of the series. */
  readonly series: ReservationView;
  /** All that there are here, by start. */
  readonly occurrences: readonly ReservationView[];
}

/** The series that a reservation is the row or an occurrence of, for those who may open it. */
export async function readSeries(
  deps: ReservationDependencies,
  actor: Actor,
  id: string,
): Promise<Outcome<SeriesView>> {
  const view = await getReservation(deps, actor, id);
  if (!view.ok) return view;
  const { parentId, isParent, series } = view.value.reservation;
  const parent = isParent ? view.value.reservation : parentId && (await deps.store.find(parentId));
  if (!parent || series === null) return reservationNotFound();
  const children = await deps.store.children(parent.id);
  return done({
    series: await viewOf(deps, actor, parent),
    occurrences: await viewsOf(deps, actor, children),
  });
}
