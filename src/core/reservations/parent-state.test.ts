import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { parentState } from "./parent-state.ts";
import { RESERVATION_STATES } from "./reservation-state.ts";

test("a meeting whose reservations all stand alike stands so itself", () => {
  for (const state of RESERVATION_STATES) assert.equal(parentState([state, state]), state);
});

test("a meeting awaits its rooms as long as one of them has not answered", () => {
  for (const state of RESERVATION_STATES) {
    assert.equal(parentState([state, "awaiting_confirmation"]), "awaiting_confirmation");
  }
});

test("a meeting that lost one of its rooms, or occurrences, stands with the others", () => {
  assert.equal(parentState(["conflicted", "confirmed"]), "confirmed");
  assert.equal(parentState(["cancelled", "confirmed"]), "confirmed");
  assert.equal(parentState(["completed", "confirmed"]), "confirmed");
  assert.equal(parentState(["cancelled", "conflicted"]), "conflicted");
});

test("a series whose occurrences are over is completed, though some were cancelled", () => {
  assert.equal(parentState(["completed", "cancelled", "no_show"]), "completed");
});

test("a meeting of which nothing is left is cancelled", () => {
  assert.equal(parentState([]), "cancelled");
  assert.equal(parentState(["cancelled", "cancelled"]), "cancelled");
});

test("the order of the reservations, and how many are alike, does not matter", () => {
  const states = fc.array(fc.constantFrom(...RESERVATION_STATES));
  fc.assert(
    fc.property(states, (some) => {
      assert.equal(parentState([...some, ...some].toReversed()), parentState(some));
    }),
  );
});
