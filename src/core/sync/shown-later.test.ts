import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Temporal } from "temporal-polyfill";
import type { SeriesText } from "../recurrence/parse-series.ts";
import type { AgreedMeeting } from "./agreed.ts";
import { isShownLater } from "./shown-later.ts";

const MEETING: AgreedMeeting = {
  startAt: "2027-03-22T09:00:00Z",
  endAt: "2027-03-22T10:00:00Z",
  timeZone: "Europe/Berlin",
  isAllDay: false,
  subject: "Calibration",
  sensitivity: "normal",
  attendees: [],
  rooms: [],
  series: null,
};
/** Ten o'clock in Berlin, which is nine in UTC until the clocks change on 28 March, and then eight. */
const WEEKLY: SeriesText = {
  pattern: { type: "weekly", daysOfWeek: ["monday"] },
  range: { type: "numbered", startDate: "2027-03-22", numberOfOccurrences: 3 },
  startTime: "10:00",
  durationMinutes: 60,
  zone: "Europe/Berlin",
};
const series = (text: Partial<SeriesText> = {}): AgreedMeeting => ({
  ...MEETING,
  series: { ...WEEKLY, ...text },
});
const at = (text: string) => Temporal.Instant.from(text);
const DATE = "2027-03-29";

describe("what the calendar shows at a time to come", () => {
  test("is a meeting until its end", () => {
    assert.equal(isShownLater([MEETING], null, at("2027-03-22T09:59:59Z")), true);
    assert.equal(isShownLater([MEETING], null, at("2027-03-22T10:00:00Z")), false);
    assert.equal(isShownLater([], null, at("2027-03-22T08:00:00Z")), false);
  });

  test("is each date of a series until its own end, by the clock of its zone", () => {
    assert.equal(isShownLater([series()], DATE, at("2027-03-29T08:59:59Z")), true);
    assert.equal(isShownLater([series()], DATE, at("2027-03-29T09:00:00Z")), false);
  });

  test("is a date at the time that it was moved to", () => {
    const moved = series({
      exceptions: [{ originalDate: DATE, start: "2027-03-31T15:00", durationMinutes: 30 }],
    });
    assert.equal(isShownLater([moved], DATE, at("2027-03-31T13:29:59Z")), true);
    assert.equal(isShownLater([moved], DATE, at("2027-03-31T13:30:00Z")), false);
  });

  test("is none that was cancelled there, and none that the pattern does not have", () => {
    const before = at("2027-03-01T08:00:00Z");
    assert.equal(isShownLater([series({ cancelledDates: [DATE] })], DATE, before), false);
    assert.equal(isShownLater([series()], "2027-03-30", before), false);
  });

  test("is what any of several writes may have made of it", () => {
    const views = [series({ cancelledDates: [DATE] }), series()];
    assert.equal(isShownLater(views, DATE, at("2027-03-29T08:30:00Z")), true);
  });
});
