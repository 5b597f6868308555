import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { answerEvent, deleteEvent } from "./answer-meeting.ts";
import { findEvent } from "./event-view.ts";
import { encodeItemId } from "./item-id.ts";
import { cancelEvent, createEvent, updateEvent } from "./meetings.ts";
import {
  ANNA,
  BORIS,
  calendarOf,
  codeOf,
  createTestExchange,
  meetingInput,
  onlyItem,
  organize,
  ROOM,
  statusOf,
  valueOf,
} from "./test-exchange.ts";

const ANNA_ID = "id-anna";
const BORIS_ID = "id-boris";
const WITH_ANSWER = { comment: "", sendResponse: true };

describe("the organizer's and an attendee's copy (facts 1.4)", () => {
  test("differ in organizer flag, attendees, answer, showAs and id, and share the iCalUId", () => {
    const exchange = createTestExchange();
    organize(exchange, ANNA, meetingInput("2026-03-03T10:00", [BORIS]));
    const own = onlyItem(exchange, ANNA);
    const copy = onlyItem(exchange, BORIS);
    assert.deepEqual(
      own.attendees.map(({ address }) => address),
      [BORIS],
    );
    assert.deepEqual(
      copy.attendees.map(({ address }) => address),
      [ANNA, BORIS],
    );
    assert.equal(own.isOrganizer, true);
    assert.equal(copy.isOrganizer, false);
    assert.equal(own.myResponse.response, "organizer");
    assert.equal(copy.myResponse.response, "notResponded");
    assert.equal(own.showAs, "busy");
    assert.equal(copy.showAs, "tentative");
    assert.notEqual(copy.key, own.key);
    assert.equal(copy.iCalUId, own.iCalUId);
  });

  test("an accepted copy is busy and the organizer's copy tells who accepted", () => {
    const exchange = createTestExchange();
    organize(exchange, ANNA, meetingInput("2026-03-03T10:00", [BORIS]));
    const id = encodeItemId(onlyItem(exchange, BORIS).key, "regular");
    valueOf(answerEvent(exchange, BORIS_ID, id, "accepted", WITH_ANSWER));
    assert.equal(onlyItem(exchange, BORIS).showAs, "busy");
    assert.equal(statusOf(onlyItem(exchange, ANNA), BORIS), "accepted");
  });

  test("an answer that is not sent stays in the attendee's mailbox (facts 1.7)", () => {
    const exchange = createTestExchange();
    organize(exchange, ANNA, meetingInput("2026-03-03T10:00", [BORIS]));
    const id = encodeItemId(onlyItem(exchange, BORIS).key, "regular");
    const silent = { comment: "", sendResponse: false };
    valueOf(answerEvent(exchange, BORIS_ID, id, "accepted", silent));
    assert.equal(onlyItem(exchange, BORIS).myResponse.response, "accepted");
    assert.equal(statusOf(onlyItem(exchange, ANNA), BORIS), "none");
  });

  test("a declined meeting leaves the attendee's calendar (facts 1.7)", () => {
    const exchange = createTestExchange();
    organize(exchange, ANNA, meetingInput("2026-03-03T10:00", [BORIS]));
    const id = encodeItemId(onlyItem(exchange, BORIS).key, "regular");
    valueOf(answerEvent(exchange, BORIS_ID, id, "declined", WITH_ANSWER));
    assert.deepEqual(calendarOf(exchange, BORIS), []);
    assert.equal(statusOf(onlyItem(exchange, ANNA), BORIS), "declined");
  });

  test("an organizer cannot answer the own meeting", () => {
    const exchange = createTestExchange();
    const id = organize(exchange, ANNA, meetingInput("2026-03-03T10:00", [BORIS]));
    const refused = answerEvent(exchange, ANNA_ID, id, "accepted", WITH_ANSWER);
    assert.equal(codeOf(refused), "ErrorInvalidRequest");
  });
});

