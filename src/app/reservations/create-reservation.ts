import { done, type Outcome } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import type { Created, CreateRequest } from "./create-request.ts";
import { createSeries } from "./create-series.ts";
import { refuseDatesOfNoSeries } from "./dates-elsewhere.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import { findReplay } from "./idempotency.ts";
import { judgeCreation, type JudgedCreation } from "./judge-creation.ts";
import { asReservation, madeFrom, newReservation } from "./new-reservation.ts";
import type { NewReservation } from "./ports.ts";
import { viewOf } from "./reservation-view.ts";
import { judgeServices } from "./services/judge-services.ts";
import { serviceTimeTaken } from "./services/service-refusals.ts";
import { spaceTaken } from "./space-taken.ts";

/**
 * Makes a reservation, and with it the intent to tell the calendar. A reservation of a synced space
 * awaits the room's answer; any other is confirmed at once. In a dry run the calendar is never
 * told, so no room answers and the reservation is confirmed here, with the sync event for reading.
 *
 * One that recurs becomes a series: see `createSeries`.
 */
export async function createReservation(
  deps: ReservationDependencies,
  actor: Actor,
  request: CreateRequest,
): Promise<Outcome<Created>> {
  const replay = await findReplay(deps, actor, request.idempotency);
  if (replay !== null) return replay;

  const judged = await judgeCreation(deps, actor, request);
  if (!judged.ok) return judged;
  const { series } = judged.value;
  if (series !== null) return createSeries(deps, actor, request, judged.value, series);
  const noSeries = refuseDatesOfNoSeries(request.datesElsewhere);
  if (noSeries !== null) return noSeries;
  const row = newReservation(deps, actor, request, judged.value);
  const served = await judgeServices(deps, actor, null, servedBy(row, judged.value), row.requestId);
  if (!served.ok) return served;
  const { value: services } = served;
  const creation = await deps.store.create(services === null ? row : { ...row, services });
  if (creation.outcome === "service_time_taken") {
    return serviceTimeTaken(judged.value.space.name, creation.part);
  }
  if (creation.outcome !== "created") {
    // The same request may have been under way twice: then the slot is taken by its twin.
    const twin = await findReplay(deps, actor, request.idempotency);
    return twin ?? spaceTaken(judged.value.space.name);
  }
  if (row.syncEvent !== null) deps.wakeLanes();
  deps.announceChange();
  const hasMore = row.approval !== "not_required" || services !== null;
  const reservation = await madeFrom(deps, row.id, hasMore, () =>
    asReservation(row, creation, judged.value),
  );
  return done({ view: await viewOf(deps, actor, reservation), isReplay: false });
}

function servedBy({ id, state, timeZone }: NewReservation, judged: JudgedCreation) {
  const { space, requestedFor, services, start, end } = judged;
  return { id, state, timeZone, space, requestedFor, services, start, end };
}
