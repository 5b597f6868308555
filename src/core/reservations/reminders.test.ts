import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import {
  needOf,
  remindedOf,
  reminderDue,
  type RemindedReservation,
  stillHolds,
} from "./reminders.ts";

const START = Temporal.Instant.from("2026-11-30T09:00:00Z");
const NEEDY: RemindedReservation = {
  start: START,
  end: START.add({ hours: 1 }),
  state: "confirmed",
  checkInState: "awaiting_check_in",
  approval: "not_required",
};
const before = (minutes: number) => START.subtract({ minutes });

test("somebody is reminded from the lead time on until the start, and never after", () => {
  assert.equal(reminderDue(NEEDY, 10, before(11)), null);
  assert.equal(reminderDue(NEEDY, 10, before(10)), "check_in");
  assert.equal(reminderDue(NEEDY, 10, START.subtract({ milliseconds: 1 })), "check_in");
  assert.equal(reminderDue(NEEDY, 10, START), null);
  assert.equal(reminderDue(NEEDY, 0, before(1)), null);
});

test("what it needs depends on how it stands", () => {
  const needs = (about: Partial<RemindedReservation>) => needOf({ ...NEEDY, ...about });
  assert.equal(needs({ checkInState: "not_required" }), null);
  for (const state of ["awaiting_confirmation", "approved", "conflicted"] as const) {
    assert.equal(needs({ state }), "not_confirmed");
  }
  const waiting = { state: "awaiting_approval" } as const;
  assert.equal(needs({ ...waiting, approval: "awaiting_approval" }), "approval_lapses");
  assert.equal(needs({ ...waiting, approval: "approved" }), "not_confirmed");
  for (const state of ["in_progress", "completed", "cancelled", "rejected", "no_show"] as const) {
    assert.equal(needs({ state }), null);
  }
});

test("a reminder holds while its reservation has that start and needs that", () => {
  assert.ok(stillHolds("check_in", START, NEEDY, START.add({ minutes: 5 })));
  assert.ok(!stillHolds("check_in", START, NEEDY, NEEDY.end));
  assert.ok(!stillHolds("check_in", before(30), NEEDY, before(5)));
  assert.ok(!stillHolds("not_confirmed", START, NEEDY, before(5)));
});

test("of an approval those who give it are told too, each once", () => {
  const people = { requestedFor: "ada", approvers: ["nadia", "ada"] };
  assert.deepEqual(remindedOf("approval_lapses", people), ["ada", "nadia"]);
  assert.deepEqual(remindedOf("check_in", people), ["ada"]);
});
