import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { toDayNumber, toPlainDate, WEEKDAYS } from "./calendar-days.ts";
import {
  countDaysBefore,
  daysFrom,
  firstDayFrom,
  isPatternDay,
  lastDayBefore,
  type PatternDays,
  patternDays,
} from "./pattern-days.ts";
import { patterns, ranges } from "./series.arbitrary.ts";
import { type RecurrencePattern, type RecurrenceRange, WEEK_INDEXES } from "./series.ts";

function dayOf(text: string): number {
  return toDayNumber(Temporal.PlainDate.from(text));
}

function endlessFrom(startDate: string): RecurrenceRange {
  return { type: "noEnd", startDate: Temporal.PlainDate.from(startDate) };
}

function take(days: PatternDays, count: number, from = days.startDay): string[] {
  const taken: string[] = [];
  for (const day of daysFrom(days, from)) {
    if (taken.length >= count) break;
    taken.push(toPlainDate(day).toString());
  }
  return taken;
}

function first(count: number, pattern: RecurrencePattern, startDate: string): string[] {
  return take(patternDays(pattern, endlessFrom(startDate)), count);
}

test("day 31 is the last day of a month that is too short (facts 1.8)", () => {
  const pattern = { type: "absoluteMonthly", interval: 1, dayOfMonth: 31 } as const;
  assert.deepEqual(first(4, pattern, "2027-12-31"), [
    "2027-12-31",
    "2028-01-31",
    "2028-02-29",
    "2028-03-31",
  ]);
});

test("29 February is 28 February in the years that have none (facts 1.8)", () => {
  const pattern = { type: "absoluteYearly", interval: 1, month: 2, dayOfMonth: 29 } as const;
  assert.deepEqual(first(3, pattern, "2027-01-01"), ["2027-02-28", "2028-02-29", "2029-02-28"]);
});

test("several weekdays of a relative pattern are one choice (facts 1.8)", () => {
  const pattern = {
    type: "relativeMonthly",
    interval: 1,
    daysOfWeek: ["monday", "tuesday", "wednesday", "thursday", "friday"],
    index: "last",
  } as const;
  assert.deepEqual(first(3, pattern, "2026-01-01"), ["2026-01-30", "2026-02-27", "2026-03-31"]);
});

test("the range's start need not be an occurrence (facts 1.8)", () => {
  const pattern = {
    type: "weekly",
    interval: 1,
    daysOfWeek: ["monday"],
    firstDayOfWeek: "sunday",
  } as const;
  assert.deepEqual(first(2, pattern, "2026-01-01"), ["2026-01-05", "2026-01-12"]);
});

test("the first day of the week decides which weeks every other week are", () => {
  const pattern = { type: "weekly", interval: 2, daysOfWeek: ["monday", "sunday"] } as const;
  const fromSunday: RecurrencePattern = { ...pattern, firstDayOfWeek: "sunday" };
  const fromMonday: RecurrencePattern = { ...pattern, firstDayOfWeek: "monday" };
  // 4 January 2026 is a Sunday: the start of one week, or the end of the other.
  assert.deepEqual(first(3, fromSunday, "2026-01-04"), ["2026-01-04", "2026-01-05", "2026-01-18"]);
  assert.deepEqual(first(3, fromMonday, "2026-01-04"), ["2026-01-04", "2026-01-12", "2026-01-18"]);
});

test("a numbered range counts from its start, and a day before the start does not count", () => {
  const pattern: RecurrencePattern = {
    type: "weekly",
    interval: 1,
    daysOfWeek: ["monday", "friday"],
    firstDayOfWeek: "monday",
  };
  const range: RecurrenceRange = {
    type: "numbered",
    startDate: Temporal.PlainDate.from("2026-01-07"),
    numberOfOccurrences: 4,
  };
  assert.deepEqual(take(patternDays(pattern, range), 9), [
    "2026-01-09",
    "2026-01-12",
    "2026-01-16",
    "2026-01-19",
  ]);
});

test("a yearly pattern whose day has passed starts a whole interval later", () => {
  const pattern = { type: "absoluteYearly", interval: 2, month: 3, dayOfMonth: 1 } as const;
  assert.deepEqual(first(2, pattern, "2026-06-01"), ["2028-03-01", "2030-03-01"]);
});

