import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { EventContent } from "../app/sync/calendar.ts";
import { readInstant } from "./event-reading.ts";
import {
  RESERVATION_PROPERTY,
  recordableBody,
  toEventFields,
  toNewEvent,
} from "./event-mapping.ts";

const ORGANIZER = "ada@office.example";
const content: EventContent = {
  subject: "Review",
  notes: "Bring the logbook",
  startAt: new Date("2027-03-10T09:00:00Z"),
  endAt: new Date("2027-03-10T10:00:00Z"),
  timeZone: "Europe/Berlin",
  sensitivity: "normal",
  showAs: "busy",
  attendees: [{ email: "Bo@office.example", name: "Bo", type: "optional" }],
  rooms: [{ email: "wren@office.example", name: "Wren" }],
  isAllDay: false,
  series: null,
};

test("times are wall times of the meeting's zone under its Windows name", () => {
  const { start, end } = toEventFields(ORGANIZER, content);
  assert.deepEqual(start, { dateTime: "2027-03-10T10:00:00", timeZone: "W. Europe Standard Time" });
  assert.deepEqual(end, { dateTime: "2027-03-10T11:00:00", timeZone: "W. Europe Standard Time" });
});

test("the second of two equal wall times in autumn is written in UTC", () => {
  const { start, end } = toEventFields(ORGANIZER, {
    ...content,
    startAt: new Date("2027-10-31T01:30:00Z"),
    endAt: new Date("2027-10-31T03:00:00Z"),
  });
  assert.deepEqual(start, { dateTime: "2027-10-31T01:30:00", timeZone: "UTC" });
  assert.deepEqual(end, { dateTime: "2027-10-31T03:00:00", timeZone: "UTC" });
});

test("what is written is read as the same instant, in every zone", () => {
  const zones = fc.constantFrom("Europe/Berlin", "America/Chicago", "Asia/Kolkata", "Pacific/Apia");
  const minutes = fc.integer({ min: 0, max: 60 * 24 * 365 * 3 });
  fc.assert(
    fc.property(zones, minutes, (timeZone, minute) => {
      const startAt = new Date(Date.UTC(2026, 0, 1) + minute * 60_000);
      const endAt = new Date(startAt.getTime() + 1_800_000);
      const { start, end } = toEventFields(ORGANIZER, { ...content, timeZone, startAt, endAt });
      assert.deepEqual([readInstant(start), readInstant(end)], [startAt, endAt]);
    }),
  );
});

test("a room is invited as a resource and named as the place", () => {
  const { attendees, locations } = toEventFields(ORGANIZER, content);
  assert.deepEqual(attendees[0], {
    type: "resource",
    emailAddress: { address: "wren@office.example", name: "Wren" },
  });
  assert.deepEqual(locations, [
    {
      displayName: "Wren",
      locationEmailAddress: "wren@office.example",
      locationUri: "wren@office.example",
      locationType: "conferenceRoom",
    },
  ]);
});

test("everybody is invited once, and the organizer not at all", () => {
  const { attendees } = toEventFields(ORGANIZER, {
    ...content,
    attendees: [
      { email: "bo@office.example", name: "Bo", type: "required" },
      { email: "BO@office.example", name: "Bo again", type: "optional" },
      { email: "ADA@office.example", name: "Ada", type: "required" },
      { email: "Wren@office.example", name: "Wren as a person", type: "required" },
    ],
  });
  assert.deepEqual(
    attendees.map(({ type, emailAddress }) => [type, emailAddress.address]),
    [
      ["resource", "wren@office.example"],
      ["required", "bo@office.example"],
    ],
  );
});

test("a new event carries the reservation and the key of its sync event", () => {
  const body = toNewEvent(ORGANIZER, { reservationId: "r-1", transactionId: "t-1" }, content);
  assert.equal(body["transactionId"], "t-1");
  assert.deepEqual(body["singleValueExtendedProperties"], [
    { id: RESERVATION_PROPERTY, value: "r-1" },
  ]);
});

test("any text survives as the subject", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (subject) => {
      const sent = JSON.stringify(toEventFields(ORGANIZER, { ...content, subject }));
      assert.equal((JSON.parse(sent) as { subject: string }).subject, subject);
    }),
  );
});

test("the record of a private event names the room, and nothing that people wrote or who they are", () => {
  const body = toNewEvent(
    ORGANIZER,
    { reservationId: "r-1", transactionId: "t-1" },
    { ...content, sensitivity: "private" },
  );
  const record = JSON.stringify(recordableBody(body, "private"));
  assert.match(record, /wren@office\.example/);
  assert.doesNotMatch(record, /Review|logbook|bo@office/i);
});

test("the record of a cancellation leaves its words out", () => {
  assert.doesNotMatch(JSON.stringify(recordableBody({ comment: "Ada resigned" }, "normal")), /Ada/);
});
