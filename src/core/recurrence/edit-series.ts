import { Temporal } from "temporal-polyfill";
import { fail, type Problem, type Result, succeed } from "../result.ts";
import { type DayNumber, toDayNumber, toPlainDate } from "./calendar-days.ts";
import { crossesNeighbour } from "./neighbours.ts";
import { type SeriesProblemCode, validateSeries } from "./parse-series.ts";
import { asItsFirstDate } from "./requested-series.ts";
import { countDaysBefore, daysFrom, lastDayBefore, patternDays } from "./pattern-days.ts";
import type { RecurrencePattern, RecurrenceRange, Series, SeriesException } from "./series.ts";

/**
 * What an edit does to a series, as a plan: whoever carries it out writes to the database and to
 * the calendar what it says. Where a master is written, Exchange may discard all its exceptions
 * (facts 1.8): those that the plan's series still has are then to be written again.
 */
export type SeriesEdit =
  | {
      readonly kind: "change_occurrence";
      readonly date: Temporal.PlainDate;
      readonly series: Series;
    }
  | {
      readonly kind: "cancel_occurrence";
      readonly date: Temporal.PlainDate;
      readonly series: Series;
    }
  | ({ readonly kind: "change_series" } & MasterChange)
  | {
      /** One series becomes two: the old one ends before the date, the new one begins with it. */
      readonly kind: "split_series";
      readonly ended: Series;
      readonly following: MasterChange;
    }
  | { readonly kind: "end_series"; readonly series: Series }
  /** Nothing would be left. */
  | { readonly kind: "cancel_series" };

export interface MasterChange {
  readonly series: Series;
  /** Changed occurrences that the edit undoes, because the pattern or the time is a new one. */
  readonly droppedExceptions: readonly SeriesException[];
  /** Cancelled occurrences that the edit undoes: they take place again if the pattern has them. */
  readonly droppedCancellations: readonly Temporal.PlainDate[];
}

/** What is to become different; what is left out stays. */
export interface SeriesChange {
  readonly pattern?: RecurrencePattern;
  /** The first date from which the pattern applies. */
  readonly startDate?: Temporal.PlainDate;
  readonly end?: SeriesEnd;
  readonly startTime?: Temporal.PlainTime;
  readonly durationMinutes?: number;
  readonly zone?: string;
}

export type SeriesEnd =
  | { readonly type: "noEnd" }
  | { readonly type: "endDate"; readonly endDate: Temporal.PlainDate }
  | { readonly type: "numbered"; readonly numberOfOccurrences: number };

export type SeriesEditCode =
  | SeriesProblemCode
  | "occurrence_crosses_neighbour"
  | "no_such_occurrence";

type EditResult = Result<SeriesEdit, Problem<SeriesEditCode>>;

/** Gives the occurrence of a date times of its own; the pattern's own times undo a change. */
export function changeOccurrence(
  series: Series,
  date: Temporal.PlainDate,
  times: { readonly start: Temporal.PlainDateTime; readonly durationMinutes: number },
): EditResult {
  if (!takesPlace(series, date)) return fail(NO_SUCH_OCCURRENCE);
  const exception: SeriesException = { originalDate: date, ...times };
  const crossing = crossesNeighbour(series, exception);
  if (crossing) return fail(crossing);
  const others = series.exceptions.filter(({ originalDate }) => !originalDate.equals(date));
  const isAsPattern =
    times.start.equals(date.toPlainDateTime(series.startTime)) &&
    times.durationMinutes === series.durationMinutes;
  const changed = validateSeries({
    ...series,
    exceptions: isAsPattern ? others : [...others, exception],
  });
  return changed.ok ? succeed({ kind: "change_occurrence", date, series: changed.value }) : changed;
}

/** Cancels the occurrence of a date, and the series with it if it is the last one left. */
export function cancelOccurrence(series: Series, date: Temporal.PlainDate): EditResult {
  if (!takesPlace(series, date)) return fail(NO_SUCH_OCCURRENCE);
  const cancelled = leaveOut(series, [date]);
  if (!cancelled.ok) return cancelled;
  if (!hasOccurrence(cancelled.value)) return succeed({ kind: "cancel_series" });
  return succeed({ kind: "cancel_occurrence", date, series: cancelled.value });
}

/** Without these of its dates, though nothing but they may be left. */
export function leaveOut(
  series: Series,
  dates: readonly Temporal.PlainDate[],
): Result<Series, Problem<SeriesEditCode>> {
  const isLeftOut = (date: Temporal.PlainDate) => dates.some((each) => each.equals(date));
  return validateSeries({
    ...series,
    exceptions: series.exceptions.filter(({ originalDate }) => !isLeftOut(originalDate)),
    cancelledDates: [...series.cancelledDates, ...dates],
  });
}

/**
 * Changes the whole series. Its exceptions and cancelled dates stay if only its end changes, or
 * nothing; a new pattern, time, length or zone is a series begun afresh (facts 1.8).
 */
export function changeSeries(series: Series, change: SeriesChange): EditResult {
  const changed = withChange(series, change);
  return changed.ok ? succeed({ kind: "change_series", ...changed.value }) : changed;
}

/**
 * Changes the occurrence of a date and all after it: the series ends before that date, and a new
 * one begins with it. From the first occurrence on, that is the whole series.
 */
