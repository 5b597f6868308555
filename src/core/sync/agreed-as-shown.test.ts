import assert from "node:assert/strict";
import { test } from "node:test";
import type { AgreedMeeting } from "./agreed.ts";
import { agreedAsShown } from "./agreed-as-shown.ts";

const ANNA = { email: "anna@larkfield.example", type: "required" } as const;
const BORIS = { email: "boris@larkfield.example", type: "required" } as const;
const CLARA = { email: "clara@larkfield.example", type: "required" } as const;
const AGREED: AgreedMeeting = {
  startAt: "2027-03-29T09:00:00Z",
  endAt: "2027-03-29T10:00:00Z",
  timeZone: "Europe/Berlin",
  isAllDay: false,
  subject: "Before",
  sensitivity: "normal",
  attendees: [ANNA],
  rooms: ["room.wren@larkfield.example"],
  series: null,
};
const LATER = { startAt: "2027-03-29T11:00:00Z", endAt: "2027-03-29T12:00:00Z" };

test("nothing is agreed where nothing was written", () => {
  assert.equal(agreedAsShown(AGREED, []), null);
});

test("what a write would have made of it is ours where it is shown, and so is what was before", () => {
  const written = { ...AGREED, ...LATER, subject: "Written" };
  assert.deepEqual(agreedAsShown(written, [AGREED, written]), written);
  assert.deepEqual(agreedAsShown(AGREED, [AGREED, written]), AGREED);
});

test("what no write would have made of it was changed there, field by field", () => {
  const written = { ...AGREED, ...LATER, subject: "Written" };
  const shown = { ...written, subject: "By somebody" };
  assert.deepEqual(agreedAsShown(shown, [AGREED, written]), { ...AGREED, ...LATER });
});

test("of the first write of all, what it wrote is what was before", () => {
  const shown = { ...AGREED, ...LATER };
  assert.deepEqual(agreedAsShown(shown, [AGREED]), AGREED);
});

test("of people each is looked for by themselves", () => {
  const written = { ...AGREED, attendees: [BORIS] };
  const cases = [
    { shown: [BORIS], agreed: [BORIS] },
    { shown: [ANNA], agreed: [ANNA] },
    // Somebody has added Clara, before or after it was written.
    { shown: [BORIS, CLARA], agreed: [BORIS] },
    { shown: [CLARA], agreed: [] },
  ];
  for (const { shown, agreed } of cases) {
    const found = agreedAsShown({ ...AGREED, attendees: shown }, [AGREED, written]);
    assert.deepEqual(found?.attendees, agreed);
  }
});

test("whoever was there all the time and is not any more was removed there", () => {
  const written = { ...AGREED, attendees: [ANNA, BORIS] };
  const found = agreedAsShown({ ...AGREED, attendees: [] }, [AGREED, written]);
  assert.deepEqual(found?.attendees, [ANNA]);
});

const SERIES = {
  pattern: { type: "daily", interval: 1 },
  range: { type: "numbered", startDate: "2027-03-29", numberOfOccurrences: 5 },
  startTime: "11:00",
  durationMinutes: 60,
  zone: "Europe/Berlin",
} as const;
const SECOND = { originalDate: "2027-03-30", start: "2027-03-30T12:00", durationMinutes: 60 };

test("of a series that was written in part, each date is looked for by itself", () => {
  const before: AgreedMeeting = { ...AGREED, series: { ...SERIES, exceptions: [SECOND] } };
  const written: AgreedMeeting = {
    ...AGREED,
    series: { ...SERIES, cancelledDates: ["2027-03-30", "2027-03-31"] },
    roomsByDate: { "2027-04-01": ["room.robin@larkfield.example"] },
  };
  const shown: AgreedMeeting = {
    ...AGREED,
    series: { ...SERIES, exceptions: [SECOND], cancelledDates: ["2027-03-31"] },
  };
  assert.deepEqual(agreedAsShown(shown, [before, written]), shown);
});

test("a date that no view has was changed there, and is agreed on as it was before", () => {
  const before: AgreedMeeting = { ...AGREED, series: SERIES };
  const written: AgreedMeeting = { ...AGREED, series: { ...SERIES, exceptions: [SECOND] } };
  const shown: AgreedMeeting = {
    ...AGREED,
    series: { ...SERIES, exceptions: [{ ...SECOND, start: "2027-03-30T15:00" }] },
  };
  const found = agreedAsShown(shown, [before, written]);
  assert.deepEqual(found?.series, { ...SERIES, exceptions: [], cancelledDates: [] });
});
