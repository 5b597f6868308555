import { isDeepStrictEqual } from "node:util";
import {
  dateParts,
  dayOfWeek,
  daysInMonth,
  formatDate,
  parseDate,
  toDayNumber,
} from "./calendar-date.ts";
import type { Series } from "./calendar-item.ts";

/** Graph's patternedRecurrence with every field filled (facts 1.8). */
export interface Recurrence {
  readonly pattern: RecurrencePattern;
  readonly range: RecurrenceRange;
}

export interface RecurrencePattern {
  readonly type:
    | "daily"
    | "weekly"
    | "absoluteMonthly"
    | "relativeMonthly"
    | "absoluteYearly"
    | "relativeYearly";
  readonly interval: number;
  /** 1 to 12, or 0 where the type has no month. */
  readonly month: number;
  /** 1 to 31, or 0 where the type has no day. */
  readonly dayOfMonth: number;
  readonly daysOfWeek: readonly DayName[];
  readonly firstDayOfWeek: DayName;
  readonly index: WeekIndex;
}

export interface RecurrenceRange {
  readonly type: "endDate" | "noEnd" | "numbered";
  readonly startDate: string;
  /** "0001-01-01" where the range has no end date. */
  readonly endDate: string;
  /** Windows or IANA name. */
  readonly recurrenceTimeZone: string;
  /** 0 where the range is not numbered. */
  readonly numberOfOccurrences: number;
}

export const DAY_NAMES = [
  "sunday",
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
] as const;
export type DayName = (typeof DAY_NAMES)[number];

const WEEK_INDEXES = ["first", "second", "third", "fourth", "last"] as const;
export type WeekIndex = (typeof WEEK_INDEXES)[number];

export const NO_END_DATE = "0001-01-01";

/**
 * Beyond this many empty periods in a row a pattern is taken to have run dry (29 February: 8
 * years).
 */
const EMPTY_PERIODS_MAX = 1_000;

/**
 * The days of one series in order, produced as far as somebody asks and kept, so that a view far
 * into a long series costs its days only once.
 */
export class SeriesDays {
  readonly #days: number[] = [];
  readonly #source: Iterator<number>;
  #finished = false;

  constructor(recurrence: Recurrence) {
    this.#source = generateDays(recurrence);
  }

