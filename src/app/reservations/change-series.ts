import { done, type Outcome } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import { announcedView } from "./announced-view.ts";
import type { ConflictAnswer } from "./create-request.ts";
import { refuseDatesOfNoSeries } from "./dates-elsewhere.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import { judgeOccurrenceChange, type JudgedSeriesChange } from "./judge-occurrence-change.ts";
import { judgeSeriesChange } from "./judge-series-change.ts";
import { judgeSeriesServices } from "./judge-series-services.ts";
import type { ReservationPatch } from "./judge-update.ts";
import { judgedSeries, type LoadedSeries, loadSeries, type Scope } from "./load-series.ts";
import type { Reservation } from "./reservation.ts";
import { type ReservationView, viewOf } from "./reservation-view.ts";
import type { SeriesChangeOutcome } from "./series-ports.ts";
import { serviceTimeTaken } from "./services/service-refusals.ts";
import { datesTaken, spaceTaken } from "./space-taken.ts";

interface AskedChange extends ConflictAnswer {
  readonly patch: ReservationPatch;
  readonly requestId: string;
}

/** So often dates are left out that were found taken, each time others. */
const LEAVES_OUT_MAX = 5;

/**
 * Changes one occurrence of a series, it and all that follow, or all of it. New times are taken
 * before old ones are let go, for all of them or for none, but for taken dates that may be left out.
 * `stale`: it changed meanwhile, and has to be judged anew.
 */
export async function changeSeries(
  deps: ReservationDependencies,
  actor: Actor,
  named: Reservation,
  request: AskedChange & { readonly scope?: Scope },
): Promise<Outcome<ReservationView> | "stale"> {
  const loaded = await loadSeries(deps, named, request.scope);
  if (!loaded.ok) return loaded;
  const isAlone = loaded.value.scope === "this";
  const noSeries = isAlone ? refuseDatesOfNoSeries(request.datesElsewhere) : null;
  if (noSeries !== null) return noSeries;
  let leftOut: readonly string[] = [];
  for (let tries = 1; ; tries += 1) {
    const judged = await judge(deps, actor, loaded.value, named, { ...request, leftOut });
    if (!judged.ok) return judged;
    if (judged.value === null) return done(await viewOf(deps, actor, named));
    const { plan } = judged.value;
    const act = judgedSeries(loaded.value, request.requestId);
    const change = await deps.seriesStore.change(act, plan);
    if (change.outcome === "stale") return "stale";
    if (change.outcome === "changed") {
      return announcedView(deps, actor, named, change.reservation);
    }
    const mayLeaveOut = !isAlone && tries <= LEAVES_OUT_MAX && areLeftOut(request, change.dates);
    if (!mayLeaveOut) return refuseTaken(judged.value, change, isAlone);
    leftOut = [...leftOut, ...change.dates];
  }
}

/** A date for which another space was chosen is wanted there, or the change is not. */
function areLeftOut(
  { onConflict, datesElsewhere = [] }: ConflictAnswer,
  dates: readonly string[],
): boolean {
  const isElsewhere = datesElsewhere.some(({ originalDate }) => dates.includes(originalDate));
  return onConflict === "skip" && !isElsewhere;
}

function refuseTaken(
  { spaceName, elsewhere }: JudgedSeriesChange,
  change: Extract<SeriesChangeOutcome, { readonly dates: readonly string[] }>,
  isAlone: boolean,
) {
  if (change.outcome === "service_time_taken") return serviceTimeTaken(spaceName, change.part);
  return isAlone ? spaceTaken(spaceName) : datesTaken(spaceName, change.dates, elsewhere);
}

/** Services alone are nothing that the calendar shows, and so never a change of the meeting. */
async function judge(
  deps: ReservationDependencies,
  actor: Actor,
  loaded: LoadedSeries,
  named: Reservation,
  asked: AskedChange & { readonly leftOut: readonly string[] },
): Promise<Outcome<JudgedSeriesChange | null>> {
  const { patch, requestId } = asked;
  const judged =
    loaded.scope === "this"
      ? await judgeOccurrenceChange(deps, actor, loaded, named, { patch, requestId })
      : await judgeSeriesChange(deps, actor, loaded, asked);
  if (!judged.ok || judged.value !== null || patch.services === undefined) return judged;
  return judgeSeriesServices(deps, actor, loaded, { asked: patch.services, requestId });
}
