import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, beforeEach, test } from "node:test";
import { Temporal } from "temporal-polyfill";
import type { EventContent, SeriesContent, WrittenEvent } from "../../src/app/sync/calendar.ts";
import type { CalendarMeeting } from "../../src/app/sync/room-calendar.ts";
import type { Series } from "../../src/core/recurrence/series.ts";
import {
  at,
  COLLEAGUE,
  day,
  EMPLOYEE,
  type ExchangeStage,
  granted,
  MONDAY,
  openExchangeStage,
  ROOMS,
  until,
} from "./exchange-stage.ts";

let stage: ExchangeStage;
before(async () => {
  stage = await openExchangeStage();
});
after(() => stage.close());
beforeEach(() => stage.reset());

const WREN = { email: ROOMS.wren, name: "Wren" };
const ROBIN = { email: ROOMS.robin, name: "Robin" };

/** Nine to ten on every working day of two weeks. */
const bare: Series = {
  pattern: {
    type: "weekly",
    interval: 1,
    daysOfWeek: ["monday", "tuesday", "wednesday", "thursday", "friday"],
    firstDayOfWeek: "monday",
  },
  range: { type: "numbered", startDate: MONDAY, numberOfOccurrences: 10 },
  startTime: Temporal.PlainTime.from("09:00"),
  durationMinutes: 60,
  zone: "Europe/Berlin",
  exceptions: [],
  cancelledDates: [],
};

const moved = (days: number, to: number, time: string, durationMinutes = 60) => ({
  originalDate: MONDAY.add({ days }),
  start: MONDAY.add({ days: to }).toPlainDateTime(time),
  durationMinutes,
});

function contentOf(
  series: Partial<Series> = {},
  roomsByDate: SeriesContent["roomsByDate"] = [],
  fields: Partial<EventContent> = {},
): EventContent {
  return {
    subject: "Stand-up",
    notes: "As every day",
    startAt: at(0, "09:00"),
    endAt: at(0, "10:00"),
    timeZone: "Europe/Berlin",
    sensitivity: "normal",
    showAs: "busy",
    attendees: [{ email: COLLEAGUE, name: "Mira Castellan", type: "required" }],
    rooms: [WREN],
    isAllDay: false,
    series: { series: { ...bare, ...series }, roomsByDate },
    ...fields,
  };
}

const key = () => ({ reservationId: randomUUID(), transactionId: `usher-${randomUUID()}` });
const create = (content: EventContent) =>
  granted(stage.calendar.createEvent(stage.access(EMPLOYEE), key(), content));
const update = ({ eventId }: WrittenEvent, content: EventContent) =>
  granted(stage.calendar.updateEvent(stage.access(EMPLOYEE), eventId, content));

async function read({ eventId }: Pick<WrittenEvent, "eventId">): Promise<CalendarMeeting> {
  const meetings = await stage.rooms.readMeetings(stage.access(EMPLOYEE), [eventId]);
  const answer = meetings.get(eventId);
  assert.ok(answer?.ok && answer.value, "the series is there");
  return answer.value;
}

const seriesOf = ({ times }: CalendarMeeting) =>
  times.kind === "series" ? times : assert.fail(`${times.kind} is no series`);

/** What makes two series' occurrences the same, in plain values. */
function plain({ pattern, range, startTime, durationMinutes, exceptions, cancelledDates }: Series) {
  return JSON.parse(
    JSON.stringify({ pattern, range, startTime, durationMinutes, exceptions, cancelledDates }),
  ) as unknown;
}

async function assertShown(made: Pick<WrittenEvent, "eventId">, series: Partial<Series>) {
  assert.deepEqual(plain(seriesOf(await read(made)).series), plain({ ...bare, ...series }));
}

/** The writes since the journal was cleared, those in batches each by itself. */
const writes = () =>
  stage.simulator.world.journal
    .entries()
    .filter(({ method, path }) => method !== "GET" && !path.includes("$batch"));
const roundTrips = () =>
  stage.simulator.world.journal.entries().filter(({ inBatch }) => !inBatch).length;

