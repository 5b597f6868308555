import assert from "node:assert/strict";
import { test } from "node:test";
import { type UnsentBooking, unsentBookings } from "./unsent-bookings.ts";

const NOW_MS = Date.parse("2026-11-26T10:00:00Z");

function storageWith(text: string | null = null) {
  let kept = text;
  return {
    getItem: () => kept,
    setItem: (_key: string, value: string) => {
      kept = value;
    },
  };
}

function booking(key: string, askedAt = "2026-11-26T09:59:00Z"): UnsentBooking {
  const body = { space_id: "s", start: "", end: "", time_zone: "UTC", subject: "" };
  return { key, personId: "me", askedAt, spaceName: "Wren", body, isUnwanted: false };
}

test("what was asked for is found again as it was, after a reload too", () => {
  const storage = storageWith();
  unsentBookings.keep(storage, [booking("one"), booking("two")]);
  assert.deepEqual(unsentBookings.read(storage, NOW_MS), [booking("one"), booking("two")]);
});

test("what the server has forgotten the key of is not asked again", () => {
  const storage = storageWith();
  unsentBookings.keep(storage, [booking("old", "2026-11-20T09:59:00Z"), booking("new")]);
  assert.deepEqual(
    unsentBookings.read(storage, NOW_MS).map(({ key }) => key),
    ["new"],
  );
});

test("what is not ours, or not readable, is nothing", () => {
  for (const text of [null, "", "{", "{}", '[{"key":1}]']) {
    assert.deepEqual(unsentBookings.read(storageWith(text), NOW_MS), []);
  }
});
