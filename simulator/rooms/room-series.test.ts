import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { answerEvent, deleteEvent } from "../mailbox/answer-meeting.ts";
import type { EventInput } from "../mailbox/event-input.ts";
import type { EventView } from "../mailbox/event-view.ts";
import { encodeItemId } from "../mailbox/item-id.ts";
import type { ExchangeContext } from "../mailbox/mailboxes.ts";
import { cancelEvent, updateEvent } from "../mailbox/meetings.ts";
import {
  ANNA,
  BORIS,
  calendarOf,
  createTestExchange,
  DECISION_MS,
  meetingInput,
  organize,
  OTHER_ROOM,
  ROOM,
  setProcessing,
  statusOf,
  valueOf,
} from "../mailbox/test-exchange.ts";

const ANNA_ID = "id-anna";
const BORIS_ID = "id-boris";
const ROOM_ID = "id-room.oak";

/** Four days from Tuesday, 3 March 2026, at ten. */
function fourDays(attendees: readonly string[]): EventInput {
  return meetingInput("2026-03-03T10:00", attendees, {
    recurrence: {
      pattern: { type: "daily", interval: 1 },
      range: { type: "numbered", startDate: "2026-03-03", numberOfOccurrences: 4 },
    },
  });
}

describe("a room and the occurrences of a series (facts 1.5, 1.8, 2)", () => {
  let exchange: ExchangeContext;
  beforeEach(() => {
    exchange = createTestExchange();
  });

  const settle = (): Promise<void> => exchange.clock.advance(DECISION_MS);
  const view = (owner: string, date: string): EventView => {
    const found = calendarOf(exchange, owner).find(({ occurrenceDate }) => occurrenceDate === date);
    assert.ok(found, `${owner} has no occurrence of ${date}`);
    return found;
  };
  const occurrence = (owner: string, date: string): string =>
    encodeItemId(view(owner, date).item.key, "regular", date);
  const move = (date: string, start: string): EventInput => {
    const { start: from, end } = meetingInput(`${date}T${start}`, []);
    return { start: from ?? null, end: end ?? null };
  };
  /** The days on which the room is held by the series. */
  const heldDays = (room: string): string[] =>
    calendarOf(exchange, room)
      .filter(({ item }) => !item.isCancelled && item.showAs !== "free")
      .flatMap(({ occurrenceDate, item }) => occurrenceDate ?? item.standaloneDate ?? []);
  const ALL = ["2026-03-03", "2026-03-04", "2026-03-05", "2026-03-06"];

  /** Anna's series with the room, whose second day she has put into the other room. */
  const fourDaysWithOneElsewhere = async (): Promise<string> => {
    const id = organize(exchange, ANNA, fourDays([ROOM]));
    await settle();
    const { attendees } = meetingInput("2026-03-04T10:00", [OTHER_ROOM]);
    const elsewhere = { attendees: attendees ?? null };
    valueOf(updateEvent(exchange, ANNA_ID, occurrence(ANNA, "2026-03-04"), elsewhere));
    await settle();
    return id;
  };

  /** Anna's series with the room, of which the room has declined the second day. */
  const withDeclinedDay = async (): Promise<string> => {
    setProcessing(exchange, ROOM, { conflictPercentageAllowed: 50, maximumConflictInstances: 2 });
    organize(exchange, BORIS, meetingInput("2026-03-04T10:00", [ROOM]));
    await settle();
    const id = organize(exchange, ANNA, fourDays([ROOM]));
    await settle();
    return id;
  };

  test("a day that is declined while the room decides on the series stays declined", async () => {
    exchange.settings.declinedCopiesStay = true;
    organize(exchange, ANNA, fourDays([ROOM]));
    const declined = { comment: "", sendResponse: true };
    valueOf(answerEvent(exchange, ROOM_ID, occurrence(ROOM, "2026-03-04"), "declined", declined));
    await settle();
    assert.deepEqual(heldDays(ROOM), ["2026-03-03", "2026-03-05", "2026-03-06"]);
  });

  test("a room has the days again that a new end brings back, though it keeps its answer", async () => {
    exchange.settings.rescheduleResetsResponses = false;
    const id = organize(exchange, ANNA, fourDays([ROOM]));
    await settle();
    valueOf(cancelEvent(exchange, ANNA_ID, occurrence(ANNA, "2026-03-04"), ""));
    await settle();
    assert.deepEqual(heldDays(ROOM), ["2026-03-03", "2026-03-05", "2026-03-06"]);
    const range = { type: "endDate", startDate: "2026-03-03", endDate: "2026-03-05" } as const;
    const recurrence = { pattern: { type: "daily", interval: 1 }, range } as const;
    valueOf(updateEvent(exchange, ANNA_ID, id, { recurrence }));
    await settle();
    assert.deepEqual(heldDays(ROOM), ["2026-03-03", "2026-03-04", "2026-03-05"]);
  });

  test("a declined day is cancelled on the room's copy and declined on the organizer's", async () => {
    await withDeclinedDay();
    const [master] = exchange.mailboxes.of(ROOM_ID).masters();
    assert.deepEqual(master?.series?.cancelledDates, ["2026-03-04"]);
    const statuses = ALL.map((date) => statusOf(view(ANNA, date).item, ROOM));
    assert.deepEqual(statuses, ["accepted", "declined", "accepted", "accepted"]);
  });

  test("a new subject of the series leaves a declined day declined", async () => {
    const id = await withDeclinedDay();
    valueOf(updateEvent(exchange, ANNA_ID, id, { subject: "Review" }));
    await settle();
    assert.equal(statusOf(view(ANNA, "2026-03-04").item, ROOM), "declined");
    assert.deepEqual(
      heldDays(ROOM).filter((date) => date !== "2026-03-04"),
      ["2026-03-03", "2026-03-05", "2026-03-06"],
    );
  });

  test("a declined day that moves to a free hour is asked for anew and accepted", async () => {
    await withDeclinedDay();
    const id = occurrence(ANNA, "2026-03-04");
    valueOf(updateEvent(exchange, ANNA_ID, id, move("2026-03-04", "14:00")));
    await settle();
    assert.equal(statusOf(view(ANNA, "2026-03-04").item, ROOM), "accepted");
    assert.equal(view(ROOM, "2026-03-04").startMs, Date.UTC(2026, 2, 4, 13));
    const [master] = exchange.mailboxes.of(ROOM_ID).masters();
    assert.deepEqual(master?.series?.cancelledDates, []);
  });

  test("a room that declined the series takes one of its days by itself", async () => {
    organize(exchange, BORIS, meetingInput("2026-03-04T10:00", [ROOM]));
    await settle();
    organize(exchange, ANNA, fourDays([ROOM]));
    await settle();
    assert.equal(statusOf(view(ANNA, "2026-03-03").item, ROOM), "declined");
    const id = occurrence(ANNA, "2026-03-03");
    valueOf(updateEvent(exchange, ANNA_ID, id, move("2026-03-03", "14:00")));
    await settle();
    assert.equal(statusOf(view(ANNA, "2026-03-03").item, ROOM), "accepted");
    assert.equal(statusOf(view(ANNA, "2026-03-05").item, ROOM), "declined");
    assert.deepEqual(heldDays(ROOM), ["2026-03-03"]);
  });

  test("a room that has a day by itself and gets the series holds each day once", async () => {
    const id = organize(exchange, ANNA, fourDays([]));
    const { attendees } = meetingInput("2026-03-04T10:00", [ROOM]);
    const invited = { attendees: attendees ?? null };
    valueOf(updateEvent(exchange, ANNA_ID, occurrence(ANNA, "2026-03-04"), invited));
    await settle();
    assert.deepEqual(heldDays(ROOM), ["2026-03-04"]);
    valueOf(updateEvent(exchange, ANNA_ID, id, invited));
    await settle();
    assert.deepEqual(heldDays(ROOM), ALL);
  });

  test("a room that left the series, got one day by itself and is back holds each day once", async () => {
    const id = organize(exchange, ANNA, fourDays([ROOM]));
    await settle();
    const inRoom = (room: string): EventInput => {
      const { attendees } = meetingInput("2026-03-04T10:00", [room]);
      return { attendees: attendees ?? null };
    };
    valueOf(updateEvent(exchange, ANNA_ID, id, inRoom(OTHER_ROOM)));
    await settle();
    valueOf(updateEvent(exchange, ANNA_ID, occurrence(ANNA, "2026-03-04"), inRoom(ROOM)));
    await settle();
    valueOf(updateEvent(exchange, ANNA_ID, id, inRoom(ROOM)));
    await settle();
    assert.deepEqual(heldDays(ROOM).toSorted(), ALL);
  });

  test("a room taken off one day stays off it when the series is renamed", async () => {
    const id = await fourDaysWithOneElsewhere();
    valueOf(updateEvent(exchange, ANNA_ID, id, { subject: "Review" }));
    await settle();
    assert.deepEqual(heldDays(ROOM), ["2026-03-03", "2026-03-05", "2026-03-06"]);
    assert.deepEqual(heldDays(OTHER_ROOM), ["2026-03-04"]);
  });

  test("the room declines or deletes one day, and the organizer hears of it unless told not to", async () => {
    for (const sendResponse of [true, false]) {
      exchange = createTestExchange();
      organize(exchange, ANNA, fourDays([ROOM]));
      await settle();
      const id = occurrence(ROOM, "2026-03-04");
      valueOf(answerEvent(exchange, ROOM_ID, id, "declined", { comment: "", sendResponse }));
      valueOf(deleteEvent(exchange, ROOM_ID, occurrence(ROOM, "2026-03-05")));
      assert.deepEqual(heldDays(ROOM), ["2026-03-03", "2026-03-06"]);
      const [master] = exchange.mailboxes.of(ROOM_ID).masters();
      assert.deepEqual(master?.series?.cancelledDates, ["2026-03-04", "2026-03-05"]);
      assert.deepEqual(
        ALL.map((date) => statusOf(view(ANNA, date).item, ROOM)),
        ["accepted", sendResponse ? "declined" : "accepted", "declined", "accepted"],
      );
    }
  });

  test("declinedCopiesStay keeps declined days there, free, and the hour open to others", async () => {
    exchange.settings.declinedCopiesStay = true;
    await withDeclinedDay();
    const declined = calendarOf(exchange, ROOM).filter(
      ({ item }) => item.myResponse.response === "declined",
    );
    assert.deepEqual(
      declined.map(({ occurrenceDate, item }) => [occurrenceDate, item.showAs]),
      [["2026-03-04", "free"]],
    );
    const id = occurrence(ROOM, "2026-03-05");
    const silently = { comment: "", sendResponse: true };
    valueOf(answerEvent(exchange, ROOM_ID, id, "declined", silently));
    organize(exchange, BORIS, meetingInput("2026-03-05T10:00", [ROOM]));
    await settle();
    const [, boris] = calendarOf(exchange, BORIS);
    assert.equal(boris && statusOf(boris.item, ROOM), "accepted");
  });

  test("a series that ends earlier frees the days that it gives up", async () => {
    const id = organize(exchange, ANNA, fourDays([ROOM]));
    await settle();
    const recurrence = {
      pattern: { type: "daily", interval: 1 },
      range: { type: "endDate", startDate: "2026-03-03", endDate: "2026-03-04" },
    } as const;
    valueOf(updateEvent(exchange, ANNA_ID, id, { recurrence }));
    await settle();
    assert.deepEqual(heldDays(ROOM), ["2026-03-03", "2026-03-04"]);
    assert.equal(statusOf(view(ANNA, "2026-03-04").item, ROOM), "accepted");
  });

  test("ConflictPercentageAllowed and MaximumConflictInstances both bound what is declined", async () => {
    for (const [percentage, instances, expected] of [
      [25, 1, "accepted"],
      [24, 1, "declined"],
      [100, 0, "declined"],
    ] as const) {
      exchange = createTestExchange();
      setProcessing(exchange, ROOM, {
        conflictPercentageAllowed: percentage,
        maximumConflictInstances: instances,
      });
      organize(exchange, BORIS, meetingInput("2026-03-04T10:00", [ROOM]));
      await settle();
      organize(exchange, ANNA, fourDays([ROOM]));
      await settle();
      assert.equal(statusOf(view(ANNA, "2026-03-03").item, ROOM), expected);
    }
  });

  test("AllowConflicts takes every day, whatever is there", async () => {
    setProcessing(exchange, ROOM, { allowConflicts: true });
    organize(exchange, BORIS, meetingInput("2026-03-04T10:00", [ROOM]));
    organize(exchange, ANNA, fourDays([ROOM]));
    await settle();
    assert.deepEqual(heldDays(ROOM), ALL);
  });

  test("EnforceSchedulingHorizon declines a series that goes on beyond the booking window", async () => {
    setProcessing(exchange, ROOM, { bookingWindowInDays: 2 });
    organize(exchange, ANNA, fourDays([ROOM]));
    await settle();
    assert.equal(statusOf(view(ANNA, "2026-03-03").item, ROOM), "declined");
    assert.deepEqual(calendarOf(exchange, ROOM), []);
  });

  test("a delegate's decline of a pending series takes it off the room and tells the organizer", async () => {
    setProcessing(exchange, ROOM, { allBookInPolicy: false, allRequestInPolicy: true });
    organize(exchange, ANNA, fourDays([ROOM]));
    await settle();
    assert.equal(statusOf(view(ANNA, "2026-03-03").item, ROOM), "tentativelyAccepted");
    assert.ok(exchange.mailboxes.of(BORIS_ID).inbox.some(({ kind }) => kind === "approval"));
    const [master] = exchange.mailboxes.of(ROOM_ID).masters();
    const answer = { comment: "In use", sendResponse: true };
    const id = encodeItemId(master?.key ?? "", "regular");
    valueOf(answerEvent(exchange, ROOM_ID, id, "declined", answer));
    assert.deepEqual(calendarOf(exchange, ROOM), []);
    assert.equal(statusOf(view(ANNA, "2026-03-06").item, ROOM), "declined");
  });

  test("a cancelled day stays on the room's calendar, free, or goes with RemoveCanceledMeetings", async () => {
    for (const removeCanceledMeetings of [false, true]) {
      exchange = createTestExchange();
      setProcessing(exchange, ROOM, { removeCanceledMeetings });
      organize(exchange, ANNA, fourDays([ROOM]));
      await settle();
      valueOf(cancelEvent(exchange, ANNA_ID, occurrence(ANNA, "2026-03-04"), ""));
      await settle();
      assert.deepEqual(heldDays(ROOM), ["2026-03-03", "2026-03-05", "2026-03-06"]);
      assert.equal(calendarOf(exchange, ROOM).length, removeCanceledMeetings ? 3 : 4);
    }
  });

  test("a day that is cancelled while the room decides on the series is not held", async () => {
    organize(exchange, ANNA, fourDays([ROOM]));
    valueOf(cancelEvent(exchange, ANNA_ID, occurrence(ANNA, "2026-03-04"), ""));
    const { attendees } = meetingInput("2026-03-05T10:00", [OTHER_ROOM]);
    const elsewhere = { attendees: attendees ?? null };
    valueOf(updateEvent(exchange, ANNA_ID, occurrence(ANNA, "2026-03-05"), elsewhere));
    await settle();
    assert.deepEqual(heldDays(ROOM), ["2026-03-03", "2026-03-06"]);
    assert.deepEqual(heldDays(OTHER_ROOM), ["2026-03-05"]);
  });

  test("a room that has one day alone is told when the series is renamed, and keeps its answer (facts 1.5)", async () => {
    const id = await fourDaysWithOneElsewhere();
    const before = calendarOf(exchange, OTHER_ROOM)[0]?.item;
    valueOf(updateEvent(exchange, ANNA_ID, id, { subject: "Review" }));
    await settle();
    const after = calendarOf(exchange, OTHER_ROOM)[0]?.item;
    assert.notEqual(after?.changeKey, before?.changeKey);
    assert.deepEqual(after?.myResponse, before?.myResponse);
  });

  test("a room that had one day alone lets it go where a change of the series discards it", async () => {
    const id = await fourDaysWithOneElsewhere();
    valueOf(updateEvent(exchange, ANNA_ID, id, move("2026-03-03", "14:00")));
    await settle();
    assert.deepEqual(heldDays(ROOM), ALL);
    assert.deepEqual(heldDays(OTHER_ROOM), []);
  });

  test("a day that is cancelled while the room decides is gone although it was taken", async () => {
    for (const declinedCopiesStay of [true, false]) {
      exchange = createTestExchange();
      exchange.settings.declinedCopiesStay = declinedCopiesStay;
      setProcessing(exchange, ROOM, {
        conflictPercentageAllowed: 50,
        maximumConflictInstances: 2,
        removeCanceledMeetings: true,
      });
      organize(exchange, BORIS, meetingInput("2026-03-04T10:00", [ROOM]));
      organize(exchange, ANNA, fourDays([ROOM]));
      valueOf(cancelEvent(exchange, ANNA_ID, occurrence(ANNA, "2026-03-04"), ""));
      await settle();
      const days = calendarOf(exchange, ROOM).flatMap(({ occurrenceDate }) => occurrenceDate ?? []);
      assert.deepEqual(days, ["2026-03-03", "2026-03-05", "2026-03-06"]);
    }
  });

  test("a room's copy lists everybody, or organizer and room alone (reported, facts 2)", () => {
    for (const roomCopyListsEverybody of [true, false]) {
      exchange = createTestExchange();
      Object.assign(exchange.settings, { roomCopyListsEverybody });
      organize(exchange, ANNA, fourDays([BORIS, ROOM]));
      const addresses = view(ROOM, "2026-03-03").item.attendees.map(({ address }) => address);
      assert.deepEqual(addresses, roomCopyListsEverybody ? [ANNA, BORIS, ROOM] : [ANNA, ROOM]);
    }
  });
});