test("a series is one event, with its exceptions and cancelled dates", async () => {
  const changes = {
    exceptions: [moved(1, 1, "14:00", 30), moved(4, 5, "09:00")],
    cancelledDates: [MONDAY.add({ days: 2 })],
  };
  const made = await create(contentOf(changes));
  assert.deepEqual(made.unrevivable, []);
  await assertShown(made, changes);
});

test("what is shown already is not sent again", async () => {
  const rooms = [{ originalDate: day(3), rooms: [ROBIN] }];
  const cancelledDates = [MONDAY.add({ days: 2 })];
  const content = contentOf({ exceptions: [moved(1, 1, "14:00")], cancelledDates }, rooms);
  const made = await create(content);
  await until("the rooms have answered", async () => {
    const [answers] = (
      await stage.calendar.readEvents(stage.access(EMPLOYEE), [made.eventId])
    ).values();
    if (!answers?.ok || answers.value === null) return false;
    const all = [...answers.value.rooms, ...answers.value.occurrences.flatMap((one) => one.rooms)];
    return all.every(({ response }) => response !== "none");
  });
  stage.simulator.world.journal.clear();
  await update(made, content);
  assert.deepEqual(writes(), []);
});

test("a moved occurrence becomes another one, and goes back to the pattern", async () => {
  const made = await create(contentOf({ exceptions: [moved(1, 1, "14:00")] }));
  const changed = { exceptions: [moved(1, 1, "16:00", 30), moved(2, 2, "08:00")] };
  await update(made, contentOf(changed));
  await assertShown(made, changed);
  await update(made, contentOf());
  await assertShown(made, {});
});

test("a new time of the series keeps the exceptions that it still has", async () => {
  const changes = {
    exceptions: [moved(1, 1, "14:00")],
    cancelledDates: [MONDAY.add({ days: 2 })],
  };
  const made = await create(contentOf(changes));
  const later = {
    ...changes,
    startTime: Temporal.PlainTime.from("11:00"),
    range: { ...bare.range, numberOfOccurrences: 8 } as Series["range"],
  };
  const content = contentOf(later, [], { startAt: at(0, "11:00"), endAt: at(0, "12:00") });
  await update(made, content);
  await assertShown(made, later);
});

test("words of the series are sent alone, and its occurrences stay as they are", async () => {
  const changes = { exceptions: [moved(1, 1, "14:00")] };
  const made = await create(contentOf(changes));
  // An answer between the reading and the writing would have the words sent twice.
  await until("the room has answered", () => stage.simulator.world.clock.nextDueMs() === null);
  stage.simulator.world.journal.clear();
  await update(made, contentOf(changes, [], { subject: "Sit-down" }));
  assert.equal(writes().length, 1);
  await assertShown(made, changes);
  assert.equal((await read(made)).subject, "Sit-down");
});

test("an occurrence that was cancelled there cannot be revived, and is named", async () => {
  const made = await create(contentOf({ cancelledDates: [MONDAY.add({ days: 2 })] }));
  const result = await update(made, contentOf());
  assert.deepEqual(result.unrevivable, [day(2)]);
  // An exception of that date cannot be written either.
  const other = await update(made, contentOf({ exceptions: [moved(2, 2, "14:00")] }));
  assert.deepEqual(other.unrevivable, [day(2)]);
});

test("an occurrence takes place in other rooms, and comes back to the series' own", async () => {
  const content = contentOf({}, [{ originalDate: day(3), rooms: [ROBIN, WREN] }]);
  const made = await create(content);
  const differenceOf = async () => seriesOf(await read(made)).occurrences[0];
  const emails = (rooms: readonly { readonly email: string }[] | null | undefined) =>
    rooms?.map(({ email }) => email).sort();
  const difference = await differenceOf();
  assert.equal(difference?.originalDate, day(3));
  assert.deepEqual(emails(difference.rooms), [ROOMS.robin, ROOMS.wren]);

  await update(made, contentOf({}, [{ originalDate: day(3), rooms: [ROBIN] }]));
  assert.deepEqual(emails((await differenceOf())?.rooms), [ROOMS.robin]);

  await update(made, contentOf());
  await until("the room has answered for the occurrence too", async () => {
    const left = await differenceOf();
    return left === undefined || emails(left.rooms)?.join() === ROOMS.wren;
  });
});

