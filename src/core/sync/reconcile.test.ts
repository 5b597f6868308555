import assert from "node:assert/strict";
import { test } from "node:test";
import { parseSeries, type SeriesText } from "../recurrence/parse-series.ts";
import {
  differencesIn,
  type RoomItem,
  type StandingDate,
  type StandingReservation,
} from "./reconcile.ts";

const HOUR = 3_600_000;
const RESERVATION: StandingReservation = {
  id: "r1",
  iCalUId: "uid-1",
  startMs: 10 * HOUR,
  endMs: 11 * HOUR,
  dates: null,
  isPending: false,
};
const ITEM: RoomItem = {
  reservationId: "r1",
  iCalUId: "uid-1",
  isSeries: false,
  startMs: 10 * HOUR,
  endMs: 11 * HOUR,
  series: null,
};

test("what both show alike is no difference", () => {
  assert.deepEqual(differencesIn([RESERVATION], [ITEM]), []);
});

test("a meeting that the room's calendar does not have is missing", () => {
  assert.deepEqual(differencesIn([RESERVATION], []), [
    { reservationId: "r1", kind: "missing_in_room" },
  ]);
});

test("a copy that was never paired is known by its iCalUId", () => {
  assert.deepEqual(differencesIn([RESERVATION], [{ ...ITEM, reservationId: null }]), []);
  assert.deepEqual(
    differencesIn(
      [{ ...RESERVATION, iCalUId: null }],
      [{ ...ITEM, reservationId: null, iCalUId: null }],
    ),
    [{ reservationId: "r1", kind: "missing_in_room" }],
  );
});

test("a copy at another time differs, at its start or at its end", () => {
  for (const other of [{ startMs: 9 * HOUR }, { endMs: 12 * HOUR }]) {
    assert.deepEqual(differencesIn([RESERVATION], [{ ...ITEM, ...other }]), [
      { reservationId: "r1", kind: "other_time" },
    ]);
  }
});

const SERIES = {
  pattern: { type: "daily", interval: 1 },
  range: { type: "numbered", startDate: "2027-03-01", numberOfOccurrences: 3 },
  startTime: "10:00",
  durationMinutes: 60,
  zone: "UTC",
} as const;
const seriesItem = (changes: Partial<SeriesText> = {}): RoomItem => {
  const read = parseSeries({ ...SERIES, ...changes });
  assert.ok(read.ok);
  return { ...ITEM, isSeries: true, series: read.value };
};
const on = (date: string, time = "10:00"): StandingDate => {
  const startMs = Date.parse(`${date}T${time}Z`);
  return { originalDate: date, startMs, endMs: startMs + HOUR };
};
const HELD = ["2027-03-01", "2027-03-02", "2027-03-03"].map((date) => on(date));
const standing = (held: readonly StandingDate[], notHere: readonly string[] = []) => ({
  ...RESERVATION,
  dates: { held, notHere },
});
const OTHER_TIME = [{ reservationId: "r1", kind: "other_time" }];

test("a series that the room has on the same dates and times is no difference", () => {
  assert.deepEqual(differencesIn([standing(HELD)], [seriesItem()]), []);
  assert.deepEqual(differencesIn([standing(HELD.slice(1))], [seriesItem()]), [], "one is over");
  assert.deepEqual(differencesIn([standing(HELD)], []), [
    { reservationId: "r1", kind: "missing_in_room" },
  ]);
});

test("a series of which the room has one date at another time, or not at all, differs", () => {
  const exceptions = [
    { originalDate: "2027-03-02", start: "2027-03-02T15:00", durationMinutes: 60 },
  ];
  assert.deepEqual(differencesIn([standing(HELD)], [seriesItem({ exceptions })]), OTHER_TIME);
  const moved = [HELD[0], on("2027-03-02", "15:00"), HELD[2]].filter((each) => each !== undefined);
  assert.deepEqual(differencesIn([standing(moved)], [seriesItem({ exceptions })]), []);
  const cancelledDates = ["2027-03-02"];
  assert.deepEqual(differencesIn([standing(HELD)], [seriesItem({ cancelledDates })]), OTHER_TIME);
});

test("a date that is cancelled here, or in another room, differs where the room still has it", () => {
  const held = HELD.slice(0, 2);
  const reservation = standing(held, ["2027-03-03"]);
  assert.deepEqual(differencesIn([reservation], [seriesItem()]), OTHER_TIME);
  const cancelledDates = ["2027-03-03"];
  assert.deepEqual(differencesIn([reservation], [seriesItem({ cancelledDates })]), []);
});

test("of a series of which the room has single dates alone, those are compared", () => {
  const held = HELD.slice(1, 2);
  const alone: RoomItem = { ...ITEM, ...on("2027-03-02"), reservationId: null };
  assert.deepEqual(differencesIn([standing(held)], [alone]), []);
  assert.deepEqual(differencesIn([standing(HELD)], [alone]), OTHER_TIME);
});

test("a series whose dates in the room are not known is compared by its presence", () => {
  assert.deepEqual(differencesIn([standing(HELD)], [{ ...ITEM, isSeries: true }]), []);
});

test("what is still to be written, or to be answered, is not compared", () => {
  assert.deepEqual(differencesIn([{ ...RESERVATION, isPending: true }], []), []);
});
