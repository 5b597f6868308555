import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  ANNA,
  BORIS,
  calendarOf,
  createTestExchange,
  DECISION_MS,
  meetingInput,
  onlyItem,
  organize,
  ROOM,
  setProcessing,
  statusOf,
  TEST_NOW_MS,
  userOf,
  valueOf,
} from "../mailbox/test-exchange.ts";
import { answerEvent } from "../mailbox/answer-meeting.ts";
import { findEvent, seriesViews } from "../mailbox/event-view.ts";
import { encodeItemId } from "../mailbox/item-id.ts";
import { createMailboxes, type ExchangeContext } from "../mailbox/mailboxes.ts";
import {
  receiveExternalCancellation,
  receiveExternalChange,
  receiveExternalMeeting,
} from "../mailbox/external-meeting.ts";
import { cancelEvent, updateEvent } from "../mailbox/meetings.ts";
import type { RecurrenceInput } from "../mailbox/recurrence-input.ts";
import { resumeAttendants } from "./room-attendant.ts";

const ANNA_ID = "id-anna";

const FIVE_DAYS: RecurrenceInput = {
  pattern: { type: "daily", interval: 1 },
  range: { type: "numbered", startDate: "2026-03-03", numberOfOccurrences: 5 },
};

describe("a room mailbox's attendant (facts 2)", () => {
  test("shows the request with the organizer's subject before it decides", () => {
    const exchange = createTestExchange();
    organize(exchange, ANNA, meetingInput("2026-03-03T10:00", [ROOM]));
    const copy = onlyItem(exchange, ROOM);
    assert.equal(copy.subject, "Planning");
    assert.equal(copy.showAs, "tentative");
    assert.equal(copy.myResponse.response, "notResponded");
  });

  test("accepts later, and only the organizer's copy of that attendee changes", async () => {
    const exchange = createTestExchange();
    organize(exchange, ANNA, meetingInput("2026-03-03T10:00", [BORIS, ROOM]));
    const before = onlyItem(exchange, ANNA);
    assert.equal(statusOf(before, ROOM), "none");
    await exchange.clock.advance(DECISION_MS);
    const after = onlyItem(exchange, ANNA);
    assert.equal(statusOf(after, ROOM), "accepted");
    assert.equal(statusOf(after, BORIS), "none");
    assert.notEqual(after.changeKey, before.changeKey);
  });

  test("rewrites its copy after accepting: organizer's name, no body, not private", async () => {
    const exchange = createTestExchange();
    organize(exchange, ANNA, meetingInput("2026-03-03T10:00", [ROOM], { sensitivity: "private" }));
    await exchange.clock.advance(DECISION_MS);
    const copy = onlyItem(exchange, ROOM);
    assert.equal(copy.subject, "Anna Berg");
    assert.equal(copy.body.content, "");
    assert.equal(copy.sensitivity, "normal");
    assert.equal(copy.showAs, "busy");
    assert.equal(onlyItem(exchange, ANNA).subject, "Planning");
  });

  test("keeps subject, body and privacy where DeleteSubject and its kin are off", async () => {
    const exchange = createTestExchange();
    setProcessing(exchange, ROOM, {
      deleteSubject: false,
      deleteComments: false,
      removePrivateProperty: false,
    });
    const input = meetingInput("2026-03-03T10:00", [ROOM], { sensitivity: "private" });
    organize(exchange, ANNA, input);
    await exchange.clock.advance(DECISION_MS);
    const copy = onlyItem(exchange, ROOM);
    assert.equal(copy.subject, "Anna Berg Planning");
    assert.equal(copy.body.content, "Agenda");
    assert.equal(copy.sensitivity, "private");
  });

  test("takes the first of two requests for one hour and declines the second", async () => {
    const exchange = createTestExchange();
    organize(exchange, ANNA, meetingInput("2026-03-03T10:00", [ROOM]));
    organize(exchange, BORIS, meetingInput("2026-03-03T10:30", [ROOM]));
    await exchange.clock.advance(DECISION_MS);
    assert.equal(statusOf(onlyItem(exchange, ANNA), ROOM), "accepted");
    assert.equal(statusOf(onlyItem(exchange, BORIS), ROOM), "declined");
  });

  test("a declined room leaves the organizer's meeting standing", async () => {
    const exchange = createTestExchange();
    setProcessing(exchange, ROOM, { maximumDurationInMinutes: 30 });
    organize(exchange, ANNA, meetingInput("2026-03-03T10:00", [BORIS, ROOM]));
    await exchange.clock.advance(DECISION_MS);
    assert.equal(statusOf(onlyItem(exchange, ANNA), ROOM), "declined");
    assert.equal(onlyItem(exchange, BORIS).isCancelled, false);
    assert.deepEqual(calendarOf(exchange, ROOM), []);
  });

  test("tells the organizer by mail who holds the room", async () => {
    const exchange = createTestExchange();
    organize(exchange, BORIS, meetingInput("2026-03-03T10:00", [ROOM]));
    organize(exchange, ANNA, meetingInput("2026-03-03T10:00", [ROOM]));
    await exchange.clock.advance(DECISION_MS);
    const mail = exchange.mailboxes.of(ANNA_ID).inbox.at(-1);
    assert.equal(mail?.subject, "Declined: Planning");
    assert.match(mail?.text ?? "", /Boris Alm/);
  });

  test("AdditionalResponse goes with its answers, ForwardRequestsToDelegates to nobody", async () => {
    const exchange = createTestExchange();
    setProcessing(exchange, ROOM, {
      addAdditionalResponse: true,
      additionalResponse: "The door code is at the desk.",
      enableResponseDetails: false,
      allBookInPolicy: false,
      allRequestInPolicy: true,
      forwardRequestsToDelegates: false,
    });
    organize(exchange, ANNA, meetingInput("2026-03-03T10:00", [ROOM]));
    await exchange.clock.advance(DECISION_MS);
    const inbox = (address: string) => exchange.mailboxes.of(userOf(exchange, address).id).inbox;
    assert.equal(inbox(ANNA).at(-1)?.text, "The door code is at the desk.");
    assert.deepEqual(inbox(BORIS), []);
  });

  test("a delegate's approval settles a pending request", async () => {
    const exchange = createTestExchange();
    setProcessing(exchange, ROOM, { allBookInPolicy: false, allRequestInPolicy: true });
    organize(exchange, ANNA, meetingInput("2026-03-03T10:00", [ROOM]));
    await exchange.clock.advance(DECISION_MS);
    assert.equal(statusOf(onlyItem(exchange, ANNA), ROOM), "tentativelyAccepted");
    assert.equal(exchange.mailboxes.of("id-boris").inbox.at(-1)?.kind, "approval");
    const copy = onlyItem(exchange, ROOM);
    const id = encodeItemId(copy.key, "regular");
    const options = { comment: "", sendResponse: true };
    valueOf(answerEvent(exchange, userOf(exchange, ROOM).id, id, "accepted", options));
    await exchange.clock.advance(DECISION_MS);
    assert.equal(statusOf(onlyItem(exchange, ANNA), ROOM), "accepted");
    assert.equal(onlyItem(exchange, ROOM).subject, "Anna Berg");
  });

  test("a cancellation goes through though a delegate agrees before it is worked off", async () => {
    const exchange = createTestExchange();
    setProcessing(exchange, ROOM, { allBookInPolicy: false, allRequestInPolicy: true });
    const meeting = organize(exchange, ANNA, meetingInput("2026-03-03T10:00", [ROOM]));
    await exchange.clock.advance(DECISION_MS);
    const id = encodeItemId(onlyItem(exchange, ROOM).key, "regular");
    valueOf(cancelEvent(exchange, ANNA_ID, meeting, ""));
    const options = { comment: "", sendResponse: true };
    valueOf(answerEvent(exchange, userOf(exchange, ROOM).id, id, "accepted", options));
    await exchange.clock.advance(DECISION_MS);
    const standing = calendarOf(exchange, ROOM).filter(({ item }) => !item.isCancelled);
    assert.deepEqual(standing, []);
  });

  test("declines the conflicting days of a series one by one within the limits", async () => {
    const exchange = createTestExchange();
    setProcessing(exchange, ROOM, { maximumConflictInstances: 1, conflictPercentageAllowed: 20 });
    organize(exchange, BORIS, meetingInput("2026-03-04T10:00", [ROOM]));
    const id = organize(
      exchange,
      ANNA,
      meetingInput("2026-03-03T10:00", [ROOM], { recurrence: FIVE_DAYS }),
    );
    await exchange.clock.advance(DECISION_MS);
    const master = valueOf(findEvent(exchange.mailboxes.of(ANNA_ID), id)).item;
    assert.equal(statusOf(master, ROOM), "accepted");
    const statuses = seriesViews(master, TEST_NOW_MS, TEST_NOW_MS + 30 * 86_400_000).map(
      ({ item }) => statusOf(item, ROOM),
    );
    assert.deepEqual(statuses, ["accepted", "declined", "accepted", "accepted", "accepted"]);
    assert.equal(calendarOf(exchange, ROOM).length, 5);
  });

  test("truncates an endless series where EnforceSchedulingHorizon is off", async () => {
    const exchange = createTestExchange();
    setProcessing(exchange, ROOM, { bookingWindowInDays: 3, enforceSchedulingHorizon: false });
    const endless: RecurrenceInput = {
      pattern: { type: "daily", interval: 1 },
      range: { type: "noEnd", startDate: "2026-03-03" },
    };
    organize(exchange, ANNA, meetingInput("2026-03-03T10:00", [ROOM], { recurrence: endless }));
    await exchange.clock.advance(DECISION_MS);
    assert.deepEqual(
      calendarOf(exchange, ROOM).map(({ occurrenceDate }) => occurrenceDate),
      ["2026-03-03", "2026-03-04", "2026-03-05"],
    );
  });

  test("a new time asks the room again and its old hour is free afterwards", async () => {
    const exchange = createTestExchange();
    const id = organize(exchange, ANNA, meetingInput("2026-03-03T10:00", [ROOM]));
    await exchange.clock.advance(DECISION_MS);
    const { start, end } = meetingInput("2026-03-03T14:00", []);
    valueOf(updateEvent(exchange, ANNA_ID, id, { start: start ?? null, end: end ?? null }));
    assert.equal(statusOf(onlyItem(exchange, ANNA), ROOM), "none");
    await exchange.clock.advance(DECISION_MS);
    assert.equal(statusOf(onlyItem(exchange, ANNA), ROOM), "accepted");
    organize(exchange, BORIS, meetingInput("2026-03-03T10:00", [ROOM]));
    await exchange.clock.advance(DECISION_MS);
    assert.equal(statusOf(onlyItem(exchange, BORIS), ROOM), "accepted");
  });

  test("a new subject keeps the room's answer and is rewritten on its copy", async () => {
    const exchange = createTestExchange();
    const id = organize(exchange, ANNA, meetingInput("2026-03-03T10:00", [ROOM]));
    await exchange.clock.advance(DECISION_MS);
    valueOf(updateEvent(exchange, ANNA_ID, id, { subject: "Review" }));
    assert.equal(statusOf(onlyItem(exchange, ANNA), ROOM), "accepted");
    assert.equal(onlyItem(exchange, ROOM).subject, "Review");
    await exchange.clock.advance(DECISION_MS);
    assert.equal(onlyItem(exchange, ROOM).subject, "Anna Berg");
  });

  test("RemoveCanceledMeetings false leaves a cancelled meeting there, free", async () => {
    const exchange = createTestExchange();
    const id = organize(exchange, ANNA, meetingInput("2026-03-03T10:00", [ROOM]));
    await exchange.clock.advance(DECISION_MS);
    valueOf(cancelEvent(exchange, ANNA_ID, id, ""));
    await exchange.clock.advance(DECISION_MS);
    const copy = onlyItem(exchange, ROOM);
    assert.equal(copy.isCancelled, true);
    assert.equal(copy.showAs, "free");
    organize(exchange, BORIS, meetingInput("2026-03-03T10:00", [ROOM]));
    await exchange.clock.advance(DECISION_MS);
    assert.equal(statusOf(onlyItem(exchange, BORIS), ROOM), "accepted");
  });

  test("RemoveCanceledMeetings takes a cancelled meeting off the room's calendar", async () => {
    const exchange = createTestExchange();
    setProcessing(exchange, ROOM, { removeCanceledMeetings: true });
    const id = organize(exchange, ANNA, meetingInput("2026-03-03T10:00", [ROOM]));
    await exchange.clock.advance(DECISION_MS);
    valueOf(cancelEvent(exchange, ANNA_ID, id, ""));
    await exchange.clock.advance(DECISION_MS);
    assert.deepEqual(calendarOf(exchange, ROOM), []);
  });

  test("a late cancellation may make the room decline a meeting made anew at once", async () => {
    const exchange = createTestExchange();
    exchange.settings.roomDecisionDelayMs = [1000, 1000];
    const id = organize(exchange, ANNA, meetingInput("2026-03-03T10:00", [ROOM]));
    await exchange.clock.advance(DECISION_MS);
    exchange.settings.lateRoomCancellations = true;
    exchange.settings.roomDecisionDelayMs = [5000, 5000];
    valueOf(cancelEvent(exchange, ANNA_ID, id, ""));
    exchange.settings.roomDecisionDelayMs = [1000, 1000];
    organize(exchange, ANNA, meetingInput("2026-03-03T10:00", [ROOM]));
    await exchange.clock.advance(DECISION_MS);
    assert.equal(statusOf(onlyItem(exchange, ANNA), ROOM), "declined");
  });

  test("accepts outside organizers only with ProcessExternalMeetingMessages", async () => {
    for (const accepts of [false, true]) {
      const exchange = createTestExchange();
      setProcessing(exchange, ROOM, { processExternalMeetingMessages: accepts });
      const guest = { name: "Guest", address: "guest@elsewhere.example" };
      valueOf(receiveExternalMeeting(exchange, guest, meetingInput("2026-03-03T10:00", [ROOM])));
      await exchange.clock.advance(DECISION_MS);
      const subjects = calendarOf(exchange, ROOM).map(({ item }) => item.subject);
      assert.deepEqual(subjects, accepts ? ["Guest"] : []);
    }
  });

  test("follows outside organizers, whose own calendars are elsewhere", async () => {
    const exchange = createTestExchange();
    setProcessing(exchange, ROOM, { processExternalMeetingMessages: true });
    const guest = { name: "Guest", address: "guest@elsewhere.example" };
    const input = meetingInput("2026-03-03T10:00", [ROOM]);
    const made = valueOf(receiveExternalMeeting(exchange, guest, input));
    await exchange.clock.advance(DECISION_MS);
    const later = meetingInput("2026-03-03T14:00", [ROOM]);
    const moved = valueOf(receiveExternalChange(exchange, made, later));
    await exchange.clock.advance(DECISION_MS);
    const { startMs, myResponse } = onlyItem(exchange, ROOM);
    assert.deepEqual([startMs, myResponse.response], [moved.startMs, "accepted"]);
    receiveExternalCancellation(exchange, moved);
    await exchange.clock.advance(DECISION_MS);
    assert.ok(onlyItem(exchange, ROOM).isCancelled);
  });

  test("an event written straight into its calendar passes no rule and holds it", async () => {
    const exchange = createTestExchange();
    const long = meetingInput("2026-03-03T10:00", []);
    setProcessing(exchange, ROOM, { maximumDurationInMinutes: 5 });
    organize(exchange, ROOM, long);
    setProcessing(exchange, ROOM, { maximumDurationInMinutes: 60 });
    organize(exchange, ANNA, meetingInput("2026-03-03T10:00", [ROOM]));
    await exchange.clock.advance(DECISION_MS);
    assert.equal(onlyItem(exchange, ROOM).organizer.address, ROOM);
    assert.equal(statusOf(onlyItem(exchange, ANNA), ROOM), "declined");
  });

  test("takes up undecided requests and unfinished rewrites after a restart", async () => {
    const store = new Map<string, string>();
    const persistence = {
      load: (name: string): unknown => JSON.parse(store.get(name) ?? "null") as unknown,
      save: (name: string, data: object) => void store.set(name, JSON.stringify(data)),
    };
    const exchange = createTestExchange();
    const start = (): ExchangeContext => {
      const mailboxes = createMailboxes(exchange.clock, exchange.random, persistence);
      return { ...exchange, mailboxes };
    };
    organize(start(), ANNA, meetingInput("2026-03-03T10:00", [ROOM]));
    exchange.clock.stop();
    const restarted = start();
    resumeAttendants(restarted);
    await exchange.clock.advance(DECISION_MS);
    assert.equal(statusOf(onlyItem(restarted, ANNA), ROOM), "accepted");
    assert.equal(onlyItem(restarted, ROOM).subject, "Anna Berg");
  });

  test("AutomateProcessing None keeps the request off the calendar", async () => {
    const exchange = createTestExchange();
    setProcessing(exchange, ROOM, { automateProcessing: "None" });
    organize(exchange, ANNA, meetingInput("2026-03-03T10:00", [ROOM]));
    await exchange.clock.advance(DECISION_MS);
    assert.deepEqual(calendarOf(exchange, ROOM), []);
    assert.equal(statusOf(onlyItem(exchange, ANNA), ROOM), "none");
  });

  test("AutomateProcessing AutoUpdate leaves the request tentative", async () => {
    const exchange = createTestExchange();
    setProcessing(exchange, ROOM, { automateProcessing: "AutoUpdate" });
    organize(exchange, ANNA, meetingInput("2026-03-03T10:00", [ROOM]));
    await exchange.clock.advance(DECISION_MS);
    assert.equal(onlyItem(exchange, ROOM).showAs, "tentative");
    assert.equal(statusOf(onlyItem(exchange, ANNA), ROOM), "none");
  });
});
