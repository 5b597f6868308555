import { type Occurrence, occurrencesIn } from "../../core/recurrence/expand-series.ts";
import { formatSeries, type SeriesText } from "../../core/recurrence/parse-series.ts";
import { countDates, type RequestedRecurrence } from "../../core/recurrence/requested-series.ts";
import { wantedBlockers } from "../../core/reservations/blockers.ts";
import type { ModuleService } from "../../core/reservations/services.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import type { Places } from "../places/ports.ts";
import type { CreateRequest } from "./create-request.ts";
import { isUnbound, newOccurrence, windowToHold } from "./create-series.ts";
import { datedTimes } from "./dates-elsewhere.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import { findBookableSpace } from "./find-bookable-space.ts";
import { judgeTimes } from "./judge-creation.ts";
import { type PreviewedOccurrence, previewDates } from "./preview-dates.ts";
import { judgeChosenServices } from "./services/choose-services.ts";

export interface PreviewRequest extends Pick<
  CreateRequest,
  "spaceId" | "start" | "end" | "timeZone"
> {
  readonly recurrence: RequestedRecurrence;
  /** How many people come; by default as many as the space has seats. */
  readonly seats?: number;
  /** Ids of those that its dates are to have. */
  readonly services?: readonly string[];
}

export interface SeriesPreview {
  readonly series: SeriesText;
  /** Those that would be held now. */
  readonly occurrences: readonly PreviewedOccurrence[];
  /** The series has more dates than these. */
  readonly hasMore: boolean;
}

/**
 * What a series would find: which of its dates are free, and where else there is room on those that
 * are taken. Nothing is promised: who books then decides by the database's constraint.
 */
export async function previewSeries(
  deps: ReservationDependencies,
  places: Pick<Places, "freeSpaces" | "space">,
  actor: Actor,
  request: PreviewRequest,
): Promise<Outcome<SeriesPreview>> {
  const space = await findBookableSpace(deps, actor, request.spaceId);
  if (!space.ok) return space;
  // What the form says besides is looked at when the series is made.
  const asked = { ...request, subject: "preview" };
  const series = judgeTimes(deps, actor, asked, space.value, { id: actorId(actor) });
  if (!series.ok) return series;
  if (series.value === null) throw new Error("a preview is of a series");
  const window = windowToHold(deps.now(), series.value, space.value, isUnbound(actor));
  const occurrences = occurrencesIn(series.value, window);
  const services = judgeChosenServices(deps, actor, request, space.value);
  if (!services.ok) return services;
  const taken = await deps.store.takenDates(
    timesNeeded(occurrences, space.value.id, services.value).map((each) => ({
      ...newOccurrence(deps.newId(), each),
      spaceId: space.value.id,
    })),
  );
  const dates = occurrences.map((each) => datedTimes(each, space.value.id));
  const previewed = await previewDates(places, dates, taken, request);
  return done({
    series: formatSeries(series.value),
    occurrences: previewed,
    hasMore: countDates(series.value) > occurrences.length,
  });
}

/** The times of the dates, and those around them without which they do not take place. */
function timesNeeded(
  occurrences: readonly Occurrence[],
  spaceId: string,
  services: readonly ModuleService[],
): readonly Occurrence[] {
  return occurrences.flatMap((each) => {
    const wanted = wantedBlockers({ ...each, state: "confirmed", spaceId, services });
    const mandatory = wanted.filter(({ isMandatory }) => isMandatory);
    return [each, ...mandatory.map(({ start, end }) => ({ ...each, start, end }))];
  });
}

function actorId(actor: Actor): string {
  return actor.kind === "person" ? actor.personId : "";
}
