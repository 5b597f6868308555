import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { occurrencesFrom } from "../expand-series.ts";
import { formatSeries } from "../parse-series.ts";
import { changedSeries } from "../series.arbitrary.ts";
import type { RecurrencePattern, Series } from "../series.ts";
import { fromRfc5545 } from "./from-rfc5545.ts";
import type { Rfc5545Series } from "./rfc5545-series.ts";
import { toRfc5545 } from "./to-rfc5545.ts";

function sourceOf(rule: string, start: string, more: Partial<Rfc5545Series> = {}): Rfc5545Series {
  return {
    zone: "Europe/Berlin",
    start: Temporal.PlainDateTime.from(start),
    durationMinutes: 60,
    rule,
    excluded: [],
    added: [],
    overrides: [],
    ...more,
  };
}

function read(rule: string, start: string, more: Partial<Rfc5545Series> = {}): Series {
  const result = fromRfc5545(sourceOf(rule, start, more));
  if (!result.ok) assert.fail(`${rule}: ${result.problem.code}`);
  return result.value;
}

function codeOf(rule: string, start: string, more: Partial<Rfc5545Series> = {}): string {
  const result = fromRfc5545(sourceOf(rule, start, more));
  return result.ok ? JSON.stringify(result.value.pattern) : result.problem.code;
}

function at(text: string): Temporal.PlainDateTime {
  return Temporal.PlainDateTime.from(text);
}

const WORKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday"] as const;

test("rules that choose a pattern's days are read as that pattern", () => {
  const cases: readonly (readonly [string, string, RecurrencePattern])[] = [
    ["FREQ=DAILY;INTERVAL=3", "2026-01-01T09:00", { type: "daily", interval: 3 }],
    [
      "RRULE:FREQ=WEEKLY;BYDAY=FR,MO",
      "2026-01-02T09:00",
      { type: "weekly", interval: 1, daysOfWeek: ["monday", "friday"], firstDayOfWeek: "monday" },
    ],
    [
      "FREQ=WEEKLY;INTERVAL=2;WKST=SU",
      "2026-01-02T09:00",
      { type: "weekly", interval: 2, daysOfWeek: ["friday"], firstDayOfWeek: "sunday" },
    ],
    [
      "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR",
      "2026-01-02T09:00",
      { type: "weekly", interval: 1, daysOfWeek: WORKDAYS, firstDayOfWeek: "monday" },
    ],
    [
      "FREQ=WEEKLY;BYDAY=MO,WE;BYSETPOS=-1",
      "2026-01-07T09:00",
      { type: "weekly", interval: 1, daysOfWeek: ["wednesday"], firstDayOfWeek: "monday" },
    ],
    ["FREQ=MONTHLY", "2026-01-28T09:00", { type: "absoluteMonthly", interval: 1, dayOfMonth: 28 }],
    [
      "FREQ=MONTHLY;BYMONTHDAY=-1",
      "2026-01-31T09:00",
      { type: "absoluteMonthly", interval: 1, dayOfMonth: 31 },
    ],
    [
      "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1",
      "2026-01-30T09:00",
      { type: "absoluteMonthly", interval: 1, dayOfMonth: 30 },
    ],
    [
      "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31",
      "2026-01-31T09:00",
      { type: "absoluteMonthly", interval: 12, dayOfMonth: 31 },
    ],
    [
      "FREQ=MONTHLY;BYDAY=2TU",
      "2026-01-13T09:00",
      { type: "relativeMonthly", interval: 1, daysOfWeek: ["tuesday"], index: "second" },
    ],
    [
      "FREQ=MONTHLY;BYDAY=TU;BYMONTHDAY=8,9,10,11,12,13,14",
      "2026-01-13T09:00",
      { type: "relativeMonthly", interval: 1, daysOfWeek: ["tuesday"], index: "second" },
    ],
    [
      "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
      "2026-01-30T09:00",
      { type: "relativeMonthly", interval: 1, daysOfWeek: WORKDAYS, index: "last" },
    ],
    [
      "FREQ=YEARLY",
      "2026-05-18T09:00",
      { type: "absoluteYearly", interval: 1, month: 5, dayOfMonth: 18 },
    ],
    [
      "FREQ=YEARLY;BYYEARDAY=-1",
      "2026-12-31T09:00",
      { type: "absoluteYearly", interval: 1, month: 12, dayOfMonth: 31 },
    ],
    [
      "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1",
      "2026-02-28T09:00",
      { type: "absoluteYearly", interval: 1, month: 2, dayOfMonth: 29 },
    ],
    [
      "FREQ=YEARLY;BYDAY=1MO",
      "2026-01-05T09:00",
      { type: "relativeYearly", interval: 1, month: 1, daysOfWeek: ["monday"], index: "first" },
    ],
    [
      "FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=15",
      "2026-07-15T09:00",
      { type: "absoluteMonthly", interval: 6, dayOfMonth: 15 },
    ],
    [
      "FREQ=MONTHLY;BYMONTH=3;BYDAY=-1SU",
      "2026-03-29T09:00",
      { type: "relativeYearly", interval: 1, month: 3, daysOfWeek: ["sunday"], index: "last" },
    ],
    [
      "FREQ=DAILY;BYHOUR=9;BYMINUTE=0;BYSECOND=0",
      "2026-01-01T09:00",
      { type: "daily", interval: 1 },
    ],
  ];
  for (const [rule, start, pattern] of cases) {
    assert.deepEqual(read(rule, start).pattern, pattern, rule);
  }
});

