import assert from "node:assert/strict";
import { test } from "node:test";
import type { OfferedService } from "../../../src/contract/services.ts";
import { english } from "../../ui/messages/en/english.ts";
import { serviceWords } from "./service-words.ts";

function wordsOf(about: Partial<OfferedService>): string {
  return serviceWords(english.services, {
    id: "6f1b6f0e-6a53-4f0c-9a0f-0c2f3a6f1b11",
    name: "Coffee",
    description: "",
    preparation_minutes: 0,
    clean_up_minutes: 0,
    lead_time_minutes: 0,
    is_blocker_mandatory: false,
    on_every_reservation: false,
    ...about,
  });
}

test("a service tells the time that it needs around the meeting", () => {
  assert.equal(wordsOf({}), "");
  assert.equal(
    wordsOf({ preparation_minutes: 15, clean_up_minutes: 60 }),
    "Keeps the space free 15 minutes before for preparation, and 1 hour after for clean-up.",
  );
  assert.equal(
    wordsOf({ description: "For all.", clean_up_minutes: 1, is_blocker_mandatory: true }),
    "For all. Keeps the space free 1 minute after for clean-up. Without that time it cannot be booked.",
  );
});

test("a service tells when it has to be asked for, unless it comes by itself", () => {
  assert.equal(wordsOf({ lead_time_minutes: 1440 }), "To be asked for 24 hours ahead.");
  assert.equal(
    wordsOf({ lead_time_minutes: 90, on_every_reservation: true }),
    "Comes with every reservation.",
  );
});
