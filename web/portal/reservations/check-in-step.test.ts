import assert from "node:assert/strict";
import { test } from "node:test";
import { checkInStepOf } from "./check-in-step.ts";

const AWAITED = {
  state: "confirmed",
  check_in_state: "awaiting_check_in",
  check_in_opens_at: "2026-11-26T09:30:00Z",
  check_in_closes_at: "2026-11-26T11:00:00Z",
} as const;

test("check-in is ahead, then open until the end", () => {
  assert.equal(checkInStepOf(AWAITED, "2026-11-26T09:29:00Z"), "ahead");
  assert.equal(checkInStepOf(AWAITED, "2026-11-26T09:30:00Z"), "open");
  assert.equal(checkInStepOf(AWAITED, "2026-11-26T11:00:00Z"), null);
});

test("nobody checks in before the room has answered", () => {
  const waiting = { ...AWAITED, state: "awaiting_confirmation" } as const;
  assert.equal(checkInStepOf(waiting, "2026-11-26T10:00:00Z"), "ahead");
});

test("who is there, and who has left, is told until it is over", () => {
  const used = { ...AWAITED, state: "in_progress" } as const;
  const now = "2026-11-26T10:00:00Z";
  assert.equal(checkInStepOf({ ...used, check_in_state: "checked_in" }, now), "in_use");
  assert.equal(checkInStepOf({ ...used, check_in_state: "checked_out" }, now), "left");
  const over = { ...AWAITED, state: "completed", check_in_state: "no_check_out" } as const;
  assert.equal(checkInStepOf(over, now), null);
  assert.equal(checkInStepOf({ ...AWAITED, check_in_state: "not_required" }, now), null);
});
