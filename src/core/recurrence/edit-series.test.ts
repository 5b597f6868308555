import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import {
  cancelFollowing,
  cancelOccurrence,
  changeFollowing,
  changeOccurrence,
  changeSeries,
  leaveOut,
  type SeriesChange,
} from "./edit-series.ts";
import { occurrencesFrom } from "./expand-series.ts";
import { formatSeries, parseSeries, type SeriesText } from "./parse-series.ts";
import { changedSeries, firstDates, patterns, startTimes } from "./series.arbitrary.ts";
import type { Series } from "./series.ts";

function seriesOf(text: Partial<SeriesText>): Series {
  const parsed = parseSeries({
    pattern: { type: "weekly", interval: 1, daysOfWeek: ["monday", "thursday"] },
    range: { type: "numbered", startDate: "2026-03-02", numberOfOccurrences: 10 },
    startTime: "09:00",
    durationMinutes: 60,
    zone: "Europe/Berlin",
    ...text,
  });
  if (!parsed.ok) assert.fail(parsed.problem.message);
  return parsed.value;
}

function date(text: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(text);
}

function moveTo(series: Series, from: string, to: string, durationMinutes = 60): string {
  const start = Temporal.PlainDateTime.from(to);
  const edit = changeOccurrence(series, date(from), { start, durationMinutes });
  return edit.ok ? "ok" : edit.problem.code;
}

test("a series whose first date is in an hour that clocks skip has the times that Exchange reckons", () => {
  const range = { type: "numbered", startDate: "2026-03-29", numberOfOccurrences: 3 } as const;
  const pattern = { type: "daily", interval: 1 } as const;
  const series = seriesOf({ pattern, range, startTime: "01:00", durationMinutes: 30 });
  const timesAfter = (startTime: string, durationMinutes: number) => {
    const change = { startTime: Temporal.PlainTime.from(startTime), durationMinutes };
    const edit = changeSeries(series, change);
    if (!edit.ok || edit.value.kind !== "change_series") assert.fail("it is not changed");
    const changed = formatSeries(edit.value.series);
    return [changed.startTime, changed.durationMinutes];
  };
  // From 01:00 to 03:30 on the clock on the wall.
  assert.deepEqual(timesAfter("01:00", 90), ["01:00", 150]);
  assert.deepEqual(timesAfter("01:00", 59), ["01:00", 59]);
  assert.deepEqual(timesAfter("09:00", 90), ["09:00", 90]);
  assert.deepEqual(timesAfter("02:15", 30), ["03:15", 30]);
  assert.deepEqual(timesAfter("02:30", 40), ["03:30", 40]);
});

test("dates that are left out are cancelled, and lose what was changed of them", () => {
  const series = seriesOf({
    cancelledDates: ["2026-03-02"],
    exceptions: [{ originalDate: "2026-03-05", start: "2026-03-05T10:00", durationMinutes: 60 }],
  });
  const left = leaveOut(series, [date("2026-03-05"), date("2026-03-09")]);
  if (!left.ok) assert.fail(left.problem.message);
  const { cancelledDates, exceptions } = formatSeries(left.value);
  assert.deepEqual(cancelledDates, ["2026-03-02", "2026-03-05", "2026-03-09"]);
  assert.deepEqual(exceptions, []);
  const unknown = leaveOut(series, [date("2026-03-03")]);
  assert.ok(!unknown.ok);
});

test("an occurrence may not move to or past a neighbour's day (facts 1.5)", () => {
  const series = seriesOf({});
  // Thursday 5 March has Mondays 2 and 9 March beside it.
  assert.equal(moveTo(series, "2026-03-05", "2026-03-03T09:00"), "ok");
  assert.equal(moveTo(series, "2026-03-05", "2026-03-08T09:00"), "ok");
  const refused = "occurrence_crosses_neighbour";
  assert.equal(moveTo(series, "2026-03-05", "2026-03-02T18:00"), refused);
  assert.equal(moveTo(series, "2026-03-05", "2026-03-09T07:00"), refused);
  assert.equal(moveTo(series, "2026-03-05", "2026-03-20T09:00"), refused);
  assert.equal(moveTo(series, "2026-03-05", "2026-02-20T09:00"), refused);
});

