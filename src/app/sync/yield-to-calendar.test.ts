import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import type { AgreedMeeting } from "../../core/sync/agreed.ts";
import type { EventContent } from "./calendar.ts";
import { agreedFrom } from "./event-content.ts";
import type { Series } from "../../core/recurrence/series.ts";
import type { CalendarMeeting } from "./room-calendar.ts";
import { type Yielded, yieldToCalendar } from "./yield-to-calendar.ts";

const MAILBOX = "anna@larkfield.example";
const WREN = { email: "room.wren@larkfield.example", name: "Wren" };
const ROBIN = { email: "room.robin@larkfield.example", name: "Robin" };
const SWIFT = { email: "room.swift@larkfield.example", name: "Swift" };
const BORIS = { email: "boris@larkfield.example", name: "Boris", type: "required" } as const;
const CLARA = { email: "clara@larkfield.example", name: "Clara", type: "required" } as const;

const CONTENT: EventContent = {
  subject: "Planning",
  notes: "",
  startAt: new Date("2027-03-29T09:00:00Z"),
  endAt: new Date("2027-03-29T10:00:00Z"),
  timeZone: "Europe/Berlin",
  sensitivity: "normal",
  showAs: "busy",
  attendees: [],
  rooms: [WREN],
  isAllDay: false,
  series: null,
};
const LATER = {
  startAt: new Date("2027-03-29T12:00:00Z"),
  endAt: new Date("2027-03-29T13:00:00Z"),
};

/** The organizer's copy that shows this. */
function showing(content: EventContent): CalendarMeeting {
  const { startAt, endAt, timeZone, subject, notes, sensitivity, attendees, isAllDay } = content;
  return {
    eventId: "event",
    iCalUId: "uid",
    changeKey: "key",
    modifiedAt: null,
    isOrganizer: true,
    isCancelled: false,
    organizer: { email: MAILBOX, name: "Anna" },
    subject,
    notes,
    sensitivity,
    isAllDay,
    times: { kind: "single", startAt, endAt, timeZone },
    attendees,
    rooms: content.rooms.map(({ email }) => ({ email, response: "none", respondedAt: null })),
    ownResponse: "accepted",
    reservationId: null,
  };
}

const agreed = (content: EventContent): AgreedMeeting => agreedFrom(content, []);

function yieldTo(
  here: Partial<EventContent>,
  there: Partial<EventContent>,
  mayBeShown: readonly AgreedMeeting[] = [agreed(CONTENT)],
): Yielded | null {
  const shown = showing({ ...CONTENT, ...there });
  return yieldToCalendar({ ...CONTENT, ...here }, shown, mayBeShown, MAILBOX);
}

test("what shows what was agreed is written as it is here", () => {
  assert.equal(yieldTo({ subject: "Changed here" }, {}), null);
});

test("what was changed there stays, and is not agreed on before it was taken in", () => {
  const yielded = yieldTo({ subject: "Changed here" }, LATER);
  assert.equal(yielded?.content.subject, "Changed here");
  assert.deepEqual(yielded?.content.startAt, LATER.startAt);
  assert.deepEqual(yielded?.agreed, agreed({ ...CONTENT, subject: "Changed here" }));
});

test("what an earlier try has written is no change there", () => {
  const tried = { ...CONTENT, ...LATER };
  assert.equal(yieldTo({ subject: "Changed here" }, LATER, [agreed(CONTENT), agreed(tried)]), null);
});

test("what a lost creation has written is known from what was made of it there", () => {
  assert.deepEqual(yieldTo({}, LATER)?.content.startAt, LATER.startAt);
  assert.equal(yieldTo({}, LATER, []), null);
});

test("where another room was taken on both sides, the calendar's stays", () => {
  const yielded = yieldTo({ rooms: [SWIFT] }, { rooms: [ROBIN] });
  assert.equal(yielded?.keepsRooms, true);
  assert.deepEqual(yielded?.agreed.rooms, [WREN.email]);
  assert.equal(yieldTo({ rooms: [SWIFT] }, {}), null);
});

test("a room that the calendar lists by another address of its own is still the same", () => {
  const listed = { email: "wren@larkfield.example", name: "Wren" };
  const before = { ...agreed(CONTENT), roomsAsListed: [listed.email] };
  assert.equal(yieldTo({ rooms: [SWIFT] }, { rooms: [listed] }, [before]), null);
});

test("whoever was added here before is agreed on, so that they can be removed here again", () => {
  const before = agreed(CONTENT);
  const first = yieldTo({ attendees: [BORIS] }, { attendees: [CLARA] }, [before]);
  assert.deepEqual(
    first?.content.attendees.map(({ email }) => email),
    [BORIS.email, CLARA.email],
  );
  const then = yieldTo({}, { attendees: [BORIS, CLARA] }, [first?.agreed ?? before]);
  assert.deepEqual(
    then?.content.attendees.map(({ email }) => email),
    [CLARA.email],
  );
});

const DAILY: Series = {
  pattern: { type: "daily", interval: 1 },
  range: {
    type: "numbered",
    startDate: Temporal.PlainDate.from("2027-03-29"),
    numberOfOccurrences: 4,
  },
  startTime: Temporal.PlainTime.from("11:00"),
  durationMinutes: 60,
  zone: "Europe/Berlin",
  exceptions: [],
  cancelledDates: [],
};
const SECOND = "2027-03-30";
const THIRD = "2027-03-31";

/** In Wren, but for these dates. */
const inRooms = (byDate: Readonly<Record<string, typeof WREN>>): EventContent => ({
  ...CONTENT,
  series: {
    series: DAILY,
    roomsByDate: Object.entries(byDate).map(([originalDate, room]) => ({
      originalDate,
      rooms: [room],
    })),
  },
});

function showingSeries(content: EventContent): CalendarMeeting {
  const occurrences = (content.series?.roomsByDate ?? []).map(({ originalDate, rooms }) => ({
    originalDate,
    subject: null,
    ownResponse: "accepted" as const,
    rooms: rooms.map(({ email }) => ({ email, response: "none" as const, respondedAt: null })),
  }));
  return { ...showing(content), times: { kind: "series", series: DAILY, occurrences } };
}

test("a date that was given another room there keeps it, whatever is written of the others", () => {
  const before = [agreed(inRooms({}))];
  const there = showingSeries(inRooms({ [SECOND]: ROBIN }));
  const yielded = yieldToCalendar(inRooms({ [THIRD]: SWIFT }), there, before, MAILBOX);
  assert.deepEqual(yielded?.content.series?.roomsByDate, [
    { originalDate: SECOND, rooms: [{ email: ROBIN.email, name: ROBIN.email }] },
    { originalDate: THIRD, rooms: [SWIFT] },
  ]);
  // Neither is agreed on before what was changed there has been taken in.
  assert.deepEqual(yielded?.agreed, before[0]);
});

test("a date that a write before has put into another room is ours to put elsewhere", () => {
  const before = [agreed(inRooms({})), agreed(inRooms({ [SECOND]: ROBIN }))];
  const there = showingSeries(inRooms({ [SECOND]: ROBIN }));
  assert.equal(yieldToCalendar(inRooms({ [SECOND]: SWIFT }), there, before, MAILBOX), null);
});