test("rules that Exchange cannot follow are refused, each with its reason", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    // Exchange would take the last day of February; RFC 5545 leaves February out.
    ["skips_short_periods", "FREQ=MONTHLY;BYMONTHDAY=31", "2026-01-31T09:00"],
    ["skips_short_periods", "FREQ=MONTHLY", "2026-01-29T09:00"],
    ["skips_short_periods", "FREQ=YEARLY", "2028-02-29T09:00"],
    // Even every fourth year: 2100 is no leap year.
    ["skips_short_periods", "FREQ=YEARLY;INTERVAL=4", "2028-02-29T09:00"],
    ["skips_short_periods", "FREQ=MONTHLY;BYDAY=5MO", "2026-03-30T09:00"],
    ["several_days_in_a_period", "FREQ=MONTHLY;BYMONTHDAY=1,15", "2026-01-01T09:00"],
    ["several_days_in_a_period", "FREQ=MONTHLY;BYDAY=MO,TU", "2026-01-05T09:00"],
    ["several_days_in_a_period", "FREQ=MONTHLY;BYDAY=1MO,3MO", "2026-01-05T09:00"],
    ["several_days_in_a_period", "FREQ=DAILY;BYMONTH=1", "2026-01-05T09:00"],
    ["uneven_months", "FREQ=YEARLY;BYMONTH=1,3;BYMONTHDAY=5", "2026-01-05T09:00"],
    ["no_such_pattern", "FREQ=MONTHLY;BYMONTHDAY=-2", "2026-01-30T09:00"],
    ["no_such_pattern", "FREQ=MONTHLY;BYDAY=-2MO", "2026-01-19T09:00"],
    ["uneven_months", "FREQ=YEARLY;BYYEARDAY=60", "2026-03-01T09:00"],
    ["no_such_pattern", "FREQ=YEARLY;BYYEARDAY=100", "2026-04-10T09:00"],
    ["days_with_pauses", "FREQ=DAILY;INTERVAL=2;BYDAY=MO,TU", "2026-01-05T09:00"],
    ["start_not_in_rule", "FREQ=WEEKLY;BYDAY=MO", "2026-01-01T09:00"],
    ["start_not_in_rule", "FREQ=MONTHLY;BYMONTHDAY=15", "2026-01-20T09:00"],
    ["start_not_in_rule", "FREQ=DAILY;BYHOUR=10", "2026-01-01T09:00"],
    ["more_than_once_a_day", "FREQ=DAILY;BYHOUR=9,14", "2026-01-01T09:00"],
    ["more_than_once_a_day", "FREQ=HOURLY", "2026-01-01T09:00"],
    ["rule_part_not_supported", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "2026-05-11T09:00"],
    ["rule_part_not_supported", "FREQ=MONTHLY;RSCALE=GREGORIAN;SKIP=BACKWARD", "2026-01-31T09:00"],
    ["rule_part_not_supported", "FREQ=WEEKLY;BYMONTH=1", "2026-01-05T09:00"],
    ["until_without_time", "FREQ=DAILY;UNTIL=20260301", "2026-01-01T09:00"],
    // In Berlin the clocks skip 02:30 on the last Sunday of March.
    ["time_skipped_by_clocks", "FREQ=DAILY", "2026-01-01T02:30"],
    ["interval_out_of_range", "FREQ=MONTHLY;INTERVAL=5000", "2026-01-01T09:00"],
    ["interval_out_of_range", "FREQ=DAILY;INTERVAL=1000", "2026-01-01T09:00"],
    ["occurrences_out_of_range", "FREQ=DAILY;COUNT=1000", "2026-01-01T09:00"],
    ["end_before_start", "FREQ=DAILY;UNTIL=20251231T235959Z", "2026-01-01T09:00"],
  ];
  for (const [code, rule, start] of cases) assert.equal(codeOf(rule, start), code, rule);
});

