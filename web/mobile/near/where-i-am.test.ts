import assert from "node:assert/strict";
import { test } from "node:test";
import type { Reservation } from "../../../src/contract/reservations.ts";
import { checkedInAt } from "./where-i-am.ts";

const SINCE = "2026-11-26T00:00:00Z";

function meeting(floor: string, checked_in_at: string | null, person = "me"): Reservation {
  const space = { building_id: "b", floor };
  return { space, checked_in_at, requested_for: { id: person } } as Reservation;
}

const floorOf = (meetings: readonly Reservation[]) =>
  checkedInAt(meetings, { personId: "me", since: SINCE })?.floor;

test("who checked in today is most likely where that was last", () => {
  const morning = meeting("2", "2026-11-26T08:00:00Z");
  const noon = meeting("5", "2026-11-26T12:00:00Z");
  assert.equal(floorOf([noon, morning, meeting("9", null)]), "5");
});

test("yesterday's check-in says nothing, nor does somebody else's", () => {
  assert.equal(floorOf([meeting("2", "2026-11-25T23:00:00Z")]), undefined);
  assert.equal(floorOf([meeting("2", "2026-11-26T08:00:00Z", "you")]), undefined);
});
