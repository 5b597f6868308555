import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { followMeeting, type SpaceOutsideCalendar } from "./follow-meeting.ts";

const at = (hour: number) =>
  Temporal.Instant.from(`2027-03-01T${String(hour).padStart(2, "0")}:00:00Z`);
const DESK: SpaceOutsideCalendar = {
  spaceId: "desk",
  state: "confirmed",
  approval: "not_required",
  approvalIfPlaced: "not_required",
  start: at(9),
  end: at(11),
};
const meeting = (start: number, end: number, isRemoved = false) => ({
  start: at(start),
  end: at(end),
  isRemoved,
});

test("a desk ends with its meeting, and stays where the meeting does", () => {
  assert.deepEqual(followMeeting(DESK, meeting(9, 11, true)), { kind: "cancel" });
  assert.deepEqual(followMeeting(DESK, meeting(9, 11)), { kind: "keep" });
  const over = { ...DESK, state: "completed" } as const;
  assert.deepEqual(followMeeting(over, meeting(9, 11, true)), { kind: "keep" });
});

test("a desk follows its meeting to another time, and a conflict is over then", () => {
  const moved = { kind: "move", state: "confirmed", approval: "not_required" };
  assert.deepEqual(followMeeting(DESK, meeting(13, 14)), moved);
  assert.deepEqual(followMeeting({ ...DESK, state: "conflicted" }, meeting(13, 14)), moved);
});

test("a desk in use stays so while its meeting is made longer", () => {
  const inUse = { ...DESK, state: "in_progress" } as const;
  const longer = { kind: "move", state: "in_progress", approval: "not_required" };
  assert.deepEqual(followMeeting(inUse, meeting(9, 12)), longer);
});

test("people are asked about another time, unless it lies within what they have approved", () => {
  const approved = {
    ...DESK,
    approval: "approved",
    approvalIfPlaced: "awaiting_approval",
  } as const;
  assert.deepEqual(followMeeting(approved, meeting(9, 10)), {
    kind: "move",
    state: "confirmed",
    approval: "approved",
  });
  assert.deepEqual(followMeeting(approved, meeting(13, 14)), {
    kind: "move",
    state: "awaiting_approval",
    approval: "awaiting_approval",
  });
});