test("what is not a rule is refused as such", () => {
  const rules = [
    "",
    "DAILY",
    "FREQ=OFTEN",
    "FREQ=DAILY;FREQ=WEEKLY",
    "FREQ=DAILY;INTERVAL=0",
    "FREQ=DAILY;INTERVAL=1,2",
    "FREQ=DAILY;COUNT=3;UNTIL=20270101T000000Z",
    "FREQ=DAILY;UNTIL=20270230T000000Z",
    "FREQ=WEEKLY;BYDAY=2MO",
    "FREQ=WEEKLY;BYDAY=XX",
    "FREQ=WEEKLY;BYMONTHDAY=1",
    "FREQ=MONTHLY;BYMONTHDAY=32",
    "FREQ=MONTHLY;BYMONTHDAY=0",
    "FREQ=WEEKLY;WKST=XX",
  ];
  for (const rule of rules) assert.equal(codeOf(rule, "2026-01-01T09:00"), "invalid_rule", rule);
});

test("UNTIL is the last day whose occurrence starts by then, in the series' zone", () => {
  const end = (rule: string, start = "2026-01-01T09:00"): string | null | undefined =>
    formatSeries(read(rule, start)).range.endDate;
  assert.equal(end("FREQ=DAILY;UNTIL=20260301T080000Z"), "2026-03-01");
  assert.equal(end("FREQ=DAILY;UNTIL=20260301T075959Z"), "2026-02-28");
  // Summer time: nine o'clock is seven in UTC.
  assert.equal(end("FREQ=DAILY;UNTIL=20260601T070000Z"), "2026-06-01");
  assert.equal(end("FREQ=DAILY;UNTIL=20260301T090000"), "2026-03-01");
  assert.equal(end("FREQ=DAILY;UNTIL=20260301", "2026-01-01T00:00"), "2026-03-01");
});

test("excluded dates are cancelled ones, and one that hits no occurrence changes nothing", () => {
  const series = read("FREQ=WEEKLY;BYDAY=MO", "2026-01-05T09:00", {
    excluded: ["2026-01-12T09:00", "2026-01-12T09:00", "2026-01-13T09:00", "2026-01-19T10:00"].map(
      at,
    ),
  });
  assert.deepEqual(formatSeries(series).cancelledDates, ["2026-01-12"]);
});

test("an added date is refused unless the rule has it already or it is excluded again", () => {
  const rule = "FREQ=WEEKLY;BYDAY=MO";
  const start = "2026-01-05T09:00";
  assert.equal(codeOf(rule, start, { added: [at("2026-01-13T09:00")] }), "added_dates");
  read(rule, start, { added: [at("2026-01-12T09:00")] });
  read(rule, start, {
    added: [at("2026-01-13T09:00")],
    excluded: [at("2026-01-13T09:00")],
  });
});

