import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { formatSeries, parseSeries, type SeriesText } from "./parse-series.ts";
import { changedSeries } from "./series.arbitrary.ts";

const WEEKLY: SeriesText = {
  pattern: { type: "weekly", interval: 1, daysOfWeek: ["monday"] },
  range: { type: "endDate", startDate: "2026-03-02", endDate: "2026-06-29" },
  startTime: "09:00",
  durationMinutes: 60,
  zone: "Europe/Berlin",
};

function codeOf(change: Partial<SeriesText>): string {
  const parsed = parseSeries({ ...WEEKLY, ...change });
  return parsed.ok ? "ok" : parsed.problem.code;
}

test("what a series says wrongly is told by its code", () => {
  const pattern = WEEKLY.pattern;
  const range = WEEKLY.range;
  const cases: readonly (readonly [string, Partial<SeriesText>])[] = [
    ["ok", {}],
    ["unknown_pattern", { pattern: { type: "hourly" } }],
    ["unknown_pattern", { pattern: {} }],
    ["interval_out_of_range", { pattern: { ...pattern, interval: 0 } }],
    ["interval_out_of_range", { pattern: { ...pattern, interval: 1.5 } }],
    ["interval_out_of_range", { pattern: { ...pattern, interval: 100 } }],
    ["days_of_week_missing", { pattern: { type: "weekly", interval: 1 } }],
    ["days_of_week_missing", { pattern: { type: "relativeMonthly", daysOfWeek: [] } }],
    ["unknown_day_of_week", { pattern: { ...pattern, daysOfWeek: ["monday", "mo"] } }],
    ["unknown_day_of_week", { pattern: { ...pattern, firstDayOfWeek: "" } }],
    ["day_of_month_out_of_range", { pattern: { type: "absoluteMonthly", dayOfMonth: 32 } }],
    ["day_of_month_out_of_range", { pattern: { type: "absoluteMonthly", dayOfMonth: 0 } }],
    ["day_of_month_out_of_range", { pattern: { type: "absoluteYearly", month: 1 } }],
    ["month_out_of_range", { pattern: { type: "absoluteYearly", month: 13, dayOfMonth: 1 } }],
    ["month_out_of_range", { pattern: { type: "relativeYearly", daysOfWeek: ["monday"] } }],
    [
      "unknown_week_index",
      { pattern: { type: "relativeMonthly", daysOfWeek: ["monday"], index: "fifth" } },
    ],
    ["unknown_range", { range: { ...range, type: "forever" } }],
    ["invalid_date", { range: { ...range, startDate: "2026-02-30" } }],
    ["invalid_date", { range: { ...range, endDate: "0001-01-01" } }],
    ["invalid_date", { range: { ...range, startDate: "2026-03-02\n" } }],
    ["end_before_start", { range: { ...range, endDate: "2026-03-01" } }],
    ["occurrences_out_of_range", { range: { ...range, type: "numbered" } }],
    [
      "occurrences_out_of_range",
      { range: { ...range, type: "numbered", numberOfOccurrences: 1000 } },
    ],
    ["unknown_time_zone", { zone: "W. Europe Standard Time" }],
    ["invalid_start_time", { startTime: "24:00" }],
    ["invalid_start_time", { startTime: "09:00:30" }],
    ["duration_out_of_range", { durationMinutes: -1 }],
    ["duration_out_of_range", { durationMinutes: 0.5 }],
    ["no_occurrences", { range: { ...range, startDate: "2026-03-03", endDate: "2026-03-08" } }],
    ["occurrences_overlap", { durationMinutes: 7 * 24 * 60 + 1 }],
    ["ok", { durationMinutes: 7 * 24 * 60 }],
    ["exception_without_occurrence", { cancelledDates: ["2026-03-03"] }],
    ["date_listed_twice", { cancelledDates: ["2026-03-09", "2026-03-09"] }],
    ["invalid_exception", { cancelledDates: ["9 March"] }],
    [
      "invalid_exception",
      { exceptions: [{ originalDate: "2026-03-09", start: "2026-03-10", durationMinutes: 5 }] },
    ],
  ];
  for (const [code, change] of cases) assert.equal(codeOf(change), code, JSON.stringify(change));
});

test("Graph's defaults are filled in where a pattern leaves them out (facts 1.8)", () => {
  const weekly = parseSeries(WEEKLY);
  assert.ok(weekly.ok);
  assert.deepEqual(weekly.value.pattern, {
    type: "weekly",
    interval: 1,
    daysOfWeek: ["monday"],
    firstDayOfWeek: "sunday",
  });
});

test("a series comes back whole from its plain values, through JSON", () => {
  fc.assert(
    fc.property(changedSeries, (series) => {
      const text = formatSeries(series);
      const again = parseSeries(JSON.parse(JSON.stringify(text)) as SeriesText);
      assert.ok(again.ok);
      assert.deepEqual(formatSeries(again.value), text);
    }),
  );
});
