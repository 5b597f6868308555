import assert from "node:assert/strict";
import { test } from "node:test";
import { forgetDraft, keepDraft, readDraft, type BookingDraft } from "./booking-draft.ts";
import { noRepeat } from "./repeat.ts";

function storageOf(text: string | null) {
  let kept = text;
  return {
    getItem: () => kept,
    setItem: (_key: string, value: string) => {
      kept = value;
    },
    removeItem: () => {
      kept = null;
    },
  };
}

const draft: BookingDraft = {
  spaceId: "6f1b6f0e-6a53-4f0c-9a0f-0c2f3a6f1b11",
  date: "2026-11-26",
  from: "09:00",
  to: "10:00",
  subject: "Überblick „Q4“ 🙂",
  notes: "Bring numbers",
  isPrivate: true,
  attendees: [{ email: "guest@example.org", name: "", type: "optional" }],
  requestedFor: null,
  services: ["6f1b6f0e-6a53-4f0c-9a0f-0c2f3a6f1b12"],
  repeat: { ...noRepeat("2026-11-26"), rhythm: "custom", weekdays: ["monday", "thursday"] },
};

test("a half-made reservation is still there after the way to Outlook", () => {
  const storage = storageOf(null);
  keepDraft(storage, draft);
  assert.deepEqual(readDraft(storage), draft);
});

test("a forgotten draft does not come back", () => {
  const storage = storageOf(null);
  keepDraft(storage, draft);
  forgetDraft(storage);
  assert.equal(readDraft(storage), null);
});

test("what is not a draft, or holds impossible times, is read as none", () => {
  const impossible = JSON.stringify({ ...draft, from: "25:00" });
  for (const text of [null, "", "{", "[]", '{"spaceId":"x"}', impossible]) {
    assert.equal(readDraft(storageOf(text)), null);
  }
});
