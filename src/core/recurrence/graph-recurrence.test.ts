import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import type { Temporal } from "temporal-polyfill";
import { instantToWallTime, toIanaZone, toWindowsZone, wallTimeToInstant } from "../time/zones.ts";
import { occurrenceOn } from "./expand-series.ts";
import {
  fromGraphSeries,
  type GraphDateTime,
  type GraphSeriesMaster,
  type ReadSeries,
  toGraphSeries,
} from "./graph-recurrence.ts";
import { formatSeries } from "./parse-series.ts";
import { bareSeries, changedSeries, firstDates, TELLING_ZONES } from "./series.arbitrary.ts";
import type { Series } from "./series.ts";

/** As Graph answers: times in UTC with seven digits, and fields that do not matter filled in. */
const MASTER: GraphSeriesMaster = {
  start: { dateTime: "2026-03-02T08:00:00.0000000", timeZone: "UTC" },
  end: { dateTime: "2026-03-02T09:30:00.0000000", timeZone: "UTC" },
  originalStartTimeZone: "W. Europe Standard Time",
  recurrence: {
    pattern: {
      type: "weekly",
      interval: 2,
      month: 0,
      dayOfMonth: 0,
      daysOfWeek: ["monday"],
      firstDayOfWeek: "sunday",
      index: "first",
    },
    range: {
      type: "noEnd",
      startDate: "2026-03-02",
      endDate: "0001-01-01",
      recurrenceTimeZone: "W. Europe Standard Time",
      numberOfOccurrences: 0,
    },
  },
};

function read(change: Partial<GraphSeriesMaster>, fallbackZone = "America/Toronto"): ReadSeries {
  const result = fromGraphSeries({ ...MASTER, ...change }, fallbackZone);
  if (!result.ok) assert.fail(result.problem.message);
  return result.value;
}

function codeOf(change: Partial<GraphSeriesMaster>): string {
  const result = fromGraphSeries({ ...MASTER, ...change }, "UTC");
  return result.ok ? "ok" : result.problem.code;
}

test("a master with Graph's filled-in fields is read in the zone of its recurrence (facts 1.8)", () => {
  const { series, zoneFrom } = read({});
  assert.equal(zoneFrom, "recurrence");
  assert.deepEqual(formatSeries(series), {
    pattern: { type: "weekly", interval: 2, daysOfWeek: ["monday"], firstDayOfWeek: "sunday" },
    range: { type: "noEnd", startDate: "2026-03-02" },
    startTime: "09:00",
    durationMinutes: 90,
    zone: "Europe/Berlin",
    exceptions: [],
    cancelledDates: [],
  });
});

test("a custom zone falls back to the event's zone, then to the mailbox's (facts 1.9)", () => {
  const range = {
    ...MASTER.recurrence.range,
    recurrenceTimeZone: "tzone://Microsoft/Custom",
  };
  const recurrence = { ...MASTER.recurrence, range };
  const fromEvent = read({ recurrence });
  assert.deepEqual([fromEvent.zoneFrom, fromEvent.series.zone], ["event", "Europe/Berlin"]);
  const custom = { recurrence, originalStartTimeZone: "tzone://Microsoft/Custom" };
  const fallback = read(custom);
  assert.deepEqual([fallback.zoneFrom, fallback.series.zone], ["fallback", "America/Toronto"]);
  assert.equal(fallback.series.startTime.toString(), "03:00:00");
});

test("IANA names are read as they are, and times in another zone are brought into the series'", () => {
  const range = { ...MASTER.recurrence.range, recurrenceTimeZone: "Asia/Tokyo" };
  const { series } = read({
    recurrence: { ...MASTER.recurrence, range },
    start: { dateTime: "2026-03-01T19:00:00", timeZone: "Eastern Standard Time" },
    end: { dateTime: "2026-03-01T20:00:00", timeZone: "Eastern Standard Time" },
  });
  assert.equal(series.startTime.toString(), "09:00:00");
  assert.equal(series.durationMinutes, 60);
});

test("cancelled and moved occurrences are read by the dates they had (facts 1.1, 1.9)", () => {
  const { series } = read({
    cancelledOccurrences: ["OID.AAMk=.2026-03-30"],
    exceptionOccurrences: [
      {
        originalStart: "2026-03-16T08:00:00Z",
        start: { dateTime: "2026-03-17T12:00:00.0000000", timeZone: "UTC" },
        end: { dateTime: "2026-03-17T13:00:00.0000000", timeZone: "UTC" },
      },
      // Only its subject is its own.
      {
        originalStart: "2026-04-13T07:00:00Z",
        start: { dateTime: "2026-04-13T07:00:00.0000000", timeZone: "UTC" },
        end: { dateTime: "2026-04-13T08:30:00.0000000", timeZone: "UTC" },
      },
    ],
  });
  const text = formatSeries(series);
  assert.deepEqual(text.cancelledDates, ["2026-03-30"]);
  assert.deepEqual(text.exceptions, [
    { originalDate: "2026-03-16", start: "2026-03-17T13:00", durationMinutes: 60 },
  ]);
});

