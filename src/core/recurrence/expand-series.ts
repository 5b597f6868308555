import { Temporal } from "temporal-polyfill";
import { contains, type Interval, isBefore, overlaps } from "../time/interval.ts";
import { instantToWallTime, wallTimeToInstant } from "../time/zones.ts";
import { type DayNumber, toDayNumber, toPlainDate } from "./calendar-days.ts";
import { daysFrom, type PatternDays, patternDays } from "./pattern-days.ts";
import type { Series, SeriesException } from "./series.ts";

/** One meeting of a series, as it takes place. */
export interface Occurrence extends Interval {
  /** The date that the pattern gave it: what it is known by, wherever it was moved. */
  readonly originalDate: Temporal.PlainDate;
  /** When it would start had it not been changed. */
  readonly originalStart: Temporal.Instant;
  readonly kind: "occurrence" | "exception";
}

const DAY_MINUTES = 24 * 60;

/**
 * The occurrences that share time with the window, in order of their starts, cancelled ones left
 * out. An occurrence without length counts where it starts. The cost goes with the window, not
 * with the age or the length of the series.
 */
export function occurrencesIn(series: Series, window: Interval): Occurrence[] {
  const found: Occurrence[] = [];
  for (const occurrence of occurrencesFrom(series, window.start)) {
    if (!isBefore(occurrence.start, window.end)) break;
    if (takesPlaceIn(occurrence, window)) found.push(occurrence);
  }
  return found;
}

/**
 * The occurrences that end after the instant, in order of their starts, made as they are asked for:
 * a series without end goes on for as long as somebody asks.
 */
export function* occurrencesFrom(
  series: Series,
  from: Temporal.Instant,
): Generator<Occurrence, undefined> {
  const isDue = (occurrence: Occurrence): boolean =>
    isBefore(from, occurrence.end) || occurrence.start.equals(from);
  const exceptions = series.exceptions
    .map((exception) => exceptionOf(series, exception))
    .filter(isDue)
    .sort((left, right) => Temporal.Instant.compare(left.start, right.start));
  for (const occurrence of regularFrom(series, from)) {
    if (!isDue(occurrence)) continue;
    while (exceptions[0] && !isBefore(occurrence.start, exceptions[0].start)) {
      const [exception] = exceptions.splice(0, 1);
      if (exception) yield exception;
    }
    yield occurrence;
  }
  yield* exceptions;
  return undefined;
}

/** The occurrence that the pattern gave the date; undefined if there is none or it is cancelled. */
export function occurrenceOn(
  series: Series,
  originalDate: Temporal.PlainDate,
): Occurrence | undefined {
  const exception = series.exceptions.find((each) => each.originalDate.equals(originalDate));
  if (exception) return exceptionOf(series, exception);
  const day = toDayNumber(originalDate);
  const [first] = daysFrom(patternDays(series.pattern, series.range), day);
  if (first !== day || series.cancelledDates.some((date) => date.equals(originalDate))) {
    return undefined;
  }
  return regularOn(series, originalDate);
}

/**
 * The times as an occurrence of a series can have them, which is told by the clock on the wall: of
 * two times that clocks show alike, the first is meant.
 */
export function asSeriesTells({ start, end }: Interval, zone: string): Interval {
  const wallStart = instantToWallTime(start, zone);
  const length = wallStart.until(instantToWallTime(end, zone), { largestUnit: "minute" });
  return intervalOf(wallStart, length.minutes, zone);
}

function takesPlaceIn(occurrence: Occurrence, window: Interval): boolean {
  return overlaps(occurrence, window) || contains(window, occurrence.start);
}

/** Occurrences as the pattern has them, from a little before the instant. */
function* regularFrom(series: Series, from: Temporal.Instant): Generator<Occurrence, undefined> {
  const changed = new Set(
    [...series.exceptions.map(({ originalDate }) => originalDate), ...series.cancelledDates].map(
      toDayNumber,
    ),
  );
  for (const day of daysAround(series, from)) {
    if (!changed.has(day)) yield regularOn(series, toPlainDate(day));
  }
  return undefined;
}

function daysAround(series: Series, from: Temporal.Instant): Generator<DayNumber, undefined> {
  const days: PatternDays = patternDays(series.pattern, series.range);
  const today = toDayNumber(instantToWallTime(from, series.zone).toPlainDate());
  // One day more than the length, for the hours by which a clock change stretches it.
  const lengthDays = Math.ceil(series.durationMinutes / DAY_MINUTES) + 1;
  return daysFrom(days, today - lengthDays);
}

function regularOn(series: Series, date: Temporal.PlainDate): Occurrence {
  const start = date.toPlainDateTime(series.startTime);
  const interval = intervalOf(start, series.durationMinutes, series.zone);
  return { ...interval, originalDate: date, originalStart: interval.start, kind: "occurrence" };
}

function exceptionOf(series: Series, exception: SeriesException): Occurrence {
  const { originalDate, start, durationMinutes } = exception;
  return {
    ...intervalOf(start, durationMinutes, series.zone),
    originalDate,
    originalStart: wallTimeToInstant(originalDate.toPlainDateTime(series.startTime), series.zone),
    kind: "exception",
  };
}

/**
 * From the wall time for so long on the clock. Where clocks skip the start it moves on by the gap,
 * and may pass the end: then it lasts its minutes from there.
 */
export function intervalOf(
  wallStart: Temporal.PlainDateTime,
  durationMinutes: number,
  zone: string,
): Interval {
  const start = wallTimeToInstant(wallStart, zone);
  const end = wallTimeToInstant(wallStart.add({ minutes: durationMinutes }), zone);
  const isInOrder = isBefore(start, end) || durationMinutes === 0;
  return { start, end: isInOrder ? end : start.add({ minutes: durationMinutes }) };
}
