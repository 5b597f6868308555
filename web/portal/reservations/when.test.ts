import assert from "node:assert/strict";
import { test } from "node:test";
import { messagesFor } from "../../ui/messages/messages.ts";
import { whenOf } from "./when.ts";

const zone = { time_zone: "Europe/Berlin" };
const when = (start: string, end: string, is_all_day: boolean) =>
  whenOf(messagesFor(["en-GB"]), { start, end, is_all_day, ...zone }, "2026-01-01T00:00:00Z");

test("a meeting has its day and its times", () => {
  assert.deepEqual(when("2026-11-26T08:00:00Z", "2026-11-26T09:30:00Z", false), {
    day: "Thu 26 November",
    time: "09:00–10:30",
  });
});

test("what is for whole days names them, and no midnight", () => {
  assert.deepEqual(when("2026-11-25T23:00:00Z", "2026-11-26T23:00:00Z", true), {
    day: "Thu 26 November",
    time: "All day",
  });
  assert.equal(
    when("2026-11-25T23:00:00Z", "2026-11-28T23:00:00Z", true).day,
    "Thu 26 November – Sat 28 November",
  );
});
