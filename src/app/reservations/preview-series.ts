import { type Occurrence, occurrencesIn } from "../../core/recurrence/expand-series.ts";
import { formatSeries, type SeriesText } from "../../core/recurrence/parse-series.ts";
import { countDates, type RequestedRecurrence } from "../../core/recurrence/requested-series.ts";
import { canTakeDate } from "../../core/reservations/free-alternatives.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import type { Places, Space } from "../places/ports.ts";
import type { CreateRequest } from "./create-request.ts";
import { isUnbound, newOccurrence, windowToHold } from "./create-series.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import { findBookableSpace } from "./find-bookable-space.ts";
import { judgeTimes } from "./judge-creation.ts";
import { nearestFree } from "./nearest-free.ts";

export interface PreviewRequest extends Pick<
  CreateRequest,
  "spaceId" | "start" | "end" | "timeZone"
> {
  readonly recurrence: RequestedRecurrence;
  /** How many people come; by default as many as the space has seats. */
  readonly seats?: number;
}

export interface SeriesPreview {
  readonly series: SeriesText;
  /** Those that would be held now. */
  readonly occurrences: readonly PreviewedOccurrence[];
  /** The series has more dates than these. */
  readonly hasMore: boolean;
}

export interface PreviewedOccurrence {
  readonly originalDate: string;
  readonly startAt: Date;
  readonly endAt: Date;
  readonly isFree: boolean;
  /** Other spaces that can take the date, the nearest first; none where none is needed. */
  readonly alternatives: readonly Space[];
}

/** For so many taken dates other spaces are looked for: who sees more will choose another time. */
const DATES_WITH_ALTERNATIVES_MAX = 30;
const SEARCHES_AT_ONCE = 4;

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
  const taken = await deps.store.takenDates(
    occurrences.map((each) => ({
      ...newOccurrence(deps.newId(), each),
      spaceId: space.value.id,
    })),
  );
  const wanted = await places.space(space.value.id);
  const alternatives = await findAlternatives(places, wanted, request.seats, occurrences, taken);
  return done({
    series: formatSeries(series.value),
    occurrences: occurrences.map(({ originalDate, start, end }) => ({
      originalDate: originalDate.toString(),
      startAt: new Date(start.epochMilliseconds),
      endAt: new Date(end.epochMilliseconds),
      isFree: !taken.includes(originalDate.toString()),
      alternatives: alternatives.get(originalDate.toString()) ?? [],
    })),
    hasMore: countDates(series.value) > occurrences.length,
  });
}

function actorId(actor: Actor): string {
  return actor.kind === "person" ? actor.personId : "";
}

/** By date. */
async function findAlternatives(
  places: Pick<Places, "freeSpaces">,
  wanted: Space | null,
  seats: number | undefined,
  occurrences: readonly Occurrence[],
  taken: readonly string[],
): Promise<ReadonlyMap<string, readonly Space[]>> {
  const found = new Map<string, readonly Space[]>();
  if (wanted === null) return found;
  const seatsNeeded = Math.min(seats ?? wanted.capacity, wanted.capacity);
  const searched = occurrences
    .filter(({ originalDate }) => taken.includes(originalDate.toString()))
    .slice(0, DATES_WITH_ALTERNATIVES_MAX);
  const search = async ({ originalDate, start, end }: Occurrence): Promise<void> => {
    const times = {
      start: new Date(start.epochMilliseconds),
      end: new Date(end.epochMilliseconds),
    };
    const near = await nearestFree(places, wanted, seatsNeeded, times, (space) =>
      canTakeDate(wanted, space),
    );
    found.set(originalDate.toString(), near);
  };
  for (let begun = 0; begun < searched.length; begun += SEARCHES_AT_ONCE) {
    await Promise.all(searched.slice(begun, begun + SEARCHES_AT_ONCE).map(search));
  }
  return found;
}
