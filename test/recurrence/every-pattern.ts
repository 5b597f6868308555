import { WEEKDAYS, type Weekday } from "../../src/core/recurrence/calendar-days.ts";
import { type RecurrencePattern, WEEK_INDEXES } from "../../src/core/recurrence/series.ts";

/** Weekdays one by one, and the sets of them that people choose. */
const WEEKDAY_SETS: readonly (readonly Weekday[])[] = [
  ...WEEKDAYS.map((weekday) => [weekday]),
  ["monday", "thursday"],
  WEEKDAYS.slice(0, 5),
  WEEKDAYS.slice(5),
  [...WEEKDAYS],
];
const FIRST_DAYS = ["monday", "saturday", "sunday"] as const;
const MONTHS = numbers(1, 12);

/**
 * All that the six patterns can say: every day, weekday, month and week of the month, with the
 * intervals that matter: those that divide the year and the leap years' rhythm, and those that do
 * not.
 */
export function everyPattern(): RecurrencePattern[] {
  return [
    ...[1, 2, 3, 5, 7, 14, 30, 100].map((interval) => ({ type: "daily", interval }) as const),
    ...[1, 2, 3].flatMap((interval) =>
      WEEKDAY_SETS.flatMap((daysOfWeek) =>
        // Which day a week begins with matters only where weeks are left out.
        (interval === 1 ? FIRST_DAYS.slice(0, 1) : FIRST_DAYS).map(
          (firstDayOfWeek) => ({ type: "weekly", interval, daysOfWeek, firstDayOfWeek }) as const,
        ),
      ),
    ),
    ...[1, 2, 5, 12].flatMap((interval) =>
      numbers(1, 31).map(
        (dayOfMonth) => ({ type: "absoluteMonthly", interval, dayOfMonth }) as const,
      ),
    ),
    ...[1, 3].flatMap((interval) =>
      WEEK_INDEXES.flatMap((index) =>
        WEEKDAY_SETS.map(
          (daysOfWeek) => ({ type: "relativeMonthly", interval, daysOfWeek, index }) as const,
        ),
      ),
    ),
    ...everyYearlyPattern(),
  ];
}

function everyYearlyPattern(): RecurrencePattern[] {
  return [
    ...MONTHS.flatMap((month) =>
      [1, 15, 28, 29, 30, 31].map(
        (dayOfMonth) => ({ type: "absoluteYearly", interval: 1, month, dayOfMonth }) as const,
      ),
    ),
    ...[2, 3, 4].map(
      (interval) => ({ type: "absoluteYearly", interval, month: 2, dayOfMonth: 29 }) as const,
    ),
    ...MONTHS.flatMap((month) =>
      WEEK_INDEXES.flatMap((index) =>
        [[WEEKDAYS[month % 7] ?? "monday"], WEEKDAYS.slice(0, 5), [...WEEKDAYS]].map(
          (daysOfWeek) =>
            ({ type: "relativeYearly", interval: 1, month, daysOfWeek, index }) as const,
        ),
      ),
    ),
  ];
}

function numbers(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
