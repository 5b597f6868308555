import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { type TimesBefore, validateTimes } from "./validate-times.ts";

const NOW = Temporal.Instant.from("2026-11-23T09:00:30Z");

function codesFor(start: string, end: string, timeZone = "Europe/Berlin", before?: TimesBefore) {
  const times = {
    start: Temporal.Instant.from(start),
    end: Temporal.Instant.from(end),
    timeZone,
  };
  return validateTimes(times, NOW, before).map((violation) => violation.code);
}

test("an hour tomorrow is fine", () => {
  assert.deepEqual(codesFor("2026-11-24T09:00Z", "2026-11-24T10:00Z"), []);
});

test("an end that is not after the start is named", () => {
  assert.deepEqual(codesFor("2026-11-24T09:00Z", "2026-11-24T09:00Z"), ["end_not_after_start"]);
  assert.deepEqual(codesFor("2026-11-24T09:00Z", "2026-11-23T10:00Z"), ["end_not_after_start"]);
});

test("an unknown zone is named, along with what else is wrong", () => {
  assert.deepEqual(codesFor("2026-11-24T09:00Z", "2026-11-24T09:00Z", "Mars/Phobos"), [
    "unknown_time_zone",
    "end_not_after_start",
  ]);
  assert.deepEqual(codesFor("2026-11-24T09:00Z", "2026-11-24T10:00Z", "+02:00"), [
    "unknown_time_zone",
  ]);
});

test("a start a quarter of an hour ago is still allowed, an earlier one is not", () => {
  assert.deepEqual(codesFor("2026-11-23T08:46Z", "2026-11-23T10:00Z"), []);
  assert.deepEqual(codesFor("2026-11-23T08:45Z", "2026-11-23T10:00Z"), ["start_in_past"]);
});

test("what began lately but is over already is in the past", () => {
  assert.deepEqual(codesFor("2026-11-23T08:50Z", "2026-11-23T09:00Z"), ["start_in_past"]);
});

test("a change that leaves the start may leave it in the past, but not end in the past", () => {
  const before = { start: Temporal.Instant.from("2026-11-23T07:00Z") };
  assert.deepEqual(codesFor("2026-11-23T07:00Z", "2026-11-23T09:30Z", "UTC", before), []);
  assert.deepEqual(codesFor("2026-11-23T07:00Z", "2026-11-23T08:00Z", "UTC", before), [
    "end_in_past",
  ]);
  assert.deepEqual(codesFor("2026-11-23T07:30Z", "2026-11-23T09:30Z", "UTC", before), [
    "start_in_past",
  ]);
});

test("seconds are refused", () => {
  assert.deepEqual(codesFor("2026-11-24T09:00:01Z", "2026-11-24T10:00Z"), ["not_whole_minutes"]);
  assert.deepEqual(codesFor("2026-11-24T09:00Z", "2026-11-24T10:00:00.000000001Z"), [
    "not_whole_minutes",
  ]);
});

test("400 days are too long", () => {
  assert.deepEqual(codesFor("2026-11-24T09:00Z", "2027-12-29T09:00Z"), ["longer_than_a_year"]);
  assert.deepEqual(codesFor("2026-11-24T09:00Z", "2027-11-25T09:00Z"), []);
});

test("five years ahead is the furthest", () => {
  assert.deepEqual(codesFor("2031-11-23T08:00Z", "2031-11-23T09:00Z"), []);
  assert.deepEqual(codesFor("2031-11-23T08:00Z", "2031-11-23T09:01Z"), ["further_than_five_years"]);
});

test("any two instants at all are judged without an exception", () => {
  const instant = fc
    .integer({ min: -8_640_000_000_000_000, max: 8_640_000_000_000_000 })
    .map((value) => Temporal.Instant.fromEpochMilliseconds(value));
  fc.assert(
    fc.property(instant, instant, (start, end) => {
      validateTimes({ start, end, timeZone: "UTC" }, NOW);
    }),
  );
});
