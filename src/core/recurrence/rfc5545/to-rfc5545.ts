import type { Temporal } from "temporal-polyfill";
import { fail, type Result, succeed } from "../../result.ts";
import { wallTimeToInstant } from "../../time/zones.ts";
import { daysInMonth, toPlainDate, type Weekday, WEEKDAYS } from "../calendar-days.ts";
import { firstDayFrom, patternDays } from "../pattern-days.ts";
import {
  type RecurrencePattern,
  type RecurrenceRange,
  type Series,
  WEEK_INDEXES,
  type WeekIndex,
} from "../series.ts";
import { refusal, type RuleRefusal } from "./refusal.ts";
import type { Rfc5545Series } from "./rfc5545-series.ts";
import { RULE_WEEKDAYS } from "./rule-text.ts";
import { firstDateSkippedByClocks } from "./skipped-times.ts";

/**
 * Writes a series as RFC 5545 does, with the same occurrences. Every pattern has its rule; refused
 * is only a series whose start the clocks skip on some day, and one without any day.
 */
export function toRfc5545(series: Series): Result<Rfc5545Series, RuleRefusal> {
  const days = patternDays(series.pattern, series.range);
  const firstDay = firstDayFrom(days, days.startDay);
  if (firstDay === undefined) return fail(refusal("start_not_in_rule"));
  const skipped = firstDateSkippedByClocks(series);
  if (skipped) return fail(refusal("time_skipped_by_clocks", skipped.toString()));
  const at = (date: Temporal.PlainDate): Temporal.PlainDateTime =>
    date.toPlainDateTime(series.startTime);
  return succeed({
    zone: series.zone,
    start: at(toPlainDate(firstDay)),
    durationMinutes: series.durationMinutes,
    rule: `${ruleOfPattern(series.pattern)}${ruleEnd(series)}`,
    excluded: series.cancelledDates.map(at),
    added: [],
    overrides: series.exceptions.map(({ originalDate, start, durationMinutes }) => ({
      recurrenceId: at(originalDate),
      start,
      durationMinutes,
    })),
  });
}

/**
 * The RRULE of a pattern without its end. Its days are the pattern's wherever DTSTART is one of
 * them: the days before the first occurrence are the only ones that a range's start cuts off.
 */
export function ruleOfPattern(pattern: RecurrencePattern): string {
  const { interval } = pattern;
  switch (pattern.type) {
    case "daily":
      return ruleText("DAILY", interval);
    case "weekly": {
      const weekStart = codeOf(pattern.firstDayOfWeek);
      const days = `BYDAY=${pattern.daysOfWeek.map(codeOf).join(",")}`;
      return ruleText("WEEKLY", interval, days, `WKST=${weekStart}`);
    }
    case "absoluteMonthly":
      return ruleText("MONTHLY", interval, ...dayOfMonthParts(pattern.dayOfMonth, 31));
    case "relativeMonthly":
      return ruleText("MONTHLY", interval, weekdayPart(pattern.daysOfWeek, pattern.index));
    case "absoluteYearly": {
      const { month, dayOfMonth } = pattern;
      // The month's length in a leap year: the shorter February is the short month of the two.
      const length = daysInMonth(2024, month);
      const parts =
        month === 2 || dayOfMonth < length
          ? dayOfMonthParts(dayOfMonth, length)
          : [`BYMONTHDAY=${length}`];
      return ruleText("YEARLY", interval, `BYMONTH=${month}`, ...parts);
    }
    case "relativeYearly": {
      const days = weekdayPart(pattern.daysOfWeek, pattern.index);
      return ruleText("YEARLY", interval, `BYMONTH=${pattern.month}`, days);
    }
  }
}

function ruleText(frequency: string, interval: number, ...parts: readonly string[]): string {
  const every = interval === 1 ? [] : [`INTERVAL=${interval}`];
  return [`FREQ=${frequency}`, ...every, ...parts].join(";");
}

/** Of a day that not every month has: the last of the days up to it that the month has. */
function dayOfMonthParts(dayOfMonth: number, longestMonth: number): string[] {
  if (dayOfMonth <= 28) return [`BYMONTHDAY=${dayOfMonth}`];
  if (dayOfMonth >= longestMonth) return ["BYMONTHDAY=-1"];
  const days = [28, 29, 30, 31].filter((day) => day <= dayOfMonth);
  return [`BYMONTHDAY=${days.join(",")}`, "BYSETPOS=-1"];
}

function weekdayPart(daysOfWeek: readonly Weekday[], index: WeekIndex): string {
  const ordinal = index === "last" ? -1 : WEEK_INDEXES.indexOf(index) + 1;
  const [single, ...others] = daysOfWeek.map(codeOf);
  if (others.length === 0) return `BYDAY=${ordinal}${single}`;
  return `BYDAY=${[single, ...others].join(",")};BYSETPOS=${ordinal}`;
}

function codeOf(weekday: Weekday): string {
  return RULE_WEEKDAYS[WEEKDAYS.indexOf(weekday)] ?? "MO";
}

function ruleEnd(series: { readonly range: RecurrenceRange } & Pick<Series, "startTime" | "zone">) {
  const { range, startTime, zone } = series;
  switch (range.type) {
    case "noEnd":
      return "";
    case "numbered":
      return `;COUNT=${range.numberOfOccurrences}`;
    case "endDate": {
      // UNTIL is in UTC where the start has a zone (RFC 5545, 3.3.10).
      const last = wallTimeToInstant(range.endDate.toPlainDateTime(startTime), zone);
      const text = last.toString({ smallestUnit: "second" });
      return `;UNTIL=${text.replaceAll(/[-:]/g, "")}`;
    }
  }
}
