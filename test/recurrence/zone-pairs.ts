import { Temporal } from "temporal-polyfill";
import { occurrencesIn } from "../../src/core/recurrence/expand-series.ts";
import { fromGraphSeries, toGraphSeries } from "../../src/core/recurrence/graph-recurrence.ts";
import { formatSeries } from "../../src/core/recurrence/parse-series.ts";
import type { Series } from "../../src/core/recurrence/series.ts";
import { contains } from "../../src/core/time/interval.ts";
import {
  instantToWallTime,
  toIanaZone,
  toWindowsZone,
  wallTimeToInstant,
} from "../../src/core/time/zones.ts";

const START = Temporal.PlainDateTime.from("2026-03-02T09:00");

/**
 * A series of one zone that a calendar tells in the words of another: read back it must be the same
 * series, and a day of the other zone must have the meetings that the series has then. Returns
 * what is wrong, if anything.
 */
export function compareZonePair(seriesZone: string, shownIn: string): string[] {
  const series = weeklyIn(asWindowsHasIt(seriesZone));
  const written = toGraphSeries(series);
  if (!written.ok) return [`${seriesZone}: ${written.problem.code}`];
  const start = wallTimeToInstant(START, series.zone);
  const end = start.add({ hours: 1 });
  const told = (instant: Temporal.Instant): { dateTime: string; timeZone: string } => ({
    dateTime: instantToWallTime(instant, shownIn).toString(),
    timeZone: shownIn,
  });
  const again = fromGraphSeries({ ...written.value, start: told(start), end: told(end) }, "UTC");
  if (!again.ok) return [`${seriesZone} told in ${shownIn}: ${again.problem.code}`];
  const read = again.value.series;
  const isSame = JSON.stringify(formatSeries(read)) === JSON.stringify(formatSeries(series));
  const wrong = isSame ? [] : [`${seriesZone} told in ${shownIn} is another series`];
  // A week of the other zone's calendar around which some of the world's clocks change.
  const monday = Temporal.PlainDate.from("2026-03-30");
  const week = {
    start: monday.toZonedDateTime(shownIn).toInstant(),
    end: monday.add({ days: 7 }).toZonedDateTime(shownIn).toInstant(),
  };
  const found = occurrencesIn(read, week)
    // The last minutes of a meeting may reach into the week besides.
    .filter((each) => contains(week, each.start))
    .map((each) => each.start.toString());
  const mondays = [0, 7].map((days) => monday.add({ days }).toPlainDateTime(START.toPlainTime()));
  const expected = mondays
    .map((wallTime) => wallTimeToInstant(wallTime, series.zone))
    .filter((instant) => contains(week, instant))
    .map(String);
  return found.join() === expected.join()
    ? wrong
    : [...wrong, `${seriesZone} seen in ${shownIn}: ${found.join()}, not ${expected.join()}`];
}

/** Windows has fewer zones than IANA: one of them comes back for several. */
export function asWindowsHasIt(zone: string): string {
  return toIanaZone(toWindowsZone(zone) ?? "") ?? zone;
}

/**
 * How often, in twenty years of days, a meeting at noon would be at another moment after its zone
 * went through Exchange under Windows' name.
 */
export function daysLostToWindows(zone: string): number {
  const kept = asWindowsHasIt(zone);
  if (kept === zone) return 0;
  const noon = new Temporal.PlainTime(12);
  let lost = 0;
  let date = Temporal.PlainDate.from("2026-01-01");
  for (let day = 0; day < 7_305; day += 1) {
    const wallTime = date.toPlainDateTime(noon);
    if (!wallTimeToInstant(wallTime, zone).equals(wallTimeToInstant(wallTime, kept))) lost += 1;
    date = date.add({ days: 1 });
  }
  return lost;
}

function weeklyIn(zone: string): Series {
  return {
    pattern: {
      type: "weekly",
      interval: 1,
      daysOfWeek: ["monday"],
      firstDayOfWeek: "monday",
    },
    range: { type: "noEnd", startDate: START.toPlainDate() },
    startTime: START.toPlainTime(),
    durationMinutes: 60,
    zone,
    exceptions: [],
    cancelledDates: [],
  };
}
