import { Temporal } from "temporal-polyfill";
import type { Problem } from "../result.ts";
import { fail, type Result, succeed } from "../result.ts";
import { type Weekday, WEEKDAYS } from "./calendar-days.ts";
import {
  INTERVAL_MAX,
  OCCURRENCES_MAX,
  type RecurrencePattern,
  type RecurrenceRange,
  WEEK_INDEXES,
  type WeekIndex,
} from "./series.ts";

/** A pattern as people, stores and Graph write it: what its type does not need is left unread. */
export interface PatternText {
  readonly type?: string | null | undefined;
  readonly interval?: number | null | undefined;
  readonly month?: number | null | undefined;
  readonly dayOfMonth?: number | null | undefined;
  readonly daysOfWeek?: readonly string[] | null | undefined;
  readonly firstDayOfWeek?: string | null | undefined;
  readonly index?: string | null | undefined;
}

/** A range as people, stores and Graph write it; dates are "2026-03-29". */
export interface RangeText {
  readonly type?: string | null | undefined;
  readonly startDate?: string | null | undefined;
  readonly endDate?: string | null | undefined;
  readonly numberOfOccurrences?: number | null | undefined;
}

export type PatternProblemCode =
  | "unknown_pattern"
  | "interval_out_of_range"
  | "days_of_week_missing"
  | "unknown_day_of_week"
  | "day_of_month_out_of_range"
  | "month_out_of_range"
  | "unknown_week_index";

export type RangeProblemCode =
  | "unknown_range"
  | "invalid_date"
  | "end_before_start"
  | "occurrences_out_of_range";

/** Reads a pattern and fills Graph's defaults (facts 1.8). The first thing that is wrong is told. */
export function parsePattern(
  text: PatternText,
): Result<RecurrencePattern, Problem<PatternProblemCode>> {
  const type = PATTERN_TYPES.find((known) => known === text.type);
  if (type === undefined) return fail(patternProblem("unknown_pattern"));
  const interval = text.interval ?? 1;
  if (!isWithin(interval, INTERVAL_MAX[type])) return fail(patternProblem("interval_out_of_range"));
  const dayOfMonth = text.dayOfMonth ?? 0;
  const month = text.month ?? 0;
  switch (type) {
    case "daily":
      return succeed({ type, interval });
    case "absoluteMonthly":
      if (!isWithin(dayOfMonth, 31)) return fail(patternProblem("day_of_month_out_of_range"));
      return succeed({ type, interval, dayOfMonth });
    case "absoluteYearly":
      if (!isWithin(month, 12)) return fail(patternProblem("month_out_of_range"));
      if (!isWithin(dayOfMonth, 31)) return fail(patternProblem("day_of_month_out_of_range"));
      return succeed({ type, interval, month, dayOfMonth });
    case "weekly":
    case "relativeMonthly":
    case "relativeYearly":
      return parseWeekdayPattern(type, interval, month, text);
  }
}

function parseWeekdayPattern(
  type: "weekly" | "relativeMonthly" | "relativeYearly",
  interval: number,
  month: number,
  text: PatternText,
): Result<RecurrencePattern, Problem<PatternProblemCode>> {
  const named = (text.daysOfWeek ?? []).map(parseWeekday);
  if (named.includes(undefined)) return fail(patternProblem("unknown_day_of_week"));
  const daysOfWeek = WEEKDAYS.filter((weekday) => named.includes(weekday));
  if (daysOfWeek.length === 0) return fail(patternProblem("days_of_week_missing"));
  if (type === "weekly") {
    const firstDayOfWeek = parseWeekday(text.firstDayOfWeek ?? "sunday");
    if (firstDayOfWeek === undefined) return fail(patternProblem("unknown_day_of_week"));
    return succeed({ type, interval, daysOfWeek, firstDayOfWeek });
  }
  const index = parseWeekIndex(text.index ?? "first");
  if (index === undefined) return fail(patternProblem("unknown_week_index"));
  if (type === "relativeMonthly") return succeed({ type, interval, daysOfWeek, index });
  if (!isWithin(month, 12)) return fail(patternProblem("month_out_of_range"));
  return succeed({ type, interval, month, daysOfWeek, index });
}