test("before the first and after the last occurrence there is no neighbour to cross", () => {
  const series = seriesOf({});
  assert.equal(moveTo(series, "2026-03-02", "2026-01-01T09:00"), "ok");
  assert.equal(moveTo(series, "2026-04-02", "2026-12-31T09:00"), "ok");
});

test("a neighbour stands where it was moved to, and a cancelled one where the pattern has it", () => {
  const moved = seriesOf({
    exceptions: [{ originalDate: "2026-03-09", start: "2026-03-11T09:00", durationMinutes: 60 }],
  });
  assert.equal(moveTo(moved, "2026-03-05", "2026-03-10T09:00"), "ok");
  assert.equal(moveTo(moved, "2026-03-05", "2026-03-11T07:00"), "occurrence_crosses_neighbour");
  const cancelled = seriesOf({ cancelledDates: ["2026-03-09"] });
  assert.equal(moveTo(cancelled, "2026-03-05", "2026-03-09T07:00"), "occurrence_crosses_neighbour");
});

test("an occurrence may not grow into the next one", () => {
  const series = seriesOf({ pattern: { type: "daily", interval: 1 } });
  assert.equal(moveTo(series, "2026-03-05", "2026-03-05T20:00", 13 * 60), "ok");
  const refused = moveTo(series, "2026-03-05", "2026-03-05T20:00", 13 * 60 + 1);
  assert.equal(refused, "occurrence_crosses_neighbour");
});

test("moving an occurrence back to the pattern's own time makes it no exception", () => {
  const series = seriesOf({
    exceptions: [{ originalDate: "2026-03-09", start: "2026-03-11T09:00", durationMinutes: 60 }],
  });
  const start = Temporal.PlainDateTime.from("2026-03-09T09:00");
  const edit = changeOccurrence(series, date("2026-03-09"), { start, durationMinutes: 60 });
  assert.ok(edit.ok && edit.value.kind === "change_occurrence");
  assert.deepEqual(edit.value.series.exceptions, []);
});

test("a date without an occurrence cannot be edited, nor a cancelled one", () => {
  const series = seriesOf({ cancelledDates: ["2026-03-09"] });
  for (const each of ["2026-03-03", "2026-03-09", "2026-02-26", "2026-04-06"]) {
    const code = "no_such_occurrence";
    assert.equal(moveTo(series, each, `${each}T10:00`), code);
    for (const edit of [cancelOccurrence, cancelFollowing]) {
      const refused = edit(series, date(each));
      assert.equal(refused.ok ? "ok" : refused.problem.code, code);
    }
  }
});

test("a new pattern discards exceptions and cancelled dates, and says which (facts 1.8)", () => {
  const series = seriesOf({
    exceptions: [{ originalDate: "2026-03-09", start: "2026-03-11T09:00", durationMinutes: 60 }],
    cancelledDates: ["2026-03-12"],
  });
  const edit = changeSeries(series, { pattern: { type: "daily", interval: 7 } });
  assert.ok(edit.ok && edit.value.kind === "change_series");
  assert.deepEqual(edit.value.series.exceptions, []);
  assert.deepEqual(edit.value.droppedExceptions, series.exceptions);
  assert.deepEqual(edit.value.droppedCancellations, series.cancelledDates);
});

test("a new end keeps the exceptions and cancelled dates before it", () => {
  const series = seriesOf({
    exceptions: [{ originalDate: "2026-03-09", start: "2026-03-11T09:00", durationMinutes: 60 }],
    cancelledDates: ["2026-03-12"],
  });
  const end = { type: "endDate", endDate: date("2026-03-10") } as const;
  const edit = changeSeries(series, { end });
  assert.ok(edit.ok && edit.value.kind === "change_series");
  assert.deepEqual(edit.value.series.exceptions, series.exceptions);
  assert.deepEqual(edit.value.droppedCancellations, series.cancelledDates);
});

