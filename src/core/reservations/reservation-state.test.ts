import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import {
  FINAL_STATES,
  HOLDING_STATES,
  holdsSpace,
  isFinal,
  placedState,
  RESERVATION_STATES,
  type ReservationEvent,
  type ReservationState,
  transition,
} from "./reservation-state.ts";

const ACCEPTED: ReservationEvent = { type: "room_accepted", approvalAwaited: false };
const MOVED: ReservationEvent = {
  type: "placed",
  awaited: { roomAnswer: true, approval: false },
};

const EVENTS: readonly ReservationEvent[] = [
  ...[true, false].flatMap((flag): ReservationEvent[] => [
    { type: "placed", awaited: { roomAnswer: flag, approval: true } },
    { type: "placed", awaited: { roomAnswer: flag, approval: false } },
    { type: "room_accepted", approvalAwaited: flag },
    { type: "approved", roomAnswerAwaited: flag },
  ]),
  { type: "room_tentative" },
  { type: "room_lost" },
  { type: "rejected" },
  { type: "checked_in" },
  { type: "check_in_withdrawn" },
  { type: "check_in_missed" },
  { type: "ended" },
  { type: "never_confirmed" },
  { type: "cancelled" },
  { type: "cancelled_in_calendar" },
];

/** The state that a course of events leads to; fails where one of them is not possible. */
function after(state: ReservationState, ...events: ReservationEvent[]): ReservationState {
  return events.reduce((current, event) => {
    const result = transition(current, event);
    assert.ok(result.ok, `${event.type} is not possible in ${current}`);
    return result.value;
  }, state);
}

function codeOf(state: ReservationState, event: ReservationEvent): string {
  const result = transition(state, event);
  assert.ok(!result.ok, `${event.type} is possible in ${state}`);
  assert.match(result.problem.message, /\.$/);
  assert.match(result.problem.remedy, /\.$/);
  return result.problem.code;
}

test("what waits for the room or for approval holds its space as what is confirmed does", () => {
  assert.deepEqual(RESERVATION_STATES.filter(holdsSpace), HOLDING_STATES);
  assert.ok(holdsSpace("awaiting_confirmation") && holdsSpace("awaiting_approval"));
  assert.ok(!holdsSpace("draft") && !holdsSpace("conflicted"));
});

test("a synced space waits for the room first, then for approval, then is confirmed", () => {
  const placed = placedState({ roomAnswer: true, approval: true });
  assert.equal(placed, "awaiting_confirmation");
  const accepted = after(placed, { type: "room_accepted", approvalAwaited: true });
  assert.equal(accepted, "awaiting_approval");
  assert.equal(after(accepted, { type: "approved", roomAnswerAwaited: false }), "confirmed");
});

test("a space without a calendar is confirmed at once, unless somebody has to approve", () => {
  assert.equal(placedState({ roomAnswer: false, approval: false }), "confirmed");
  assert.equal(placedState({ roomAnswer: false, approval: true }), "awaiting_approval");
});

test("approval in both systems waits until both agree", () => {
  const tentative = after("awaiting_confirmation", { type: "room_tentative" });
  assert.equal(tentative, "awaiting_approval");
  const approvedHere = after(tentative, { type: "approved", roomAnswerAwaited: true });
  assert.equal(approvedHere, "approved");
  assert.equal(after(approvedHere, ACCEPTED), "confirmed");
});

test("a room that declines makes a conflict, and another room or time is the way out of it", () => {
  for (const state of HOLDING_STATES) {
    assert.equal(after(state, { type: "room_lost" }), "conflicted");
  }
  assert.equal(after("conflicted", MOVED), "awaiting_confirmation");
});

test("a room that accepts late mends the conflict", () => {
  assert.equal(after("conflicted", ACCEPTED), "confirmed");
});

test("the room's answer told twice changes nothing", () => {
  assert.equal(after("awaiting_confirmation", ACCEPTED, ACCEPTED), "confirmed");
  assert.equal(after("in_progress", ACCEPTED), "in_progress");
  const lost: ReservationEvent = { type: "room_lost" };
  assert.equal(after("confirmed", lost, lost), "conflicted");
});

test("moving a confirmed reservation makes it wait for the room again", () => {
  assert.equal(after("confirmed", MOVED), "awaiting_confirmation");
});

test("what is in use cannot be cancelled here, but Outlook's cancellation is taken in", () => {
  assert.equal(codeOf("in_progress", { type: "cancelled" }), "already_checked_in");
  assert.equal(after("in_progress", { type: "cancelled_in_calendar" }), "cancelled");
});

test("cancelling twice does no harm", () => {
  assert.equal(after("confirmed", { type: "cancelled" }, { type: "cancelled" }), "cancelled");
});

test("missing the check-in releases what is confirmed, and nothing that is in use", () => {
  assert.equal(after("confirmed", { type: "check_in_missed" }), "no_show");
  assert.equal(codeOf("in_progress", { type: "check_in_missed" }), "not_possible_now");
});

test("whoever checks out before the start has never checked in", () => {
  const withdrawn: ReservationEvent = { type: "check_in_withdrawn" };
  assert.equal(after("in_progress", withdrawn, { type: "cancelled" }), "cancelled");
  assert.equal(codeOf("confirmed", withdrawn), "not_possible_now");
});

test("what nobody confirmed in time is cancelled, and nothing that took place", () => {
  const lapsed: ReservationEvent = { type: "never_confirmed" };
  assert.equal(after("awaiting_confirmation", lapsed), "cancelled");
  assert.equal(after("conflicted", lapsed), "cancelled");
  assert.equal(codeOf("confirmed", lapsed), "not_possible_now");
});

test("nobody checks in before the room has answered", () => {
  assert.equal(codeOf("awaiting_confirmation", { type: "checked_in" }), "not_possible_now");
});

test("what is over stays as it is, whatever happens", () => {
  for (const state of FINAL_STATES) {
    for (const event of EVENTS) {
      const result = transition(state, event);
      assert.ok(result.ok ? result.value === state : isFinal(state));
      if (!result.ok) assert.equal(codeOf(state, event), "reservation_is_over");
    }
  }
});

test("every state is reached from the draft, and all but the final can be cancelled", () => {
  const reached = new Set<string>(["draft"]);
  for (let before = 0; before !== reached.size;) {
    before = reached.size;
    for (const state of RESERVATION_STATES.filter((name) => reached.has(name))) {
      for (const event of EVENTS) {
        const result = transition(state, event);
        if (result.ok) reached.add(result.value);
      }
    }
  }
  assert.deepEqual(reached, new Set(RESERVATION_STATES));
  for (const state of RESERVATION_STATES.filter((name) => !isFinal(name))) {
    assert.equal(after(state, { type: "cancelled_in_calendar" }), "cancelled");
  }
});

test("no course of events brings back what has ended", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...EVENTS), { maxLength: 30 }), (events) => {
      let state: ReservationState = "draft";
      for (const event of events) {
        const result = transition(state, event);
        const next: ReservationState = result.ok ? result.value : state;
        assert.ok(!isFinal(state) || next === state);
        state = next;
      }
    }),
  );
});
