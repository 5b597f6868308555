import assert from "node:assert/strict";
import { test } from "node:test";
import type { Recurrence } from "../../../src/contract/recurrence.ts";
import { changedRecurrence, repeatOf } from "./changed-repeat.ts";

/** A Tuesday, the fourth of its month. */
const START = "2026-11-24";

function series(
  pattern: Recurrence["pattern"],
  range: Omit<Recurrence["range"], "start_date"> = { type: "no_end" },
): Recurrence {
  return {
    pattern,
    range: { ...range, start_date: START },
    start_time: "09:00",
    duration_minutes: 60,
    time_zone: "Europe/Berlin",
    cancelled_dates: [],
  };
}

const FORTNIGHTLY = {
  type: "weekly",
  interval: 2,
  days_of_week: ["tuesday", "sunday"],
  first_day_of_week: "sunday",
} as const;
const YEARLY = { type: "absolute_yearly", interval: 1, month: 3, day_of_month: 1 } as const;

function rhythmOf(pattern: Recurrence["pattern"]) {
  return repeatOf(series(pattern)).rhythm;
}

test("a series fills the fields of a booking, with the plainest rhythm that says it", () => {
  const days = ["monday", "tuesday", "wednesday", "thursday", "friday"] as const;
  const monthly = { type: "absolute_monthly", interval: 1 } as const;
  assert.equal(rhythmOf({ type: "daily", interval: 1 }), "daily");
  assert.equal(rhythmOf({ type: "daily", interval: 3 }), "custom");
  assert.equal(rhythmOf({ type: "weekly", interval: 1, days_of_week: [...days] }), "weekdays");
  assert.equal(rhythmOf({ type: "weekly", interval: 1, days_of_week: ["tuesday"] }), "weekly");
  assert.equal(rhythmOf({ ...monthly, day_of_month: 24 }), "monthly");
  const filled = repeatOf(
    series(
      { ...FORTNIGHTLY, days_of_week: ["tuesday", "sunday"] },
      { type: "numbered", number_of_occurrences: 7 },
    ),
  );
  assert.deepEqual(
    [filled.rhythm, filled.unit, filled.interval, filled.weekdays, filled.ends, filled.count],
    ["custom", "week", 2, ["tuesday", "sunday"], "after", 7],
  );
  const byWeekday = { type: "relative_monthly", interval: 1, days_of_week: ["tuesday"] } as const;
  const fourth = repeatOf(series({ ...byWeekday, days_of_week: ["tuesday"], index: "fourth" }));
  assert.deepEqual([fourth.rhythm, fourth.monthlyBy], ["custom", "weekday"]);
  assert.equal(rhythmOf({ ...YEARLY, month: 11, day_of_month: 24 }), "yearly");
  const inNovember = { type: "relative_yearly", interval: 1, month: 11, index: "fourth" } as const;
  const yearly = repeatOf(series({ ...inNovember, days_of_week: ["tuesday"] }));
  assert.deepEqual([yearly.rhythm, yearly.unit, yearly.monthlyBy], ["custom", "year", "weekday"]);
});

test("a pattern that the fields cannot say stays as it is", () => {
  assert.equal(rhythmOf(YEARLY), "as_it_is");
  assert.equal(rhythmOf({ type: "absolute_monthly", interval: 1, day_of_month: 31 }), "as_it_is");
  assert.equal(
    rhythmOf({ type: "relative_monthly", interval: 1, days_of_week: ["monday"], index: "first" }),
    "as_it_is",
  );
});

test("nothing is asked for where the fields say what the series is, in whatever words", () => {
  const weekly = series({ type: "weekly", interval: 1, days_of_week: ["tuesday"] });
  for (const standing of [weekly, series(YEARLY), series({ type: "daily", interval: 120 })]) {
    assert.equal(changedRecurrence(standing, repeatOf(standing)), undefined);
  }
  const reworded = { ...repeatOf(weekly), rhythm: "custom" } as const;
  assert.equal(changedRecurrence(weekly, reworded), undefined);
});

test("another end sends the pattern as it was, and its start", () => {
  const standing = series(YEARLY);
  assert.deepEqual(
    changedRecurrence(standing, { ...repeatOf(standing), ends: "after", count: 3 }),
    {
      pattern: YEARLY,
      range: { type: "numbered", number_of_occurrences: 3, start_date: START },
    },
  );
});

test("another pattern keeps the day that its weeks begin on", () => {
  const standing = series({ ...FORTNIGHTLY, days_of_week: ["tuesday", "sunday"] });
  const weekdays = ["friday", "sunday"] as const;
  assert.deepEqual(
    changedRecurrence(standing, { ...repeatOf(standing), weekdays: [...weekdays] }),
    {
      pattern: { ...FORTNIGHTLY, days_of_week: ["friday", "sunday"] },
      range: { type: "no_end", start_date: START },
    },
  );
});

test("what cannot be meant is not asked for", () => {
  const standing = series({ type: "daily", interval: 1 });
  const repeat = repeatOf(standing);
  const early = { ...repeat, ends: "on", endDate: "2026-11-23" } as const;
  assert.equal(changedRecurrence(standing, early), undefined);
});
