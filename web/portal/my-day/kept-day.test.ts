import assert from "node:assert/strict";
import { test } from "node:test";
import type { Reservation } from "../../../src/contract/reservations.ts";
import { dayToKeep, forgetDay, keepDay, readKeptDay } from "./kept-day.ts";

const NOW = "2026-11-26T10:00:00.000Z";

function meeting(id: string, hour: number, more: Partial<Reservation> = {}): Reservation {
  const at = (clock: number) => new Date(Date.UTC(2026, 10, 26, clock)).toISOString();
  const space = { name: "Wren", building_name: "Spreehaus" };
  const times = { start: at(hour), end: at(hour + 1), time_zone: "Europe/Berlin" };
  const known = {
    id,
    subject: "Plans",
    sensitivity: "normal",
    state: "confirmed",
    ...times,
    ...more,
  };
  return { ...known, space } as Reservation;
}

function storage() {
  const kept = new Map<string, string>();
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  };
}

test("what is to come of a day is kept by its time, and gone once it is forgotten", () => {
  const meetings = [meeting("late", 14), meeting("past", 8), meeting("soon", 11)];
  const device = storage();
  assert.equal(readKeptDay(device), null);
  keepDay(device, dayToKeep(meetings, { personId: "me", now: NOW }));
  const kept = readKeptDay(device);
  assert.deepEqual([kept?.asOf, kept?.meetings.map(({ id }) => id)], [NOW, ["soon", "late"]]);
  forgetDay(device);
  assert.equal(readKeptDay(device), null);
});

test("what a private meeting is about is not left on a device", () => {
  const day = dayToKeep([meeting("one", 11, { sensitivity: "private", subject: "Salary" })], {
    personId: "me",
    now: NOW,
  });
  assert.ok(!JSON.stringify(day).includes("Salary"));
});
