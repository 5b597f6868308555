import assert from "node:assert/strict";
import { test } from "node:test";
import type { DoorMeeting } from "../../src/contract/door.ts";
import { doorStateOf, isNightAt } from "./door-state.ts";

const at = (time: string) => `2031-03-04T${time}:00.000Z`;
const allowed = { allowed: true, codes: [], row: "U1" };
const meeting = (start: string, end: string): DoorMeeting => ({
  id: "6f1b6f0e-6a53-4f0c-9a0f-0c2f3a6f1b11",
  version: 1,
  state: "confirmed",
  start: at(start),
  end: at(end),
  subject: start,
  organizer: "Ada",
  is_private: false,
  is_blocker: false,
  check_in_opens_at: null,
  no_show_at: null,
  is_checked_in: false,
  later_ends: [],
  verdicts: { check_in: allowed, extend: allowed, end: allowed },
});
const stateAt = (time: string, ...meetings: readonly DoorMeeting[]) => {
  const { kind, current, next, until } = doorStateOf(meetings, Date.parse(at(time)));
  return [kind, current?.subject ?? null, next?.subject ?? null, until];
};

test("a door is free until its next meeting, and soon busy in the last quarter of an hour", () => {
  assert.deepEqual(stateAt("09:00"), ["free", null, null, null]);
  assert.deepEqual(stateAt("09:00", meeting("10:00", "11:00")), [
    "free",
    null,
    "10:00",
    at("10:00"),
  ]);
  assert.deepEqual(stateAt("09:45", meeting("10:00", "11:00"))[0], "soon");
});

test("a door is busy from the start of a meeting to the moment it ends", () => {
  const meetings = [meeting("10:00", "11:00"), meeting("13:00", "14:00")];
  assert.deepEqual(stateAt("10:00", ...meetings), ["busy", "10:00", "13:00", at("11:00")]);
  assert.deepEqual(stateAt("11:00", ...meetings)[0], "free");
});

test("a door stays busy over meetings that follow each other at once", () => {
  const meetings = [
    meeting("10:00", "11:00"),
    meeting("11:00", "12:00"),
    meeting("12:30", "13:00"),
  ];
  assert.deepEqual(stateAt("10:30", ...meetings), ["busy", "10:00", "11:00", at("12:00")]);
});

test("the screen is dark at night while the space is free", () => {
  assert.ok(isNightAt({ kind: "free" }, "20:00") && isNightAt({ kind: "free" }, "05:59"));
  assert.ok(!isNightAt({ kind: "free" }, "06:00") && !isNightAt({ kind: "busy" }, "23:00"));
});
