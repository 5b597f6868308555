import type { Temporal } from "temporal-polyfill";
import { type Interval, isBefore } from "../time/interval.ts";
import { type Occurrence, occurrencesIn } from "./expand-series.ts";
import type { Series } from "./series.ts";

/**
 * A series may have no end, and a table of held times must have one: a series holds its space for
 * the days that its module lets people book ahead, and the window rolls on day by day.
 */
export interface HoldingPlan {
  /** Occurrences that hold nothing yet. */
  readonly toHold: readonly Occurrence[];
  /** Occurrences whose times have changed: what is held moves to these. */
  readonly toMove: readonly Occurrence[];
  /** Held, and no longer an occurrence of the series. Beyond the window they stay held. */
  readonly toRelease: readonly HeldOccurrence[];
}

/** An occurrence as it is held now. */
export interface HeldOccurrence extends Interval {
  readonly originalDate: Temporal.PlainDate;
}

/** From now to the end of the last of the days, as the calendar of the zone has them. */
export function holdingWindow(now: Temporal.Instant, daysAhead: number, zone: string): Interval {
  const today = now.toZonedDateTimeISO(zone).toPlainDate();
  const end = today.add({ days: daysAhead + 1 }).toZonedDateTime(zone);
  return { start: now, end: end.toInstant() };
}

/** When the window next rolls on by a day: the next midnight in the zone. */
export function nextRollAt(now: Temporal.Instant, zone: string): Temporal.Instant {
  return holdingWindow(now, 0, zone).end;
}

/** The occurrences that the series is to hold: those not over that start in the days ahead. */
export function occurrencesToHold(
  series: Series,
  now: Temporal.Instant,
  daysAhead: number,
): Occurrence[] {
  return occurrencesIn(series, holdingWindow(now, daysAhead, series.zone));
}

/**
 * What to change so that the series holds what it should. What is over is left as it is: it is
 * history, whatever became of the series. Applied twice, the second time changes nothing.
 */
export function planHolding(
  series: Series,
  held: readonly HeldOccurrence[],
  now: Temporal.Instant,
  daysAhead: number,
): HoldingPlan {
  const { end } = holdingWindow(now, daysAhead, series.zone);
  const current = held.filter((each) => isBefore(now, each.end));
  const heldByDate = new Map(held.map((each) => [each.originalDate.toString(), each]));
  const latest = current.reduce((max, each) => (isBefore(max, each.start) ? each.start : max), end);
  // What is held beyond the window, from when it was longer, is compared too.
  const due = occurrencesIn(series, { start: now, end: latest.add({ nanoseconds: 1 }) });
  const dueDates = new Set(due.map(({ originalDate }) => originalDate.toString()));
  const isHeldOtherwise = (occurrence: Occurrence): boolean => {
    const known = heldByDate.get(occurrence.originalDate.toString());
    return (
      known !== undefined &&
      !(known.start.equals(occurrence.start) && known.end.equals(occurrence.end))
    );
  };
  return {
    toHold: due.filter(
      (each) => isBefore(each.start, end) && !heldByDate.has(each.originalDate.toString()),
    ),
    toMove: due.filter(isHeldOtherwise),
    toRelease: current.filter(({ originalDate }) => !dueDates.has(originalDate.toString())),
  };
}