export function changeFollowing(
  series: Series,
  date: Temporal.PlainDate,
  change: SeriesChange,
): EditResult {
  if (!takesPlace(series, date)) return fail(NO_SUCH_OCCURRENCE);
  const ended = endBefore(series, date);
  if (!ended || !hasOccurrence(ended)) return changeSeries(series, change);
  const rest: Series = {
    ...series,
    range: rangeFrom(series, date),
    exceptions: series.exceptions.filter(({ originalDate }) => !isEarlier(originalDate, date)),
    cancelledDates: series.cancelledDates.filter((each) => !isEarlier(each, date)),
  };
  const following = withChange(rest, change);
  if (!following.ok) return following;
  return succeed({ kind: "split_series", ended, following: following.value });
}

/** Cancels the occurrence of a date and all after it. */
export function cancelFollowing(series: Series, date: Temporal.PlainDate): EditResult {
  if (!takesPlace(series, date)) return fail(NO_SUCH_OCCURRENCE);
  const ended = endBefore(series, date);
  if (!ended || !hasOccurrence(ended)) return succeed({ kind: "cancel_series" });
  return succeed({ kind: "end_series", series: ended });
}

function withChange(
  series: Series,
  change: SeriesChange,
): Result<MasterChange, Problem<SeriesEditCode>> {
  const { end, startDate = series.range.startDate, ...rest } = change;
  const range: RecurrenceRange = { ...(end ?? series.range), startDate };
  const target: Series = { ...series, ...rest, range };
  const days = patternDays(target.pattern, target.range);
  const isAfresh = isBegunAfresh(series, target);
  const isKept = (date: Temporal.PlainDate): boolean =>
    !isAfresh && toDayNumber(date) <= days.lastDay;
  const [kept, dropped] = partition(series.exceptions, (each) => isKept(each.originalDate));
  const [keptDates, droppedDates] = partition(series.cancelledDates, isKept);
  const changed = validateSeries({ ...target, exceptions: kept, cancelledDates: keptDates });
  if (!changed.ok) return changed;
  return succeed({
    series: isAfresh ? asItsFirstDate(changed.value) : changed.value,
    droppedExceptions: dropped,
    droppedCancellations: droppedDates,
  });
}

function isBegunAfresh(before: Series, after: Series): boolean {
  return (
    !before.startTime.equals(after.startTime) ||
    before.durationMinutes !== after.durationMinutes ||
    before.zone !== after.zone ||
    !before.range.startDate.equals(after.range.startDate) ||
    !isSamePattern(before.pattern, after.pattern)
  );
}

function isSamePattern(left: RecurrencePattern, right: RecurrencePattern): boolean {
  const textOf = (pattern: RecurrencePattern): string =>
    JSON.stringify(Object.entries(pattern).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return textOf(left) === textOf(right);
}

/** The part of the series before the date; undefined if the pattern has no day there. */
function endBefore(series: Series, date: Temporal.PlainDate): Series | undefined {
  const days = patternDays(series.pattern, series.range);
  const day = toDayNumber(date);
  const last = lastDayBefore(days, day);
  if (last === undefined) return undefined;
  const { startDate } = series.range;
  const range: RecurrenceRange =
    series.range.type === "numbered"
      ? { type: "numbered", startDate, numberOfOccurrences: countDaysBefore(days, day) }
      : { type: "endDate", startDate, endDate: toPlainDate(last) };
  return {
    ...series,
    range,
    exceptions: series.exceptions.filter(({ originalDate }) => isEarlier(originalDate, date)),
    cancelledDates: series.cancelledDates.filter((each) => isEarlier(each, date)),
  };
}

/** The range's rest from one of the pattern's dates on, which keeps the rhythm of its interval. */
function rangeFrom({ pattern, range }: Series, startDate: Temporal.PlainDate): RecurrenceRange {
  if (range.type !== "numbered") return { ...range, startDate };
  const before = countDaysBefore(patternDays(pattern, range), toDayNumber(startDate));
  return { ...range, startDate, numberOfOccurrences: range.numberOfOccurrences - before };
}

function takesPlace(series: Series, date: Temporal.PlainDate): boolean {
  const day = toDayNumber(date);
  const [found] = daysFrom(patternDays(series.pattern, series.range), day);
  return found === day && !series.cancelledDates.some((each) => each.equals(date));
}

/** Whether anything is left that was not cancelled. */
function hasOccurrence(series: Series): boolean {
  const cancelled = new Set<DayNumber>(series.cancelledDates.map(toDayNumber));
  const days = patternDays(series.pattern, series.range);
  for (const day of daysFrom(days, days.startDay)) if (!cancelled.has(day)) return true;
  return false;
}

function partition<Item>(
  items: readonly Item[],
  isFirst: (item: Item) => boolean,
): [Item[], Item[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}

function isEarlier(left: Temporal.PlainDate, right: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(left, right) < 0;
}

const NO_SUCH_OCCURRENCE: Problem<"no_such_occurrence"> = {
  code: "no_such_occurrence",
  message: "The series has no occurrence on this date, or it was cancelled.",
  remedy: "Name the occurrence by the date that it had before any change, or reload the series.",
};
