import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type EventInput } from "./event-input.ts";
import { createEvent, updateEvent } from "./meetings.ts";
import {
  ANNA,
  BORIS,
  codeOf,
  createTestExchange,
  meetingInput,
  onlyItem,
  organize,
  statusOf,
  valueOf,
} from "./test-exchange.ts";

const ANNA_ID = "id-anna";

describe("what a write must hold (facts 1.1, 1.9, 5)", () => {
  const refused = (change: Partial<EventInput>): string => {
    const input = { ...meetingInput("2026-03-03T10:00", []), ...change };
    return codeOf(createEvent(createTestExchange(), ANNA_ID, input));
  };

  test("a zone that Exchange does not know is refused", () => {
    const start = { dateTime: "2026-03-03T10:00:00", timeZone: "Mars/Olympus" };
    assert.equal(refused({ start }), "TimeZoneNotSupportedException");
  });

  test("an all-day event must begin and end at midnight", () => {
    assert.equal(refused({ isAllDay: true }), "ErrorInvalidRequest");
  });

  test("an end before the start is refused", () => {
    const end = { dateTime: "2026-03-03T08:00:00", timeZone: "UTC" };
    assert.equal(refused({ end }), "ErrorPropertyValidationFailure");
  });

  test("a time with an offset is refused", () => {
    const start = { dateTime: "2026-03-03T10:00:00+01:00", timeZone: "UTC" };
    assert.equal(refused({ start }), "ErrorPropertyValidationFailure");
  });

  test("more than 500 attendees are refused", () => {
    const attendees = Array.from({ length: 501 }, (_, index) => ({
      emailAddress: { address: `guest${index}@elsewhere.example` },
    }));
    assert.equal(refused({ attendees }), "ErrorInvalidRequest");
  });

  test("an attendee's status that a client writes has no effect (facts 1.5)", () => {
    const exchange = createTestExchange();
    const attendees = [
      { emailAddress: { address: BORIS }, status: { response: "declined" as const } },
    ];
    const id = organize(exchange, ANNA, { ...meetingInput("2026-03-03T10:00", []), attendees });
    assert.equal(statusOf(onlyItem(exchange, ANNA), BORIS), "none");
    exchange.settings.writtenAttendeeStatus = "unreliable";
    valueOf(updateEvent(exchange, ANNA_ID, id, { attendees }));
    const status = onlyItem(exchange, ANNA).attendees[0]?.status;
    assert.deepEqual(status, { response: "notResponded", timeMs: Date.UTC(4501, 0, 1) });
  });

  test("a body without the way to join ends an online meeting's being one (facts 1.5)", () => {
    const exchange = createTestExchange();
    const id = organize(
      exchange,
      ANNA,
      meetingInput("2026-03-03T10:00", [], { isOnlineMeeting: true }),
    );
    valueOf(updateEvent(exchange, ANNA_ID, id, { isOnlineMeeting: false }));
    assert.equal(onlyItem(exchange, ANNA).isOnlineMeeting, true);
    valueOf(updateEvent(exchange, ANNA_ID, id, { body: { content: "New" } }));
    assert.equal(onlyItem(exchange, ANNA).isOnlineMeeting, false);
  });
});
