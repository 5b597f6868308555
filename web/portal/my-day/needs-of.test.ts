import assert from "node:assert/strict";
import { test } from "node:test";
import type { Reservation } from "../../../src/contract/reservations.ts";
import { needsOf } from "./needs-of.ts";

const NOW = "2026-11-26T10:00:00Z";
const me = { id: "me", display_name: "Ada", email: "ada@example.org" };

/** What is looked at; the rest of a reservation does not matter here. */
function reservation(id: string, fields: Partial<Reservation>): Reservation {
  const known: Partial<Reservation> = {
    id,
    state: "confirmed",
    requested_for: me,
    start: "2026-11-26T12:00:00Z",
    end: "2026-11-26T13:00:00Z",
    updated_at: "2026-11-26T09:00:00Z",
    sync_event_state: "processed",
    approval: null,
    ...fields,
  };
  return known as Reservation;
}

const needs = (all: readonly Reservation[], dismissed: readonly string[] = []) =>
  needsOf(all, { personId: "me", now: NOW, dismissed }).map(
    ({ kind, reservation: { id } }) => `${kind} ${id}`,
  );

test("what has no space comes first, then what the calendar refused, each once", () => {
  const conflicted = reservation("two", { state: "conflicted" });
  const refused = reservation("one", { sync_event_state: "error" });
  assert.deepEqual(needs([refused, conflicted, refused, reservation("fine", {})]), [
    "conflicted two",
    "refused one",
  ]);
});

test("what is over needs nobody", () => {
  assert.deepEqual(needs([reservation("past", { state: "conflicted", end: NOW })]), []);
});

test("a room is waited for a quarter of an hour, people for a day", () => {
  const room = (updated_at: string) =>
    reservation("room", { state: "awaiting_confirmation", updated_at });
  assert.deepEqual(needs([room("2026-11-26T09:46:00Z")]), []);
  assert.deepEqual(needs([room("2026-11-26T09:45:00Z")]), ["waiting room"]);
  const asked = (asked_at: string) => {
    const approval = { asked_at } as NonNullable<Reservation["approval"]>;
    return reservation("people", { state: "awaiting_approval", approval });
  };
  assert.deepEqual(needs([asked("2026-11-25T10:01:00Z")]), []);
  assert.deepEqual(needs([asked("2026-11-25T10:00:00Z")]), ["waiting people"]);
});

test("what waits for the person's own token is told with the way to connect, and not here", () => {
  const waits = { state: "awaiting_confirmation", sync_event_state: "waiting_for_token" } as const;
  assert.deepEqual(
    needs([reservation("token", { ...waits, updated_at: "2026-11-25T09:00:00Z" })]),
    [],
  );
});

test("what was released or not approved is told for a day to whom it was for, unless put away", () => {
  const released = reservation("gone", { state: "no_show" });
  const rejected = reservation("no", { state: "rejected" });
  assert.deepEqual(needs([released, rejected]), ["lost gone", "lost no"]);
  assert.deepEqual(needs([released, rejected], ["gone"]), ["lost no"]);
  assert.deepEqual(needs([{ ...released, updated_at: "2026-11-25T10:00:00Z" }]), []);
  assert.deepEqual(needs([{ ...released, requested_for: { ...me, id: "you" } }]), []);
});
