import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { formatDate, parseDate } from "./calendar-date.ts";
import {
  DAY_NAMES,
  NO_END_DATE,
  SeriesDays,
  type Recurrence,
  type RecurrencePattern,
  type RecurrenceRange,
} from "./recurrence.ts";

function series(
  pattern: Partial<RecurrencePattern>,
  range: Partial<RecurrenceRange> = {},
): Recurrence {
  return {
    pattern: {
      type: "daily",
      interval: 1,
      month: 0,
      dayOfMonth: 0,
      daysOfWeek: [],
      firstDayOfWeek: "sunday",
      index: "first",
      ...pattern,
    },
    range: {
      type: "noEnd",
      startDate: "2026-01-31",
      endDate: NO_END_DATE,
      recurrenceTimeZone: "UTC",
      numberOfOccurrences: 0,
      ...range,
    },
  };
}

function dates(recurrence: Recurrence, from: string, to: string): string[] {
  return new SeriesDays(recurrence)
    .between(parseDate(from) ?? 0, parseDate(to) ?? 0)
    .map(formatDate);
}

describe("the days of a series (facts 1.8)", () => {
  test("a daily series counts its interval from the range's start", () => {
    const recurrence = series({ type: "daily", interval: 3 });
    assert.deepEqual(dates(recurrence, "2026-02-01", "2026-02-10"), [
      "2026-02-03",
      "2026-02-06",
      "2026-02-09",
    ]);
  });

  test("a weekly series with two days skips whole weeks, counted from firstDayOfWeek", () => {
    const recurrence = series(
      { type: "weekly", interval: 2, daysOfWeek: ["monday", "sunday"], firstDayOfWeek: "monday" },
      { startDate: "2026-03-02" },
    );
    assert.deepEqual(dates(recurrence, "2026-03-01", "2026-03-31"), [
      "2026-03-02",
      "2026-03-08",
      "2026-03-16",
      "2026-03-22",
      "2026-03-30",
    ]);
  });

  test("a weekly series whose start is no occurrence begins with the next that is", () => {
    const recurrence = series(
      { type: "weekly", daysOfWeek: ["friday"] },
      { startDate: "2026-03-02" },
    );
    assert.deepEqual(dates(recurrence, "2026-03-01", "2026-03-14"), ["2026-03-06", "2026-03-13"]);
  });

  test("the 31st of a short month is that month's last day", () => {
    const recurrence = series({ type: "absoluteMonthly", dayOfMonth: 31 });
    assert.deepEqual(dates(recurrence, "2026-01-01", "2026-05-31"), [
      "2026-01-31",
      "2026-02-28",
      "2026-03-31",
      "2026-04-30",
      "2026-05-31",
    ]);
  });

  test("the last of several weekdays is the month's last working day", () => {
    const daysOfWeek = ["monday", "tuesday", "wednesday", "thursday", "friday"] as const;
    const recurrence = series({ type: "relativeMonthly", daysOfWeek, index: "last" });
    assert.deepEqual(dates(recurrence, "2026-01-31", "2026-05-31"), [
      "2026-02-27",
      "2026-03-31",
      "2026-04-30",
      "2026-05-29",
    ]);
  });

  test("29 February stands on the 28th in common years", () => {
    const recurrence = series(
      { type: "absoluteYearly", dayOfMonth: 29, month: 2 },
      { startDate: "2024-02-29" },
    );
    assert.deepEqual(dates(recurrence, "2024-01-01", "2028-12-31"), [
      "2024-02-29",
      "2025-02-28",
      "2026-02-28",
      "2027-02-28",
      "2028-02-29",
    ]);
  });

  test("a relative yearly series finds the second Tuesday of its month", () => {
    const recurrence = series(
      { type: "relativeYearly", month: 11, daysOfWeek: ["tuesday"], index: "second" },
      { startDate: "2025-01-01" },
    );
    assert.deepEqual(dates(recurrence, "2025-01-01", "2027-12-31"), [
      "2025-11-11",
      "2026-11-10",
      "2027-11-09",
    ]);
  });

  test("a numbered range ends after its number of days, wherever the view begins", () => {
    const recurrence = series({ type: "daily" }, { type: "numbered", numberOfOccurrences: 5 });
    assert.deepEqual(dates(recurrence, "2026-02-03", "2026-12-31"), ["2026-02-03", "2026-02-04"]);
  });

  test("an end date is the last day that can be one", () => {
    const recurrence = series({ type: "daily" }, { type: "endDate", endDate: "2026-02-02" });
    const days = new SeriesDays(recurrence);
    assert.equal(formatDate(days.last(recurrence) ?? 0), "2026-02-02");
  });

  test("any weekly series has exactly the days that a day-by-day reading of it has", () => {
    const weekdays = fc.uniqueArray(fc.constantFrom(...DAY_NAMES), { minLength: 1 });
    fc.assert(
      fc.property(
        weekdays,
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom(...DAY_NAMES),
        fc.integer({ min: 0, max: 400 }),
        (daysOfWeek, interval, firstDayOfWeek, offset) => {
          const startDate = formatDate((parseDate("2026-01-01") ?? 0) + offset);
          const recurrence = series(
            { type: "weekly", daysOfWeek, interval, firstDayOfWeek },
            { startDate },
          );
          const end = Temporal.PlainDate.from(startDate).add({ days: 120 }).toString();
          assert.deepEqual(
            dates(recurrence, startDate, end),
            weeklyByHand(startDate, end, daysOfWeek, interval, DAY_NAMES.indexOf(firstDayOfWeek)),
          );
        },
      ),
    );
  });
});

/** A second reading of the weekly rule, on Temporal's calendar and week by week. */
function weeklyByHand(
  startDate: string,
  endDate: string,
  daysOfWeek: readonly string[],
  interval: number,
  firstDay: number,
): string[] {
  const start = Temporal.PlainDate.from(startDate);
  let week = start;
  while (week.dayOfWeek % 7 !== firstDay) week = week.subtract({ days: 1 });
  const found: string[] = [];
  let day = week;
  while (Temporal.PlainDate.compare(day, endDate) <= 0) {
    const weeks = Math.floor(week.until(day, { largestUnit: "day" }).days / 7);
    const name = DAY_NAMES[day.dayOfWeek % 7] ?? "";
    const counts = weeks % interval === 0 && daysOfWeek.includes(name);
    if (counts && Temporal.PlainDate.compare(day, start) >= 0) found.push(day.toString());
    day = day.add({ days: 1 });
  }
  return found;
}
