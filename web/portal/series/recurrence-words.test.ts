import assert from "node:assert/strict";
import { test } from "node:test";
import type { Recurrence } from "../../../src/contract/recurrence.ts";
import { createFormats } from "../../ui/format/formats.ts";
import { german } from "../../ui/messages/de/german.ts";
import { english } from "../../ui/messages/en/english.ts";
import { patternWords, recurrenceWords } from "./recurrence-words.ts";

const formats = createFormats("en-GB");

function words(pattern: Recurrence["pattern"], range: Partial<Recurrence["range"]> = {}): string {
  return recurrenceWords(english, formats, {
    pattern,
    range: { type: "no_end", start_date: "2026-11-24", ...range },
    start_time: "09:00",
    duration_minutes: 60,
    time_zone: "Europe/Berlin",
    cancelled_dates: [],
  });
}

test("every pattern is a sentence", () => {
  assert.equal(words({ type: "daily", interval: 1 }), "Every day");
  assert.equal(words({ type: "daily", interval: 3 }), "Every 3 days");
  assert.equal(
    words({ type: "weekly", interval: 1, days_of_week: ["monday", "friday"] }),
    "Every week on Monday and Friday",
  );
  assert.equal(
    words({ type: "weekly", interval: 2, days_of_week: ["monday"] }),
    "Every 2 weeks on Monday",
  );
  assert.equal(
    words({ type: "absolute_monthly", interval: 1, day_of_month: 22 }),
    "Every month on the 22nd",
  );
  assert.equal(
    words({ type: "relative_monthly", interval: 1, index: "last", days_of_week: ["friday"] }),
    "Every month on the last Friday",
  );
  assert.equal(
    words({ type: "absolute_yearly", interval: 1, month: 3, day_of_month: 1 }),
    "Every year on 1 March",
  );
  assert.equal(
    words({
      type: "relative_yearly",
      interval: 2,
      month: 12,
      index: "first",
      days_of_week: ["monday"],
    }),
    "Every 2 years on the first Monday of December",
  );
});

test("the end of a series is told with it", () => {
  const daily = { type: "daily", interval: 1 } as const;
  assert.equal(
    words(daily, { type: "end_date", end_date: "2026-12-24" }),
    "Every day, until Thu, 24 December 2026",
  );
  assert.equal(words(daily, { type: "numbered", number_of_occurrences: 5 }), "Every day, 5 times");
  assert.equal(words(daily, { type: "numbered", number_of_occurrences: 1 }), "Every day, once");
});

test("what comes once a year is said in German too", () => {
  const said = (pattern: Recurrence["pattern"]) =>
    patternWords(german, createFormats("de-DE"), pattern);
  const yearly = { interval: 1, month: 3 } as const;
  assert.equal(
    said({ ...yearly, type: "absolute_yearly", day_of_month: 3 }),
    "Jedes Jahr am 3. März",
  );
  assert.equal(
    said({ ...yearly, type: "relative_yearly", index: "last", days_of_week: ["friday"] }),
    "Jedes Jahr am letzten Freitag im März",
  );
});
