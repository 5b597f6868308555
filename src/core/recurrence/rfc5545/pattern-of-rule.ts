import { fail, type Result, succeed } from "../../result.ts";
import {
  dayNumberOf,
  daysInMonth,
  type Weekday,
  WEEKDAYS,
  weekdayIndexOf,
  yearAndMonth,
} from "../calendar-days.ts";
import { chosenDayOfMonth, type DayOfMonthChoice } from "../pattern-days.ts";
import { type RecurrencePattern, WEEK_INDEXES } from "../series.ts";
import { refusal, type RuleRefusal } from "./refusal.ts";
import { atPositions, chosenDaysOf, withStartFilledIn } from "./rule-days.ts";
import type { Rule } from "./rule-text.ts";

/** The date of DTSTART; months are 1 to 12. */
export interface RuleStart {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** Index into WEEKDAYS. */
  readonly weekday: number;
}

type PatternResult = Result<RecurrencePattern, RuleRefusal>;

const ALL_MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);

/** The pattern that gives the very days that the rule gives from its start on; or why none does. */
export function patternOfRule(rule: Rule, start: RuleStart): PatternResult {
  const namesAllMonths = ALL_MONTHS.every((month) => rule.byMonth.includes(month));
  const plain = namesAllMonths && rule.frequency !== "YEARLY" ? { ...rule, byMonth: [] } : rule;
  switch (plain.frequency) {
    case "DAILY":
      return patternOfDailyRule(plain, start);
    case "WEEKLY":
      return patternOfWeeklyRule(plain, start);
    case "MONTHLY":
    case "YEARLY":
      return patternOfMonths(withStartFilledIn(plain, start), start);
  }
}

function patternOfDailyRule(rule: Rule, start: RuleStart): PatternResult {
  const { interval, byDay, byMonth, byMonthDay } = rule;
  if (byDay.some(({ ordinal }) => ordinal !== undefined)) {
    return fail(refusal("invalid_rule", "BYDAY has numbers in a daily rule."));
  }
  if (rule.bySetPosition.length > 0) return fail(refusal("rule_part_not_supported", "BYSETPOS"));
  if (rule.byYearDay.length > 0) return fail(refusal("rule_part_not_supported", "BYYEARDAY"));
  const isLimited = byDay.length + byMonth.length + byMonthDay.length > 0;
  if (!isLimited) return succeed({ type: "daily", interval });
  if (interval !== 1) return fail(refusal("days_with_pauses"));
  if (byMonth.length + byMonthDay.length === 0) {
    return patternOfWeeklyRule({ ...rule, frequency: "WEEKLY" }, start);
  }
  // Every day that passes the limits: the same as a monthly rule that has all of them.
  const everyDay = WEEKDAYS.map((_, weekday) => ({ weekday, ordinal: undefined }));
  const monthly: Rule = {
    ...rule,
    frequency: "MONTHLY",
    byDay: byDay.length === 0 ? everyDay : byDay,
  };
  return patternOfMonths(monthly, start);
}

function patternOfWeeklyRule(rule: Rule, start: RuleStart): PatternResult {
  if (rule.byMonth.length > 0) return fail(refusal("rule_part_not_supported", "BYMONTH"));
  if (rule.byYearDay.length > 0 || rule.byMonthDay.length > 0) {
    return fail(refusal("invalid_rule", "A weekly rule has no days of the month or year."));
  }
  if (rule.byDay.some(({ ordinal }) => ordinal !== undefined)) {
    return fail(refusal("invalid_rule", "BYDAY has numbers in a weekly rule."));
  }
  const named = rule.byDay.length > 0 ? rule.byDay.map(({ weekday }) => weekday) : [start.weekday];
  const week = WEEKDAYS.map((_, place) => (rule.weekStart + place) % 7);
  const ofWeek = week.filter((weekday) => named.includes(weekday));
  const chosen = rule.bySetPosition.length > 0 ? atPositions(rule, ofWeek) : ofWeek;
  if (!chosen.includes(start.weekday)) return fail(refusal("start_not_in_rule"));
  return succeed({
    type: "weekly",
    interval: rule.interval,
    daysOfWeek: WEEKDAYS.filter((_, weekday) => chosen.includes(weekday)),
    firstDayOfWeek: WEEKDAYS[rule.weekStart] ?? "monday",
  });
}

/** Four hundred years, after which the calendar repeats with its weekdays. */
const WALKED_MONTHS = 4_800;

/** One month in which the rule has a day. */
interface ChosenMonth {
  readonly monthIndex: number;
  readonly day: number;
}

