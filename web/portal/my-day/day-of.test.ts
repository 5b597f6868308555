import assert from "node:assert/strict";
import { test } from "node:test";
import type { Reservation } from "../../../src/contract/reservations.ts";
import { type Day, dayOf, orderForThumb } from "./day-of.ts";

/** 11 o'clock in Berlin. */
const NOW = "2026-11-26T10:00:00Z";

/** From hour to hour, in UTC, of the day or, beyond 24, of those that follow. */
function meeting(id: string, from: number, to: number, more: Partial<Reservation> = {}) {
  const at = (hour: number) => new Date(Date.UTC(2026, 10, 26, hour)).toISOString();
  const known: Partial<Reservation> = {
    id,
    parent_id: null,
    state: "confirmed",
    start: at(from),
    end: at(to),
    ...more,
  };
  return known as Reservation;
}

function placesOf(reservations: readonly Reservation[]) {
  const day = dayOf(reservations, { now: NOW, zone: "Europe/Berlin" });
  const idsOf = (meetings: Day[keyof Day]) =>
    meetings.map((rooms) => rooms.map(({ id }) => id).join("+"));
  const places = Object.entries(day) as readonly [keyof Day, Day[keyof Day]][];
  return Object.fromEntries(
    places
      .filter(([, meetings]) => meetings.length > 0)
      .map(([place, meetings]) => [place, idsOf(meetings)]),
  );
}

test("a day is told by what is over, goes on, comes next and comes later", () => {
  const places = placesOf([
    meeting("tomorrow", 33, 34),
    meeting("late", 20, 21),
    meeting("lunch", 11, 12),
    meeting("breakfast", 7, 8, { state: "completed" }),
    meeting("standup", 9, 11),
  ]);
  assert.deepEqual(places, {
    now: ["standup"],
    next: ["lunch"],
    later: ["late"],
    tomorrow: ["tomorrow"],
    earlier: ["breakfast"],
  });
});

test("a day is the person's own: what begins at 23:30 UTC is tomorrow's in Berlin", () => {
  assert.deepEqual(placesOf([meeting("soon", 12, 13), meeting("night", 23.5, 24)]), {
    next: ["soon"],
    tomorrow: ["night"],
  });
});

test("the rooms of one meeting are one entry, and what begins together comes together", () => {
  const rooms = { parent_id: "meeting", original_date: null };
  const places = placesOf([
    meeting("oak", 12, 13, rooms),
    meeting("elm", 12, 13, rooms),
    meeting("desk", 12, 18),
  ]);
  assert.deepEqual(places, { next: ["oak+elm", "desk"] });
});

test("what was ended early is over, and what was given up is not told", () => {
  const places = placesOf([
    meeting("ended", 9, 12, { state: "completed" }),
    meeting("gone", 9, 12, { state: "cancelled" }),
    meeting("lost", 9, 12, { state: "no_show" }),
    meeting("yesterday", -10, -9, { state: "completed" }),
  ]);
  assert.deepEqual(places, { earlier: ["ended"] });
});

test("where today has no more, what comes next may be days away", () => {
  assert.deepEqual(placesOf([meeting("some day", 80, 81)]), { next: ["some day"] });
});

test("on the phone what needs one is first, but for what is to be checked in to", () => {
  const awaited: Partial<Reservation> = {
    check_in_state: "awaiting_check_in",
    check_in_opens_at: "2026-11-26T09:45:00Z",
    check_in_closes_at: "2026-11-26T11:00:00Z",
    no_show_at: null,
  };
  const orderOf = (hour: number, now: string, more: Partial<Reservation>) => {
    const meetings = [meeting("one", hour, 12, { ...awaited, ...more })];
    return orderForThumb(dayOf(meetings, { now, zone: "Europe/Berlin" }), now).join();
  };
  const [early, before, within] = ["09:44", "09:50", "10:10"].map((at) => `2026-11-26T${at}:00Z`);
  assert.equal(orderOf(10, early ?? "", {}), "needs,now,next");
  assert.equal(orderOf(10, before ?? "", {}), "needs,now,next");
  assert.equal(
    orderOf(10, before ?? "", { no_show_at: "2026-11-26T10:15:00Z" }),
    "now,next,needs",
    "it is released soon",
  );
  assert.equal(orderOf(10, within ?? "", {}), "now,needs,next", "it goes on");
  assert.equal(orderOf(10, within ?? "", { check_in_state: "no_show" }), "needs,now,next");
});
