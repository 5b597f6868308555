import { Temporal } from "temporal-polyfill";
import { fail, type Problem, type Result, succeed } from "../result.ts";
import { isKnownZone } from "../time/zones.ts";
import { daysFrom, isPatternDay, type PatternDays, patternDays } from "./pattern-days.ts";
import { toDayNumber } from "./calendar-days.ts";
import {
  parseDate,
  parsePattern,
  type PatternProblemCode,
  type PatternText,
  parseRange,
  type RangeProblemCode,
  type RangeText,
} from "./parse-pattern.ts";
import type { Series, SeriesException } from "./series.ts";

/** A series in plain values, as it is kept and sent: JSON keeps it whole. */
export interface SeriesText {
  readonly pattern: PatternText;
  readonly range: RangeText;
  /** Wall time, "09:30". */
  readonly startTime: string;
  readonly durationMinutes: number;
  /** IANA zone. */
  readonly zone: string;
  readonly exceptions?: readonly SeriesExceptionText[];
  /** "2026-03-29". */
  readonly cancelledDates?: readonly string[];
}

export interface SeriesExceptionText {
  /** "2026-03-29". */
  readonly originalDate: string;
  /** Wall time in the series' zone, "2026-03-30T10:00". */
  readonly start: string;
  readonly durationMinutes: number;
}

export type SeriesProblemCode =
  | PatternProblemCode
  | RangeProblemCode
  | "unknown_time_zone"
  | "invalid_start_time"
  | "duration_out_of_range"
  | "no_occurrences"
  | "occurrences_overlap"
  | "invalid_exception"
  | "exception_without_occurrence"
  | "date_listed_twice";

/** No occurrence is longer than a reservation may be. */
const DURATION_MINUTES_MAX = 366 * 24 * 60;
const DAY_MINUTES = 24 * 60;
/** The closest two days of a pattern come within this many, the leap year's month ends included. */
const OCCURRENCES_COMPARED = 120;

/** Reads a series; the first thing that is wrong is told. */
export function parseSeries(text: SeriesText): Result<Series, Problem<SeriesProblemCode>> {
  const pattern = parsePattern(text.pattern);
  if (!pattern.ok) return pattern;
  const range = parseRange(text.range);
  if (!range.ok) return range;
  if (!isKnownZone(text.zone)) return fail(seriesProblem("unknown_time_zone"));
  const startTime = parseTime(text.startTime);
  if (!startTime) return fail(seriesProblem("invalid_start_time"));
  const exceptions = parseExceptions(text.exceptions ?? []);
  const cancelledDates = parseDates(text.cancelledDates ?? []);
  if (!exceptions || !cancelledDates) return fail(seriesProblem("invalid_exception"));
  return validateSeries({
    pattern: pattern.value,
    range: range.value,
    startTime,
    durationMinutes: text.durationMinutes,
    zone: text.zone,
    exceptions,
    cancelledDates,
  });
}

/** Checks what no part of a series tells alone; exceptions are put in order. */
export function validateSeries(series: Series): Result<Series, Problem<SeriesProblemCode>> {
  const code = codeOf(series);
  if (code !== undefined) return fail(seriesProblem(code));
  const exceptions = series.exceptions.toSorted((left, right) =>
    Temporal.PlainDate.compare(left.originalDate, right.originalDate),
  );
  const cancelledDates = series.cancelledDates.toSorted((left, right) =>
    Temporal.PlainDate.compare(left, right),
  );
  return succeed({ ...series, exceptions, cancelledDates });
}

/** The series in plain values; `parseSeries` reads it back as it was. */
export function formatSeries(series: Series): SeriesText {
  const { range } = series;
  return {
    pattern: series.pattern,
    range: {
      type: range.type,
      startDate: range.startDate.toString(),
      ...(range.type === "endDate" ? { endDate: range.endDate.toString() } : {}),
      ...(range.type === "numbered" ? { numberOfOccurrences: range.numberOfOccurrences } : {}),
    },
    startTime: series.startTime.toString({ smallestUnit: "minute" }),
    durationMinutes: series.durationMinutes,
    zone: series.zone,
    exceptions: series.exceptions.map(({ originalDate, start, durationMinutes }) => ({
      originalDate: originalDate.toString(),
      start: start.toString({ smallestUnit: "minute" }),
      durationMinutes,
    })),
    cancelledDates: series.cancelledDates.map((date) => date.toString()),
  };
}