test("a day seven thousand years on is found without walking there", () => {
  const days = patternDays({ type: "daily", interval: 1 }, endlessFrom("2026-01-01"));
  let asked = 0;
  for (const day of daysFrom(days, dayOf("9000-01-01"))) {
    assert.equal(toPlainDate(day).toString(), "9000-01-01");
    asked += 1;
    break;
  }
  assert.equal(asked, 1);
});

/** The definition of each pattern, one day at a time and with another calendar's arithmetic. */
function isDayByDefinition(pattern: RecurrencePattern, start: string, date: Temporal.PlainDate) {
  const startDate = Temporal.PlainDate.from(start);
  const weekday = WEEKDAYS[date.dayOfWeek - 1] ?? "monday";
  const monthsSince = (date.year - startDate.year) * 12 + date.month - startDate.month;
  const isRelativeDay = (names: readonly string[], index: (typeof WEEK_INDEXES)[number]) => {
    if (!names.includes(weekday)) return false;
    const step = index === "last" ? 1 : -1;
    let others = 0;
    for (
      let other = date.add({ days: step });
      other.month === date.month;
      other = other.add({ days: step })
    ) {
      if (names.includes(WEEKDAYS[other.dayOfWeek - 1] ?? "")) others += 1;
    }
    return others === (index === "last" ? 0 : WEEK_INDEXES.indexOf(index));
  };
  const isAbsoluteDay = (day: number) => date.day === Math.min(day, date.daysInMonth);
  switch (pattern.type) {
    case "daily":
      return startDate.until(date, { largestUnit: "day" }).days % pattern.interval === 0;
    case "weekly": {
      const toWeekStart = (day: Temporal.PlainDate) => {
        let at = day;
        while (WEEKDAYS[at.dayOfWeek - 1] !== pattern.firstDayOfWeek) at = at.subtract({ days: 1 });
        return at;
      };
      const weeks = toWeekStart(startDate).until(toWeekStart(date), { largestUnit: "week" }).weeks;
      return weeks % pattern.interval === 0 && pattern.daysOfWeek.includes(weekday);
    }
    case "absoluteMonthly":
      return monthsSince % pattern.interval === 0 && isAbsoluteDay(pattern.dayOfMonth);
    case "relativeMonthly":
      return (
        monthsSince % pattern.interval === 0 && isRelativeDay(pattern.daysOfWeek, pattern.index)
      );
    case "absoluteYearly":
    case "relativeYearly": {
      if (date.month !== pattern.month) return false;
      if ((date.year - startDate.year) % pattern.interval !== 0) return false;
      return pattern.type === "absoluteYearly"
        ? isAbsoluteDay(pattern.dayOfMonth)
        : isRelativeDay(pattern.daysOfWeek, pattern.index);
    }
  }
}

test("a pattern gives the days that its definition names, day by day", () => {
  fc.assert(
    fc.property(patterns, ranges, fc.integer({ min: 0, max: 3_000 }), (pattern, range, offset) => {
      const days = patternDays(pattern, { type: "noEnd", startDate: range.startDate });
      const from = days.startDay + offset;
      const expected: number[] = [];
      for (let day = from; day < from + 200; day += 1) {
        if (isDayByDefinition(pattern, range.startDate.toString(), toPlainDate(day))) {
          expected.push(day);
        }
      }
      const found: number[] = [];
      for (const day of daysFrom(days, from)) {
        if (day >= from + 200) break;
        found.push(day);
      }
      assert.deepEqual(found, expected);
    }),
    { numRuns: 150 },
  );
});

test("jumping to a day, looking back and counting agree with walking from the start", () => {
  fc.assert(
    fc.property(patterns, ranges, fc.integer({ min: -50, max: 5_000 }), (pattern, range, at) => {
      const days = patternDays(pattern, range);
      const day = days.startDay + at;
      const walked: number[] = [];
      for (const each of daysFrom(days, days.startDay)) {
        if (range.type === "noEnd" && each > day + 40_000) break;
        walked.push(each);
      }
      const before = walked.filter((each) => each < day);
      assert.equal(lastDayBefore(days, day), before.at(-1));
      assert.equal(countDaysBefore(days, day), before.length);
      assert.equal(
        firstDayFrom(days, day),
        walked.find((each) => each >= day),
      );
      assert.equal(isPatternDay(days, day), walked.includes(day));
      if (range.type === "numbered") assert.equal(walked.length, range.numberOfOccurrences);
      if (range.type === "endDate") {
        assert.ok(walked.every((each) => each <= toDayNumber(range.endDate)));
      }
    }),
    { numRuns: 300 },
  );
});