/** Walks the rule's months, sees that each has one day, and finds the pattern that chooses it. */
function patternOfMonths(rule: Rule, start: RuleStart): PatternResult {
  const walked = walkMonths(rule, start);
  if (!walked.ok) return walked;
  const [first, second] = walked.value;
  if (!first || !second) return fail(refusal("skips_short_periods"));
  const stepMonths = second.monthIndex - first.monthIndex;
  const isEven = walked.value.every(
    ({ monthIndex }, place) => monthIndex === first.monthIndex + place * stepMonths,
  );
  if (!isEven) return fail(refusal("uneven_months"));
  const namesMonth = rule.frequency === "YEARLY" || rule.byMonth.length > 0;
  const isYearly = namesMonth && stepMonths % 12 === 0;
  const choices = isYearly
    ? yearlyChoices(rule, stepMonths / 12, start.month)
    : monthlyChoices(rule, stepMonths);
  const months = distinctMonths(walked.value);
  for (const choice of choices) {
    if (months.every((month) => isChosenIn(choice, month))) return succeed(choice);
  }
  return fail(refusal("no_such_pattern"));
}

function walkMonths(rule: Rule, start: RuleStart): Result<readonly ChosenMonth[], RuleRefusal> {
  const chosenDays = chosenDaysOf(rule);
  const isMonthly = rule.frequency === "MONTHLY";
  const firstIndex = start.year * 12 + start.month - 1;
  const startDays = chosenDays(start.year)[start.month - 1] ?? [];
  if (!startDays.includes(start.day)) return fail(refusal("start_not_in_rule"));
  const found: ChosenMonth[] = [];
  const yearHasDay = new Map<number, boolean>();
  for (let offset = 0; offset < WALKED_MONTHS; offset += 1) {
    const { year, month } = yearAndMonth(firstIndex + offset);
    const steps = isMonthly ? offset : year - start.year;
    if (steps % rule.interval !== 0) continue;
    const days = chosenDays(year)[month - 1] ?? [];
    const [day] = days;
    if (days.length > 1) return fail(refusal("several_days_in_a_period"));
    if (day !== undefined) found.push({ monthIndex: firstIndex + offset, day });
    const isDue = rule.byMonth.length === 0 || rule.byMonth.includes(month);
    if (isMonthly && isDue && day === undefined) return fail(refusal("skips_short_periods"));
    yearHasDay.set(year, (yearHasDay.get(year) ?? false) || day !== undefined);
  }
  // The walk may end within a year, before its day has come.
  yearHasDay.delete(yearAndMonth(firstIndex + WALKED_MONTHS - 1).year);
  const hasAll = isMonthly || [...yearHasDay.values()].every(Boolean);
  return hasAll ? succeed(found) : fail(refusal("skips_short_periods"));
}

/** One of each kind of month: of the same name, length and weekday of its first day. */
function distinctMonths(months: readonly ChosenMonth[]): ChosenMonth[] {
  const kinds = new Map<string, ChosenMonth>();
  for (const chosen of months) {
    const { year, month } = yearAndMonth(chosen.monthIndex);
    const firstWeekday = weekdayIndexOf(dayNumberOf(year, month, 1));
    kinds.set(`${month} ${daysInMonth(year, month)} ${firstWeekday} ${chosen.day}`, chosen);
  }
  return [...kinds.values()];
}

function isChosenIn(choice: DayOfMonthChoice, { monthIndex, day }: ChosenMonth): boolean {
  const { year, month } = yearAndMonth(monthIndex);
  return chosenDayOfMonth(choice, year, month) === day;
}

function* monthlyChoices(rule: Rule, interval: number): Generator<DayOfMonthChoice, undefined> {
  const days = absoluteDays().map(
    (dayOfMonth) => ({ type: "absoluteMonthly", interval, dayOfMonth }) as const,
  );
  if (rule.byDay.length === 0) yield* days;
  for (const relative of relativeChoices(rule)) {
    yield { type: "relativeMonthly", interval, ...relative };
  }
  if (rule.byDay.length > 0) yield* days;
  return undefined;
}

function* yearlyChoices(
  rule: Rule,
  interval: number,
  month: number,
): Generator<DayOfMonthChoice, undefined> {
  const days = absoluteDays().map(
    (dayOfMonth) => ({ type: "absoluteYearly", interval, month, dayOfMonth }) as const,
  );
  if (rule.byDay.length === 0) yield* days;
  for (const relative of relativeChoices(rule)) {
    yield { type: "relativeYearly", interval, month, ...relative };
  }
  if (rule.byDay.length > 0) yield* days;
  return undefined;
}

function absoluteDays(): number[] {
  return Array.from({ length: 31 }, (_, index) => index + 1);
}

/** Every set of weekdays with every index; the rule's own weekdays first, then small sets. */
function relativeChoices(
  rule: Rule,
): { readonly daysOfWeek: readonly Weekday[]; readonly index: (typeof WEEK_INDEXES)[number] }[] {
  const own = WEEKDAYS.filter((_, weekday) => rule.byDay.some((each) => each.weekday === weekday));
  const sets = Array.from({ length: 127 }, (_, index) =>
    WEEKDAYS.filter((_name, weekday) => ((index + 1) >> weekday) % 2 === 1),
  ).sort((left, right) => left.length - right.length);
  return (own.length > 0 ? [own, ...sets] : sets).flatMap((daysOfWeek) =>
    WEEK_INDEXES.map((index) => ({ daysOfWeek, index })),
  );
}
