import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { isBefore } from "../time/interval.ts";
import {
  asSeriesTells,
  type Occurrence,
  occurrenceOn,
  occurrencesFrom,
  occurrencesIn,
} from "./expand-series.ts";
import { formatSeries, parseSeries, type SeriesText } from "./parse-series.ts";
import { changedSeries, firstDates } from "./series.arbitrary.ts";
import type { Series } from "./series.ts";

function seriesOf(text: Partial<SeriesText>): Series {
  const parsed = parseSeries({
    pattern: { type: "daily", interval: 1 },
    range: { type: "noEnd", startDate: "2026-01-01" },
    startTime: "09:00",
    durationMinutes: 60,
    zone: "Europe/Berlin",
    ...text,
  });
  if (!parsed.ok) assert.fail(parsed.problem.message);
  return parsed.value;
}

function between(series: Series, start: string, end: string): Occurrence[] {
  return occurrencesIn(series, {
    start: Temporal.Instant.from(start),
    end: Temporal.Instant.from(end),
  });
}

function startsOf(occurrences: readonly Occurrence[]): string[] {
  return occurrences.map(({ start }) => start.toString());
}

test("nine o'clock stays nine o'clock across a change of the clocks (facts 1.9)", () => {
  const starts = startsOf(between(seriesOf({}), "2026-03-28T00:00Z", "2026-03-30T00:00Z"));
  assert.deepEqual(starts, ["2026-03-28T08:00:00Z", "2026-03-29T07:00:00Z"]);
});

test("an occurrence at an hour that the clocks skip moves on by the gap", () => {
  const series = seriesOf({ startTime: "02:30", durationMinutes: 30 });
  const [skipped] = between(series, "2026-03-29T00:00Z", "2026-03-29T12:00Z");
  assert.equal(skipped?.start.toString(), "2026-03-29T01:30:00Z");
  assert.equal(skipped?.end.toString(), "2026-03-29T02:00:00Z");
});

test("an occurrence at an hour that the clocks show twice is in the first of them", () => {
  const series = seriesOf({ startTime: "02:30" });
  const starts = startsOf(between(series, "2026-10-25T00:00Z", "2026-10-25T12:00Z"));
  assert.deepEqual(starts, ["2026-10-25T00:30:00Z"]);
});

test("times are told by the clock on the wall, and of two alike the first is meant", () => {
  const tell = (start: string, end: string): string => {
    const times = { start: Temporal.Instant.from(start), end: Temporal.Instant.from(end) };
    const told = asSeriesTells(times, "Europe/Berlin");
    return `${told.start.toString()} to ${told.end.toString()}`;
  };
  const night = "2026-10-24T23:30:00Z";
  assert.equal(tell(night, "2026-10-25T00:00Z"), `${night} to 2026-10-25T00:00:00Z`);
  assert.equal(tell(night, "2026-10-25T01:00Z"), `${night} to 2026-10-25T00:00:00Z`);
  assert.equal(tell(night, "2026-10-25T02:00Z"), `${night} to 2026-10-25T02:00:00Z`);
  const second = tell("2026-10-25T01:30Z", "2026-10-25T02:00Z");
  assert.equal(second, "2026-10-25T00:30:00Z to 2026-10-25T02:00:00Z");
  const spring = "2026-03-29T00:30:00Z to 2026-03-29T01:30:00Z";
  assert.equal(tell("2026-03-29T00:30Z", "2026-03-29T01:30Z"), spring);
});

test("a night shift ends at six on the clock in the night of a clock change", () => {
  const series = seriesOf({ startTime: "22:00", durationMinutes: 480 });
  const [spring] = between(series, "2026-03-28T20:00Z", "2026-03-29T00:00Z");
  assert.equal(spring?.end.toString(), "2026-03-29T04:00:00Z");
});

test("an occurrence that began before the window and lasts into it is in the window", () => {
  const series = seriesOf({ startTime: "22:00", durationMinutes: 480 });
  const starts = startsOf(between(series, "2026-06-02T02:00Z", "2026-06-02T03:00Z"));
  assert.deepEqual(starts, ["2026-06-01T20:00:00Z"]);
});

test("an occurrence that ends where the window starts is not in it, nor one that starts at its end", () => {
  const series = seriesOf({ zone: "UTC" });
  assert.deepEqual(between(series, "2026-06-02T10:00Z", "2026-06-03T09:00Z"), []);
});

