import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  daysBetween,
  instantOf,
  laterDay,
  laterOnTheDay,
  nextHalfHour,
  readDate,
  readTime,
  wallTimeOf,
} from "./wall-time.ts";

const ZONES = ["Europe/Berlin", "America/Chicago", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"];

test("nine o'clock in Berlin is eight in UTC in winter and seven in summer", () => {
  const at = (date: string) => instantOf({ date, time: "09:00" }, "Europe/Berlin");
  assert.equal(at("2026-01-15"), "2026-01-15T08:00:00.000Z");
  assert.equal(at("2026-07-15"), "2026-07-15T07:00:00.000Z");
});

test("a time that the change to summer time skips is read as an hour later", () => {
  const instant = instantOf({ date: "2026-03-29", time: "02:30" }, "Europe/Berlin");
  assert.deepEqual(wallTimeOf(instant, "Europe/Berlin"), { date: "2026-03-29", time: "03:30" });
});

test("of a time that comes twice in autumn the first is meant", () => {
  const instant = instantOf({ date: "2026-10-25", time: "02:30" }, "Europe/Berlin");
  assert.equal(instant, "2026-10-25T00:30:00.000Z");
});

test("an instant shown as wall time and read again is the same instant, but in the hour that comes twice", () => {
  const minute = fc.integer({ min: 0, max: 60 * 24 * 365 * 20 });
  fc.assert(
    fc.property(minute, fc.constantFrom(...ZONES), (minutes, zone) => {
      const instant = new Date(Date.UTC(2020, 0, 1) + minutes * 60_000).toISOString();
      const wall = wallTimeOf(instant, zone);
      const again = instantOf(wall, zone);
      assert.deepEqual(wallTimeOf(again, zone), wall);
      const hoursApart = (Date.parse(instant) - Date.parse(again)) / 3_600_000;
      assert.ok(hoursApart === 0 || hoursApart === 1 || hoursApart === 0.5, `${hoursApart}`);
    }),
  );
});

test("the next half hour is rounded up in the zone's own wall time", () => {
  assert.deepEqual(nextHalfHour("2026-11-23T13:01:00Z", "Europe/Berlin"), {
    date: "2026-11-23",
    time: "14:30",
  });
  assert.deepEqual(nextHalfHour("2026-11-23T23:31:00Z", "Europe/Berlin"), {
    date: "2026-11-24",
    time: "01:00",
  });
});

test("a time later on the day stays within the day", () => {
  assert.equal(laterOnTheDay("09:15", 60), "10:15");
  assert.equal(laterOnTheDay("23:30", 60), "23:59");
});

test("days are counted over the end of a month", () => {
  assert.equal(laterDay("2026-02-27", 2), "2026-03-01");
  assert.equal(daysBetween("2026-02-27", "2026-03-01"), 2);
});

test("text that is no day or no time is not read as one", () => {
  assert.equal(readDate("2026-02-30"), null);
  assert.equal(readDate("tomorrow"), null);
  assert.equal(readTime("25:00"), null);
  assert.equal(readTime(""), null);
});
