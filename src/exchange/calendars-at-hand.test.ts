import assert from "node:assert/strict";
import { test } from "node:test";
import type { ReadingAccess } from "../app/sync/room-calendar.ts";
import { createCalendarsAtHand } from "./calendars-at-hand.ts";
import type { GraphEvent } from "./event-reading.ts";

const NOON = Date.UTC(2027, 2, 1, 12);
const LONG_AGO = new Date(NOON - 3_600_000);
const WINDOW = { startAt: new Date(NOON), endAt: new Date(NOON + 86_400_000) };
const IDS = Array.from({ length: 20 }, (_, n) => `meeting ${n}`);
const ACCESS: ReadingAccess = {
  credential: { kind: "application", providerId: "exchange" },
  mailbox: "jonas.brandt@larkfield.example",
  requestId: "5c9a8f0e-0000-4000-8000-000000000000",
  fallbackTimeZone: "UTC",
};

function stage(tuning: { readonly bytesMax?: number } = {}) {
  const state = { nowMs: NOON, readings: 0, subject: "Budget", isReadable: true };
  const calendars = createCalendarsAtHand({
    now: () => new Date(state.nowMs),
    readCalendar: () => {
      state.readings += 1;
      return Promise.resolve(state.isReadable ? IDS.map((id) => eventOf(id, state.subject)) : null);
    },
    ...tuning,
  });
  const ask = async (ids: readonly string[], writtenAt = LONG_AGO, access = ACCESS) => {
    const lastWritten = new Map(ids.map((id) => [id, writtenAt]));
    return [...(await calendars.copiesOf(access, ids, { window: WINDOW, lastWritten })).values()];
  };
  return { state, calendars, ask };
}

function eventOf(iCalUId: string, subject: string): GraphEvent {
  const time = { dateTime: "2027-03-02T10:00:00", timeZone: "UTC" };
  const attendee = { type: "resource", emailAddress: { address: "room.wren@larkfield.example" } };
  return { id: iCalUId, iCalUId, subject, start: time, end: time, attendees: [attendee] };
}

test("a calendar is read once, when several of its meetings were asked for", async () => {
  const { state, ask } = stage();
  for (const id of IDS.slice(0, 7)) assert.deepEqual(await ask([id]), []);
  assert.equal(state.readings, 0);
  for (const id of IDS.slice(7)) {
    assert.deepEqual(
      (await ask([id])).map(({ iCalUId, subject }) => [iCalUId, subject]),
      [[id, "Budget"]],
    );
  }
  assert.equal(state.readings, 1);
});

test("those who ask at the same moment share one reading", async () => {
  const { state, ask } = stage();
  const [some, others] = await Promise.all([ask(IDS.slice(0, 10)), ask(IDS.slice(10))]);
  assert.deepEqual([some.length, others.length, state.readings], [10, 10, 1]);
});

test("what was written shortly before the calendar was read, or since, is not at hand", async () => {
  const { state, ask } = stage();
  await ask(IDS.slice(0, 8));
  assert.deepEqual(await ask(IDS.slice(8), new Date(NOON - 60_000)), []);
  state.nowMs += 20 * 60 * 1000;
  assert.deepEqual(await ask(IDS.slice(8), new Date(NOON + 60_000)), []);
  assert.equal((await ask(IDS.slice(8))).length, 12);
});

test("each room of a meeting is given its copy, and nobody more", async () => {
  const { ask } = stage();
  assert.equal((await ask(IDS)).length, 20);
  assert.deepEqual(await ask(IDS), []);
});

test("what another credential has read is not at hand for this one", async () => {
  const { state, ask } = stage();
  await ask(IDS.slice(0, 8));
  const delegated = { kind: "delegated_user", providerId: "exchange" } as const;
  assert.deepEqual(await ask(IDS.slice(8, 9), LONG_AGO, { ...ACCESS, credential: delegated }), []);
  assert.equal(state.readings, 1);
});

test("a calendar is let go of in time, and read anew", async () => {
  const { state, calendars, ask } = stage();
  await ask(IDS.slice(0, 8));
  state.nowMs += 31 * 60 * 1000;
  state.subject = "Planning";
  calendars.forgetOld();
  assert.deepEqual(await ask(IDS.slice(8, 9)), []);
  const [copy] = await ask(IDS.slice(0, 8));
  assert.equal(copy?.subject, "Planning");
  assert.equal(state.readings, 2);
});

test("of a calendar that cannot be read nothing is at hand, and it is not tried again", async () => {
  const { state, ask } = stage();
  state.isReadable = false;
  assert.deepEqual(await ask(IDS), []);
  assert.deepEqual(await ask(IDS), []);
  assert.equal(state.readings, 1);
});

test("where there is no more room for them, meetings are left to be asked for alone", async () => {
  const { ask } = stage({ bytesMax: 1 });
  const atHand = await ask(IDS);
  assert.ok(atHand.length > 0 && atHand.length < IDS.length, `${atHand.length}`);
});
