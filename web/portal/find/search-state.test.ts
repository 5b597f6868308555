import assert from "node:assert/strict";
import { test } from "node:test";
import {
  faultOf,
  matches,
  proposedTimes,
  readSearch,
  withStart,
  writeSearch,
} from "./search-state.ts";

const proposed = { date: "2026-11-26", from: "09:00", to: "10:00" };
const search = {
  buildingId: "b1",
  ...proposed,
  capacity: 4,
  equipment: ["Screen", "Stage"],
  view: "schedule",
} as const;

test("a search written into the address is read from it again", () => {
  const other = { date: "2030-01-01", from: "00:00", to: "00:30" };
  assert.deepEqual(readSearch(writeSearch(search), "b1", other), search);
});

test("what is senseless in an address gives way to what is proposed", () => {
  const params = new URLSearchParams("date=2026-02-30&from=9&to=99:99&people=-3&equipment=");
  assert.deepEqual(readSearch(params, "b1", proposed), {
    buildingId: "b1",
    ...proposed,
    capacity: undefined,
    equipment: [],
    view: "cards",
  });
});

test("by day the next half hour is proposed, in the building's zone", () => {
  assert.deepEqual(proposedTimes("2026-11-26T10:05:00Z", "Europe/Berlin"), {
    date: "2026-11-26",
    from: "11:30",
    to: "12:30",
  });
});

test("in the evening nine o'clock of the next day is proposed", () => {
  for (const now of ["2026-11-26T18:05:00Z", "2026-11-26T22:40:00Z"]) {
    assert.deepEqual(proposedTimes(now, "Europe/Berlin"), {
      date: "2026-11-27",
      from: "09:00",
      to: "10:00",
    });
  }
});

test("moving the start moves the end along and keeps the length", () => {
  const moved = withStart({ ...search, to: "10:30" }, "13:15");
  assert.deepEqual([moved.from, moved.to], ["13:15", "14:45"]);
});

test("a space matches that has the seats and all of the equipment, in any case", () => {
  const space = { capacity: 6, equipment: ["screen", "STAGE", "Camera"] };
  assert.equal(matches(search, space), true);
  assert.equal(matches({ ...search, capacity: 7 }, space), false);
  assert.equal(matches({ ...search, equipment: ["Piano"] }, space), false);
  assert.equal(matches({ capacity: undefined, equipment: [] }, space), true);
});

test("an emptied field and an end before the start are faults with names", () => {
  assert.equal(faultOf(search), null);
  assert.equal(faultOf({ ...search, date: "" }), "date_missing");
  assert.equal(faultOf({ ...search, to: "" }), "time_missing");
  assert.equal(faultOf({ ...search, to: "09:00" }), "ends_before_start");
});
