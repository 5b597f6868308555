import { z } from "zod";
import type { RecurrencePattern, RequestedRecurrence } from "../../../src/contract/recurrence.ts";
import {
  dayOfMonthOf,
  isDate,
  laterDay,
  monthOf,
  weekdayOf,
  weekOfMonthOf,
  yearsLater,
} from "../../ui/format/wall-time.ts";

export const WEEKDAYS = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;

export const RHYTHMS = [
  "never",
  "daily",
  "weekdays",
  "weekly",
  "monthly",
  "yearly",
  "custom",
] as const;
export const UNITS = ["day", "week", "month", "year"] as const;
/** Of months and years: on the day of the month, or on a weekday of it. */
export const MONTHLY_BY = ["date", "weekday"] as const;
/** What becomes of dates that are taken: nothing is booked, they are left out, or in other rooms. */
export const ON_TAKEN = ["stop", "skip", "elsewhere"] as const;
export const ENDS = ["on", "after", "never"] as const;

export const INTERVAL_MAX = 99;
export const COUNT_MAX = 999;

/** How a meeting repeats, as the form holds it. */
export const repeatSchema = z.object({
  /** `as_it_is`: of a series that is there, whose pattern these fields cannot say. */
  rhythm: z.enum([...RHYTHMS, "as_it_is"]),
  /** Of a custom rhythm. */
  unit: z.enum(UNITS),
  interval: z.int().min(1).max(INTERVAL_MAX),
  weekdays: z.array(z.enum(WEEKDAYS)),
  monthlyBy: z.enum(MONTHLY_BY),
  ends: z.enum(ENDS),
  endDate: z.string().refine(isDate),
  count: z.int().min(1).max(COUNT_MAX),
  onTaken: z.enum(ON_TAKEN),
  /** Ids of spaces for dates that are taken, where others are chosen than the nearest. */
  roomsByDate: z.record(z.string(), z.string()),
});
export type Repeat = z.infer<typeof repeatSchema>;

const USUAL_COUNT = 10;
const USUAL_END_DAYS = 90;
/** Of what comes but once a year. */
const USUAL_END_YEARS = 5;

/** What a form begins with: not at all, and whatever is chosen then begins on the date. */
export function noRepeat(date: string): Repeat {
  return {
    rhythm: "never",
    unit: "week",
    interval: 1,
    weekdays: [weekdayOf(date)],
    monthlyBy: "date",
    ends: "after",
    endDate: laterDay(date, USUAL_END_DAYS),
    count: USUAL_COUNT,
    onTaken: "stop",
    roomsByDate: {},
  };
}

/** Another rhythm, or unit of one; the last date, as long as nobody has chosen it, becomes its usual one. */
export function inRhythm(
  repeat: Repeat,
  other: Partial<Pick<Repeat, "rhythm" | "unit">>,
  date: string,
): Repeat {
  const next = { ...repeat, ...other };
  const isChosen = repeat.endDate !== usualEndOf(repeat, date);
  return isChosen ? next : { ...next, endDate: usualEndOf(next, date) };
}

function usualEndOf({ rhythm, unit }: Pick<Repeat, "rhythm" | "unit">, date: string): string {
  const isYearly = rhythm === "yearly" || (rhythm === "custom" && unit === "year");
  return isYearly ? yearsLater(date, USUAL_END_YEARS) : laterDay(date, USUAL_END_DAYS);
}

/** What is asked of the server; null where the meeting does not repeat, or not yet can. */
export function recurrenceOf(repeat: Repeat, date: string): RequestedRecurrence | null {
  const pattern = patternOf(repeat, date);
  if (pattern === null || faultOfRepeat(repeat, date) !== null) return null;
  return { pattern, range: rangeOf(repeat) };
}

export type RepeatFault = "no_weekday" | "ends_before_start" | null;

export function faultOfRepeat(repeat: Repeat, date: string): RepeatFault {
  if (repeat.rhythm === "never") return null;
  const isWeekly = repeat.rhythm === "custom" && repeat.unit === "week";
  if (isWeekly && repeat.weekdays.length === 0) return "no_weekday";
  // Dates as ISO 8601 writes them are in order as texts.
  return repeat.ends === "on" && repeat.endDate < date ? "ends_before_start" : null;
}

export function rangeOf({ ends, endDate, count }: Repeat) {
  switch (ends) {
    case "never":
      return { type: "no_end" } as const;
    case "on":
      return { type: "end_date", end_date: endDate } as const;
    case "after":
      return { type: "numbered", number_of_occurrences: count } as const;
  }
}

/** Null where the fields say none. */
export function patternOf(repeat: Repeat, date: string): RecurrencePattern | null {
  switch (repeat.rhythm) {
    case "never":
    case "as_it_is":
      return null;
    case "daily":
      return { type: "daily", interval: 1 };
    case "weekdays":
      return { type: "weekly", interval: 1, days_of_week: WEEKDAYS.slice(0, 5) };
    case "weekly":
      return { type: "weekly", interval: 1, days_of_week: [weekdayOf(date)] };
    case "monthly":
      return monthlyPattern({ ...repeat, interval: 1, monthlyBy: "date" }, date);
    case "yearly":
      return yearlyPattern({ ...repeat, interval: 1, monthlyBy: "date" }, date);
    case "custom":
      return customPattern(repeat, date);
  }
}

function customPattern(repeat: Repeat, date: string): RecurrencePattern {
  const { unit, interval, weekdays } = repeat;
  switch (unit) {
    case "day":
      return { type: "daily", interval };
    case "week":
      return {
        type: "weekly",
        interval,
        days_of_week: WEEKDAYS.filter((day) => weekdays.includes(day)),
        first_day_of_week: "monday",
      };
    case "month":
      return monthlyPattern(repeat, date);
    case "year":
      return yearlyPattern(repeat, date);
  }
}

function monthlyPattern({ interval, monthlyBy }: Repeat, date: string): RecurrencePattern {
  return monthlyBy === "date"
    ? { type: "absolute_monthly", interval, day_of_month: dayOfMonthOf(date) }
    : { type: "relative_monthly", interval, ...weekdayOfMonth(date) };
}

function yearlyPattern({ interval, monthlyBy }: Repeat, date: string): RecurrencePattern {
  const month = monthOf(date);
  return monthlyBy === "date"
    ? { type: "absolute_yearly", interval, month, day_of_month: dayOfMonthOf(date) }
    : { type: "relative_yearly", interval, month, ...weekdayOfMonth(date) };
}

function weekdayOfMonth(date: string): Pick<RecurrencePattern, "days_of_week" | "index"> {
  return { days_of_week: [weekdayOf(date)], index: weekOfMonthOf(date) };
}
