import assert from "node:assert/strict";
import { test } from "node:test";
import { differencesIn, type RoomItem, type StandingReservation } from "./reconcile.ts";

const HOUR = 3_600_000;
const RESERVATION: StandingReservation = {
  id: "r1",
  iCalUId: "uid-1",
  isSeries: false,
  startMs: 10 * HOUR,
  endMs: 11 * HOUR,
  isPending: false,
};
const ITEM: RoomItem = {
  reservationId: "r1",
  iCalUId: "uid-1",
  isSeries: false,
  startMs: 10 * HOUR,
  endMs: 11 * HOUR,
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

test("of a series only its presence is compared", () => {
  const series = { ...RESERVATION, isSeries: true };
  assert.deepEqual(differencesIn([series], [{ ...ITEM, isSeries: true, endMs: 99 * HOUR }]), []);
  assert.equal(differencesIn([series], []).length, 1);
});

test("what is still to be written, or to be answered, is not compared", () => {
  assert.deepEqual(differencesIn([{ ...RESERVATION, isPending: true }], []), []);
});
