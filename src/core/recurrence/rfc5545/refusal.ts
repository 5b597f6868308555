import type { Problem } from "../../result.ts";

/** Why a rule of RFC 5545 and a series of Exchange cannot stand for each other. */
export type RuleRefusalCode = keyof typeof TEXTS;
export type RuleRefusal = Problem<RuleRefusalCode>;

/** The refusal, with what in particular is at fault where there is more to say. */
export function refusal(code: RuleRefusalCode, detail?: string): RuleRefusal {
  const { message, remedy } = TEXTS[code];
  return { code, message: detail === undefined ? message : `${message} (${detail})`, remedy };
}

const TEXTS = {
  invalid_rule: {
    message: "The recurrence rule does not follow RFC 5545.",
    remedy: "Correct the rule, or choose the recurrence again.",
  },
  rule_part_not_supported: {
    message: "Exchange has no counterpart of a part of the recurrence rule.",
    remedy: "Choose a daily, weekly, monthly or yearly recurrence without that part.",
  },
  more_than_once_a_day: {
    message: "The rule recurs more than once a day, and a series in Exchange once a day at most.",
    remedy: "Make one series for each time of day.",
  },
  start_not_in_rule: {
    message:
      "The start is not one of the rule's own times, and RFC 5545 leaves open what that means.",
    remedy: "Let the series start on a day and at a time of its rule.",
  },
  several_days_in_a_period: {
    message:
      "The rule has several days in one month or year, and a series in Exchange has a single one.",
    remedy: "Make one series for each of the days.",
  },
  skips_short_periods: {
    message:
      "The rule leaves out months or years that do not have its day, where Exchange takes the " +
      "month's last day instead.",
    remedy: "Choose a day that every month has, or the month's last day (BYMONTHDAY=-1).",
  },
  uneven_months: {
    message: "The months of the rule are not evenly spaced, as those of a series in Exchange are.",
    remedy: "Make one series for each month.",
  },
  no_such_pattern: {
    message:
      "The rule chooses its day in a way that Exchange cannot: it knows a day of the month, or " +
      "the first to fourth or last of some weekdays in a month.",
    remedy: "Choose one of these.",
  },
  days_with_pauses: {
    message:
      "The rule counts days but leaves some weekdays out, which no pattern of Exchange does.",
    remedy: "Choose a weekly recurrence with these weekdays.",
  },
  until_without_time: {
    message:
      "The rule ends on a date without a time though its start has one: whether that day still " +
      "belongs to it is not defined.",
    remedy: "End the rule with a UTC time, such as UNTIL=20261231T235959Z.",
  },
  added_dates: {
    message: "Single dates are added to the rule, and a series in Exchange has its pattern only.",
    remedy: "Reserve the added dates on their own.",
  },
  time_skipped_by_clocks: {
    message:
      "On some day clocks skip the time at which the series starts: Exchange moves it on by the " +
      "gap, and RFC 5545 leaves it out.",
    remedy: "Choose a time that the change of the clocks does not skip.",
  },
} as const;
