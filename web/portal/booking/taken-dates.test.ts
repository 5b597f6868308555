import assert from "node:assert/strict";
import { test } from "node:test";
import type { Space } from "../../../src/contract/places.ts";
import type { SeriesPreview } from "../../../src/contract/reservations.ts";
import { conflictAnswer, LEFT_OUT, takenDates } from "./taken-dates.ts";

const space = (id: string) => ({ id, name: id }) as Space;
const occurrence = (date: string, rooms: readonly string[] | null) => ({
  original_date: date,
  start: `${date}T09:00:00Z`,
  end: `${date}T10:00:00Z`,
  is_free: rooms === null,
  alternatives: (rooms ?? []).map(space),
});
const preview = {
  occurrences: [
    occurrence("2027-01-01", null),
    occurrence("2027-01-02", ["elm", "fir"]),
    occurrence("2027-01-03", ["elm"]),
  ],
  taken_count: 2,
} as unknown as SeriesPreview;
const elsewhere = (roomsByDate: Record<string, string> = {}) =>
  conflictAnswer({ onTaken: "elsewhere", roomsByDate }, preview);

test("a date that is taken is in the nearest room, unless another is chosen", () => {
  const chosen = takenDates(preview, { roomsByDate: { "2027-01-02": "fir" } });
  assert.deepEqual(
    chosen.map(({ date, chosen: room }) => [date, room?.id]),
    [
      ["2027-01-02", "fir"],
      ["2027-01-03", "elm"],
    ],
  );
  const gone = takenDates(preview, { roomsByDate: { "2027-01-03": "oak" } });
  assert.equal(gone[1]?.chosen?.id, "elm");
});

test("all of the dates are booked, or none, unless one is left out on purpose", () => {
  assert.deepEqual(elsewhere(), {
    on_conflict: "refuse",
    dates_elsewhere: [
      { original_date: "2027-01-02", space_id: "elm" },
      { original_date: "2027-01-03", space_id: "elm" },
    ],
  });
  assert.deepEqual(elsewhere({ "2027-01-02": LEFT_OUT }), {
    on_conflict: "skip",
    dates_elsewhere: [{ original_date: "2027-01-03", space_id: "elm" }],
  });
});

test("who wants no other rooms names none", () => {
  assert.deepEqual(conflictAnswer({ onTaken: "stop", roomsByDate: {} }, preview), {
    on_conflict: "refuse",
  });
  assert.deepEqual(conflictAnswer({ onTaken: "skip", roomsByDate: {} }, preview), {
    on_conflict: "skip",
  });
});
