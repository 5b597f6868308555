import { Temporal } from "temporal-polyfill";

/**
 * Days as numbers, 0 being 1 January 1970: patterns are arithmetic over days, and whole numbers are
 * a hundred times as quick as date objects over the thousands of days that a series may have.
 */
export type DayNumber = number;

/** In the order of ISO 8601, which is also the order in which we list them. */
export const WEEKDAYS = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Days of the 400 years after which the Gregorian calendar repeats, weekdays included. */
const ERA_DAYS = 146_097;
const ERA_YEARS = 400;
/** Days from 1 March of the year 0 to 1 January 1970. */
const EPOCH_OFFSET_DAYS = 719_468;
const MARCH_TO_MONTH_DAYS = [0, 31, 61, 92, 122, 153, 184, 214, 245, 275, 306, 337] as const;
const MONTH_LENGTHS_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
/** 1 January 1970 was a Thursday. */
const EPOCH_WEEKDAY = 3;

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** The number of days in a month, 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (MONTH_LENGTHS_DAYS[month - 1] ?? 0);
}

/** The number of a date that exists. Years begin in March here, so that a leap day comes last. */
export function dayNumberOf(year: number, month: number, day: number): DayNumber {
  const marchYear = month > 2 ? year : year - 1;
  const era = Math.floor(marchYear / ERA_YEARS);
  const yearOfEra = marchYear - era * ERA_YEARS;
  const dayOfYear = (MARCH_TO_MONTH_DAYS[(month + 9) % 12] ?? 0) + day - 1;
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * ERA_DAYS + yearOfEra * 365 + leapDays + dayOfYear - EPOCH_OFFSET_DAYS;
}

export function toDayNumber(date: Temporal.PlainDate): DayNumber {
  return dayNumberOf(date.year, date.month, date.day);
}

export function toPlainDate(day: DayNumber): Temporal.PlainDate {
  const { year, month, dayOfMonth } = partsOfDay(day);
  return new Temporal.PlainDate(year, month, dayOfMonth);
}

export interface DayParts {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly dayOfMonth: number;
}

export function partsOfDay(day: DayNumber): DayParts {
  const shifted = day + EPOCH_OFFSET_DAYS;
  const era = Math.floor(shifted / ERA_DAYS);
  const dayOfEra = shifted - era * ERA_DAYS;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / (ERA_DAYS - 1))) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = era * ERA_YEARS + yearOfEra + (month <= 2 ? 1 : 0);
  return { year, month, dayOfMonth: dayOfYear - (MARCH_TO_MONTH_DAYS[marchMonth] ?? 0) + 1 };
}

/** 0 for Monday to 6 for Sunday: the index into WEEKDAYS. */
export function weekdayIndexOf(day: DayNumber): number {
  return (((day + EPOCH_WEEKDAY) % 7) + 7) % 7;
}

/** Months since the year 0, so that months can be counted on across the turn of a year. */
export function monthIndexOf(day: DayNumber): number {
  const { year, month } = partsOfDay(day);
  return year * 12 + month - 1;
}

/** The year and month (1 to 12) of a month index. */
export function yearAndMonth(monthIndex: number): { year: number; month: number } {
  const year = Math.floor(monthIndex / 12);
  return { year, month: monthIndex - year * 12 + 1 };
}
