import assert from "node:assert/strict";
import { test } from "node:test";
import { parseSeries } from "../../core/recurrence/parse-series.ts";
import type { RoomResponse } from "../../core/sync/confirmation-plan.ts";
import type { EventAnswers } from "./calendar.ts";
import { withRoomsCopy } from "./rooms-own-answers.ts";

const WREN = "room.wren@larkfield.example";
const ROBIN = "room.robin@larkfield.example";

const status = (email: string, response: RoomResponse) => ({ email, response, respondedAt: null });

function told(series: RoomResponse, occurrences: EventAnswers["occurrences"] = []): EventAnswers {
  const startAt = new Date("2027-03-02T08:00:00Z");
  const event = { eventId: "event", iCalUId: "uid", changeKey: "key", startAt, endAt: startAt };
  return { ...event, rooms: [status(WREN, series)], series: null, occurrences };
}

/** What the room's own calendar has of four days, but for some. */
function copy(ownResponse: RoomResponse, cancelledDates: readonly string[] = []) {
  const series = parseSeries({
    pattern: { type: "daily", interval: 1 },
    range: { type: "numbered", startDate: "2027-03-02", numberOfOccurrences: 4 },
    startTime: "09:00",
    durationMinutes: 60,
    zone: "Europe/Berlin",
    exceptions: [],
    cancelledDates,
  });
  if (!series.ok) assert.fail(series.problem.message);
  const times = { kind: "series", series: series.value, occurrences: [], isAllDay: false } as const;
  return { times, ownResponse };
}

test("an answer that the organizer's copy lacks counts for all dates of the series", () => {
  const longer = { originalDate: "2027-03-03", rooms: [status(WREN, "none")] };
  assert.deepEqual(withRoomsCopy(told("none", [longer]), WREN, copy("accepted")), {
    ...told("accepted", [{ ...longer, rooms: [status(WREN, "accepted")] }]),
  });
});

test("a date that invites another room is none that the room has accepted", () => {
  const elsewhere = { originalDate: "2027-03-03", rooms: [status(ROBIN, "declined")] };
  const answers = withRoomsCopy(
    told("accepted", [elsewhere]),
    WREN,
    copy("accepted", ["2027-03-03"]),
  );
  assert.deepEqual(answers.occurrences, [elsewhere]);
});

test("a date that the room's own copy has not is none that it has accepted", () => {
  const answers = withRoomsCopy(told("accepted"), WREN, copy("accepted", ["2027-03-03"]));
  assert.deepEqual(answers.occurrences, [{ originalDate: "2027-03-03", rooms: [] }]);
});
