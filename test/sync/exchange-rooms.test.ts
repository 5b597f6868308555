import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { copiesOn, seriesOf } from "./exchange-copies.ts";
import {
  at,
  BY_DELEGATED_USER,
  COLLEAGUE,
  daily,
  day,
  EMPLOYEE,
  eventBody,
  type ExchangeStage,
  failureKind,
  granted,
  invited,
  openExchangeStage,
  ROOMS,
  SERVICE,
  until,
} from "./exchange-stage.ts";

let stage: ExchangeStage;
before(async () => {
  stage = await openExchangeStage();
});
after(() => stage.close());
beforeEach(() => stage.reset());

const { book, copyOf, instancesOf, read } = copiesOn(() => stage);
const { wren: WREN, robin: ROBIN } = ROOMS;

test("a room's copy tells answer and time; the organizer's the words, people, rooms and our key", async () => {
  const key = { reservationId: "a-reservation", transactionId: "usher-1" };
  const content = {
    subject: "Budget",
    notes: "Bring figures.\nAnd tea.",
    startAt: at(0, "09:00"),
    endAt: at(0, "10:00"),
    timeZone: "Europe/Berlin",
    sensitivity: "private",
    showAs: "busy",
    attendees: [{ email: COLLEAGUE, name: "Mira Castellan", type: "optional" }],
    rooms: [{ email: WREN, name: "Wren" }],
    isAllDay: false,
    series: null,
  } as const;
  const made = await granted(stage.calendar.createEvent(stage.access(EMPLOYEE), key, content));
  const copy = await copyOf({ iCalUId: made.iCalUId });
  assert.equal(copy.isOrganizer, false);
  assert.equal(copy.organizer?.email, EMPLOYEE);
  assert.deepEqual(copy.times, {
    kind: "single",
    startAt: content.startAt,
    endAt: content.endAt,
    timeZone: "Europe/Berlin",
  });
  assert.equal(copy.reservationId, null);

  const own = await copyOf({ iCalUId: made.iCalUId }, "accepted", EMPLOYEE);
  assert.equal(own.eventId, made.eventId);
  assert.equal(own.isOrganizer, true);
  assert.equal(own.subject, content.subject);
  assert.equal(own.notes, content.notes);
  assert.equal(own.sensitivity, "private");
  assert.deepEqual(own.attendees, [{ email: COLLEAGUE, name: "Mira Castellan", type: "optional" }]);
  assert.deepEqual(
    own.rooms.map(({ email, response }) => [email, response]),
    [[WREN, "accepted"]],
  );
  assert.equal(own.reservationId, key.reservationId);
});

test("an attendee's copy does not count the organizer among the attendees", async () => {
  const event = await book(eventBody(0, ["09:00", "10:00"], invited(COLLEAGUE, WREN)));
  const copy = await copyOf(event, "none", COLLEAGUE);
  assert.deepEqual(
    copy.attendees.map(({ email }) => email),
    [COLLEAGUE],
  );
});

test("notes that came as HTML are plain text", async () => {
  const content = "<p>Bring <b>figures</b> &amp; tea</p><ul><li>cups</li></ul>";
  const event = await book(
    eventBody(0, ["09:00", "10:00"], { body: { contentType: "html", content } }),
  );
  const { notes } = await read(EMPLOYEE, String(event["id"]));
  assert.match(notes, /^Bring figures & tea\n+(- )?cups$/);
});

test("an all-day meeting is whole days of its own zone, single or as a series", async () => {
  const timeZone = "Pacific Standard Time";
  const zone = "America/Los_Angeles";
  const midnight = (days: number) => ({ dateTime: `${day(days)}T00:00:00`, timeZone });
  const body = { ...eventBody(0, ["00:00", "00:00"]), isAllDay: true, start: midnight(0) };
  const single = await book({ ...body, end: midnight(2) });
  const meeting = await read(EMPLOYEE, String(single["id"]));
  assert.equal(meeting.isAllDay, true);
  assert.deepEqual(meeting.times, {
    kind: "single",
    startAt: at(0, "00:00", zone),
    endAt: at(2, "00:00", zone),
    timeZone: zone,
  });

  const master = await book({ ...body, end: midnight(1), ...daily(3) });
  const { series } = seriesOf(await read(EMPLOYEE, String(master["id"])));
  assert.equal(series.zone, zone);
  assert.equal(series.startTime.toString(), "00:00:00");
  assert.equal(series.durationMinutes, 1440);
  assert.equal(series.range.startDate.toString(), day(0));
});

