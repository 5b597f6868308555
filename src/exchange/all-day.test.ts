import assert from "node:assert/strict";
import { test } from "node:test";
import { allDayInstants, readAllDay } from "./all-day.ts";

const daysOf = (start: string, end: string, zone: string, timeZone = "UTC") => {
  const at = (dateTime: string) => ({ dateTime, timeZone });
  const { startDate, endDate } = readAllDay({ start: at(start), end: at(end) }, zone);
  return [startDate.toString(), endDate.toString()];
};

test("an all-day event is the same days whether its midnights come in UTC, in its zone, or as they stand", () => {
  const days = ["2027-07-14", "2027-07-15"];
  const berlin = "Europe/Berlin";
  assert.deepEqual(
    daysOf("2027-07-13T22:00:00.0000000", "2027-07-14T22:00:00.0000000", berlin),
    days,
  );
  assert.deepEqual(
    daysOf("2027-07-14T00:00:00", "2027-07-15T00:00:00", berlin, "W. Europe Standard Time"),
    days,
  );
  assert.deepEqual(daysOf("2027-07-14T00:00:00", "2027-07-15T00:00:00", berlin), days);
  assert.deepEqual(
    daysOf("2027-07-14T07:00:00", "2027-07-15T07:00:00", "America/Los_Angeles"),
    days,
  );
});

test("over a change of the clocks a day stays a day", () => {
  assert.deepEqual(daysOf("2027-03-27T23:00:00", "2027-03-28T22:00:00", "Europe/Berlin"), [
    "2027-03-28",
    "2027-03-29",
  ]);
  const { startAt, endAt } = allDayInstants(
    readAllDay(
      {
        start: { dateTime: "2027-03-27T23:00:00", timeZone: "UTC" },
        end: { dateTime: "2027-03-28T22:00:00", timeZone: "UTC" },
      },
      "Europe/Berlin",
    ),
    "Europe/Berlin",
  );
  assert.equal(endAt.getTime() - startAt.getTime(), 23 * 3_600_000);
});

test("where clocks skip midnight, the day begins when they go on", () => {
  // Beirut's clocks went from 00:00 to 01:00 on 26 March 2017.
  assert.deepEqual(daysOf("2017-03-25T22:00:00", "2017-03-26T21:00:00", "Asia/Beirut"), [
    "2017-03-26",
    "2017-03-27",
  ]);
});

test("an event of no length is its one day", () => {
  assert.deepEqual(daysOf("2027-07-14T00:00:00", "2027-07-14T00:00:00", "UTC"), [
    "2027-07-14",
    "2027-07-15",
  ]);
});
