import type { Temporal } from "temporal-polyfill";
import { fail, type Problem, type Result, succeed } from "../result.ts";
import { instantToWallTime, isKnownZone } from "../time/zones.ts";
import { toPlainDate } from "./calendar-days.ts";
import type { Interval } from "../time/interval.ts";
import { intervalOf } from "./expand-series.ts";
import { parsePattern, type PatternText, parseRange, type RangeText } from "./parse-pattern.ts";
import { seriesProblem, validateSeries } from "./parse-series.ts";
import { countDaysBefore, firstDayFrom, patternDays } from "./pattern-days.ts";
import { type FromRfc5545Code, fromRfc5545 } from "./rfc5545/from-rfc5545.ts";
import type { Series } from "./series.ts";

/** How a request says when its meeting recurs. */
export type RequestedRecurrence =
  | {
      readonly kind: "pattern";
      readonly pattern: PatternText;
      /** Without a start, the series starts on the date of the request's own. */
      readonly range: RangeText;
    }
  /** The value of an RRULE; it starts with the request's times. */
  | { readonly kind: "rule"; readonly rule: string };

/** The times of the meeting that recurs. */
export interface RequestedTimes extends Interval {
  /** IANA zone that the series is expanded in. */
  readonly timeZone: string;
}

/**
 * The series that a request asks for. Its first occurrence is the first day of its pattern from its
 * start on, as in Outlook; a rule of RFC 5545 has to begin with its start.
 */
export function requestedSeries(
  recurrence: RequestedRecurrence,
  { start, end, timeZone }: RequestedTimes,
): Result<Series, Problem<FromRfc5545Code>> {
  if (!isKnownZone(timeZone)) return fail(seriesProblem("unknown_time_zone"));
  const wallStart = instantToWallTime(start, timeZone);
  const wallEnd = instantToWallTime(end, timeZone);
  const durationMinutes = wallStart.until(wallEnd, { largestUnit: "minute" }).minutes;
  if (recurrence.kind === "rule") {
    const times = { zone: timeZone, start: wallStart, durationMinutes };
    const { rule } = recurrence;
    return fromRfc5545({ ...times, rule, excluded: [], added: [], overrides: [] });
  }
  const pattern = parsePattern(recurrence.pattern);
  if (!pattern.ok) return pattern;
  const startDate = recurrence.range.startDate ?? wallStart.toPlainDate().toString();
  const range = parseRange({ ...recurrence.range, startDate });
  if (!range.ok) return range;
  const series = validateSeries({
    pattern: pattern.value,
    range: range.value,
    startTime: wallStart.toPlainTime(),
    durationMinutes,
    zone: timeZone,
    exceptions: [],
    cancelledDates: [],
  });
  return series.ok ? succeed(asItsFirstDate(series.value)) : series;
}

/**
 * The series with the times that Exchange gives it: for all dates what clocks show at both ends of the
 * first. Where they skip the hour that this one ends in, all are longer.
 */
export function asItsFirstDate(series: Series): Series {
  const first = firstTimes(series);
  const start = instantToWallTime(first.start, series.zone);
  const end = instantToWallTime(first.end, series.zone);
  const durationMinutes = start.until(end, { largestUnit: "minute" }).minutes;
  return { ...series, startTime: start.toPlainTime(), durationMinutes };
}

/** How many dates the pattern has, cancelled ones included; infinite for a series without end. */
export function countDates({ pattern, range }: Series): number {
  if (range.type === "noEnd") return Number.POSITIVE_INFINITY;
  if (range.type === "numbered") return range.numberOfOccurrences;
  const days = patternDays(pattern, range);
  return countDaysBefore(days, days.lastDay + 1);
}

/** The first date of the pattern, whatever became of its occurrence. */
export function firstDateOf({ pattern, range }: Series): Temporal.PlainDate {
  const days = patternDays(pattern, range);
  return toPlainDate(firstDayFrom(days, days.startDay) ?? days.startDay);
}

/** Of the first date of its pattern, whatever became of that. */
export function firstTimes(series: Series): Interval {
  const start = firstDateOf(series).toPlainDateTime(series.startTime);
  return intervalOf(start, series.durationMinutes, series.zone);
}
