import {
  type DayNumber,
  dayNumberOf,
  daysInMonth,
  monthIndexOf,
  partsOfDay,
  toDayNumber,
  weekdayIndexOf,
  WEEKDAYS,
  yearAndMonth,
} from "./calendar-days.ts";
import {
  type RecurrencePattern,
  type RecurrenceRange,
  WEEK_INDEXES,
  type WeeklyPattern,
} from "./series.ts";

/**
 * The days that a pattern gives, found by arithmetic: a period is one interval of days, weeks,
 * months or years, numbered from the range's start, so that days of the year 2040 are found without
 * walking there. Every period gives one day, only weekly ones give several.
 */
export interface PatternDays {
  readonly pattern: RecurrencePattern;
  readonly startDay: DayNumber;
  /** The last day on which an occurrence may start; infinite where the range has no end. */
  readonly lastDay: DayNumber;
}

/** The largest day that we go to: dates beyond the year 9999 are not written by anybody. */
const FINAL_DAY = dayNumberOf(9999, 12, 31);

export function patternDays(pattern: RecurrencePattern, range: RecurrenceRange): PatternDays {
  const startDay = toDayNumber(range.startDate);
  const endless = { pattern, startDay, lastDay: FINAL_DAY };
  switch (range.type) {
    case "noEnd":
      return endless;
    case "endDate":
      return { ...endless, lastDay: toDayNumber(range.endDate) };
    case "numbered":
      return { ...endless, lastDay: dayOfNumber(endless, range.numberOfOccurrences) };
  }
}

/** The days from `fromDay` on, in order, made as they are asked for. */
export function* daysFrom(days: PatternDays, fromDay: DayNumber): Generator<DayNumber, undefined> {
  const earliest = Math.max(fromDay, days.startDay);
  for (let period = periodOf(days, earliest); ; period += 1) {
    for (const day of daysOfPeriod(days, period)) {
      if (day > days.lastDay) return undefined;
      if (day >= earliest) yield day;
    }
  }
}

/** The first day from `fromDay` on; undefined where there is none. */
export function firstDayFrom(days: PatternDays, fromDay: DayNumber): DayNumber | undefined {
  return daysFrom(days, fromDay).next().value;
}

/** The last day before `beforeDay`; undefined where there is none. */
export function lastDayBefore(days: PatternDays, beforeDay: DayNumber): DayNumber | undefined {
  const bound = Math.min(beforeDay, days.lastDay + 1);
  if (bound <= days.startDay) return undefined;
  const at = periodOf(days, bound);
  // A period may give its day after the bound, and the one before it never does.
  for (const period of [at, at - 1]) {
    const found = daysOfPeriod(days, period).findLast((day) => day < bound);
    if (found !== undefined) return found >= days.startDay ? found : undefined;
  }
  return undefined;
}

export function isPatternDay(days: PatternDays, day: DayNumber): boolean {
  return firstDayFrom(days, day) === day;
}

/** How many days the pattern gives before `beforeDay`. */
export function countDaysBefore(days: PatternDays, beforeDay: DayNumber): number {
  const last = lastDayBefore(days, beforeDay);
  if (last === undefined) return 0;
  const period = periodOf(days, last);
  const inPeriod = daysOfPeriod(days, period).filter((day) => day <= last).length;
  return period * daysPerPeriod(days.pattern) + inPeriod - daysLostBeforeStart(days);
}

/** The day of the n-th occurrence, 1 being the first. */
function dayOfNumber(days: PatternDays, number: number): DayNumber {
  const perPeriod = daysPerPeriod(days.pattern);
  const index = number - 1 + daysLostBeforeStart(days);
  const period = Math.floor(index / perPeriod);
  return daysOfPeriod(days, period)[index - period * perPeriod] ?? FINAL_DAY;
}

/** The days of the first period that lie before the range's start, and so are no occurrences. */
function daysLostBeforeStart(days: PatternDays): number {
  return daysOfPeriod(days, 0).filter((day) => day < days.startDay).length;
}

function daysPerPeriod(pattern: RecurrencePattern): number {
  return pattern.type === "weekly" ? pattern.daysOfWeek.length : 1;
}

/** The number of the period that `day` lies in or follows; 0 is the one with the range's start. */
function periodOf({ pattern, startDay }: PatternDays, day: DayNumber): number {
  switch (pattern.type) {
    case "daily":
      return Math.floor((day - startDay) / pattern.interval);
    case "weekly":
      return Math.floor((day - startOfWeek(pattern, startDay)) / (7 * pattern.interval));
    case "absoluteMonthly":
    case "relativeMonthly":
      return Math.floor((monthIndexOf(day) - monthIndexOf(startDay)) / pattern.interval);
    case "absoluteYearly":
    case "relativeYearly":
      return Math.floor((partsOfDay(day).year - partsOfDay(startDay).year) / pattern.interval);
  }
}

function daysOfPeriod({ pattern, startDay }: PatternDays, period: number): DayNumber[] {
  const step = period * pattern.interval;
  switch (pattern.type) {
    case "daily":
      return [startDay + step];
    case "weekly":
      return daysOfWeek(pattern, startOfWeek(pattern, startDay) + 7 * step);
    case "absoluteMonthly":
    case "relativeMonthly":
      return [dayOfMonthly(pattern, monthIndexOf(startDay) + step)];
    case "absoluteYearly":
    case "relativeYearly": {
      const year = partsOfDay(startDay).year + step;
      return [dayOfMonthly(pattern, year * 12 + pattern.month - 1)];
    }
  }
}

function startOfWeek({ firstDayOfWeek }: WeeklyPattern, day: DayNumber): DayNumber {
  return day - ((weekdayIndexOf(day) - WEEKDAYS.indexOf(firstDayOfWeek) + 7) % 7);
}

function daysOfWeek(pattern: WeeklyPattern, weekStart: DayNumber): DayNumber[] {
  const first = weekdayIndexOf(weekStart);
  return pattern.daysOfWeek
    .map((name) => weekStart + ((WEEKDAYS.indexOf(name) - first + 7) % 7))
    .sort((left, right) => left - right);
}

/** What chooses one day of a month. */
export type DayOfMonthChoice = Exclude<RecurrencePattern, { type: "daily" | "weekly" }>;

function dayOfMonthly(choice: DayOfMonthChoice, monthIndex: number): DayNumber {
  const { year, month } = yearAndMonth(monthIndex);
  return dayNumberOf(year, month, chosenDayOfMonth(choice, year, month));
}

/** The day of the month, 1 to 31, that the pattern chooses in a month (1 to 12) of a year. */
export function chosenDayOfMonth(choice: DayOfMonthChoice, year: number, month: number): number {
  const length = daysInMonth(year, month);
  if (choice.type === "absoluteMonthly" || choice.type === "absoluteYearly") {
    // Exchange takes the last day of a month that is too short; RFC 5545 would leave it out.
    return Math.min(choice.dayOfMonth, length);
  }
  const firstWeekday = weekdayIndexOf(dayNumberOf(year, month, 1));
  const isChosen = (day: number): boolean => {
    const name = WEEKDAYS[(firstWeekday + day - 1) % 7];
    return name !== undefined && choice.daysOfWeek.includes(name);
  };
  const chosen = Array.from({ length }, (_, index) => index + 1).filter(isChosen);
  const at = choice.index === "last" ? -1 : WEEK_INDEXES.indexOf(choice.index);
  // Every weekday comes four times a month at least, so there always is such a day.
  return chosen.at(at) ?? length;
}
