import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { parseSeries, type SeriesText } from "../recurrence/parse-series.ts";
import type { Series } from "../recurrence/series.ts";
import { agreedMeeting, differingFields, type ShownMeeting } from "./agreed.ts";

const SINGLE: ShownMeeting = {
  start: Temporal.Instant.from("2027-03-29T07:00:00Z"),
  end: Temporal.Instant.from("2027-03-29T08:00:00Z"),
  timeZone: "Europe/Berlin",
  isAllDay: false,
  subject: "Planning",
  sensitivity: "normal",
  attendees: [
    { email: "ada@example.org", type: "required" },
    { email: "bob@example.org", type: "optional" },
  ],
  rooms: ["elbe@example.org"],
  series: null,
};

const WEEKLY: SeriesText = {
  pattern: { type: "weekly", interval: 1, daysOfWeek: ["monday", "wednesday"] },
  range: { type: "numbered", startDate: "2027-03-29", numberOfOccurrences: 8 },
  startTime: "09:00",
  durationMinutes: 60,
  zone: "Europe/Berlin",
};

function seriesOf(text: SeriesText): Series {
  const parsed = parseSeries(text);
  if (!parsed.ok) throw new Error(parsed.problem.code);
  return parsed.value;
}

function differences(left: ShownMeeting, right: ShownMeeting) {
  const kept: unknown = JSON.parse(JSON.stringify(agreedMeeting(left)));
  return differingFields(kept as ReturnType<typeof agreedMeeting>, agreedMeeting(right));
}

test("a meeting agrees with itself however its addresses are spelt and ordered", () => {
  const other = {
    ...SINGLE,
    subject: "Planning ",
    attendees: SINGLE.attendees
      .toReversed()
      .map(({ email, type }) => ({ email: email.toUpperCase(), type })),
    rooms: ["Elbe@Example.org"],
  };
  assert.deepEqual(differences(SINGLE, other), []);
});

test("each field that differs is named, and no other", () => {
  const changes: readonly [Partial<ShownMeeting>, string][] = [
    [{ end: SINGLE.end.add({ minutes: 30 }) }, "times"],
    [{ isAllDay: true }, "times"],
    [{ series: seriesOf(WEEKLY) }, "times"],
    [{ subject: "planning" }, "subject"],
    [{ sensitivity: "private" }, "sensitivity"],
    [{ attendees: SINGLE.attendees.slice(1) }, "attendees"],
    [
      { attendees: SINGLE.attendees.map(({ email }) => ({ email, type: "required" })) },
      "attendees",
    ],
    [{ rooms: ["alster@example.org"] }, "rooms"],
    [{ rooms: ["elbe@example.org", "alster@example.org"] }, "rooms"],
  ];
  for (const [change, field] of changes) {
    const got = differences(SINGLE, { ...SINGLE, ...change });
    // A series has its occurrences too; they are none's here.
    assert.equal(got[0], field, JSON.stringify(change));
    assert.ok(got.length === 1 || (got.length === 2 && got[1] === "occurrences"));
  }
});

test("a single meeting at the same instants is the same, whatever zone they are told in", () => {
  assert.deepEqual(differences(SINGLE, { ...SINGLE, timeZone: "UTC" }), []);
});

test("a series is the same with its range begun on its first occurrence and defaults filled in", () => {
  const ours = seriesOf({ ...WEEKLY, range: { ...WEEKLY.range, startDate: "2027-03-27" } });
  const theirs = seriesOf({
    ...WEEKLY,
    pattern: {
      type: "weekly",
      interval: 1,
      daysOfWeek: ["wednesday", "monday"],
      firstDayOfWeek: "monday",
    },
    zone: "Europe/Stockholm",
  });
  assert.deepEqual(differences({ ...SINGLE, series: ours }, { ...SINGLE, series: theirs }), []);
});

test("a series is the same where its first date's time is one that clocks skip, as Exchange tells it", () => {
  const range = { ...WEEKLY.range, startDate: "2027-03-28" };
  const pattern = { ...WEEKLY.pattern, daysOfWeek: ["sunday"] };
  const ours = seriesOf({ ...WEEKLY, pattern, range, startTime: "02:30", durationMinutes: 90 });
  const told = { pattern, range, startTime: "03:30", durationMinutes: 30 };
  const view = (series: Series): ShownMeeting => ({ ...SINGLE, series });
  assert.deepEqual(differences(view(ours), view(seriesOf({ ...WEEKLY, ...told }))), []);
  const later = seriesOf({ ...WEEKLY, ...told, startTime: "04:30" });
  assert.deepEqual(differences(view(ours), view(later)), ["times"]);
});

test("the first day of the week is a difference where weeks are left out", () => {
  const every = (firstDayOfWeek: string): ShownMeeting => ({
    ...SINGLE,
    series: seriesOf({ ...WEEKLY, pattern: { ...WEEKLY.pattern, interval: 2, firstDayOfWeek } }),
  });
  assert.deepEqual(differences(every("monday"), every("sunday")), ["times"]);
});

test("a moved or cancelled occurrence differs in the occurrences alone", () => {
  const whole = { ...SINGLE, series: seriesOf(WEEKLY) };
  const moved = seriesOf({
    ...WEEKLY,
    exceptions: [{ originalDate: "2027-03-31", start: "2027-03-31T11:00", durationMinutes: 60 }],
  });
  const cancelled = seriesOf({ ...WEEKLY, cancelledDates: ["2027-03-31"] });
  assert.deepEqual(differences(whole, { ...SINGLE, series: moved }), ["occurrences"]);
  assert.deepEqual(differences(whole, { ...SINGLE, series: cancelled }), ["occurrences"]);
  assert.deepEqual(differences({ ...SINGLE, series: moved }, { ...SINGLE, series: cancelled }), [
    "occurrences",
  ]);
});

test("another end, time, length or zone of a series is a difference in its times", () => {
  const whole = { ...SINGLE, series: seriesOf(WEEKLY) };
  const others: readonly Partial<SeriesText>[] = [
    { range: { ...WEEKLY.range, numberOfOccurrences: 9 } },
    { range: { type: "noEnd", startDate: "2027-03-29" } },
    { startTime: "09:30" },
    { durationMinutes: 90 },
    { zone: "America/New_York" },
  ];
  for (const other of others) {
    const changed = { ...SINGLE, series: seriesOf({ ...WEEKLY, ...other }) };
    assert.deepEqual(differences(whole, changed), ["times"], JSON.stringify(other));
  }
});