  /** The days in [fromDay, toDay], as day numbers. */
  between(fromDay: number, toDay: number): number[] {
    this.#extendTo(toDay);
    const start = lowerBound(this.#days, fromDay);
    const end = lowerBound(this.#days, toDay + 1);
    return this.#days.slice(start, end);
  }

  has(day: number): boolean {
    return this.between(day, day).length === 1;
  }

  /** The last day of the series; undefined where it has no end. */
  last(recurrence: Recurrence): number | undefined {
    if (recurrence.range.type === "noEnd") return undefined;
    this.#extendTo(Number.POSITIVE_INFINITY);
    return this.#days.at(-1);
  }

  /** The scheduled days just before and just after `day`. */
  neighbours(day: number): { before: number | undefined; after: number | undefined } {
    this.#extendTo(day);
    const at = lowerBound(this.#days, day);
    const next = this.#days[at] === day ? at + 1 : at;
    while (!this.#finished && this.#days.length <= next) this.#pull();
    return { before: this.#days[at - 1], after: this.#days[next] };
  }

  #extendTo(day: number): void {
    while (!this.#finished && (this.#days.at(-1) ?? Number.NEGATIVE_INFINITY) <= day) this.#pull();
  }

  #pull(): void {
    const next = this.#source.next();
    if (next.done) this.#finished = true;
    else this.#days.push(next.value);
  }
}

function* generateDays(recurrence: Recurrence): Generator<number, undefined> {
  const { pattern, range } = recurrence;
  const startDay = parseDate(range.startDate) ?? 0;
  const lastDay =
    range.type === "endDate" ? (parseDate(range.endDate) ?? startDay) : toDayNumber(9999, 12, 31);
  const countMax = range.type === "numbered" ? range.numberOfOccurrences : Number.POSITIVE_INFINITY;
  let count = 0;
  let empty = 0;
  for (let period = 0; empty < EMPTY_PERIODS_MAX; period++) {
    const days = daysOfPeriod(pattern, startDay, period).filter((day) => day >= startDay);
    empty = days.length === 0 ? empty + 1 : 0;
    for (const day of days) {
      if (day > lastDay || count >= countMax) return undefined;
      count += 1;
      yield day;
    }
  }
  return undefined;
}

/** The days of the pattern's n-th period (day, week, month or year), in order. */
function daysOfPeriod(pattern: RecurrencePattern, startDay: number, period: number): number[] {
  const step = period * pattern.interval;
  const start = dateParts(startDay);
  switch (pattern.type) {
    case "daily":
      return [startDay + step];
    case "weekly": {
      const firstDay = DAY_NAMES.indexOf(pattern.firstDayOfWeek);
      const weekStart = startDay - ((dayOfWeek(startDay) - firstDay + 7) % 7) + step * 7;
      return weekDays(weekStart, pattern.daysOfWeek);
    }
    case "absoluteMonthly":
      return absoluteDay(start.year, start.month + step, pattern.dayOfMonth);
    case "relativeMonthly":
      return relativeDay(start.year, start.month + step, pattern);
    case "absoluteYearly":
      return absoluteDay(start.year + step, pattern.month, pattern.dayOfMonth);
    case "relativeYearly":
      return relativeDay(start.year + step, pattern.month, pattern);
  }
}

function weekDays(weekStart: number, names: readonly DayName[]): number[] {
  const days: number[] = [];
  for (let offset = 0; offset < 7; offset++) {
    const name = DAY_NAMES[dayOfWeek(weekStart + offset)];
    if (name && names.includes(name)) days.push(weekStart + offset);
  }
  return days;
}

/** Exchange moves the 31st of a short month to that month's last day. */
function absoluteDay(year: number, month: number, dayOfMonth: number): number[] {
  const first = dateParts(toDayNumber(year, month, 1));
  const day = Math.min(dayOfMonth, daysInMonth(first.year, first.month));
  return [toDayNumber(first.year, first.month, day)];
}

/** Several weekdays are one choice: "last of monday to friday" is the month's last working day. */
function relativeDay(year: number, month: number, pattern: RecurrencePattern): number[] {
  const first = toDayNumber(year, month, 1);
  const parts = dateParts(first);
  const matching: number[] = [];
  for (let day = 0; day < daysInMonth(parts.year, parts.month); day++) {
    const name = DAY_NAMES[dayOfWeek(first + day)];
    if (name && pattern.daysOfWeek.includes(name)) matching.push(first + day);
  }
  const chosen =
    pattern.index === "last" ? matching.at(-1) : matching[WEEK_INDEXES.indexOf(pattern.index)];
  return chosen === undefined ? [] : [chosen];
}

/** Index of the first element that is not below `value`, in a sorted list. */
function lowerBound(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The part of a series' exceptions and cancelled days that a changed recurrence still has. */
export function keepDaysOf(series: Series, recurrence: Recurrence): Series {
  const days = new SeriesDays(recurrence);
  const isKept = (date: string): boolean => days.has(parseDate(date) ?? Number.NaN);
  const exceptions = Object.entries(series.exceptions).filter(([date]) => isKept(date));
  return {
    recurrence,
    exceptions: Object.fromEntries(exceptions),
    cancelledDates: series.cancelledDates.filter(isKept),
  };
}

/** Whether two recurrences are the same, field by field. */
export function sameRecurrence(left: Recurrence, right: Recurrence): boolean {
  return isDeepStrictEqual(left, right);
}

/** Shortens a series so that its last day is not after `lastDay` (a day number). */
export function endSeriesBy(recurrence: Recurrence, lastDay: number): Recurrence {
  const range: RecurrenceRange = {
    ...recurrence.range,
    type: "endDate",
    endDate: formatDate(lastDay),
    numberOfOccurrences: 0,
  };
  return { pattern: recurrence.pattern, range };
}
