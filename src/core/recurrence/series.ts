import type { Temporal } from "temporal-polyfill";
import type { Weekday } from "./calendar-days.ts";

/**
 * A series as Exchange understands it (facts 1.8): one of six patterns over plain dates, a wall
 * time, and the zone that the series is expanded in. It is not RFC 5545: see `from-rfc5545.ts` for
 * what differs.
 */
export interface Series {
  readonly pattern: RecurrencePattern;
  readonly range: RecurrenceRange;
  /** The wall time at which every occurrence starts that is not an exception. */
  readonly startTime: Temporal.PlainTime;
  /**
   * Length on the clock on the wall: a night shift from 22:00 to 06:00 ends at 06:00 in the nights
   * of clock changes too, and a day stays a day.
   */
  readonly durationMinutes: number;
  /** IANA zone. */
  readonly zone: string;
  /** Occurrences with times of their own, at most one for each date of the pattern. */
  readonly exceptions: readonly SeriesException[];
  /** Dates of the pattern on which nothing takes place. */
  readonly cancelledDates: readonly Temporal.PlainDate[];
}

/** An occurrence that was moved or resized; it is known by the date that the pattern gave it. */
export interface SeriesException {
  readonly originalDate: Temporal.PlainDate;
  /** Wall time in the series' zone. */
  readonly start: Temporal.PlainDateTime;
  /** Length on the clock on the wall. */
  readonly durationMinutes: number;
}

export const WEEK_INDEXES = ["first", "second", "third", "fourth", "last"] as const;
export type WeekIndex = (typeof WEEK_INDEXES)[number];

export type RecurrencePattern =
  | DailyPattern
  | WeeklyPattern
  | AbsoluteMonthlyPattern
  | RelativeMonthlyPattern
  | AbsoluteYearlyPattern
  | RelativeYearlyPattern;

export interface DailyPattern {
  readonly type: "daily";
  /** Days from one occurrence to the next. */
  readonly interval: number;
}

export interface WeeklyPattern {
  readonly type: "weekly";
  /** Weeks from one to the next. */
  readonly interval: number;
  readonly daysOfWeek: readonly Weekday[];
  /** Decides which days are of one week, and so matters where the interval is more than 1. */
  readonly firstDayOfWeek: Weekday;
}

export interface AbsoluteMonthlyPattern {
  readonly type: "absoluteMonthly";
  /** Months from one to the next. */
  readonly interval: number;
  /** 1 to 31; a month without that day has its last day instead (unlike RFC 5545). */
  readonly dayOfMonth: number;
}

export interface RelativeMonthlyPattern {
  readonly type: "relativeMonthly";
  /** Months from one to the next. */
  readonly interval: number;
  /** Several are one choice: "last of Monday to Friday" is the month's last working day. */
  readonly daysOfWeek: readonly Weekday[];
  readonly index: WeekIndex;
}

export interface AbsoluteYearlyPattern {
  readonly type: "absoluteYearly";
  /** Years from one to the next. */
  readonly interval: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31; a month without that day has its last day instead: 29 February is 28 in most years. */
  readonly dayOfMonth: number;
}

export interface RelativeYearlyPattern {
  readonly type: "relativeYearly";
  /** Years from one to the next. */
  readonly interval: number;
  /** 1 to 12. */
  readonly month: number;
  readonly daysOfWeek: readonly Weekday[];
  readonly index: WeekIndex;
}

/** The first date from which the pattern applies; it need not be an occurrence itself. */
interface RangeStart {
  readonly startDate: Temporal.PlainDate;
}

export interface EndDateRange extends RangeStart {
  readonly type: "endDate";
  /** The last date on which an occurrence may start. */
  readonly endDate: Temporal.PlainDate;
}

export interface NumberedRange extends RangeStart {
  readonly type: "numbered";
  /** Counted from the start, cancelled and changed occurrences included. */
  readonly numberOfOccurrences: number;
}

export interface NoEndRange extends RangeStart {
  readonly type: "noEnd";
}

export type RecurrenceRange = EndDateRange | NumberedRange | NoEndRange;

/** Outlook numbers occurrences with three digits at most. */
export const OCCURRENCES_MAX = 999;

/** How far apart occurrences may be; more is taken for a mistake. */
export const INTERVAL_MAX: Readonly<Record<RecurrencePattern["type"], number>> = {
  daily: 999,
  weekly: 99,
  absoluteMonthly: 99,
  relativeMonthly: 99,
  absoluteYearly: 99,
  relativeYearly: 99,
};