test("an exception is found where it was moved to, and a cancelled date has none", () => {
  const series = seriesOf({
    pattern: { type: "weekly", interval: 1, daysOfWeek: ["monday"] },
    exceptions: [{ originalDate: "2026-06-08", start: "2026-06-10T14:00", durationMinutes: 30 }],
    cancelledDates: ["2026-06-15"],
  });
  const [moved, next, ...others] = between(series, "2026-06-08T00:00Z", "2026-06-24T00:00Z");
  assert.equal(moved?.kind, "exception");
  assert.equal(moved?.start.toString(), "2026-06-10T12:00:00Z");
  assert.equal(moved?.originalStart.toString(), "2026-06-08T07:00:00Z");
  assert.equal(next?.originalDate.toString(), "2026-06-22");
  assert.deepEqual(others, []);
  assert.equal(occurrenceOn(series, Temporal.PlainDate.from("2026-06-15")), undefined);
  assert.equal(occurrenceOn(series, Temporal.PlainDate.from("2026-06-09")), undefined);
  const found = occurrenceOn(series, Temporal.PlainDate.from("2026-06-08"));
  assert.equal(found?.start.toString(), "2026-06-10T12:00:00Z");
});

test("a zone that skipped a whole day moves that day's occurrence to the next", () => {
  // Samoa crossed the date line: there was no 30 December 2011.
  const series = seriesOf({
    range: { type: "noEnd", startDate: "2011-12-01" },
    zone: "Pacific/Apia",
  });
  const dates = between(series, "2011-12-29T00:00Z", "2012-01-01T00:00Z").map(({ start }) =>
    start.toZonedDateTimeISO("Pacific/Apia").toPlainDateTime().toString(),
  );
  assert.deepEqual(dates, [
    "2011-12-29T09:00:00",
    "2011-12-31T09:00:00",
    "2011-12-31T09:00:00",
    "2012-01-01T09:00:00",
  ]);
});

const cuts = fc.array(fc.integer({ min: 0, max: 400 * 24 * 60 }), { maxLength: 6 });

test("windows side by side find what the whole window finds", () => {
  fc.assert(
    fc.property(changedSeries, cuts, (series, minutes) => {
      const start = firstDates(series, 1)[0]?.toZonedDateTime(series.zone).toInstant();
      assert.ok(start);
      const edges = [0, ...minutes.toSorted((a, b) => a - b), 400 * 24 * 60].map((minute) =>
        start.add({ minutes: minute }),
      );
      const found = new Map<string, Occurrence>();
      for (const [place, from] of edges.entries()) {
        const until = edges[place + 1];
        if (!until) break;
        for (const each of occurrencesIn(series, { start: from, end: until })) {
          // What lasts over a cut is found on both sides of it.
          found.set(each.originalDate.toString(), each);
        }
      }
      const whole = occurrencesIn(series, { start, end: edges.at(-1) ?? start });
      assert.deepEqual(startsOf([...found.values()]).sort(), startsOf(whole).sort());
    }),
  );
});

test("occurrences come in order, none twice, each on a clock that shows its time", () => {
  fc.assert(
    fc.property(changedSeries, (series) => {
      const seen: Occurrence[] = [];
      const from = series.range.startDate.toZonedDateTime(series.zone).toInstant();
      for (const each of occurrencesFrom(series, from)) {
        if (seen.push(each) >= 60) break;
      }
      for (const [place, each] of seen.entries()) {
        const before = seen[place - 1];
        assert.ok(!isBefore(each.end, each.start));
        if (before) assert.ok(!isBefore(each.start, before.start));
        assert.deepEqual(occurrenceOn(series, each.originalDate), each);
      }
      const dates = seen.map(({ originalDate }) => originalDate.toString());
      assert.equal(new Set(dates).size, dates.length);
      const listed = firstDates(series, 60 + series.cancelledDates.length).map(String);
      const cancelled = series.cancelledDates.map(String);
      assert.deepEqual(
        dates.toSorted(),
        listed.filter((date) => !cancelled.includes(date)).slice(0, dates.length),
        JSON.stringify(formatSeries(series)),
      );
    }),
  );
});

test("a window ten centuries after the start costs no more than one at the start", () => {
  const series = seriesOf({});
  const [found] = between(series, "3026-06-01T00:00Z", "3026-06-02T00:00Z");
  assert.equal(found?.originalDate.toString(), "3026-06-01");
});
