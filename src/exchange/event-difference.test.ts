import assert from "node:assert/strict";
import { test } from "node:test";
import type { EventContent } from "../app/sync/calendar.ts";
import { differingFields } from "./event-difference.ts";
import { toEventFields } from "./event-mapping.ts";
import type { GraphEvent } from "./event-reading.ts";

const ORGANIZER = "ada@office.example";
const content: EventContent = {
  subject: "Review",
  notes: "First line\nSecond line",
  startAt: new Date("2027-03-10T09:00:00Z"),
  endAt: new Date("2027-03-10T10:00:00Z"),
  timeZone: "Europe/Berlin",
  sensitivity: "normal",
  showAs: "busy",
  attendees: [{ email: "bo@office.example", name: "Bo", type: "optional" }],
  rooms: [{ email: "wren@office.example", name: "Wren" }],
  isAllDay: false,
  series: null,
};
/** As Exchange tells of the content: in UTC, with its own line ends, an answer and other case. */
const event: GraphEvent = {
  id: "event-1",
  subject: "Review",
  body: { contentType: "text", content: "First line\r\nSecond line\r\n" },
  start: { dateTime: "2027-03-10T09:00:00.0000000", timeZone: "UTC" },
  end: { dateTime: "2027-03-10T10:00:00.0000000", timeZone: "UTC" },
  sensitivity: "normal",
  showAs: "busy",
  attendees: [
    { type: "optional", emailAddress: { address: "Bo@office.example", name: "Bo B." } },
    {
      type: "resource",
      emailAddress: { address: "wren@office.example", name: "Wren" },
      status: { response: "accepted", time: "2027-03-01T09:00:00Z" },
    },
  ],
  locations: [{ displayName: "Wren" }],
};
const fieldsSent = (change: Partial<EventContent>, is: Partial<GraphEvent> = {}): string[] => {
  const wanted = { ...content, ...change };
  return Object.keys(
    differingFields({ ...event, ...is }, wanted, toEventFields(ORGANIZER, wanted)),
  );
};

test("nothing is sent where the event shows it already", () => {
  assert.deepEqual(fieldsSent({}), []);
});

test("a new subject sends the subject alone", () => {
  assert.deepEqual(fieldsSent({ subject: "Other" }), ["subject"]);
});

test("a new end sends both times", () => {
  assert.deepEqual(fieldsSent({ endAt: new Date("2027-03-10T11:00:00Z") }), ["start", "end"]);
});

test("another zone for the same instants sends nothing", () => {
  assert.deepEqual(fieldsSent({ timeZone: "America/Chicago" }), []);
});

test("one more person sends the attendees alone", () => {
  const more = { email: "cy@office.example", name: "Cy", type: "required" } as const;
  assert.deepEqual(fieldsSent({ attendees: [...content.attendees, more] }), ["attendees"]);
});

test("a person who becomes required sends the attendees", () => {
  const attendees = [{ email: "bo@office.example", name: "Bo", type: "required" }] as const;
  assert.deepEqual(fieldsSent({ attendees }), ["attendees"]);
});

test("another room sends the attendees and the place", () => {
  const rooms = [{ email: "robin@office.example", name: "Robin" }];
  assert.deepEqual(fieldsSent({ rooms }), ["attendees", "locations"]);
});

test("new notes send the body", () => {
  assert.deepEqual(fieldsSent({ notes: "Other" }), ["body"]);
});

test("the body of an online meeting is never written", () => {
  assert.deepEqual(fieldsSent({ notes: "Other" }, { isOnlineMeeting: true }), []);
});

test("privacy and showing as free are sent", () => {
  assert.deepEqual(fieldsSent({ sensitivity: "private", showAs: "free" }), [
    "sensitivity",
    "showAs",
  ]);
});

test("an event with hardly any field gets them all", () => {
  const bare = { id: "event-1", start: event.start, end: event.end };
  const fields = differingFields(bare, content, toEventFields(ORGANIZER, content));
  assert.deepEqual(Object.keys(fields), ["subject", "body", "attendees", "locations"]);
});
