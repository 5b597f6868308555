import assert from "node:assert/strict";
import { test } from "node:test";
import { faultOfRepeat, inRhythm, noRepeat, recurrenceOf, type Repeat } from "./repeat.ts";

/** A Tuesday, the fourth of its month. */
const DATE = "2026-11-24";
const repeat = (part: Partial<Repeat>): Repeat => ({ ...noRepeat(DATE), ...part });
const patternOf = (part: Partial<Repeat>, date = DATE) => {
  const recurrence = recurrenceOf(repeat(part), date);
  return recurrence !== null && "pattern" in recurrence ? recurrence.pattern : null;
};

test("what does not repeat asks for no series", () => {
  assert.equal(recurrenceOf(noRepeat(DATE), DATE), null);
});

test("each rhythm is the pattern that its name says, from the date on", () => {
  assert.deepEqual(patternOf({ rhythm: "daily" }), { type: "daily", interval: 1 });
  assert.deepEqual(patternOf({ rhythm: "weekdays" }), {
    type: "weekly",
    interval: 1,
    days_of_week: ["monday", "tuesday", "wednesday", "thursday", "friday"],
  });
  assert.deepEqual(patternOf({ rhythm: "weekly" }), {
    type: "weekly",
    interval: 1,
    days_of_week: ["tuesday"],
  });
  assert.deepEqual(patternOf({ rhythm: "monthly" }), {
    type: "absolute_monthly",
    interval: 1,
    day_of_month: 24,
  });
  assert.deepEqual(patternOf({ rhythm: "yearly" }), {
    type: "absolute_yearly",
    interval: 1,
    month: 11,
    day_of_month: 24,
  });
});

test("a custom rhythm counts days, weeks, months or years", () => {
  const custom = { rhythm: "custom", interval: 2 } as const;
  assert.deepEqual(patternOf({ ...custom, unit: "day" }), { type: "daily", interval: 2 });
  assert.deepEqual(patternOf({ ...custom, unit: "week", weekdays: ["friday", "monday"] }), {
    type: "weekly",
    interval: 2,
    days_of_week: ["monday", "friday"],
    first_day_of_week: "monday",
  });
  assert.deepEqual(patternOf({ ...custom, unit: "month", monthlyBy: "weekday" }), {
    type: "relative_monthly",
    interval: 2,
    days_of_week: ["tuesday"],
    index: "fourth",
  });
  assert.deepEqual(patternOf({ ...custom, unit: "year", monthlyBy: "weekday" }), {
    type: "relative_yearly",
    interval: 2,
    month: 11,
    days_of_week: ["tuesday"],
    index: "fourth",
  });
  assert.equal(patternOf({ ...custom, unit: "year" })?.type, "absolute_yearly");
});

test("what comes once a year lasts for years, unless a last date was chosen", () => {
  const { endDate } = noRepeat(DATE);
  const yearly = inRhythm(noRepeat(DATE), { rhythm: "yearly" }, DATE);
  assert.deepEqual([endDate, yearly.endDate], ["2027-02-22", "2031-11-24"]);
  assert.equal(inRhythm(yearly, { rhythm: "weekly" }, DATE).endDate, endDate);
  const byUnit = inRhythm(repeat({ rhythm: "custom" }), { unit: "year" }, DATE);
  assert.equal(byUnit.endDate, yearly.endDate);
  const chosen = repeat({ endDate: "2027-01-05" });
  assert.equal(inRhythm(chosen, { rhythm: "yearly" }, DATE).endDate, "2027-01-05");
});

test("a fifth weekday of a month is its last", () => {
  const byWeekday = { rhythm: "custom", unit: "month", monthlyBy: "weekday" } as const;
  assert.equal(patternOf(byWeekday, "2026-12-29")?.index, "last");
  assert.equal(patternOf(byWeekday, "2026-12-07")?.index, "first");
  assert.equal(patternOf(byWeekday, "2026-12-08")?.index, "second");
});

test("a series ends on a date, after so many, or never", () => {
  const rangeOf = (part: Partial<Repeat>) => {
    const recurrence = recurrenceOf(repeat({ rhythm: "daily", ...part }), DATE);
    return recurrence !== null && "range" in recurrence ? recurrence.range : null;
  };
  assert.deepEqual(rangeOf({ ends: "never" }), { type: "no_end" });
  assert.deepEqual(rangeOf({ ends: "after", count: 4 }), {
    type: "numbered",
    number_of_occurrences: 4,
  });
  assert.deepEqual(rangeOf({ ends: "on", endDate: "2026-12-24" }), {
    type: "end_date",
    end_date: "2026-12-24",
  });
});

test("what cannot be meant is told before it is sent", () => {
  const faultOf = (part: Partial<Repeat>) => faultOfRepeat(repeat(part), DATE);
  assert.equal(faultOf({ rhythm: "custom", unit: "week", weekdays: [] }), "no_weekday");
  assert.equal(
    faultOf({ rhythm: "daily", ends: "on", endDate: "2026-11-23" }),
    "ends_before_start",
  );
  assert.equal(faultOf({ rhythm: "daily", ends: "on", endDate: DATE }), null);
  assert.equal(faultOf({ weekdays: [], ends: "on", endDate: "2020-01-01" }), null);
});
