import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import {
  countDates,
  firstDateOf,
  type RequestedRecurrence,
  requestedSeries,
} from "./requested-series.ts";

/** A Monday, nine to ten in Berlin. */
const TIMES = {
  start: Temporal.Instant.from("2027-03-22T08:00:00Z"),
  end: Temporal.Instant.from("2027-03-22T09:00:00Z"),
  timeZone: "Europe/Berlin",
};
const WEEKLY: RequestedRecurrence = {
  kind: "pattern",
  pattern: { type: "weekly", daysOfWeek: ["monday"] },
  range: { type: "numbered", numberOfOccurrences: 4 },
};

function seriesOf(recurrence: RequestedRecurrence, times = TIMES) {
  const series = requestedSeries(recurrence, times);
  if (!series.ok) throw new Error(series.problem.code);
  return series.value;
}

function codeOf(recurrence: RequestedRecurrence, times = TIMES): string {
  const series = requestedSeries(recurrence, times);
  return series.ok ? "none" : series.problem.code;
}

test("a pattern recurs at the wall time of the request, in its zone", () => {
  const series = seriesOf(WEEKLY);
  assert.equal(series.startTime.toString(), "09:00:00");
  assert.equal(series.durationMinutes, 60);
  assert.equal(series.zone, "Europe/Berlin");
  assert.equal(series.range.startDate.toString(), "2027-03-22");
});

test("a night that the clocks change in is as long as it is on the clock on the wall", () => {
  const start = Temporal.Instant.from("2027-03-27T21:00:00Z");
  const { durationMinutes } = seriesOf(
    { ...WEEKLY, pattern: { type: "daily" } },
    { ...TIMES, start, end: Temporal.Instant.from("2027-03-28T04:00:00Z") },
  );
  assert.equal(durationMinutes, 8 * 60);
});

test("a series that starts on a day its pattern has not begins on the next that it has", () => {
  const wednesdays = { ...WEEKLY, pattern: { type: "weekly", daysOfWeek: ["wednesday"] } };
  assert.equal(firstDateOf(seriesOf(wednesdays)).toString(), "2027-03-24");
});

test("a rule gives the same series as the pattern it stands for", () => {
  assert.deepEqual(
    seriesOf({ kind: "rule", rule: "FREQ=WEEKLY;COUNT=4;BYDAY=MO" }).range,
    seriesOf(WEEKLY).range,
  );
});

test("what Exchange cannot do is refused with its code", () => {
  assert.equal(codeOf({ kind: "rule", rule: "FREQ=MONTHLY;BYMONTHDAY=1,15" }), "start_not_in_rule");
  assert.equal(codeOf({ kind: "rule", rule: "FREQ=HOURLY" }), "more_than_once_a_day");
  assert.equal(codeOf({ kind: "rule", rule: "every week" }), "invalid_rule");
  assert.equal(codeOf({ ...WEEKLY, pattern: { type: "hourly" } }), "unknown_pattern");
  assert.equal(codeOf({ ...WEEKLY, range: { type: "numbered" } }), "occurrences_out_of_range");
  assert.equal(codeOf(WEEKLY, { ...TIMES, timeZone: "Mars/Base" }), "unknown_time_zone");
  assert.equal(
    codeOf(
      { kind: "pattern", pattern: { type: "daily" }, range: { type: "noEnd" } },
      {
        ...TIMES,
        end: TIMES.end.add({ hours: 24 }),
      },
    ),
    "occurrences_overlap",
  );
});

test("the dates of a series are counted, however its end is given", () => {
  const weekly = {
    kind: "pattern",
    pattern: WEEKLY.kind === "pattern" ? WEEKLY.pattern : {},
  } as const;
  assert.equal(countDates(seriesOf(WEEKLY)), 4);
  const until = (endDate: string) => seriesOf({ ...weekly, range: { type: "endDate", endDate } });
  assert.equal(countDates(until("2027-04-12")), 4);
  assert.equal(countDates(until("2027-04-18")), 4);
  assert.equal(countDates(until("2027-04-19")), 5);
  assert.equal(countDates(seriesOf({ ...weekly, range: { type: "noEnd" } })), Infinity);
});
