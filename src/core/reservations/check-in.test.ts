import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { endingNow } from "./check-in.ts";

const at = (time: string) => Temporal.Instant.from(`2026-11-24T${time}Z`);

function text(now: string, end = at("10:00")): string {
  const ending = endingNow({ start: at("09:00"), end }, at(now));
  return ending.kind === "early" ? `early ${ending.end.toString()}` : ending.kind;
}

test("what is ended is over before the minute that goes on, which others may reserve from", () => {
  assert.equal(text("09:47:30"), "early 2026-11-24T09:47:00Z");
  assert.equal(text("09:47"), "early 2026-11-24T09:47:00Z");
  assert.equal(text("09:59:30"), "early 2026-11-24T09:59:00Z");
});

test("what is ended within its first minute has not taken place", () => {
  assert.equal(text("09:00"), "at_once");
  assert.equal(text("09:00:59"), "at_once");
  assert.equal(text("09:00:10", at("09:01")), "at_once");
  assert.equal(text("09:01"), "early 2026-11-24T09:01:00Z");
});

test("it lasts no longer than it was to", () => {
  assert.equal(text("10:00:05"), "by_itself");
});
