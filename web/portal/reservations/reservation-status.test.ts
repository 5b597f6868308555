import assert from "node:assert/strict";
import { test } from "node:test";
import { isFinal, isReadOnly, lookOf, syncStepOf } from "./reservation-status.ts";

test("what awaits confirmation turns while it is sent and while the room is asked", () => {
  for (const sync_event_state of ["new", "processing", "processed"] as const) {
    assert.equal(lookOf({ state: "awaiting_confirmation", sync_event_state }).isBusy, true);
  }
});

test("what waits for a person, or has failed, stands still and warns", () => {
  for (const sync_event_state of ["waiting_for_token", "error"] as const) {
    const look = lookOf({ state: "awaiting_confirmation", sync_event_state });
    assert.deepEqual([look.isBusy, look.tone], [false, "warn"]);
  }
});

test("the step at the calendar is told as long as something is open", () => {
  const step = (state: "awaiting_confirmation" | "confirmed", event: "new" | "processed" | null) =>
    syncStepOf({ state, sync_event_state: event, external_approval: "not_required" });
  assert.equal(step("awaiting_confirmation", "new"), "sending");
  assert.equal(step("awaiting_confirmation", "processed"), "asking_room");
  assert.equal(step("confirmed", "processed"), null);
  assert.equal(step("confirmed", null), null);
});

test("a meeting made in Outlook awaits its room, or the people who look after it", () => {
  const made = { sync_event_state: null, external_approval: "awaiting_approval" } as const;
  assert.equal(syncStepOf({ ...made, state: "awaiting_approval" }), "asking_people");
  assert.equal(syncStepOf({ ...made, state: "awaiting_confirmation" }), "asking_room");
  assert.equal(syncStepOf({ ...made, state: "confirmed" }), null);
});

test("nothing is offered for what is cancelled or over", () => {
  const now = "2026-11-26T10:00:00Z";
  assert.equal(isFinal({ state: "cancelled", end: "2026-11-27T10:00:00Z" }, now), true);
  assert.equal(isFinal({ state: "confirmed", end: now }, now), true);
  assert.equal(isFinal({ state: "confirmed", end: "2026-11-26T10:01:00Z" }, now), false);
});

test("a reservation is read only when neither act is allowed", () => {
  const verdict = (allowed: boolean) => ({ allowed, codes: [], row: "U7" });
  const verdicts = (update: boolean, cancel: boolean) => ({
    verdicts: { update: verdict(update), cancel: verdict(cancel) },
  });
  assert.equal(isReadOnly(verdicts(false, false)), true);
  assert.equal(isReadOnly(verdicts(false, true)), false);
});
