import assert from "node:assert/strict";
import { test } from "node:test";
import { parseSeries } from "../../core/recurrence/parse-series.ts";
import type { AgreedMeeting } from "../../core/sync/agreed.ts";
import type { EventContent } from "./calendar.ts";
import { agreedFrom } from "./event-content.ts";
import { mayShow } from "./may-show.ts";
import type { SyncWork } from "./sync-work.ts";

const WREN = "room.wren@larkfield.example";

/** Five days in Wren, the second of them left out unless it is said otherwise. */
function seriesAt(startTime: string, cancelledDates = ["2027-03-30"]): EventContent {
  const series = parseSeries({
    pattern: { type: "daily", interval: 1 },
    range: { type: "numbered", startDate: "2027-03-29", numberOfOccurrences: 5 },
    startTime,
    durationMinutes: 60,
    zone: "UTC",
    cancelledDates,
  });
  if (!series.ok) assert.fail(series.problem.message);
  return {
    subject: "Planning",
    notes: "",
    startAt: new Date(`2027-03-29T${startTime}:00Z`),
    endAt: new Date(Date.parse(`2027-03-29T${startTime}:00Z`) + 60 * 60 * 1000),
    timeZone: "UTC",
    sensitivity: "normal",
    showAs: "busy",
    attendees: [],
    rooms: [{ email: WREN, name: "Wren" }],
    isAllDay: false,
    series: { series: series.value, roomsByDate: [] },
  };
}

/** Which rooms are listed by what a write may leave there. */
function roomsLeft(content: EventContent, mayBeShown: readonly AgreedMeeting[]): string[] {
  const work = {
    event: { type: "update", asksAgain: false, mayShow: [] },
    reservation: { mayBeShown },
  } as unknown as SyncWork;
  return mayShow(work, content).map(({ rooms }) => rooms.join());
}

test("a series with a date of its own is shown without its room until its dates are in line", () => {
  assert.ok(roomsLeft(seriesAt("09:00"), []).includes(""));
});

test("so it is once more where its time becomes another, since its room is asked anew", () => {
  const agreed = agreedFrom(seriesAt("09:00"), []);
  assert.ok(roomsLeft(seriesAt("10:00"), [agreed]).includes(""));
});

test("so it is without dates of its own, which it may have been given in Outlook meanwhile", () => {
  const agreed = agreedFrom(seriesAt("09:00", []), []);
  assert.ok(roomsLeft(seriesAt("10:00", []), [agreed]).includes(""));
  assert.ok(!roomsLeft(seriesAt("09:00", []), []).includes(""), "when it is made it has none");
});

test("whose time stays keeps its room", () => {
  const before = seriesAt("09:00");
  const agreed = agreedFrom(before, []);
  assert.deepEqual(roomsLeft({ ...before, subject: "Review" }, [agreed]), [WREN]);
});