describe("an update by the organizer (facts 1.5)", () => {
  test("with a new time resets the answers and asks again", () => {
    const exchange = createTestExchange();
    const id = organize(exchange, ANNA, meetingInput("2026-03-03T10:00", [BORIS]));
    const copyId = encodeItemId(onlyItem(exchange, BORIS).key, "regular");
    valueOf(answerEvent(exchange, BORIS_ID, copyId, "accepted", WITH_ANSWER));
    const { start, end } = meetingInput("2026-03-03T15:00", []);
    valueOf(updateEvent(exchange, ANNA_ID, id, { start: start ?? null, end: end ?? null }));
    assert.equal(statusOf(onlyItem(exchange, ANNA), BORIS), "none");
    assert.equal(onlyItem(exchange, BORIS).myResponse.response, "notResponded");
    assert.equal(onlyItem(exchange, BORIS).startMs, Date.UTC(2026, 2, 3, 14));
  });

  test("with a new time keeps the answers where rescheduleResetsResponses is off", () => {
    const exchange = createTestExchange();
    exchange.settings.rescheduleResetsResponses = false;
    const id = organize(exchange, ANNA, meetingInput("2026-03-03T10:00", [BORIS]));
    const copyId = encodeItemId(onlyItem(exchange, BORIS).key, "regular");
    valueOf(answerEvent(exchange, BORIS_ID, copyId, "accepted", WITH_ANSWER));
    const { start, end } = meetingInput("2026-03-03T15:00", []);
    valueOf(updateEvent(exchange, ANNA_ID, id, { start: start ?? null, end: end ?? null }));
    assert.equal(statusOf(onlyItem(exchange, ANNA), BORIS), "accepted");
    assert.equal(onlyItem(exchange, BORIS).startMs, Date.UTC(2026, 2, 3, 14));
  });

  test("replaces the attendees: who is left out is told that the meeting is off", () => {
    const exchange = createTestExchange();
    const id = organize(exchange, ANNA, meetingInput("2026-03-03T10:00", [BORIS]));
    const { attendees } = meetingInput("2026-03-03T10:00", [ROOM]);
    valueOf(updateEvent(exchange, ANNA_ID, id, { attendees: attendees ?? null }));
    assert.equal(onlyItem(exchange, BORIS).isCancelled, true);
    assert.equal(onlyItem(exchange, BORIS).subject, "Canceled: Planning");
    assert.equal(onlyItem(exchange, ROOM).isCancelled, false);
  });

  test("of attendees only reaches nobody but those who come or go", () => {
    const exchange = createTestExchange();
    const id = organize(exchange, ANNA, meetingInput("2026-03-03T10:00", [BORIS]));
    const before = onlyItem(exchange, BORIS);
    const { attendees } = meetingInput("2026-03-03T10:00", [BORIS, ROOM]);
    valueOf(updateEvent(exchange, ANNA_ID, id, { attendees: attendees ?? null }));
    assert.equal(onlyItem(exchange, BORIS).changeKey, before.changeKey);
    assert.equal(calendarOf(exchange, ROOM).length, 1);
  });

  test("of one's own copy by an attendee stays there until the organizer's next one", () => {
    const exchange = createTestExchange();
    const id = organize(exchange, ANNA, meetingInput("2026-03-03T10:00", [BORIS]));
    const copyId = encodeItemId(onlyItem(exchange, BORIS).key, "regular");
    valueOf(updateEvent(exchange, BORIS_ID, copyId, { subject: "My name for it" }));
    assert.equal(onlyItem(exchange, ANNA).subject, "Planning");
    assert.equal(onlyItem(exchange, BORIS).subject, "My name for it");
    valueOf(updateEvent(exchange, ANNA_ID, id, { subject: "Review" }));
    assert.equal(onlyItem(exchange, BORIS).subject, "Review");
  });

  test("with a stale change key is refused with the configured status (facts 1.6)", () => {
    const exchange = createTestExchange();
    const id = organize(exchange, ANNA, meetingInput("2026-03-03T10:00", []));
    const { changeKey } = onlyItem(exchange, ANNA);
    valueOf(updateEvent(exchange, ANNA_ID, id, { subject: "One" }, changeKey));
    const refused = updateEvent(exchange, ANNA_ID, id, { subject: "Two" }, changeKey);
    assert.equal(codeOf(refused), "ErrorIrresolvableConflict");
    assert.equal(onlyItem(exchange, ANNA).subject, "One");
  });
});

