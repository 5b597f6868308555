import assert from "node:assert/strict";
import { test } from "node:test";
import { TELLING_ZONES } from "../../src/core/recurrence/series.arbitrary.ts";
import { addComparisons, comparePattern, rruleDatesOf } from "./compare.ts";
import { everyPattern } from "./every-pattern.ts";
import { ZoneClock } from "./libraries.ts";
import { asWindowsHasIt, compareZonePair, daysLostToWindows } from "./zone-pairs.ts";

// The whole of it, every pattern in every zone and every pair of zones: npm run test:recurrence.

const PATTERNS = everyPattern();
const ZONES = Intl.supportedValuesOf("timeZone");
const TIMES = ["00:00", "01:30", "02:30", "09:00"];

test("every pattern has the days that two libraries give it over twenty years", () => {
  const clock = new ZoneClock("UTC");
  const outcome = addComparisons(
    PATTERNS.map((pattern) => comparePattern(pattern, clock, "09:00")),
  );
  assert.deepEqual(outcome.unexplained, []);
  assert.equal(outcome.explained.skippedByClocks, 0);
  assert.ok(outcome.compared > 100_000, String(outcome.compared));
});

test("occurrences across clock changes are at the libraries' moments, hours skipped apart", () => {
  const chosen = PATTERNS.filter(({ type }) => type !== "weekly" && type !== "daily")
    .filter((_, at) => at % 11 === 0)
    .map((pattern) => ({ pattern, dates: rruleDatesOf(pattern) }));
  let skipped = 0;
  for (const [place, zone] of TELLING_ZONES.entries()) {
    const clock = new ZoneClock(zone);
    for (const [at, { pattern, dates }] of chosen.entries()) {
      const time = TIMES[(place + at) % TIMES.length] ?? "02:30";
      const outcome = comparePattern(pattern, clock, time, dates);
      assert.deepEqual(outcome.unexplained, []);
      skipped += outcome.explained.skippedByClocks;
    }
  }
  assert.ok(skipped > 0);
});

test("a weekly meeting is at the libraries' moments in every zone there is", () => {
  const pattern = {
    type: "weekly",
    interval: 13,
    daysOfWeek: ["sunday"],
    firstDayOfWeek: "monday",
  } as const;
  const dates = rruleDatesOf(pattern);
  const outcome = addComparisons(
    ZONES.map((zone, place) => {
      const time = TIMES[place % TIMES.length] ?? "02:30";
      return comparePattern(pattern, new ZoneClock(zone), time, dates);
    }),
  );
  assert.deepEqual(outcome.unexplained, []);
  assert.ok(outcome.compared > 30_000, String(outcome.compared));
});

test("a series told in another zone's words is read as the same series", () => {
  const wrong = TELLING_ZONES.flatMap((seriesZone) =>
    ZONES.flatMap((shownIn) => compareZonePair(seriesZone, shownIn)),
  );
  assert.deepEqual(wrong, []);
});

test("a zone that Exchange keeps under another name keeps its meetings where they are", () => {
  assert.equal(asWindowsHasIt("Europe/Stockholm"), "Europe/Berlin");
  assert.equal(daysLostToWindows("Europe/Stockholm"), 0);
});
