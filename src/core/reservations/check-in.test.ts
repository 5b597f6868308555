import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { endAfterCheckOut } from "./check-in.ts";

const at = (time: string) => Temporal.Instant.from(`2026-11-24T${time}Z`);
const HOUR = { start: at("09:00"), end: at("10:00") };

test("what is ended is over before the minute that goes on, which others may reserve from", () => {
  assert.equal(endAfterCheckOut(HOUR, at("09:47:30"))?.toString(), at("09:47").toString());
  assert.equal(endAfterCheckOut(HOUR, at("09:47"))?.toString(), at("09:47").toString());
});

test("it lasts a minute at least, and no longer than it was to", () => {
  assert.equal(endAfterCheckOut(HOUR, at("09:00:10"))?.toString(), at("09:01").toString());
  assert.equal(endAfterCheckOut({ ...HOUR, end: at("09:01") }, at("09:00:10")), null);
  assert.equal(endAfterCheckOut(HOUR, at("09:59:30"))?.toString(), at("09:59").toString());
  assert.equal(endAfterCheckOut(HOUR, at("10:00:05")), null);
});
