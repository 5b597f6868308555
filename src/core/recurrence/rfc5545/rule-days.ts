import { dayNumberOf, daysInMonth, isLeapYear, weekdayIndexOf } from "../calendar-days.ts";
import type { ByDay, Rule } from "./rule-text.ts";

/** For each month of a year, January first, the days of the month that a rule chooses. */
export type ChosenDays = readonly (readonly number[])[];

/**
 * The days that a monthly or yearly rule chooses in a year, as RFC 5545 has it: days that do not
 * exist are left out, and BYSETPOS chooses from each month, or from the whole year. The interval
 * is not looked at. The rule must say its day by some part: `withStartFilledIn` sees to that.
 */
export function chosenDaysOf(rule: Rule): (year: number) => ChosenDays {
  // Years of equal length that begin on the same weekday are alike: there are fourteen kinds.
  const known = new Map<string, ChosenDays>();
  return (year) => {
    const kind = `${isLeapYear(year)} ${weekdayIndexOf(dayNumberOf(year, 1, 1))}`;
    const days = known.get(kind) ?? chooseInYear(rule, year);
    known.set(kind, days);
    return days;
  };
}

/** A rule that does not say its day takes it from the start (RFC 5545, 3.3.10). */
export function withStartFilledIn(
  rule: Rule,
  start: { readonly month: number; readonly day: number },
): Rule {
  const saysDay = rule.byDay.length + rule.byMonthDay.length + rule.byYearDay.length > 0;
  if (saysDay) return rule;
  const needsMonth = rule.frequency === "YEARLY" && rule.byMonth.length === 0;
  return {
    ...rule,
    byMonthDay: [start.day],
    byMonth: needsMonth ? [start.month] : rule.byMonth,
  };
}

function chooseInYear(rule: Rule, year: number): ChosenDays {
  const months = Array.from({ length: 12 }, (_, index) => daysThatMatch(rule, year, index + 1));
  if (rule.bySetPosition.length === 0) return months;
  if (rule.frequency === "MONTHLY") return months.map((days) => atPositions(rule, days));
  const all = months.flatMap((days, index) => days.map((day) => ({ index, day })));
  const chosen = atPositions(rule, all);
  return months.map((_, month) =>
    chosen.filter(({ index }) => index === month).map(({ day }) => day),
  );
}

/** The n-th members of a set in order, negative n from its end; each once. */
export function atPositions<Member>(rule: Rule, members: readonly Member[]): Member[] {
  const places = rule.bySetPosition.map((position) =>
    position > 0 ? position - 1 : members.length + position,
  );
  return members.filter((_, place) => places.includes(place));
}

function daysThatMatch(rule: Rule, year: number, month: number): number[] {
  if (rule.byMonth.length > 0 && !rule.byMonth.includes(month)) return [];
  const monthDays = daysInMonth(year, month);
  const monthStart = dayNumberOf(year, month, 1) - dayNumberOf(year, 1, 1) + 1;
  const yearDays = isLeapYear(year) ? 366 : 365;
  const firstWeekday = weekdayIndexOf(dayNumberOf(year, month, 1));
  // Ordinals of weekdays count within the month, but for a yearly rule that names no month.
  const countsInYear = rule.frequency === "YEARLY" && rule.byMonth.length === 0;
  return Array.from({ length: monthDays }, (_, index) => index + 1).filter((day) => {
    const yearDay = monthStart + day - 1;
    const weekday = (firstWeekday + day - 1) % 7;
    return (
      isListed(rule.byMonthDay, day, monthDays) &&
      isListed(rule.byYearDay, yearDay, yearDays) &&
      (countsInYear
        ? isListedWeekday(rule.byDay, weekday, yearDay, yearDays)
        : isListedWeekday(rule.byDay, weekday, day, monthDays))
    );
  });
}

function isListed(list: readonly number[], place: number, length: number): boolean {
  return list.length === 0 || list.includes(place) || list.includes(place - length - 1);
}

function isListedWeekday(
  list: readonly ByDay[],
  weekday: number,
  place: number,
  length: number,
): boolean {
  const fromStart = Math.ceil(place / 7);
  const fromEnd = -Math.ceil((length - place + 1) / 7);
  return (
    list.length === 0 ||
    list.some(
      (each) =>
        each.weekday === weekday &&
        (each.ordinal === undefined || each.ordinal === fromStart || each.ordinal === fromEnd),
    )
  );
}