test("a guest whom somebody invited to one occurrence stays invited", async () => {
  const made = await create(contentOf());
  const window = `startDateTime=${at(1, "09:00").toISOString()}&endDateTime=${at(1, "10:00").toISOString()}`;
  const { value } = await stage.graph(
    "GET",
    EMPLOYEE,
    `/events/${made.eventId}/instances?${window}`,
  );
  const [occurrence] = value as { readonly id: string; readonly attendees: readonly object[] }[];
  const guest = { type: "optional", emailAddress: { address: "guest@elsewhere.example" } };
  await stage.graph("PATCH", EMPLOYEE, `/events/${occurrence?.id}`, {
    attendees: [...(occurrence?.attendees ?? []), guest],
    subject: "With a guest",
  });
  stage.simulator.world.journal.clear();
  await update(made, contentOf());
  assert.deepEqual(writes(), []);
});

test("a room's answers for single occurrences are told beside the series' own", async () => {
  const room = stage.simulator.world.directory.findUser(ROOMS.wren)?.room;
  Object.assign(room?.processing ?? {}, {
    conflictPercentageAllowed: 50,
    maximumConflictInstances: 5,
  });
  const single = contentOf({}, [], {
    series: null,
    startAt: at(2, "09:00"),
    endAt: at(2, "10:00"),
  });
  const taken = await create(single);
  const answersOf = async ({ eventId }: WrittenEvent) => {
    const answers = await stage.calendar.readEvents(stage.access(EMPLOYEE), [eventId]);
    const answer = answers.get(eventId);
    return answer?.ok ? answer.value : null;
  };
  await until("the room is taken", async () => {
    return (await answersOf(taken))?.rooms[0]?.response === "accepted";
  });
  const made = await create(contentOf());
  const answers = await until("the room has answered", async () => {
    const told = await answersOf(made);
    return told !== null && told.occurrences.length > 0 && told;
  });
  assert.equal(answers.rooms[0]?.response, "accepted");
  assert.deepEqual(
    answers.occurrences.map(({ originalDate, rooms }) => [originalDate, rooms[0]?.response]),
    [[day(2), "declined"]],
  );
  assert.deepEqual((await answersOf(taken))?.occurrences, []);
});

test("two dozen changed occurrences cost a handful of round trips", async () => {
  const range: Series["range"] = { type: "numbered", startDate: MONDAY, numberOfOccurrences: 60 };
  const days = [0, 1, 2, 3].flatMap((week) => [0, 1, 2, 3, 4].map((each) => week * 7 + each));
  const exceptions = days.map((each) => moved(each, each, "15:00"));
  const cancelledDates = [28, 29, 30, 31].map((each) => MONDAY.add({ days: each }));
  stage.simulator.world.journal.clear();
  const made = await create(contentOf({ range, exceptions, cancelledDates }));
  // The room is invited last, once they are as they shall be.
  assert.ok(roundTrips() <= 10, `${roundTrips()} round trips`);
  await assertShown(made, { range, exceptions, cancelledDates });
});

test("occurrences that stand in each other's way are moved in the order that Exchange allows", async () => {
  const range: Series["range"] = { type: "numbered", startDate: MONDAY, numberOfOccurrences: 4 };
  const pattern = { ...bare.pattern, daysOfWeek: ["monday", "thursday"] } as Series["pattern"];
  const shape = { range, pattern };
  // Monday goes to Thursday's day, which Thursday has left for Friday; and back again.
  const forth = [moved(0, 3, "09:00"), moved(3, 4, "09:00")];
  const made = await create(contentOf({ ...shape, exceptions: forth }));
  await assertShown(made, { ...shape, exceptions: forth });
  const back = [moved(0, 0, "11:00"), moved(3, 1, "09:00")];
  await update(made, contentOf({ ...shape, exceptions: back }));
  await assertShown(made, { ...shape, exceptions: back });
});

