import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import {
  daysInMonth,
  monthIndexOf,
  partsOfDay,
  toDayNumber,
  toPlainDate,
  weekdayIndexOf,
  yearAndMonth,
} from "./calendar-days.ts";

const EPOCH = Temporal.PlainDate.from("1970-01-01");
/** From 1600 to 2600: four hundred years and the centuries that are no leap years are among them. */
const dates = fc.integer({ min: -135_140, max: 230_455 }).map((days) => EPOCH.add({ days }));

test("a day's number, parts, weekday and month are those of the calendar", () => {
  fc.assert(
    fc.property(dates, (date) => {
      const day = toDayNumber(date);
      assert.equal(day, EPOCH.until(date, { largestUnit: "day" }).days);
      assert.ok(toPlainDate(day).equals(date));
      assert.deepEqual(partsOfDay(day), {
        year: date.year,
        month: date.month,
        dayOfMonth: date.day,
      });
      assert.equal(weekdayIndexOf(day), date.dayOfWeek - 1);
      assert.equal(daysInMonth(date.year, date.month), date.daysInMonth);
      assert.deepEqual(yearAndMonth(monthIndexOf(day)), { year: date.year, month: date.month });
    }),
    { numRuns: 2_000 },
  );
});
