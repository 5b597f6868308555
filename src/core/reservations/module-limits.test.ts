import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import {
  checkModuleLimits,
  type LimitedRequest,
  MODULE_LIMIT_DEFAULTS,
  type ModuleLimits,
} from "./module-limits.ts";

/** Nine in the evening in Tokyo, seven in the morning in New York. */
const NOW = Temporal.Instant.from("2026-11-23T12:00Z");

function check(request: Partial<LimitedRequest>, limits: Partial<ModuleLimits> = {}) {
  const whole: LimitedRequest = {
    kind: "single",
    start: Temporal.Instant.from("2026-11-24T09:00Z"),
    end: Temporal.Instant.from("2026-11-24T10:00Z"),
    buildingZone: "Europe/Berlin",
    subject: "Planning",
    isForSomebodyElse: false,
    isByPlanner: false,
    ...request,
  };
  return checkModuleLimits(whole, { ...MODULE_LIMIT_DEFAULTS, ...limits }, NOW);
}

function codes(...args: Parameters<typeof check>): string[] {
  return check(...args).map((violation) => violation.code);
}

function between(start: string, end: string): Partial<LimitedRequest> {
  return { start: Temporal.Instant.from(start), end: Temporal.Instant.from(end) };
}

test("an hour tomorrow keeps the usual limits", () => {
  assert.deepEqual(codes({}), []);
});

test("the shortest and the longest duration are allowed, a minute less or more is not", () => {
  const limits = { durationMinutesMin: 30, durationMinutesMax: 90 };
  const start = "2026-11-24T09:00Z";
  assert.deepEqual(codes(between(start, "2026-11-24T09:30Z"), limits), []);
  assert.deepEqual(codes(between(start, "2026-11-24T09:29Z"), limits), ["duration_too_short"]);
  assert.deepEqual(codes(between(start, "2026-11-24T10:30Z"), limits), []);
  assert.deepEqual(codes(between(start, "2026-11-24T10:31Z"), limits), ["duration_too_long"]);
});

test("a duration is told in hours and minutes", () => {
  const [violation] = check({}, { durationMinutesMin: 90 });
  assert.equal(violation?.message, "The reservation is shorter than 1 hour and 30 minutes.");
});

test("days ahead are counted on the building's calendar", () => {
  const limits = { daysAheadMax: 1 };
  // 16:00 UTC is tomorrow in Tokyo's calendar, but the day after there is from 15:00 UTC on.
  const evening = between("2026-11-24T16:00Z", "2026-11-24T17:00Z");
  assert.deepEqual(codes({ ...evening, buildingZone: "America/New_York" }, limits), []);
  assert.deepEqual(codes({ ...evening, buildingZone: "Asia/Tokyo" }, limits), ["too_far_ahead"]);
});

test("a reservation that ends at midnight stays within its day", () => {
  const buildingZone = "Europe/Berlin";
  const late = between("2026-11-24T21:00Z", "2026-11-24T23:00Z");
  assert.deepEqual(codes({ ...late, buildingZone }), []);
  const later = between("2026-11-24T21:00Z", "2026-11-24T23:30Z");
  assert.deepEqual(codes({ ...later, buildingZone }), ["too_many_days"]);
  assert.deepEqual(codes({ ...later, buildingZone }, { daysSpannedMax: 2 }), []);
});

test("a whole day is allowed though clocks that go back make it 25 hours", () => {
  const day = between("2026-10-24T22:00Z", "2026-10-25T23:00Z");
  assert.deepEqual(codes(day), []);
});

test("whole days are refused where the module disables them", () => {
  const day = between("2026-11-23T23:00Z", "2026-11-24T23:00Z");
  assert.deepEqual(codes(day, { allDay: "disabled" }), ["all_day_not_allowed"]);
});

test("parts of a day are refused where the module requires whole days", () => {
  assert.deepEqual(codes({}, { allDay: "required" }), ["all_day_required"]);
  const day = between("2026-11-23T23:00Z", "2026-11-24T23:00Z");
  assert.deepEqual(codes(day, { allDay: "required" }), []);
});

test("a series has no more occurrences than its module allows", () => {
  const series = { kind: "recurring", occurrences: 180 } as const;
  assert.deepEqual(codes(series), []);
  assert.deepEqual(codes({ ...series, occurrences: 181 }), ["too_many_occurrences"]);
  assert.deepEqual(codes({ ...series, occurrences: 181, isByPlanner: true }), []);
  assert.deepEqual(codes(series, { occurrencesMax: 179 }), ["too_many_occurrences"]);
});

test("series, several spaces and groups are refused where the module disables them", () => {
  assert.deepEqual(codes({ kind: "recurring" }, { recurringEnabled: false }), [
    "recurring_not_allowed",
  ]);
  assert.deepEqual(codes({ kind: "multi_space" }, { multiSpaceEnabled: false }), [
    "multi_space_not_allowed",
  ]);
  assert.deepEqual(codes({ kind: "group" }), ["group_not_enabled"]);
  assert.deepEqual(codes({ kind: "group" }, { groupEnabled: true }), []);
});

test("reserving for somebody else is refused where the field is not shown", () => {
  const limits = { onBehalfShown: false };
  assert.deepEqual(codes({ isForSomebodyElse: true }, limits), ["on_behalf_not_allowed"]);
  assert.deepEqual(codes({ isForSomebodyElse: false }, limits), []);
});

test("blanks are no subject where one is required", () => {
  assert.deepEqual(codes({ subject: " \t" }, { subjectRequired: true }), ["subject_required"]);
});

test("planners bypass how long, how far ahead, how many days and all-day, and nothing else", () => {
  const far = between("2029-01-01T09:00Z", "2029-01-20T09:00Z");
  const limits = { daysAheadMax: 1, subjectRequired: true, onBehalfShown: false };
  const request = { ...far, subject: "", isForSomebodyElse: true, kind: "group" } as const;
  assert.deepEqual(codes({ ...request, isByPlanner: true }, limits), [
    "group_not_enabled",
    "on_behalf_not_allowed",
    "subject_required",
  ]);
  assert.deepEqual(codes(request, limits), [
    "group_not_enabled",
    "duration_too_long",
    "too_far_ahead",
    "too_many_days",
    "on_behalf_not_allowed",
    "subject_required",
  ]);
});

test("every violation names a field and says in sentences what is wrong and what to do", () => {
  const far = between("2029-01-01T09:00Z", "2029-01-20T09:00Z");
  for (const { field, message, remedy } of check(far)) {
    assert.match(field, /^[a-z_]+$/);
    assert.match(message, /^[A-Z].*\.$/);
    assert.match(remedy, /^[A-Z].*\.$/);
  }
});