for (const effect of ["resetBeforeWork", "resetAfterWork", "timeoutAfterWork"] as const) {
  test(`a creation that breaks off with ${effect} at any call ends as one series when it is tried again`, async () => {
    const changes = {
      exceptions: [moved(1, 1, "14:00"), moved(3, 3, "14:00")],
      cancelledDates: [MONDAY.add({ days: 2 })],
    };
    const content = contentOf(changes);
    for (const path of ["/events$", "\\$batch", "/events/[^/]+$", "/instances", "/cancel$"]) {
      stage.reset();
      const own = key();
      const { faults } = stage.simulator.world;
      faults.add({ path, times: 1, effect: { kind: effect } });
      const write = () => stage.calendar.createEvent(stage.access(EMPLOYEE), own, content);
      let result = await write();
      assert.equal(result.ok, faults.list()[0]?.met === 0, path);
      if (!result.ok) {
        assert.equal(result.failure.mayHaveHappened || effect === "resetBeforeWork", true, path);
        result = await write();
      }
      assert.ok(result.ok, path);
      await assertShown(result.value, changes);
      const mailbox = stage.simulator.world.mailboxes;
      const owner = stage.simulator.world.directory.findUser(EMPLOYEE)?.id ?? "";
      assert.equal(mailbox.of(owner).size, 1);
    }
  });
}

test("an all-day series, and an all-day meeting in several rooms, are written and compared by dates", async () => {
  const allDay = {
    startTime: Temporal.PlainTime.from("00:00"),
    durationMinutes: 1440,
    range: { type: "numbered", startDate: MONDAY, numberOfOccurrences: 3 } as Series["range"],
  };
  const series = contentOf(allDay, [], {
    isAllDay: true,
    startAt: at(0, "00:00"),
    endAt: at(1, "00:00"),
  });
  const made = await create(series);
  assert.equal((await read(made)).isAllDay, true);
  await assertShown(made, allDay);

  const single: EventContent = {
    ...series,
    series: null,
    rooms: [WREN, ROBIN],
    startAt: at(7, "00:00"),
    endAt: at(9, "00:00"),
  };
  const meeting = await create(single);
  const { times, rooms } = await read(meeting);
  assert.ok(times.kind === "single");
  assert.deepEqual([times.startAt, times.endAt], [single.startAt, single.endAt]);
  assert.equal(rooms.length, 2);
  stage.simulator.world.journal.clear();
  await update(made, series);
  await update(meeting, single);
  assert.deepEqual(writes(), []);

  const timed = { ...single, isAllDay: false, startAt: at(7, "09:00"), endAt: at(7, "10:00") };
  await update(meeting, timed);
  assert.equal((await read(meeting)).isAllDay, false);
});

test("a single meeting becomes a series, and one again", async () => {
  const single = contentOf({}, [], { series: null });
  const made = await create(single);
  await update(made, contentOf());
  await assertShown(made, {});
  await update(made, single);
  assert.equal((await read(made)).times.kind, "single");
});

test("what a series would send is described whole, and of a private one nothing private", () => {
  const content = contentOf(
    { exceptions: [moved(1, 1, "14:00")], cancelledDates: [MONDAY.add({ days: 2 })] },
    [{ originalDate: day(3), rooms: [ROBIN] }],
    { sensitivity: "private" },
  );
  const write = { type: "create", mailbox: EMPLOYEE, key: key(), content } as const;
  const described = JSON.stringify(stage.calendar.describeWrite(write));
  const { body, occurrences } = JSON.parse(described) as {
    body: { recurrence: { pattern: { type: string } } };
    occurrences: { originalDate: string; cancelled?: true; body?: { start?: object } }[];
  };
  assert.equal(body.recurrence.pattern.type, "weekly");
  assert.deepEqual(
    occurrences.map(({ originalDate, cancelled }) => [originalDate, cancelled ?? false]),
    [
      [day(2), true],
      [day(1), false],
      [day(3), false],
    ],
  );
  assert.doesNotMatch(described, /Stand-up|As every day|Castellan/);
});