test("an override is an exception, and is refused where Exchange would not move it", () => {
  const override = (to: string, from = "2026-01-12T09:00"): Partial<Rfc5545Series> => ({
    overrides: [{ recurrenceId: at(from), start: at(to), durationMinutes: 30 }],
  });
  const rule = "FREQ=WEEKLY;BYDAY=MO";
  const start = "2026-01-05T09:00";
  assert.deepEqual(formatSeries(read(rule, start, override("2026-01-14T15:00"))).exceptions, [
    { originalDate: "2026-01-12", start: "2026-01-14T15:00", durationMinutes: 30 },
  ]);
  const crossing = codeOf(rule, start, override("2026-01-19T08:00"));
  assert.equal(crossing, "occurrence_crosses_neighbour");
  const unknown = codeOf(rule, start, override("2026-01-14T15:00", "2026-01-13T09:00"));
  assert.equal(unknown, "exception_without_occurrence");
});

test("a day that months may lack is written as the last of the days up to it", () => {
  const ruleOf = (pattern: RecurrencePattern): string => {
    const written = toRfc5545({
      pattern,
      range: { type: "noEnd", startDate: Temporal.PlainDate.from("2026-01-01") },
      startTime: Temporal.PlainTime.from("09:00"),
      durationMinutes: 60,
      zone: "Europe/Berlin",
      exceptions: [],
      cancelledDates: [],
    });
    return written.ok ? written.value.rule : written.problem.code;
  };
  const monthly = { type: "absoluteMonthly", interval: 1 } as const;
  assert.equal(ruleOf({ ...monthly, dayOfMonth: 28 }), "FREQ=MONTHLY;BYMONTHDAY=28");
  assert.equal(ruleOf({ ...monthly, dayOfMonth: 29 }), "FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1");
  assert.equal(ruleOf({ ...monthly, dayOfMonth: 31 }), "FREQ=MONTHLY;BYMONTHDAY=-1");
  const yearly = { type: "absoluteYearly", interval: 1, dayOfMonth: 31 } as const;
  assert.equal(ruleOf({ ...yearly, month: 4 }), "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=30");
  assert.equal(ruleOf({ ...yearly, month: 2 }), "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1");
  assert.equal(ruleOf({ ...yearly, month: 12 }), "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31");
});

test("a series starts with its first occurrence when it is written, not with its range", () => {
  const written = toRfc5545({
    ...read("FREQ=MONTHLY;BYDAY=2TU;COUNT=5", "2026-01-13T09:00"),
    range: {
      type: "numbered",
      startDate: Temporal.PlainDate.from("2026-01-14"),
      numberOfOccurrences: 5,
    },
  });
  assert.ok(written.ok);
  assert.equal(written.value.start.toString(), "2026-02-10T09:00:00");
  assert.equal(written.value.rule, "FREQ=MONTHLY;BYDAY=2TU;COUNT=5");
});

/** The occurrences of a series, its range's start and its words not regarded. */
function meetingsOf(series: Series): string[] {
  const meetings: string[] = [];
  const from = Temporal.Instant.from("1999-01-01T00:00Z");
  for (const { originalDate, start, end, kind } of occurrencesFrom(series, from)) {
    if (meetings.push([originalDate, start, end, kind].map(String).join(" ")) >= 80) break;
  }
  return meetings;
}

test("a series written as a rule and read back has the same occurrences", () => {
  fc.assert(
    fc.property(changedSeries, (series) => {
      const written = toRfc5545(series);
      if (!written.ok) {
        assert.equal(written.problem.code, "time_skipped_by_clocks");
        return;
      }
      const again = fromRfc5545(written.value);
      if (!again.ok) assert.fail(`${written.value.rule}: ${again.problem.message}`);
      assert.deepEqual(meetingsOf(again.value), meetingsOf(series));
    }),
    { numRuns: 300 },
  );
});
