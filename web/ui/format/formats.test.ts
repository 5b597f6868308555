import assert from "node:assert/strict";
import { test } from "node:test";
import { createFormats } from "./formats.ts";

const british = createFormats("en-GB");
const american = createFormats("en-US");
const start = "2026-11-26T08:00:00Z";
const end = "2026-11-26T09:30:00Z";

test("a time range is shown in the zone and in the reader's clock", () => {
  assert.equal(british.timeRange(start, end, "Europe/Berlin"), "09:00–10:30");
  assert.match(american.timeRange(start, end, "Europe/Berlin"), /^0?9:00\s–\s10:30\sAM$/);
});

test("a time range with a word to it is not broken over lines", () => {
  const german = createFormats("de-DE");
  assert.equal(german.timeRange(start, end, "Europe/Berlin"), "09:00–\u206010:30\u00a0Uhr");
});

test("a range over midnight names both days", () => {
  const text = british.timeRange("2026-11-26T22:00:00Z", "2026-11-27T01:00:00Z", "Europe/Berlin");
  assert.match(text, /26 November.*27 November/);
});

test("a day names the year only when it is another one", () => {
  assert.equal(british.day(start, "Europe/Berlin", "2026-01-01T12:00:00Z"), "Thu 26 November");
  assert.equal(
    british.day(start, "Europe/Berlin", "2027-01-02T12:00:00Z"),
    "Thu, 26 November 2026",
  );
});

test("zones whose clocks show the same at that instant are the same clock, whatever their names", () => {
  assert.equal(british.sameClock("Europe/Berlin", "Europe/Paris", start), true);
  assert.equal(british.sameClock("Europe/Berlin", "America/Chicago", start), false);
  // Phoenix keeps winter time: in summer its clocks differ from Denver's.
  assert.equal(british.sameClock("America/Phoenix", "America/Denver", start), true);
  assert.equal(
    british.sameClock("America/Phoenix", "America/Denver", "2026-07-01T12:00:00Z"),
    false,
  );
});
