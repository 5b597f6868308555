import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import type { EventContent } from "../app/sync/calendar.ts";
import { TELLING_ZONES } from "../core/recurrence/series.arbitrary.ts";
import { toWindowsZone, zoneFromCalendar } from "../core/time/zones.ts";
import { midnightOf } from "./all-day.ts";
import { differingFields } from "./event-difference.ts";
import { RESERVATION_PROPERTY, toEventFields } from "./event-mapping.ts";
import { graphEventSchema, readInstant } from "./event-reading.ts";
import { readMeeting } from "./meeting-reading.ts";

const ORGANIZER = "ada@office.example";

/** Zones that come back from Windows' names as they went there. */
const zones = fc.constantFrom(
  ...TELLING_ZONES.filter((zone) => zoneFromCalendar(toWindowsZone(zone) ?? "") === zone),
);
const words = fc.stringMatching(/^[a-z<&;ä]( ?[a-z<&;ä]){0,20}$/);
const people = fc.uniqueArray(
  fc.record(
    {
      email: fc.stringMatching(/^[a-z]{2,8}@people\.example$/),
      name: words,
      type: fc.constantFrom("required" as const, "optional" as const),
    },
    { noNullPrototype: true },
  ),
  { maxLength: 4, selector: ({ email }) => email },
);
const rooms = fc.uniqueArray(
  fc.record({ email: fc.stringMatching(/^[a-z]{2,8}@rooms\.example$/), name: words }),
  { maxLength: 3, selector: ({ email }) => email },
);
const times = fc
  .tuple(zones, fc.nat(12_000), fc.nat(1_439), fc.integer({ min: 1, max: 6_000 }), fc.boolean())
  .map(([timeZone, day, minute, length, isAllDay]) => {
    const date = Temporal.PlainDate.from("2016-01-01").add({ days: day });
    const startAt = new Date(
      isAllDay
        ? midnightOf(date, timeZone)
        : midnightOf(date, timeZone).getTime() + minute * 60_000,
    );
    const endAt = isAllDay
      ? midnightOf(date.add({ days: 1 + (length % 9) }), timeZone)
      : new Date(startAt.getTime() + length * 60_000);
    return { timeZone, startAt, endAt, isAllDay };
  });
const contents: fc.Arbitrary<EventContent> = fc
  .tuple(times, people, rooms, words, words, fc.constantFrom("normal" as const, "private" as const))
  .map(([when, attendees, invitedRooms, subject, notes, sensitivity]) => ({
    ...when,
    subject,
    notes,
    sensitivity,
    showAs: "busy",
    attendees,
    rooms: invitedRooms,
    series: null,
  }));

/** How an answer may have the times; days are told as they stand by some (facts 8). */
const forms = fc.constantFrom("in UTC", "in the zone", "as they stand");

function told(content: EventContent, form: string) {
  const { start, end, ...fields } = toEventFields(ORGANIZER, content);
  const time = (given: typeof start) => {
    if (form === "in the zone") return given;
    if (form === "as they stand" && content.isAllDay) return { ...given, timeZone: "UTC" };
    return { dateTime: readInstant(given).toJSON(), timeZone: "UTC" };
  };
  return graphEventSchema.parse({
    id: "event",
    type: "singleInstance",
    isOrganizer: true,
    organizer: { emailAddress: { address: ORGANIZER, name: "Ada" } },
    responseStatus: { response: "organizer" },
    ...fields,
    start: time(start),
    end: time(end),
    originalStartTimeZone: toWindowsZone(content.timeZone),
    singleValueExtendedProperties: [
      { id: RESERVATION_PROPERTY.toUpperCase(), value: "reservation" },
    ],
  });
}

test("what was written is read back as it is, and nothing of it differs", () => {
  fc.assert(
    fc.property(contents, forms, (content, form) => {
      // The second of two equal wall times is written in UTC and would be lost in the zone.
      const event = told(content, content.isAllDay ? form : "in UTC");
      const meeting = readMeeting(event, "Asia/Tokyo");
      const { timeZone, startAt, endAt } = content;
      assert.deepEqual(meeting.times, { kind: "single", startAt, endAt, timeZone });
      assert.equal(meeting.isAllDay, content.isAllDay);
      assert.equal(meeting.subject, content.subject);
      assert.equal(meeting.notes, content.notes);
      assert.equal(meeting.sensitivity, content.sensitivity);
      assert.deepEqual(meeting.attendees, content.attendees);
      assert.deepEqual(
        meeting.rooms.map(({ email }) => email),
        content.rooms.map(({ email }) => email),
      );
      assert.equal(meeting.ownResponse, "accepted");
      assert.equal(meeting.reservationId, "reservation");
      assert.deepEqual(differingFields(event, content, toEventFields(ORGANIZER, content)), {});
    }),
  );
});

test("a copy without organizer, subject, body or answers is read all the same", () => {
  const time = { dateTime: "2027-03-10T09:00:00.0000000", timeZone: "UTC" };
  const meeting = readMeeting(graphEventSchema.parse({ id: "e", start: time, end: time }), "UTC");
  assert.equal(meeting.organizer, null);
  assert.equal(meeting.iCalUId, "");
  assert.equal(meeting.ownResponse, "none");
  assert.equal(meeting.reservationId, null);
});

test("a series whose recurrence cannot be understood says why", () => {
  const time = { dateTime: "2027-03-10T09:00:00", timeZone: "UTC" };
  const event = graphEventSchema.parse({
    id: "e",
    type: "seriesMaster",
    start: time,
    end: time,
    recurrence: { pattern: { type: "lunar" }, range: { type: "noEnd", startDate: "2027-03-10" } },
  });
  const { times: read } = readMeeting(event, "UTC");
  assert.equal(read.kind === "unreadable" && read.code, "unknown_pattern");
});

test("confidential is private, and personal is not", () => {
  const time = { dateTime: "2027-03-10T09:00:00", timeZone: "UTC" };
  const read = (sensitivity: string) =>
    readMeeting(graphEventSchema.parse({ id: "e", start: time, end: time, sensitivity }), "UTC")
      .sensitivity;
  assert.deepEqual(["normal", "personal", "private", "confidential"].map(read), [
    "normal",
    "normal",
    "private",
    "private",
  ]);
});