test("what cannot be read is told by its code", () => {
  assert.equal(codeOf({ recurrence: {} }), "unknown_pattern");
  assert.equal(codeOf({ recurrence: { ...MASTER.recurrence, range: null } }), "invalid_date");
  assert.equal(codeOf({ start: { dateTime: "tomorrow", timeZone: "UTC" } }), "unreadable_time");
  assert.equal(
    codeOf({ start: { dateTime: "2026-03-02T08:00", timeZone: "?" } }),
    "unreadable_time",
  );
  assert.equal(codeOf({ cancelledOccurrences: ["OID"] }), "unreadable_time");
  assert.equal(
    codeOf({ cancelledOccurrences: ["OID.x.2026-03-31"] }),
    "exception_without_occurrence",
  );
});

test("a written series has Windows' zone name, and only the fields of its type", () => {
  const written = toGraphSeries(read({}).series);
  assert.ok(written.ok);
  assert.deepEqual(written.value, {
    start: { dateTime: "2026-03-02T09:00:00", timeZone: "W. Europe Standard Time" },
    end: { dateTime: "2026-03-02T10:30:00", timeZone: "W. Europe Standard Time" },
    recurrence: {
      pattern: { type: "weekly", interval: 2, daysOfWeek: ["monday"], firstDayOfWeek: "sunday" },
      range: {
        type: "noEnd",
        startDate: "2026-03-02",
        recurrenceTimeZone: "W. Europe Standard Time",
      },
    },
  });
});

/** The master as Graph tells it to somebody who asked for times in a zone. */
function told(series: Series, shownIn: string): GraphSeriesMaster {
  const written = toGraphSeries(series);
  assert.ok(written.ok);
  const [firstDate] = firstDates(series, 1);
  const first =
    firstDate && occurrenceOn({ ...series, exceptions: [], cancelledDates: [] }, firstDate);
  assert.ok(first);
  return {
    ...written.value,
    start: toGraphTime(first.start, shownIn),
    end: toGraphTime(first.end, shownIn),
    cancelledOccurrences: series.cancelledDates.map((date) => `OID.x.${date.toString()}`),
    exceptionOccurrences: series.exceptions.map(({ originalDate }) => {
      const exception = occurrenceOn(series, originalDate);
      assert.ok(exception);
      return {
        originalStart: exception.originalStart.toString(),
        start: toGraphTime(exception.start, shownIn),
        end: toGraphTime(exception.end, shownIn),
      };
    }),
  };
}

function toGraphTime(instant: Temporal.Instant, zone: string): GraphDateTime {
  const wallTime = instantToWallTime(instant, zone);
  // A wall time that the clocks show twice does not tell which was meant; that is Graph's loss.
  fc.pre(wallTimeToInstant(wallTime, zone).equals(instant));
  return { dateTime: wallTime.toString(), timeZone: toWindowsZone(zone) ?? zone };
}

/** Windows has fewer zones than IANA: one of them comes back for several. */
function asWindowsHasIt(zone: string): string {
  return toIanaZone(toWindowsZone(zone) ?? "") ?? zone;
}

/** Hours in which none of the zones changes its clocks, so that wall times are what they say. */
function isInQuietHours({ startTime, durationMinutes, exceptions }: Series): boolean {
  const hours = [startTime, ...exceptions.map(({ start }) => start)].map(({ hour }) => hour);
  return durationMinutes <= 120 && hours.every((hour) => hour >= 4 && hour <= 20);
}

test("a written series is read back whole, in whichever zone its times are told", () => {
  fc.assert(
    fc.property(changedSeries, fc.constantFrom(...TELLING_ZONES), (series, shownIn) => {
      fc.pre(isInQuietHours(series));
      const zone = asWindowsHasIt(series.zone);
      const [startDate] = firstDates(series, 1);
      assert.ok(startDate);
      const expected: Series = { ...series, zone, range: { ...series.range, startDate } };
      const again = fromGraphSeries(told(expected, asWindowsHasIt(shownIn)), "UTC");
      assert.ok(again.ok);
      assert.equal(again.value.zoneFrom, "recurrence");
      assert.deepEqual(formatSeries(again.value.series), formatSeries(expected));
    }),
  );
});

test("a series written twice is written the same, whatever its hours", () => {
  fc.assert(
    fc.property(bareSeries, (series) => {
      const written = toGraphSeries(series);
      assert.ok(written.ok);
      const again = fromGraphSeries(written.value, "UTC");
      assert.ok(again.ok);
      assert.deepEqual(toGraphSeries(again.value.series), written);
    }),
  );
});