test("a series is read with moved, renamed and cancelled occurrences", async () => {
  const event = await book(eventBody(0, ["09:00", "09:30"], { ...invited(WREN), ...daily(10) }));
  await copyOf(event);
  const id = String(event["id"]);
  const occurrences = await instancesOf(EMPLOYEE, id);
  await stage.graph("PATCH", EMPLOYEE, `/events/${occurrences[1]}`, {
    start: eventBody(1, ["14:00", "15:00"])["start"],
    end: eventBody(1, ["14:00", "15:00"])["end"],
  });
  await stage.graph("PATCH", EMPLOYEE, `/events/${occurrences[2]}`, { subject: "Retrospective" });
  await stage.graph("POST", EMPLOYEE, `/events/${occurrences[3]}/cancel`, {});

  const { series, occurrences: differences } = seriesOf(await read(EMPLOYEE, id));
  assert.equal(series.zone, "Europe/Berlin");
  assert.deepEqual(
    series.exceptions.map(({ originalDate, start, durationMinutes }) => [
      originalDate.toString(),
      start.toString(),
      durationMinutes,
    ]),
    [[day(1), `${day(1)}T14:00:00`, 60]],
  );
  assert.deepEqual(
    series.cancelledDates.map((date) => date.toString()),
    [day(3)],
  );
  const renamed = differences.find(({ originalDate }) => originalDate === day(2));
  assert.deepEqual(renamed, {
    originalDate: day(2),
    subject: "Retrospective",
    rooms: null,
    ownResponse: null,
  });

  await until("the room's copy shows it too", async () => {
    const copy = await copyOf(event);
    const inRoom = seriesOf(copy).series;
    // A cancelled occurrence stays in the room's calendar as a cancelled exception.
    return (
      inRoom.exceptions.some(({ originalDate }) => originalDate.toString() === day(1)) &&
      inRoom.cancelledDates.some((date) => date.toString() === day(3)) &&
      inRoom
    );
  });
});

test("an occurrence that a room declined is told as a difference of the organizer's copy", async () => {
  const room = stage.simulator.world.directory.findUser(WREN)?.room;
  Object.assign(room?.processing ?? {}, {
    conflictPercentageAllowed: 50,
    maximumConflictInstances: 5,
  });
  const taken = await book(eventBody(2, ["09:00", "09:30"], invited(WREN)), COLLEAGUE);
  await copyOf(taken);
  const event = await book(eventBody(0, ["09:00", "09:30"], { ...invited(WREN), ...daily(5) }));
  await copyOf(event);
  const own = await until("the decline has come", async () => {
    const meeting = await read(EMPLOYEE, String(event["id"]));
    return seriesOf(meeting).occurrences.length > 0 && meeting;
  });
  assert.equal(own.rooms[0]?.response, "accepted");
  const [difference] = seriesOf(own).occurrences;
  assert.equal(difference?.originalDate, day(2));
  assert.equal(difference?.rooms?.[0]?.response, "declined");
});

test("a custom zone gives way to the fallback", async () => {
  const event = await book(eventBody(0, ["09:00", "10:00"]));
  const { mailboxes, directory } = stage.simulator.world;
  const mailbox = mailboxes.of(directory.findUser(EMPLOYEE)?.id ?? "");
  for (const item of mailbox.findByICalUId(String(event["iCalUId"]))) {
    mailbox.put({ ...item, startZone: "tzone://Microsoft/Custom" });
  }
  const access = { ...stage.access(EMPLOYEE), fallbackTimeZone: "Asia/Kathmandu" };
  const id = String(event["id"]);
  const answer = (await stage.rooms.readMeetings(access, [id])).get(id);
  const times = answer?.ok ? answer.value?.times : undefined;
  assert.equal(times?.kind === "single" && times.timeZone, "Asia/Kathmandu");
});

test("many meetings are read twenty a call, and one that is gone or foreign harms no other", async () => {
  const ids: string[] = [];
  for (let days = 0; days < 24; days += 1) {
    ids.push(String((await book(eventBody(days, ["09:00", "10:00"])))["id"]));
  }
  await stage.graph("DELETE", EMPLOYEE, `/events/${ids[5]}`);
  stage.simulator.world.journal.clear();
  const meetings = await stage.rooms.readMeetings(stage.access(EMPLOYEE), [...ids, "no-id"]);
  const batches = stage.simulator.world.journal.entries().filter(({ path }) => /batch/.test(path));
  assert.ok(batches.length <= 4, `${batches.length} batches`);
  for (const [index, id] of ids.entries()) {
    const answer = meetings.get(id);
    assert.equal(answer?.ok && answer.value !== null, index !== 5);
    assert.equal(answer?.ok, true);
  }
  const foreign = meetings.get("no-id");
  assert.ok(foreign?.ok ? foreign.value === null : foreign?.failure.kind === "invalid");
});

test("meetings are found by iCalUId, a quote in it or none at all included", async () => {
  const event = await book(eventBody(0, ["09:00", "10:00"], daily(3)));
  const iCalUId = String(event["iCalUId"]);
  const found = await stage.rooms.findMeetings(stage.access(EMPLOYEE), [iCalUId, "o'no", ""]);
  const meeting = found.get(iCalUId);
  assert.ok(meeting?.ok && meeting.value);
  assert.equal(meeting.value.eventId, event["id"]);
  assert.equal(seriesOf(meeting.value).series.range.type, "numbered");
  for (const other of ["o'no", ""]) assert.deepEqual(found.get(other), { ok: true, value: null });
});

test("a mailbox that is not there is a failure, never a meeting that has gone", async () => {
  const access = stage.access("nobody@larkfield.example");
  const meetings = await stage.rooms.readMeetings(access, ["an-id"]);
  assert.equal(meetings.get("an-id")?.ok, false);
});

test("a credential may read a room's calendar or not, and is told which", async () => {
  assert.equal(await failureKind(stage.rooms.canRead(stage.access(WREN))), "");
  // Colleagues see when the room is free, which is not reading its calendar.
  await stage.signIn(COLLEAGUE, "Calendars.ReadWrite.Shared");
  const access = stage.access(ROBIN, BY_DELEGATED_USER);
  assert.equal(await failureKind(stage.rooms.canRead(access)), "access_denied");
  await stage.signIn(SERVICE, "Calendars.ReadWrite.Shared");
  assert.equal(await failureKind(stage.rooms.canRead(access)), "");
});
