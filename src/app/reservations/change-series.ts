import { done, type Outcome } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import { announcedView } from "./announced-view.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import { judgeOccurrenceChange, type JudgedSeriesChange } from "./judge-occurrence-change.ts";
import { judgeSeriesChange } from "./judge-series-change.ts";
import type { ReservationPatch } from "./judge-update.ts";
import { judgedSeries, type LoadedSeries, loadSeries, type Scope } from "./load-series.ts";
import type { Reservation } from "./reservation.ts";
import { type ReservationView, viewOf } from "./reservation-view.ts";
import { judgeSeriesServices } from "./judge-series-services.ts";
import { serviceTimeTaken } from "./services/service-refusals.ts";
import { datesTaken, spaceTaken } from "./space-taken.ts";

/**
 * Changes one occurrence of a series, it and all that follow, or all of it. New times are taken
 * before old ones are let go, for all of them or for none. `stale`: it changed meanwhile, and has to
 * be judged anew.
 */
export async function changeSeries(
  deps: ReservationDependencies,
  actor: Actor,
  named: Reservation,
  request: {
    readonly patch: ReservationPatch;
    readonly scope?: Scope;
    readonly requestId: string;
  },
): Promise<Outcome<ReservationView> | "stale"> {
  const loaded = await loadSeries(deps, named, request.scope);
  if (!loaded.ok) return loaded;
  const { scope } = loaded.value;
  const judged = await judge(deps, actor, loaded.value, named, request);
  if (!judged.ok) return judged;
  if (judged.value === null) return done(await viewOf(deps, actor, named));
  const { plan, spaceName } = judged.value;
  const change = await deps.seriesStore.change(judgedSeries(loaded.value, request.requestId), plan);
  if (change.outcome === "stale") return "stale";
  if (change.outcome === "dates_taken") {
    return scope === "this" ? spaceTaken(spaceName) : datesTaken(spaceName, change.dates);
  }
  if (change.outcome === "service_time_taken") return serviceTimeTaken(spaceName, change.part);
  return announcedView(deps, actor, named, change.reservation);
}

/** Services alone are nothing that the calendar shows, and so never a change of the meeting. */
async function judge(
  deps: ReservationDependencies,
  actor: Actor,
  loaded: LoadedSeries,
  named: Reservation,
  { patch, requestId }: { readonly patch: ReservationPatch; readonly requestId: string },
): Promise<Outcome<JudgedSeriesChange | null>> {
  const judged =
    loaded.scope === "this"
      ? await judgeOccurrenceChange(deps, actor, loaded, named, { patch, requestId })
      : await judgeSeriesChange(deps, actor, loaded, { patch, requestId });
  if (!judged.ok || judged.value !== null || patch.services === undefined) return judged;
  return judgeSeriesServices(deps, actor, loaded, { asked: patch.services, requestId });
}
