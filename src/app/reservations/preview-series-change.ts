import { Temporal } from "temporal-polyfill";
import { occurrencesFrom } from "../../core/recurrence/expand-series.ts";
import { formatSeries, parseSeries } from "../../core/recurrence/parse-series.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import type { Places } from "../places/ports.ts";
import type { DatedTimes } from "./dates-elsewhere.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import { loadSeries, type Scope } from "./load-series.ts";
import { previewDates } from "./preview-dates.ts";
import type { SeriesPreview } from "./preview-series.ts";
import type { Reservation } from "./reservation.ts";
import type { SeriesChange } from "./series-ports.ts";
import { wantedSeries } from "./series-wanted.ts";
import { findForChange, updateReservation, type UpdateRequest } from "./update-reservation.ts";

export interface PreviewChangeRequest extends Omit<UpdateRequest, "onConflict" | "datesElsewhere"> {
  /** How many people come; by default as many as the space has seats. */
  readonly seats?: number;
}

/** What the change would have written, had every date been free, and which of them are not. */
interface Rehearsed {
  planned: SeriesChange | null;
  readonly taken: Set<string>;
}

/**
 * What a change of a series would find: which of the dates that it still has to come are free, and
 * where else there is room on those that are taken. The change itself is made, leaving out what is
 * taken and in transactions that do not stand; where it is refused for anything else, so is this.
 */
export async function previewSeriesChange(
  deps: ReservationDependencies,
  places: Pick<Places, "freeSpaces" | "space">,
  actor: Actor,
  { seats, ...request }: PreviewChangeRequest,
): Promise<Outcome<SeriesPreview>> {
  const found = await findForChange(deps, actor, request);
  if (!found.ok) return found;
  const { series, isParent } = found.value;
  const { scope = isParent ? "all" : "this" } = request;
  if (series === null || scope === "this") return refuseScope();
  const seen: Rehearsed = { planned: null, taken: new Set() };
  const asked = { ...request, onConflict: "skip" } as const;
  const outcome = await updateReservation(rehearsing(deps, seen), actor, asked);
  if (!outcome.ok && seen.taken.size === 0) return outcome;
  const { planned, taken } = seen;
  if (planned === null) return seriesAsItIs(deps, found.value, scope);
  const kept = planned.following ?? planned.series;
  const search = {
    ...(seats !== undefined && { seats }),
    leaving: planned.occurrences.changed.filter(({ hold }) => hold !== "keep").map(({ id }) => id),
  };
  return done({
    series: kept?.text ?? series,
    occurrences: await previewDates(places, datesOf(planned), [...taken], search),
    hasMore: hasMoreThan(kept?.text ?? series, kept?.heldUntil),
  });
}

/** What a change would be of, where nothing is: from one of its dates on, it has fewer to come. */
async function seriesAsItIs(
  deps: ReservationDependencies,
  named: Reservation,
  scope: Scope,
): Promise<Outcome<SeriesPreview>> {
  const loaded = await loadSeries(deps, named, scope);
  if (!loaded.ok) return loaded;
  const meant = wantedSeries(loaded.value, {});
  if (!meant.ok) return meant;
  return done({ series: formatSeries(meant.value.series), occurrences: [], hasMore: false });
}

function rehearsing(deps: ReservationDependencies, seen: Rehearsed): ReservationDependencies {
  return {
    ...deps,
    wakeLanes: () => undefined,
    announceChange: () => undefined,
    seriesStore: {
      ...deps.seriesStore,
      async change(judged, plan) {
        let planned: SeriesChange | null = null;
        const act = { ...judged, isRehearsal: true };
        const outcome = await deps.seriesStore.change(act, (events) => (planned = plan(events)));
        if (outcome.outcome === "stale") seen.planned = null;
        else seen.planned ??= planned;
        if ("dates" in outcome) for (const date of outcome.dates) seen.taken.add(date);
        return outcome;
      },
    },
  };
}

/** Those that there would be, in order. */
function datesOf({ occurrences }: SeriesChange): readonly DatedTimes[] {
  const { changed, added } = occurrences;
  return [...changed.filter(({ hold }) => hold !== "release"), ...added]
    .map(({ originalDate, spaceId, startAt, endAt }) => ({
      originalDate: originalDate ?? "",
      spaceId,
      start: Temporal.Instant.fromEpochMilliseconds(startAt.getTime()),
      end: Temporal.Instant.fromEpochMilliseconds(endAt.getTime()),
    }))
    .toSorted((left, right) => Temporal.Instant.compare(left.start, right.start));
}

function hasMoreThan(text: NonNullable<Reservation["series"]>, heldUntil: Date | undefined) {
  const series = parseSeries(text);
  if (!series.ok || heldUntil === undefined) return false;
  const from = Temporal.Instant.fromEpochMilliseconds(heldUntil.getTime());
  return occurrencesFrom(series.value, from).next().done === false;
}

function refuseScope() {
  return refused(
    "scope_not_possible",
    "Only a change of a series, or of one of its dates and all that follow, has dates to look at.",
    "Ask with scope following or all, or make the change.",
  );
}
