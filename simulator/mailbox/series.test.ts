import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { answerEvent } from "./answer-meeting.ts";
import { type EventInput } from "./event-input.ts";
import { findEvent, seriesViews, type EventView } from "./event-view.ts";
import { encodeItemId } from "./item-id.ts";
import { type ExchangeContext } from "./mailboxes.ts";
import { cancelEvent, createEvent, updateEvent } from "./meetings.ts";
import { type RecurrenceInput } from "./recurrence-input.ts";
import {
  ANNA,
  BORIS,
  calendarOf,
  codeOf,
  createTestExchange,
  DECISION_MS,
  meetingInput,
  onlyItem,
  organize,
  OTHER_ROOM,
  ROOM,
  statusOf,
  valueOf,
} from "./test-exchange.ts";

const ANNA_ID = "id-anna";
const BORIS_ID = "id-boris";
const WITH_ANSWER = { comment: "", sendResponse: true };

/** Every Monday from 23 March 2026, four times: the clocks change on the 29th. */
const MONDAYS: RecurrenceInput = {
  pattern: { type: "weekly", interval: 1, daysOfWeek: ["monday"] },
  range: { type: "numbered", startDate: "2026-03-23", numberOfOccurrences: 4 },
};

function series(attendees: readonly string[]): EventInput {
  return meetingInput("2026-03-23T09:00", attendees, { recurrence: MONDAYS });
}

function occurrenceId(exchange: ExchangeContext, owner: string, index: number): string {
  const view = calendarOf(exchange, owner)[index];
  assert.ok(view);
  return encodeItemId(view.item.key, "regular", view.occurrenceDate);
}

function starts(views: readonly EventView[]): string[] {
  return views.map(({ startMs }) => new Date(startMs).toISOString().slice(0, 16));
}