export function parseRange(text: RangeText): Result<RecurrenceRange, Problem<RangeProblemCode>> {
  const startDate = parseDate(text.startDate);
  if (startDate === undefined) return fail(patternProblem("invalid_date"));
  switch (text.type ?? "") {
    case "noEnd":
      return succeed({ type: "noEnd", startDate });
    case "numbered": {
      const numberOfOccurrences = text.numberOfOccurrences ?? 0;
      if (!isWithin(numberOfOccurrences, OCCURRENCES_MAX)) {
        return fail(patternProblem("occurrences_out_of_range"));
      }
      return succeed({ type: "numbered", startDate, numberOfOccurrences });
    }
    case "endDate": {
      const endDate = parseDate(text.endDate);
      if (endDate === undefined) return fail(patternProblem("invalid_date"));
      if (Temporal.PlainDate.compare(endDate, startDate) < 0) {
        return fail(patternProblem("end_before_start"));
      }
      return succeed({ type: "endDate", startDate, endDate });
    }
    default:
      return fail(patternProblem("unknown_range"));
  }
}

/** Reads "2026-03-29"; undefined for what is not a date from 1900 to 9999. */
export function parseDate(text: string | null | undefined): Temporal.PlainDate | undefined {
  if (!/^(19|[2-9]\d)\d\d-\d\d-\d\d$/.test(text ?? "")) return undefined;
  try {
    return Temporal.PlainDate.from(text ?? "");
  } catch (error) {
    // A RangeError is how Temporal says that there is no such date.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const PATTERN_TYPES = [
  "daily",
  "weekly",
  "absoluteMonthly",
  "relativeMonthly",
  "absoluteYearly",
  "relativeYearly",
] as const satisfies readonly RecurrencePattern["type"][];

function parseWeekday(name: string): Weekday | undefined {
  const lower = name.toLowerCase();
  return WEEKDAYS.find((weekday) => weekday === lower);
}

function parseWeekIndex(name: string): WeekIndex | undefined {
  return WEEK_INDEXES.find((index) => index === name.toLowerCase());
}

function isWithin(value: number, max: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= max;
}

/** The problem of a code that a pattern or a range has. */
export function patternProblem<Code extends keyof typeof TEXTS>(code: Code): Problem<Code> {
  return { code, ...TEXTS[code] };
}

const TEXTS = {
  unknown_pattern: {
    message: "There is no such pattern of recurrence.",
    remedy: `Choose one of ${PATTERN_TYPES.join(", ")}.`,
  },
  interval_out_of_range: {
    message: "The interval between occurrences is not a whole number in the range.",
    remedy: `Give 1 to ${INTERVAL_MAX.daily} days, or 1 to ${INTERVAL_MAX.weekly} weeks, months or years.`,
  },
  days_of_week_missing: {
    message: "The pattern names no day of the week.",
    remedy: "Choose at least one day of the week.",
  },
  unknown_day_of_week: {
    message: "There is no such day of the week.",
    remedy: "Name the days monday to sunday.",
  },
  day_of_month_out_of_range: {
    message: "There is no such day of the month.",
    remedy: "Give a day from 1 to 31.",
  },
  month_out_of_range: {
    message: "There is no such month.",
    remedy: "Give a month from 1 to 12.",
  },
  unknown_week_index: {
    message: "There is no such week of the month.",
    remedy: `Choose one of ${WEEK_INDEXES.join(", ")}.`,
  },
  unknown_range: {
    message: "It is not said how the series ends.",
    remedy: "Choose one of endDate, numbered and noEnd.",
  },
  invalid_date: {
    message: "The start or the end of the series is not a date.",
    remedy: 'Write dates as in "2026-03-29".',
  },
  end_before_start: {
    message: "The series ends before it starts.",
    remedy: "Choose an end date that is not before the start date.",
  },
  occurrences_out_of_range: {
    message: "The number of occurrences is not a whole number in the range.",
    remedy: `Give 1 to ${OCCURRENCES_MAX}, or an end date.`,
  },
} as const;