describe("the end of a meeting (facts 1.7)", () => {
  test("cancelling takes it from the organizer and marks the attendee's copy", () => {
    const exchange = createTestExchange();
    const id = organize(exchange, ANNA, meetingInput("2026-03-03T10:00", [BORIS]));
    valueOf(cancelEvent(exchange, ANNA_ID, id, "Ill"));
    assert.equal(codeOf(findEvent(exchange.mailboxes.of(ANNA_ID), id)), "ErrorItemNotFound");
    const copy = onlyItem(exchange, BORIS);
    assert.equal(copy.isCancelled, true);
    assert.equal(copy.subject, "Canceled: Planning");
  });

  test("only the organizer can cancel", () => {
    const exchange = createTestExchange();
    organize(exchange, ANNA, meetingInput("2026-03-03T10:00", [BORIS]));
    const copyId = encodeItemId(onlyItem(exchange, BORIS).key, "regular");
    const refused = cancelEvent(exchange, BORIS_ID, copyId, "");
    assert.equal(codeOf(refused), "ErrorInvalidRequest");
  });

  test("deleting as the organizer cancels too", () => {
    const exchange = createTestExchange();
    const id = organize(exchange, ANNA, meetingInput("2026-03-03T10:00", [BORIS]));
    valueOf(deleteEvent(exchange, ANNA_ID, id));
    assert.equal(onlyItem(exchange, BORIS).isCancelled, true);
  });

  for (const [sends, status] of [
    [true, "declined"],
    [false, "none"],
  ] as const) {
    test(`an attendee's delete with attendeeDeleteSendsDecline ${sends} gives "${status}"`, () => {
      const exchange = createTestExchange();
      exchange.settings.attendeeDeleteSendsDecline = sends;
      organize(exchange, ANNA, meetingInput("2026-03-03T10:00", [BORIS]));
      const copyId = encodeItemId(onlyItem(exchange, BORIS).key, "regular");
      valueOf(deleteEvent(exchange, BORIS_ID, copyId));
      assert.deepEqual(calendarOf(exchange, BORIS), []);
      assert.equal(statusOf(onlyItem(exchange, ANNA), BORIS), status);
    });
  }
});

describe("transactionId (facts 1.3)", () => {
  const input = { ...meetingInput("2026-03-03T10:00", []), transactionId: "t-1" };

  test("the same request twice makes one event", () => {
    const exchange = createTestExchange();
    const first = valueOf(createEvent(exchange, ANNA_ID, input));
    const second = valueOf(createEvent(exchange, ANNA_ID, input));
    assert.equal(second.item.key, first.item.key);
    assert.equal(calendarOf(exchange, ANNA).length, 1);
  });

  test("another event under a used id is refused", () => {
    const exchange = createTestExchange();
    valueOf(createEvent(exchange, ANNA_ID, input));
    const refused = createEvent(exchange, ANNA_ID, { ...input, subject: "Other" });
    assert.equal(codeOf(refused), "ErrorDuplicateTransactionId");
  });

  test("is forgotten after transactionIdRetentionSeconds", async () => {
    const exchange = createTestExchange();
    exchange.settings.transactionIdRetentionSeconds = 60;
    valueOf(createEvent(exchange, ANNA_ID, input));
    await exchange.clock.advance(61_000);
    valueOf(createEvent(exchange, ANNA_ID, { ...input, subject: "Other" }));
    assert.equal(calendarOf(exchange, ANNA).length, 2);
  });

  test("belongs to one mailbox", () => {
    const exchange = createTestExchange();
    valueOf(createEvent(exchange, ANNA_ID, input));
    valueOf(createEvent(exchange, BORIS_ID, { ...input, subject: "Other" }));
    assert.equal(calendarOf(exchange, BORIS).length, 1);
  });
});
