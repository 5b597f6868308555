import assert from "node:assert/strict";
import { test } from "node:test";
import type { AgreedMeeting } from "./agreed.ts";
import { agreedAfterWrite } from "./agreed-after-write.ts";

const ANNA = { email: "anna@larkfield.example", type: "required" } as const;
const BORIS = { email: "boris@larkfield.example", type: "required" } as const;
const CLARA = { email: "clara@larkfield.example", type: "required" } as const;
const WREN = "room.wren@larkfield.example";
const ROBIN = "room.robin@larkfield.example";
const BEFORE: AgreedMeeting = {
  startAt: "2027-03-29T09:00:00Z",
  endAt: "2027-03-29T10:00:00Z",
  timeZone: "Europe/Berlin",
  isAllDay: false,
  subject: "Before",
  sensitivity: "normal",
  attendees: [ANNA],
  rooms: [WREN],
  series: null,
};
const LATER = { startAt: "2027-03-29T11:00:00Z", endAt: "2027-03-29T12:00:00Z" };

test("where nothing was read meanwhile, what was written is agreed on", () => {
  const written = { ...BEFORE, ...LATER, rooms: [ROBIN] };
  assert.deepEqual(agreedAfterWrite(written, BEFORE, BEFORE), written);
  assert.deepEqual(agreedAfterWrite(written, null, null), written);
});

test("a room that was read meanwhile stays agreed on where the write told of no room", () => {
  const written = { ...BEFORE, subject: "Written" };
  const now = { ...BEFORE, rooms: [ROBIN, WREN] };
  assert.deepEqual(agreedAfterWrite(written, BEFORE, now), { ...written, rooms: [ROBIN, WREN] });
});

test("a time that was read meanwhile gives way to one that the write has told", () => {
  const written = { ...BEFORE, ...LATER };
  const now = { ...BEFORE, startAt: "2027-03-29T07:00:00Z", subject: "Read" };
  assert.deepEqual(agreedAfterWrite(written, BEFORE, now), { ...written, subject: "Read" });
});

test("people are agreed on one by one", () => {
  const written = { ...BEFORE, attendees: [ANNA, BORIS] };
  const now = { ...BEFORE, attendees: [CLARA] };
  assert.deepEqual(agreedAfterWrite(written, BEFORE, now).attendees, [BORIS, CLARA]);
});