function codeOf(series: Series): keyof typeof TEXTS | undefined {
  const days = patternDays(series.pattern, series.range);
  const durations = [series, ...series.exceptions].map(({ durationMinutes }) => durationMinutes);
  if (!durations.every(isDuration)) return "duration_out_of_range";
  const first = daysFrom(days, days.startDay).next();
  if (first.done) return "no_occurrences";
  if (hasOverlap(days, series.durationMinutes)) return "occurrences_overlap";
  const dates = [
    ...series.exceptions.map(({ originalDate }) => originalDate),
    ...series.cancelledDates,
  ].map(toDayNumber);
  if (new Set(dates).size < dates.length) return "date_listed_twice";
  if (!dates.every((day) => isPatternDay(days, day))) return "exception_without_occurrence";
  return undefined;
}

/** Occurrences of one series never overlap in Exchange, and it keeps none that would. */
function hasOverlap(days: PatternDays, durationMinutes: number): boolean {
  let before = Number.NEGATIVE_INFINITY;
  let compared = 0;
  for (const day of daysFrom(days, days.startDay)) {
    if ((day - before) * DAY_MINUTES < durationMinutes) return true;
    before = day;
    compared += 1;
    if (compared === OCCURRENCES_COMPARED || durationMinutes <= DAY_MINUTES) return false;
  }
  return false;
}

function isDuration(minutes: number): boolean {
  return Number.isInteger(minutes) && minutes >= 0 && minutes <= DURATION_MINUTES_MAX;
}

function parseTime(text: string): Temporal.PlainTime | undefined {
  if (!/^([01]\d|2[0-3]):[0-5]\d(:00(\.0+)?)?$/.test(text)) return undefined;
  return Temporal.PlainTime.from(text);
}

function parseDates(texts: readonly string[]): Temporal.PlainDate[] | undefined {
  const dates = texts.map(parseDate);
  return dates.every((date) => date !== undefined) ? dates : undefined;
}

function parseExceptions(texts: readonly SeriesExceptionText[]): SeriesException[] | undefined {
  const exceptions: SeriesException[] = [];
  for (const { originalDate, start, durationMinutes } of texts) {
    const original = parseDate(originalDate);
    const [dateText, timeText] = start.split("T");
    const date = parseDate(dateText);
    const time = parseTime(timeText ?? "");
    if (!original || !date || !time) return undefined;
    exceptions.push({ originalDate: original, start: date.toPlainDateTime(time), durationMinutes });
  }
  return exceptions;
}

/** The problem of a code that only whole series have. */
export function seriesProblem<Code extends keyof typeof TEXTS>(code: Code): Problem<Code> {
  return { code, ...TEXTS[code] };
}

const TEXTS = {
  unknown_time_zone: {
    message: "There is no such time zone.",
    remedy: 'Give an IANA time zone, such as "Europe/Berlin".',
  },
  invalid_start_time: {
    message: "The start of the occurrences is not a time of day in whole minutes.",
    remedy: 'Write the time as in "09:30".',
  },
  duration_out_of_range: {
    message: "The length of an occurrence is not a number of whole minutes up to 366 days.",
    remedy: "Choose an end that is after the start.",
  },
  no_occurrences: {
    message: "The pattern gives no day between the start and the end of the series.",
    remedy: "Choose a later end date, or another pattern.",
  },
  occurrences_overlap: {
    message: "An occurrence lasts longer than the time until the next one.",
    remedy: "Choose shorter occurrences, or let them recur less often.",
  },
  invalid_exception: {
    message: "A changed or cancelled occurrence has no readable date or time.",
    remedy: 'Write dates as in "2026-03-29" and times as in "2026-03-29T09:30".',
  },
  exception_without_occurrence: {
    message: "A changed or cancelled occurrence is on a date that the pattern does not have.",
    remedy: "Name it by the date that the pattern gave it.",
  },
  date_listed_twice: {
    message: "One occurrence is changed or cancelled more than once.",
    remedy: "List each date once.",
  },
} as const;
