import { Temporal } from "temporal-polyfill";
import { parseSeries } from "../../core/recurrence/parse-series.ts";
import type { Series } from "../../core/recurrence/series.ts";
import { isFinal } from "../../core/reservations/reservation-state.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import type { Reservation } from "./reservation.ts";
import type { ChangedOccurrence, JudgedSeries } from "./series-ports.ts";
import { reservationNotFound } from "./reservation-refusals.ts";

/** How much of a series an act is about: one occurrence, it and all after it, or all of them. */
export type Scope = "this" | "following" | "all";

/** A series as it is judged. */
export interface LoadedSeries {
  /** What the calendar is told of. */
  readonly row: Reservation;
  readonly series: Series;
  readonly occurrences: readonly Reservation[];
  readonly scope: Scope;
  /** The occurrence that was named; null where the row of the series was. */
  readonly named: Reservation | null;
}

export async function loadSeries(
  deps: Pick<ReservationDependencies, "store">,
  named: Reservation,
  scope: Scope = named.isParent ? "all" : "this",
): Promise<Outcome<LoadedSeries>> {
  if (named.isParent && scope !== "all") {
    return refused(
      "scope_not_possible",
      "This is the whole series: which of its occurrences is meant does not say itself.",
      "Name an occurrence by its id, or act on all of them.",
    );
  }
  const row = named.isParent ? named : await deps.store.find(named.parentId ?? "");
  if (row === null || row.series === null) return reservationNotFound();
  const series = parseSeries(row.series);
  if (!series.ok) throw new Error(`series ${row.id} is not readable: ${series.problem.code}`);
  return done({
    row,
    series: series.value,
    occurrences: await deps.store.children(row.id),
    scope,
    named: named.isParent ? null : named,
  });
}

/** The one that was named was read before the others, and is judged as it was then. */
export function judgedSeries(
  {
    row,
    occurrences,
    named = null,
  }: Pick<LoadedSeries, "row" | "occurrences"> & Partial<Pick<LoadedSeries, "named">>,
  requestId: string,
): JudgedSeries {
  const { id, version, syncMailbox } = row;
  const versions = new Map(occurrences.map((each) => [each.id, each.version]));
  if (named !== null) versions.set(named.id, named.version);
  return { id, version, syncMailbox, versions, requestId };
}

/** Those that are still to begin, and were not given up: what is over stays as it was. */
export function occurrencesAhead(
  { occurrences, scope, named }: LoadedSeries,
  now: Temporal.Instant,
): readonly Reservation[] {
  const from = scope === "following" ? (named?.originalDate ?? "") : "";
  return occurrences.filter(
    ({ state, startAt, originalDate }) =>
      !isFinal(state) &&
      state !== "in_progress" &&
      startAt.getTime() > now.epochMilliseconds &&
      (originalDate ?? "") >= from,
  );
}

/** The occurrence as it is, to be changed in some of it. */
export function sameOccurrence(occurrence: Reservation): ChangedOccurrence {
  const { id, state, approval, space, startAt, endAt, isException, originalDate } = occurrence;
  return {
    id,
    state,
    approval: approval.state,
    spaceId: space.id,
    originalDate,
    startAt,
    endAt,
    isException,
    hold: "keep",
  };
}

export function dateOf({ originalDate }: Reservation): Temporal.PlainDate {
  return Temporal.PlainDate.from(originalDate ?? "");
}
