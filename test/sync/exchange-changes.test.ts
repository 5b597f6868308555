import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type {
  ChangePosition,
  ChangesPage,
  RoomCalendar,
} from "../../src/app/sync/room-calendar.ts";
import { copiesOn } from "./exchange-copies.ts";
import {
  at,
  daily,
  eventBody,
  type ExchangeStage,
  failureKind,
  granted,
  invited,
  openExchangeStage,
  ROOMS,
} from "./exchange-stage.ts";

let stage: ExchangeStage;
before(async () => {
  stage = await openExchangeStage();
});
after(() => stage.close());
beforeEach(() => stage.reset());

const { book, copyOf } = copiesOn(() => stage);
const WINDOW: ChangePosition = { kind: "window", startAt: at(-7, "00:00"), endAt: at(90, "00:00") };
const { wren: WREN } = ROOMS;
const settings = () => stage.simulator.world.settings;
/** Reads to the end of the round. */
async function readRound(
  from: ChangePosition = WINDOW,
  rooms: RoomCalendar = stage.rooms,
): Promise<{ pages: readonly ChangesPage[]; cursor: string }> {
  const pages: ChangesPage[] = [];
  let position = from;
  for (;;) {
    const page = await granted(rooms.readChanges(stage.access(WREN), position));
    pages.push(page);
    if (page.isRoundOver) return { pages, cursor: page.cursor };
    position = { kind: "cursor", cursor: page.cursor };
  }
}

const changedIn = (pages: readonly ChangesPage[]) => pages.flatMap(({ changed }) => changed);

test("a room's changes are read page by page, each meeting once, and then only what is new", async () => {
  const rooms = stage.exchangeWith({ deltaPageRows: 2 }).rooms;
  const booked = [];
  for (const days of [0, 1, 2, 3, 4]) {
    booked.push(await book(eventBody(days, ["09:00", "10:00"], invited(WREN))));
  }
  for (const event of booked) await copyOf(event);
  const first = await readRound(WINDOW, rooms);
  assert.ok(first.pages.length >= 3);
  const told = new Set(changedIn(first.pages).map(({ meeting }) => meeting?.iCalUId));
  assert.deepEqual(told, new Set(booked.map((event) => event["iCalUId"])));

  const late = await book(eventBody(7, ["09:00", "10:00"], invited(WREN)));
  await copyOf(late);
  const second = await readRound({ kind: "cursor", cursor: first.cursor }, rooms);
  const last = changedIn(second.pages).at(-1);
  assert.equal(last?.meeting?.iCalUId, late["iCalUId"]);
  assert.equal(last?.kind, "single");
  assert.equal(last?.changeKey, last?.meeting?.changeKey);
});

test("an empty first page, replays and repetitions change nothing but the number of rows", async () => {
  const event = await book(eventBody(0, ["09:00", "10:00"], invited(WREN)));
  await copyOf(event);
  Object.assign(settings().delta, {
    emptyFirstPage: true,
    replayProbability: 1,
    repeatProbability: 1,
  });
  const { pages } = await readRound();
  assert.deepEqual(pages[0]?.changed, []);
  assert.deepEqual(
    changedIn(pages).map(({ meeting }) => meeting?.iCalUId),
    [event["iCalUId"]],
  );
});

test("a series is told by its master's id, however many sparse occurrences come with it", async () => {
  const event = await book(eventBody(0, ["09:00", "09:30"], { ...invited(WREN), ...daily(20) }));
  const { eventId } = await copyOf(event);
  const { pages } = await readRound();
  const [item, ...others] = changedIn(pages);
  assert.deepEqual(others, []);
  assert.deepEqual(
    { ...item, changeKey: typeof item?.changeKey },
    { eventId, kind: "series", changeKey: "string", meeting: null },
  );
});

test("what has gone is told as removed", async () => {
  const event = await book(eventBody(0, ["09:00", "10:00"], invited(WREN)));
  const { eventId } = await copyOf(event);
  const { cursor } = await readRound();
  await stage.graph("DELETE", WREN, `/events/${eventId}`);
  const { pages } = await readRound({ kind: "cursor", cursor });
  assert.deepEqual(
    pages.flatMap(({ removed }) => removed),
    [eventId],
  );
  assert.deepEqual(changedIn(pages), []);
});

for (const expiredCode of [
  "SyncStateNotFound",
  "syncStateNotFound",
  "SyncStateInvalid",
  "resyncRequired",
] as const) {
  test(`a cursor that Exchange has forgotten as ${expiredCode} is lost`, async () => {
    const { cursor } = await readRound();
    Object.assign(settings().delta, {
      expiryProbability: 1,
      expiredCode,
      expiredHasLocation: true,
    });
    const reading = stage.rooms.readChanges(stage.access(WREN), { kind: "cursor", cursor });
    assert.equal(await failureKind(reading), "cursor_lost");
  });
}

test("a cursor that is not understood at all is lost too", async () => {
  const { cursor } = await readRound();
  const broken = cursor.replace(/token=.*/, "token=nonsense");
  const reading = stage.rooms.readChanges(stage.access(WREN), { kind: "cursor", cursor: broken });
  assert.equal(await failureKind(reading), "cursor_lost");
});
