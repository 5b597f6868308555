import assert from "node:assert/strict";
import { test } from "node:test";
import type { Reservation } from "../../../src/contract/reservations.ts";
import { groupRooms } from "./group-rooms.ts";

const START = "2026-11-26T08:00:00.000Z";

function reservation(id: string, part: Partial<Reservation> = {}): Reservation {
  const shown: Partial<Reservation> = {
    id,
    parent_id: null,
    original_date: null,
    start: START,
    end: "2026-11-26T09:00:00.000Z",
    ...part,
  };
  return shown as Reservation;
}

const idsOf = (reservations: readonly Reservation[]) =>
  groupRooms(reservations).map((rooms) => rooms.map(({ id }) => id));

test("the rooms of one meeting are together, wherever they stand in the list", () => {
  const reservations = [
    reservation("wren", { parent_id: "board" }),
    reservation("alone"),
    reservation("robin", { parent_id: "board" }),
  ];
  assert.deepEqual(idsOf(reservations), [["wren", "robin"], ["alone"]]);
});

test("the dates of a series stand each for itself, with all their rooms", () => {
  const date = (id: string, original_date: string) =>
    reservation(id, { parent_id: "weekly", original_date });
  const reservations = [
    date("first in wren", "2026-11-26"),
    date("first in robin", "2026-11-26"),
    date("second in wren", "2026-12-03"),
  ];
  assert.deepEqual(idsOf(reservations), [["first in wren", "first in robin"], ["second in wren"]]);
});

test("a room that has the meeting at another time stands apart", () => {
  const reservations = [
    reservation("wren", { parent_id: "board" }),
    reservation("robin", { parent_id: "board", start: "2026-11-26T07:00:00.000Z" }),
  ];
  assert.deepEqual(idsOf(reservations), [["wren"], ["robin"]]);
});
