import assert from "node:assert/strict";
import { test } from "node:test";
import type { Reservation } from "../../../src/contract/reservations.ts";
import { remindersOf } from "./reminders-of.ts";

const NOW = "2026-11-26T10:00:00Z";
const me = { id: "me", display_name: "Ada", email: "ada@example.org" };

/** What reminders look at; the rest of a reservation does not matter to them. */
function reservation(fields: Partial<Reservation>): Reservation {
  const known: Partial<Reservation> = {
    id: "one",
    state: "confirmed",
    requested_for: me,
    check_in_state: "awaiting_check_in",
    check_in_opens_at: "2026-11-26T09:30:00Z",
    check_in_closes_at: "2026-11-26T11:00:00Z",
    updated_at: "2026-11-26T09:00:00Z",
    ...fields,
  };
  return known as Reservation;
}

const kinds = (all: readonly Reservation[], dismissed: readonly string[] = []) =>
  remindersOf(all, { personId: "me", now: NOW, dismissed }).map(
    ({ kind, reservation: { id } }) => `${kind} ${id}`,
  );

test("the person is reminded while check-in is open, and not before, after, or once in", () => {
  assert.deepEqual(kinds([reservation({})]), ["check_in one"]);
  assert.deepEqual(kinds([reservation({ check_in_opens_at: "2026-11-26T10:01:00Z" })]), []);
  assert.deepEqual(kinds([reservation({ check_in_closes_at: NOW })]), []);
  const used = reservation({ state: "in_progress", check_in_state: "checked_in" });
  assert.deepEqual(kinds([used]), []);
});

test("what was released or not approved is told for a day, unless it is put away", () => {
  const released = reservation({ id: "gone", state: "no_show", check_in_state: "no_show" });
  const rejected = reservation({ id: "no", state: "rejected", check_in_state: "not_required" });
  assert.deepEqual(kinds([released, reservation({}), rejected]), [
    "check_in one",
    "lost gone",
    "lost no",
  ]);
  assert.deepEqual(kinds([released, rejected], ["gone"]), ["lost no"]);
  assert.deepEqual(kinds([{ ...released, updated_at: "2026-11-25T10:00:00Z" }]), []);
});

test("nobody is reminded of what they made for others", () => {
  const others = reservation({ requested_for: { ...me, id: "you" } });
  assert.deepEqual(kinds([others]), []);
});