test("this and following: the rest of the number goes with the new series", () => {
  const edit = changeFollowing(seriesOf({}), date("2026-03-12"), {
    startTime: new Temporal.PlainTime(14, 0),
  });
  assert.ok(edit.ok && edit.value.kind === "split_series");
  assert.deepEqual(formatSeries(edit.value.ended).range, {
    type: "numbered",
    startDate: "2026-03-02",
    numberOfOccurrences: 3,
  });
  assert.deepEqual(formatSeries(edit.value.following.series).range, {
    type: "numbered",
    startDate: "2026-03-12",
    numberOfOccurrences: 7,
  });
});

test("this and following from the first occurrence on is the whole series", () => {
  const series = seriesOf({ cancelledDates: ["2026-03-02"] });
  const change = { durationMinutes: 30 };
  const edit = changeFollowing(series, date("2026-03-05"), change);
  assert.deepEqual(edit, changeSeries(series, change));
  const cancelled = cancelFollowing(series, date("2026-03-05"));
  assert.deepEqual(cancelled, { ok: true, value: { kind: "cancel_series" } });
});

test("cancelling the last occurrence that is left cancels the series", () => {
  const series = seriesOf({
    range: { type: "numbered", startDate: "2026-03-02", numberOfOccurrences: 2 },
    cancelledDates: ["2026-03-02"],
  });
  const edit = cancelOccurrence(series, date("2026-03-05"));
  assert.deepEqual(edit, { ok: true, value: { kind: "cancel_series" } });
});

/** The first occurrences by the dates they are known by, with their times. */
function timesOf(series: Series, count: number): Map<string, string> {
  const times = new Map<string, string>();
  const from = Temporal.Instant.from("1999-01-01T00:00Z");
  for (const { originalDate, start, end } of occurrencesFrom(series, from)) {
    if (times.size >= count) break;
    times.set(originalDate.toString(), `${start.toString()}/${end.toString()}`);
  }
  return times;
}

const COUNT = 40;
const choices = fc.integer({ min: 0, max: 15 });

test("editing one occurrence leaves every other as it was", () => {
  fc.assert(
    fc.property(changedSeries, choices, startTimes, (series, choice, time) => {
      const [target] = firstDates(series, choice + 1).slice(-1);
      assert.ok(target);
      const edits = [
        changeOccurrence(series, target, {
          start: target.toPlainDateTime(time),
          durationMinutes: 5,
        }),
        cancelOccurrence(series, target),
      ];
      for (const edit of edits) {
        if (!edit.ok || !("series" in edit.value)) continue;
        const before = timesOf(series, COUNT);
        const after = timesOf(edit.value.series, COUNT);
        for (const times of [before, after]) times.delete(target.toString());
        // A cancelled one makes room at the end of those compared.
        const compared = Math.min(before.size, after.size);
        assert.deepEqual([...after].slice(0, compared), [...before].slice(0, compared));
      }
    }),
  );
});

test("a split without a change has the occurrences of the whole, and keeps the earlier ones", () => {
  const laterChange: fc.Arbitrary<SeriesChange> = fc.oneof(
    fc.constant({}),
    startTimes.map((startTime) => ({ startTime })),
    patterns.map((pattern) => ({ pattern, end: { type: "noEnd" as const } })),
  );
  fc.assert(
    fc.property(changedSeries, choices, laterChange, (series, choice, change) => {
      const [target] = firstDates(series, choice + 1).slice(-1);
      assert.ok(target);
      const edit = changeFollowing(series, target, change);
      if (!edit.ok || edit.value.kind !== "split_series") return;
      const whole = timesOf(series, COUNT);
      const ended = timesOf(edit.value.ended, COUNT);
      const earlier = [...whole].filter(([each]) => each < target.toString());
      assert.deepEqual([...ended], earlier);
      if (Object.keys(change).length > 0) return;
      const following = timesOf(edit.value.following.series, COUNT - ended.size);
      assert.deepEqual([...ended, ...following], [...whole]);
    }),
  );
});
