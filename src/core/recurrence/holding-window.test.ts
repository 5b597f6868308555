import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { isBefore } from "../time/interval.ts";
import { cancelOccurrence, changeOccurrence } from "./edit-series.ts";
import { occurrenceOn } from "./expand-series.ts";
import {
  type HeldOccurrence,
  holdingWindow,
  nextRollAt,
  occurrencesToHold,
  planHolding,
} from "./holding-window.ts";
import { parseSeries } from "./parse-series.ts";
import { bareSeries, changedSeries, firstDates } from "./series.arbitrary.ts";

const NOW = Temporal.Instant.from("2026-03-20T10:30Z");

const parsed = parseSeries({
  pattern: { type: "daily", interval: 1 },
  range: { type: "noEnd", startDate: "2026-01-01" },
  startTime: "09:00",
  durationMinutes: 120,
  zone: "Europe/Berlin",
});
assert.ok(parsed.ok);
const DAILY = parsed.value;

test("an endless series holds from today to the last of the days ahead, in its own zone", () => {
  const held = occurrencesToHold(DAILY, NOW, 30).map(({ originalDate }) => originalDate.toString());
  // Today's occurrence is over at eleven in Berlin, which is ten in UTC.
  assert.equal(held[0], "2026-03-21");
  assert.equal(held.at(-1), "2026-04-19");
  assert.equal(held.length, 30);
});

test("what is going on now is still held", () => {
  const now = Temporal.Instant.from("2026-03-20T09:59Z");
  assert.equal(occurrencesToHold(DAILY, now, 0)[0]?.originalDate.toString(), "2026-03-20");
});

test("the window rolls on at the midnight of the zone, a short day included", () => {
  const springEve = Temporal.Instant.from("2026-03-28T23:30Z");
  assert.equal(nextRollAt(springEve, "Europe/Berlin").toString(), "2026-03-29T22:00:00Z");
  const window = holdingWindow(springEve, 0, "Europe/Berlin");
  assert.equal(window.end.since(window.start).total("hours"), 22.5);
});

test("a moved occurrence moves what is held, and a cancelled one lets go of it", () => {
  const held = occurrencesToHold(DAILY, NOW, 5);
  const moved = changeOccurrence(DAILY, Temporal.PlainDate.from("2026-03-22"), {
    start: Temporal.PlainDateTime.from("2026-03-22T15:00"),
    durationMinutes: 30,
  });
  assert.ok(moved.ok && moved.value.kind === "change_occurrence");
  const both = cancelOccurrence(moved.value.series, Temporal.PlainDate.from("2026-03-23"));
  assert.ok(both.ok && both.value.kind === "cancel_occurrence");
  const plan = planHolding(both.value.series, held, NOW, 5);
  assert.deepEqual(plan.toHold, []);
  assert.deepEqual(plan.toMove.map(dateOf), ["2026-03-22"]);
  assert.deepEqual(plan.toRelease.map(dateOf), ["2026-03-23"]);
});

function dateOf({ originalDate }: HeldOccurrence): string {
  return originalDate.toString();
}

test("what is over stays as it was held, whatever became of the series", () => {
  const held = occurrencesToHold(DAILY, NOW, 5);
  const later = NOW.add({ hours: 24 * 30 });
  const plan = planHolding({ ...DAILY, durationMinutes: 15 }, held, later, 5);
  assert.deepEqual(plan.toMove, []);
  assert.deepEqual(plan.toRelease, []);
});

test("a carried-out plan leaves nothing to do, and holds what the window wants", () => {
  const days = fc.integer({ min: 0, max: 120 });
  fc.assert(
    fc.property(bareSeries, changedSeries, days, days, (before, after, daysAhead, passed) => {
      const start = firstDates(before, 1)[0]?.toZonedDateTime("UTC").toInstant() ?? NOW;
      const now = start.add({ hours: 24 * passed });
      const held = occurrencesToHold(before, start, 120);
      const plan = planHolding(after, held, now, daysAhead);
      const touched = new Set([...plan.toHold, ...plan.toMove, ...plan.toRelease].map(dateOf));
      const carriedOut = [
        ...held.filter((each) => !touched.has(dateOf(each))),
        ...plan.toHold,
        ...plan.toMove,
      ];
      assert.deepEqual(planHolding(after, carriedOut, now, daysAhead), {
        toHold: [],
        toMove: [],
        toRelease: [],
      });
      const current = carriedOut.filter(({ end }) => isBefore(now, end));
      for (const each of current) {
        assert.deepEqual(occurrenceOn(after, each.originalDate)?.start, each.start);
      }
      const dates = new Set(carriedOut.map(dateOf));
      for (const each of occurrencesToHold(after, now, daysAhead)) {
        assert.ok(dates.has(dateOf(each)));
      }
    }),
  );
});
