import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { copiesOn, seriesOf } from "./exchange-copies.ts";
import {
  at,
  COLLEAGUE,
  daily,
  day,
  EMPLOYEE,
  eventBody,
  type ExchangeStage,
  granted,
  invited,
  type Json,
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

const { book, copyOf, instancesOf, read } = copiesOn(() => stage);
const { wren: WREN } = ROOMS;

test("a released room tells the organizer, and a second release finds nothing", async () => {
  const event = await book(eventBody(0, ["09:00", "10:00"], invited(WREN)));
  const { eventId } = await copyOf(event);
  const target = { eventId, iCalUId: null, occurrence: null };
  const release = () => stage.rooms.releaseRoom(stage.access(WREN), target, "Nobody came.");
  assert.deepEqual(await granted(release()), { eventId, wasPresent: true });
  const own = await read(EMPLOYEE, String(event["id"]));
  assert.equal(own.rooms[0]?.response, "declined");
  assert.deepEqual(await granted(release()), { eventId, wasPresent: false });
});

test("one occurrence of a series is released, moved or not, and the others stay", async () => {
  const event = await book(eventBody(0, ["09:00", "09:30"], { ...invited(WREN), ...daily(5) }));
  const { eventId } = await copyOf(event);
  const [, second] = await instancesOf(EMPLOYEE, String(event["id"]));
  const moved = eventBody(1, ["16:00", "16:30"]);
  await stage.graph("PATCH", EMPLOYEE, `/events/${second}`, {
    start: moved["start"],
    end: moved["end"],
  });
  await until("the room has the moved occurrence", async () => {
    const { series } = seriesOf(await read(WREN, eventId));
    return series.exceptions.length === 1;
  });
  for (const [days, time] of [
    [1, "16:00"],
    [3, "09:00"],
  ] as const) {
    const occurrence = { originalDate: day(days), startAt: at(days, time) };
    const target = { eventId, iCalUId: null, occurrence };
    const release = () => stage.rooms.releaseRoom(stage.access(WREN), target, "");
    assert.deepEqual(await granted(release()), { eventId, wasPresent: true });
    assert.deepEqual(await granted(release()), { eventId, wasPresent: false });
  }
  const { series } = seriesOf(await read(WREN, eventId));
  assert.deepEqual(
    series.cancelledDates.map((date) => date.toString()),
    [day(1), day(3)],
  );
});

test("a meeting that was made in the room's own calendar is cancelled with its release", async () => {
  const event = await book(eventBody(0, ["09:00", "10:00"], invited(COLLEAGUE)), WREN);
  const eventId = String(event["id"]);
  const target = { eventId, iCalUId: null, occurrence: null };
  const released = await granted(stage.rooms.releaseRoom(stage.access(WREN), target, ""));
  assert.deepEqual(released, { eventId, wasPresent: true });
});

test("a room that was asked for single occurrences lets go the one that is meant", async () => {
  const event = await book(eventBody(0, ["09:00", "09:30"], daily(5)));
  const instances = await instancesOf(EMPLOYEE, String(event["id"]));
  for (const days of [1, 3]) {
    await stage.graph("PATCH", EMPLOYEE, `/events/${instances[days]}`, invited(WREN));
  }
  const iCalUId = String(event["iCalUId"]);
  const copies = async () => {
    const { value } = await stage.graph("GET", WREN, "/events?$orderby=start/dateTime");
    return value as readonly Json[];
  };
  await until("the room has accepted both", async () => (await copies()).length === 2);
  const [, second] = await copies();
  const occurrence = { originalDate: day(3), startAt: at(3, "09:00") };
  const release = (eventId: string | null) =>
    stage.rooms.releaseRoom(stage.access(WREN), { eventId, iCalUId, occurrence }, "");
  const eventId = String(second?.["id"]);
  assert.deepEqual(await granted(release(null)), { eventId, wasPresent: true });
  assert.deepEqual(await granted(release(null)), { eventId: null, wasPresent: false });
  const [first, ...others] = await copies();
  assert.deepEqual(others, []);
  const firstId = String(first?.["id"]);
  assert.deepEqual(await granted(release(firstId)), { eventId: firstId, wasPresent: false });
});