describe("a series (facts 1.8, 1.9)", () => {
  test("keeps its hour of the day when the clocks change", () => {
    const exchange = createTestExchange();
    organize(exchange, ANNA, series([]));
    assert.deepEqual(starts(calendarOf(exchange, ANNA)), [
      "2026-03-23T08:00",
      "2026-03-30T07:00",
      "2026-04-06T07:00",
      "2026-04-13T07:00",
    ]);
  });

  test("lasts as long as ever on a day when clocks skip its start", () => {
    const exchange = createTestExchange();
    organize(exchange, ANNA, {
      ...meetingInput("2026-03-28T02:30", []),
      end: { dateTime: "2026-03-28T03:00:00", timeZone: "Europe/Berlin" },
      recurrence: {
        pattern: { type: "daily", interval: 1 },
        range: { type: "numbered", startDate: "2026-03-28", numberOfOccurrences: 3 },
      },
    });
    const times = calendarOf(exchange, ANNA).map(({ startMs, endMs }) =>
      [startMs, endMs].map((ms) => new Date(ms).toISOString().slice(8, 16)).join(" to "),
    );
    assert.deepEqual(times, [
      "28T01:30 to 28T02:00",
      "29T01:30 to 29T02:00",
      "30T00:30 to 30T01:00",
    ]);
  });

  test("drifts by an hour when it is written in UTC", () => {
    const exchange = createTestExchange();
    const zone = { timeZone: "UTC" };
    organize(exchange, ANNA, {
      ...series([]),
      start: { dateTime: "2026-03-23T08:00:00", ...zone },
      end: { dateTime: "2026-03-23T09:00:00", ...zone },
    });
    assert.equal(starts(calendarOf(exchange, ANNA))[1], "2026-03-30T08:00");
  });

  test("loses one occurrence on its cancellation, on every copy", async () => {
    const exchange = createTestExchange();
    const id = organize(exchange, ANNA, series([BORIS, ROOM]));
    await exchange.clock.advance(DECISION_MS);
    valueOf(cancelEvent(exchange, ANNA_ID, occurrenceId(exchange, ANNA, 1), ""));
    await exchange.clock.advance(DECISION_MS);
    assert.equal(calendarOf(exchange, ANNA).length, 3);
    const cancelled = (address: string): boolean[] =>
      calendarOf(exchange, address).map(({ item }) => item.isCancelled);
    assert.deepEqual(cancelled(BORIS), [false, true, false, false]);
    assert.deepEqual(cancelled(ROOM), [false, true, false, false]);
    const master = valueOf(findEvent(exchange.mailboxes.of(ANNA_ID), id)).item;
    assert.deepEqual(master.series?.cancelledDates, ["2026-03-30"]);
  });

  test("an occurrence that moves becomes an exception with its original day for a name", () => {
    const exchange = createTestExchange();
    organize(exchange, ANNA, series([BORIS]));
    const { start, end } = meetingInput("2026-03-31T13:00", []);
    const moved = valueOf(
      updateEvent(exchange, ANNA_ID, occurrenceId(exchange, ANNA, 1), {
        start: start ?? null,
        end: end ?? null,
      }),
    );
    assert.equal(moved.type, "exception");
    assert.equal(moved.occurrenceDate, "2026-03-30");
    assert.equal(moved.originalStartMs, Date.UTC(2026, 2, 30, 7));
    assert.equal(starts(calendarOf(exchange, BORIS))[1], "2026-03-31T11:00");
  });

  test("an occurrence cannot move onto its neighbour's day (facts 1.5)", () => {
    const exchange = createTestExchange();
    organize(exchange, ANNA, series([]));
    const { start, end } = meetingInput("2026-04-06T15:00", []);
    const refused = updateEvent(exchange, ANNA_ID, occurrenceId(exchange, ANNA, 1), {
      start: start ?? null,
      end: end ?? null,
    });
    assert.equal(codeOf(refused), "ErrorOccurrenceCrossingBoundary");
  });

  test("an occurrence cannot be stretched into its neighbour (facts 1.5)", () => {
    const exchange = createTestExchange();
    organize(exchange, ANNA, series([]));
    const { end } = meetingInput("2026-04-06T08:30", []);
    const id = occurrenceId(exchange, ANNA, 1);
    const refused = updateEvent(exchange, ANNA_ID, id, { end: end ?? null });
    assert.equal(codeOf(refused), "ErrorOccurrenceCrossingBoundary");
  });

  test("a cancelled neighbour bars an occurrence from its day or not, by the setting", () => {
    for (const cancelledDaysAreNeighbours of [true, false]) {
      const exchange = createTestExchange();
      Object.assign(exchange.settings, { cancelledDaysAreNeighbours });
      organize(exchange, ANNA, series([]));
      valueOf(cancelEvent(exchange, ANNA_ID, occurrenceId(exchange, ANNA, 2), ""));
      const { start, end } = meetingInput("2026-04-07T15:00", []);
      const times = { start: start ?? null, end: end ?? null };
      const moved = updateEvent(exchange, ANNA_ID, occurrenceId(exchange, ANNA, 1), times);
      assert.equal(moved.ok, !cancelledDaysAreNeighbours);
    }
  });

  test("the room of one occurrence changes without touching the others", async () => {
    const exchange = createTestExchange();
    organize(exchange, ANNA, series([ROOM]));
    await exchange.clock.advance(DECISION_MS);
    const { attendees } = meetingInput("2026-03-30T09:00", [OTHER_ROOM]);
    const id = occurrenceId(exchange, ANNA, 1);
    valueOf(updateEvent(exchange, ANNA_ID, id, { attendees: attendees ?? null }));
    await exchange.clock.advance(DECISION_MS);
    assert.equal(onlyItem(exchange, OTHER_ROOM).startMs, Date.UTC(2026, 2, 30, 7));
    const held = calendarOf(exchange, ROOM).filter(({ item }) => !item.isCancelled);
    assert.equal(held.length, 3);
    const views = calendarOf(exchange, ANNA);
    assert.equal(views[1] && statusOf(views[1].item, OTHER_ROOM), "accepted");
    assert.equal(views[2] && statusOf(views[2].item, ROOM), "accepted");
  });

  test("a new subject of the series reaches an exception that kept the old one", () => {
    const exchange = createTestExchange();
    const id = organize(exchange, ANNA, series([]));
    valueOf(updateEvent(exchange, ANNA_ID, occurrenceId(exchange, ANNA, 1), { showAs: "oof" }));
    const own = { subject: "Special" };
    valueOf(updateEvent(exchange, ANNA_ID, occurrenceId(exchange, ANNA, 2), own));
    valueOf(updateEvent(exchange, ANNA_ID, id, { subject: "Review" }));
    const subjects = calendarOf(exchange, ANNA).map(({ item }) => item.subject);
    assert.deepEqual(subjects, ["Review", "Review", "Special", "Review"]);
  });

  test("a new time discards its exceptions (facts 1.8)", () => {
    const exchange = createTestExchange();
    const id = organize(exchange, ANNA, series([]));
    valueOf(cancelEvent(exchange, ANNA_ID, occurrenceId(exchange, ANNA, 1), ""));
    const { start, end } = meetingInput("2026-03-23T11:00", []);
    valueOf(updateEvent(exchange, ANNA_ID, id, { start: start ?? null, end: end ?? null }));
    assert.equal(calendarOf(exchange, ANNA).length, 4);
  });

  test("a new time keeps its exceptions where seriesChangeDiscardsExceptions is off", () => {
    const exchange = createTestExchange();
    exchange.settings.seriesChangeDiscardsExceptions = false;
    const id = organize(exchange, ANNA, series([]));
    valueOf(cancelEvent(exchange, ANNA_ID, occurrenceId(exchange, ANNA, 1), ""));
    const moved = meetingInput("2026-04-07T13:00", []);
    const times = { start: moved.start ?? null, end: moved.end ?? null };
    valueOf(updateEvent(exchange, ANNA_ID, occurrenceId(exchange, ANNA, 1), times));
    const own = { subject: "Special" };
    valueOf(updateEvent(exchange, ANNA_ID, occurrenceId(exchange, ANNA, 2), own));
    const { start, end } = meetingInput("2026-03-23T11:00", []);
    valueOf(updateEvent(exchange, ANNA_ID, id, { start: start ?? null, end: end ?? null }));
    // The moved one stays where it was put, the renamed one follows its series.
    assert.deepEqual(starts(calendarOf(exchange, ANNA)), [
      "2026-03-23T10:00",
      "2026-04-07T11:00",
      "2026-04-13T09:00",
    ]);
    assert.equal(calendarOf(exchange, ANNA)[2]?.item.subject, "Special");
  });

  test("the same recurrence written again changes nothing about its exceptions", () => {
    const exchange = createTestExchange();
    const id = organize(exchange, ANNA, series([]));
    valueOf(cancelEvent(exchange, ANNA_ID, occurrenceId(exchange, ANNA, 1), ""));
    valueOf(updateEvent(exchange, ANNA_ID, id, { recurrence: MONDAYS }));
    assert.equal(calendarOf(exchange, ANNA).length, 3);
  });

  test("an attendee declines one occurrence and keeps the rest", () => {
    const exchange = createTestExchange();
    const id = organize(exchange, ANNA, series([BORIS]));
    const declined = occurrenceId(exchange, BORIS, 0);
    valueOf(answerEvent(exchange, BORIS_ID, declined, "declined", WITH_ANSWER));
    assert.equal(calendarOf(exchange, BORIS).length, 3);
    const master = valueOf(findEvent(exchange.mailboxes.of(ANNA_ID), id)).item;
    const views = seriesViews(master, Date.UTC(2026, 2, 1), Date.UTC(2026, 5, 1));
    assert.deepEqual(
      views.map(({ item }) => statusOf(item, BORIS)),
      ["declined", "none", "none", "none"],
    );
  });

  test("whose range does not start on the event's day is refused", () => {
    const exchange = createTestExchange();
    const refused = createEvent(exchange, ANNA_ID, {
      ...meetingInput("2026-03-24T09:00", []),
      recurrence: MONDAYS,
    });
    assert.equal(codeOf(refused), "ErrorPropertyValidationFailure");
  });
});
