import { Temporal } from "temporal-polyfill";
import { fail, type Problem, type Result, succeed } from "../../result.ts";
import { isBefore } from "../../time/interval.ts";
import { isKnownZone, wallTimeToInstant } from "../../time/zones.ts";
import { toDayNumber } from "../calendar-days.ts";
import { crossesNeighbour } from "../neighbours.ts";
import { parseRange, patternProblem } from "../parse-pattern.ts";
import { seriesProblem, type SeriesProblemCode, validateSeries } from "../parse-series.ts";
import { isPatternDay, patternDays } from "../pattern-days.ts";
import { INTERVAL_MAX, type RecurrenceRange, type Series } from "../series.ts";
import { patternOfRule } from "./pattern-of-rule.ts";
import { refusal, type RuleRefusal, type RuleRefusalCode } from "./refusal.ts";
import type { Rfc5545Series } from "./rfc5545-series.ts";
import { parseRule, type Rule } from "./rule-text.ts";
import { firstDateSkippedByClocks } from "./skipped-times.ts";

export type FromRfc5545Code = RuleRefusalCode | SeriesProblemCode | "occurrence_crosses_neighbour";

/**
 * Reads a series of RFC 5545 as one of Exchange with the same occurrences, or says why there is
 * none. EXDATEs and RDATEs that change nothing are dropped.
 */
export function fromRfc5545(source: Rfc5545Series): Result<Series, Problem<FromRfc5545Code>> {
  if (!isKnownZone(source.zone)) return fail(seriesProblem("unknown_time_zone"));
  const parsed = parseRule(source.rule);
  if (!parsed.ok) return parsed;
  const rule = parsed.value;
  const longestInterval = rule.frequency === "DAILY" ? INTERVAL_MAX.daily : INTERVAL_MAX.weekly;
  if (rule.interval > longestInterval) return fail(patternProblem("interval_out_of_range"));
  if (!isAtStartTime(rule, source.start)) return fail(timesRefusal(rule));
  const { year, month, day, dayOfWeek } = source.start;
  const pattern = patternOfRule(rule, { year, month, day, weekday: dayOfWeek - 1 });
  if (!pattern.ok) return pattern;
  const range = rangeOfRule(rule, source);
  if (!range.ok) return range;
  const bare: Series = {
    pattern: pattern.value,
    range: range.value,
    startTime: source.start.toPlainTime(),
    durationMinutes: source.durationMinutes,
    zone: source.zone,
    exceptions: [],
    cancelledDates: [],
  };
  const skipped = firstDateSkippedByClocks(bare);
  if (skipped) return fail(refusal("time_skipped_by_clocks", skipped.toString()));
  return withChanges(bare, source);
}

function withChanges(
  bare: Series,
  source: Rfc5545Series,
): Result<Series, Problem<FromRfc5545Code>> {
  const days = patternDays(bare.pattern, bare.range);
  const isOccurrence = (wallTime: Temporal.PlainDateTime): boolean =>
    wallTime.toPlainTime().equals(bare.startTime) &&
    isPatternDay(days, toDayNumber(wallTime.toPlainDate()));
  const isExcluded = (wallTime: Temporal.PlainDateTime): boolean =>
    source.excluded.some((each) => each.equals(wallTime));
  const added = source.added.find((each) => !isOccurrence(each) && !isExcluded(each));
  if (added) return fail(refusal("added_dates", added.toString()));
  if (!source.overrides.every(({ recurrenceId }) => isOccurrence(recurrenceId))) {
    return fail(seriesProblem("exception_without_occurrence"));
  }
  const cancelled = source.excluded.filter(isOccurrence).map((each) => each.toPlainDate());
  const series = validateSeries({
    ...bare,
    cancelledDates: cancelled.filter(
      (date, index) => cancelled.findIndex((each) => each.equals(date)) === index,
    ),
    exceptions: source.overrides.map(({ recurrenceId, start, durationMinutes }) => ({
      originalDate: recurrenceId.toPlainDate(),
      start,
      durationMinutes,
    })),
  });
  if (!series.ok) return series;
  for (const exception of series.value.exceptions) {
    const crossing = crossesNeighbour(series.value, exception);
    if (crossing) return fail(crossing);
  }
  return series;
}

/** Whether BYHOUR and its like say no more than the start does. */
function isAtStartTime(rule: Rule, start: Temporal.PlainDateTime): boolean {
  const isOnly = (values: readonly number[], value: number): boolean =>
    values.every((each) => each === value);
  return (
    isOnly(rule.byHour, start.hour) &&
    isOnly(rule.byMinute, start.minute) &&
    isOnly(rule.bySecond, start.second)
  );
}

function timesRefusal(rule: Rule): RuleRefusal {
  const times = Math.max(rule.byHour.length, rule.byMinute.length, rule.bySecond.length);
  return refusal(times > 1 ? "more_than_once_a_day" : "start_not_in_rule");
}

function rangeOfRule(
  rule: Rule,
  { start, zone }: Rfc5545Series,
): Result<RecurrenceRange, Problem<FromRfc5545Code>> {
  const startDate = start.toPlainDate();
  if (rule.count !== undefined) {
    return parseRange({
      type: "numbered",
      startDate: startDate.toString(),
      numberOfOccurrences: rule.count,
    });
  }
  if (!rule.until) return succeed({ type: "noEnd", startDate });
  const isMidnight = start.toPlainTime().equals(new Temporal.PlainTime());
  if (rule.until.kind === "date" && !isMidnight) return fail(refusal("until_without_time"));
  const until = instantOfEnd(rule.until, zone);
  const untilDate = until.toZonedDateTimeISO(zone).toPlainDate();
  // An end before the start's time of day leaves that day out.
  const isAfterStart = !isBefore(
    until,
    wallTimeToInstant(untilDate.toPlainDateTime(start.toPlainTime()), zone),
  );
  const endDate = isAfterStart ? untilDate : untilDate.subtract({ days: 1 });
  return parseRange({
    type: "endDate",
    startDate: startDate.toString(),
    endDate: endDate.toString(),
  });
}

function instantOfEnd(until: NonNullable<Rule["until"]>, zone: string): Temporal.Instant {
  switch (until.kind) {
    case "instant":
      return until.instant;
    case "wall":
      return wallTimeToInstant(until.wallTime, zone);
    case "date":
      return wallTimeToInstant(until.date.toPlainDateTime(), zone);
  }
}
