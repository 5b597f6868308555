import type {
  Recurrence,
  RecurrencePattern,
  RequestedRecurrence,
} from "../../../src/contract/recurrence.ts";
import {
  faultOfRepeat,
  noRepeat,
  patternOf,
  rangeOf,
  type Repeat,
  RHYTHMS,
} from "../booking/repeat.ts";

/** How a series repeats, as the fields of a booking say it. */
export function repeatOf({ pattern, range }: Recurrence): Repeat {
  const date = range.start_date;
  const none = noRepeat(date);
  const filled: Repeat = {
    ...none,
    unit: UNIT_OF[pattern.type],
    interval: pattern.interval,
    weekdays: pattern.type === "weekly" ? (pattern.days_of_week ?? []) : none.weekdays,
    monthlyBy: pattern.type.startsWith("relative_") ? "weekday" : "date",
    ends: ENDS_OF[range.type],
    endDate: range.end_date ?? none.endDate,
    count: range.number_of_occurrences ?? none.count,
  };
  const rhythm = RHYTHMS.find((each) => {
    const said = patternOf({ ...filled, rhythm: each }, date);
    return said !== null && isSamePattern(said, pattern);
  });
  return { ...filled, rhythm: rhythm ?? "as_it_is" };
}

/**
 * What is asked for in place of the recurrence that the series has; undefined where the fields say
 * what it is already, or cannot be meant. What did not change goes as it was, so that a series whose
 * end alone is another keeps its exceptions.
 */
export function changedRecurrence(
  standing: Recurrence,
  repeat: Repeat,
): RequestedRecurrence | undefined {
  const { pattern, range } = standing;
  const date = range.start_date;
  const before = repeatOf(standing);
  const said = patternOf(repeat, date);
  const isSameEnd = JSON.stringify(rangeOf(before)) === JSON.stringify(rangeOf(repeat));
  const isSame = said === null || isSamePattern(said, pattern);
  if ((isSame && isSameEnd) || faultOfRepeat(repeat, date) !== null) return undefined;
  return {
    pattern: isSame ? pattern : { ...said, ...weekOf(said, pattern) },
    range: { ...rangeOf(repeat), start_date: date },
  };
}

const UNIT_OF: Readonly<Record<RecurrencePattern["type"], Repeat["unit"]>> = {
  daily: "day",
  weekly: "week",
  absolute_monthly: "month",
  relative_monthly: "month",
  absolute_yearly: "year",
  relative_yearly: "year",
};

const ENDS_OF = { no_end: "never", end_date: "on", numbered: "after" } as const;

/** On which day its weeks begin is in no field, and stays. */
function weekOf(said: RecurrencePattern, { first_day_of_week: day }: RecurrencePattern) {
  return said.type === "weekly" && day !== undefined ? { first_day_of_week: day } : {};
}

function isSamePattern(left: RecurrencePattern, right: RecurrencePattern): boolean {
  return wordsOf(left) === wordsOf(right);
}

function wordsOf(pattern: RecurrencePattern): string {
  const { type, interval, days_of_week: days = [], day_of_month: day, month, index } = pattern;
  return JSON.stringify([type, interval, days.toSorted(), day, month, index]);
}
