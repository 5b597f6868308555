import type { z } from "zod";
import type { Recurrence, requestedRecurrenceSchema } from "../../contract/recurrence.ts";
import { parsePattern, parseRange } from "../../core/recurrence/parse-pattern.ts";
import type { SeriesText } from "../../core/recurrence/parse-series.ts";
import type { RequestedRecurrence } from "../../core/recurrence/requested-series.ts";

type RecurrenceBody = z.output<typeof requestedRecurrenceSchema>;
type WirePattern = Recurrence["pattern"];
type WireRange = Recurrence["range"];

/** The rules have Graph's words for patterns and ranges, the API has its own spelling of them. */
const PATTERN_TYPES = {
  daily: "daily",
  weekly: "weekly",
  absolute_monthly: "absoluteMonthly",
  relative_monthly: "relativeMonthly",
  absolute_yearly: "absoluteYearly",
  relative_yearly: "relativeYearly",
} as const satisfies Readonly<Record<WirePattern["type"], string>>;
const RANGE_TYPES = {
  no_end: "noEnd",
  end_date: "endDate",
  numbered: "numbered",
} as const satisfies Readonly<Record<WireRange["type"], string>>;

export function recurrenceFrom(body: RecurrenceBody): RequestedRecurrence {
  if ("rrule" in body) return { kind: "rule", rule: body.rrule };
  const { pattern, range } = body;
  return {
    kind: "pattern",
    pattern: {
      type: PATTERN_TYPES[pattern.type],
      interval: pattern.interval,
      daysOfWeek: pattern.days_of_week,
      firstDayOfWeek: pattern.first_day_of_week,
      dayOfMonth: pattern.day_of_month,
      month: pattern.month,
      index: pattern.index,
    },
    range: {
      type: RANGE_TYPES[range.type],
      startDate: range.start_date,
      endDate: range.end_date,
      numberOfOccurrences: range.number_of_occurrences,
    },
  };
}

/** Null for what is no series, and for one that was kept in words that nobody can read any more. */
export function presentRecurrence(series: SeriesText | null): Recurrence | null {
  if (series === null) return null;
  const pattern = presentPattern(series.pattern);
  const range = presentRange(series.range);
  if (pattern === null || range === null) return null;
  return {
    pattern,
    range,
    start_time: series.startTime,
    duration_minutes: series.durationMinutes,
    time_zone: series.zone,
    cancelled_dates: [...(series.cancelledDates ?? [])],
  };
}

function presentPattern(text: SeriesText["pattern"]): WirePattern | null {
  const parsed = parsePattern(text);
  if (!parsed.ok) return null;
  const pattern = parsed.value;
  return {
    type: keyOf(PATTERN_TYPES, pattern.type),
    interval: pattern.interval,
    ...("daysOfWeek" in pattern && { days_of_week: [...pattern.daysOfWeek] }),
    ...("firstDayOfWeek" in pattern && { first_day_of_week: pattern.firstDayOfWeek }),
    ...("dayOfMonth" in pattern && { day_of_month: pattern.dayOfMonth }),
    ...("month" in pattern && { month: pattern.month }),
    ...("index" in pattern && { index: pattern.index }),
  };
}

function presentRange(text: SeriesText["range"]): WireRange | null {
  const parsed = parseRange(text);
  if (!parsed.ok) return null;
  const range = parsed.value;
  return {
    type: keyOf(RANGE_TYPES, range.type),
    start_date: range.startDate.toString(),
    ...(range.type === "endDate" && { end_date: range.endDate.toString() }),
    ...(range.type === "numbered" && { number_of_occurrences: range.numberOfOccurrences }),
  };
}

function keyOf<Key extends string, Word extends string>(
  words: Readonly<Record<Key, Word>>,
  word: Word,
): Key {
  const found = (Object.keys(words) as Key[]).find((key) => words[key] === word);
  if (found === undefined) throw new Error(`there is no word for ${word}`);
  return found;
}
