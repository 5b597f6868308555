import assert from "node:assert/strict";
import { test } from "node:test";
import { graphEventSchema, readInstant, readRooms } from "./event-reading.ts";

const times = {
  start: { dateTime: "2027-03-10T09:00:00.0000000", timeZone: "UTC" },
  end: { dateTime: "2027-03-10T10:00:00.0000000", timeZone: "UTC" },
};
const roomsOf = (...statuses: (object | null)[]) =>
  readRooms(
    graphEventSchema.parse({
      id: "e",
      ...times,
      attendees: statuses.map((status, n) => ({
        type: "resource",
        emailAddress: { address: `Room${n}@office.example` },
        status,
      })),
    }),
  );

test("a time is read in the zone it names, Windows or IANA, with seven digits of a second", () => {
  const at = (timeZone: string) =>
    readInstant({ dateTime: "2027-07-01T10:00:00.1230000", timeZone }).toISOString();
  assert.equal(at("UTC"), "2027-07-01T10:00:00.123Z");
  assert.equal(at("W. Europe Standard Time"), "2027-07-01T08:00:00.123Z");
  assert.equal(at("America/Chicago"), "2027-07-01T15:00:00.123Z");
});

test("none and notResponded both mean that the room has not answered", () => {
  const rooms = roomsOf(
    { response: "none", time: "0001-01-01T00:00:00Z" },
    { response: "notResponded", time: "0001-01-01T00:00:00Z" },
    null,
  );
  assert.deepEqual(
    rooms.map(({ response, respondedAt }) => [response, respondedAt]),
    Array.from({ length: 3 }, () => ["none", null]),
  );
});

test("an answer is read with its time, and without one where Exchange gives none", () => {
  const rooms = roomsOf(
    { response: "accepted", time: "2027-03-01T09:00:00.1234567Z" },
    { response: "tentativelyAccepted", time: "0001-01-01T00:00:00Z" },
    { response: "declined", time: "4501-01-01T00:00:00Z" },
  );
  assert.deepEqual(rooms, [
    {
      email: "room0@office.example",
      response: "accepted",
      respondedAt: new Date("2027-03-01T09:00:00.123Z"),
    },
    { email: "room1@office.example", response: "tentatively_accepted", respondedAt: null },
    { email: "room2@office.example", response: "declined", respondedAt: null },
  ]);
});

test("people are no rooms", () => {
  const person = { type: "required", emailAddress: { address: "bo@office.example" } };
  const event = graphEventSchema.parse({ id: "e", ...times, attendees: [person] });
  assert.deepEqual(readRooms(event), []);
});
