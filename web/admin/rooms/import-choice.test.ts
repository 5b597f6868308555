import assert from "node:assert/strict";
import { test } from "node:test";
import type { RoomInExchange, RoomsInExchange } from "../../../src/contract/room-import.ts";
import {
  differenceKey,
  type ImportChoice,
  importOf,
  neededBuildings,
  NOTHING_CHOSEN,
  viewOf,
} from "./import-choice.ts";

const room = (name: string, change: Partial<RoomInExchange> = {}): RoomInExchange => ({
  address: `${name}@x.example`,
  name,
  capacity: 4,
  building: "South",
  floor: "1",
  equipment: [],
  space: null,
  differences: [],
  ...change,
});
const KNOWN = room("known", {
  space: { id: "00000000-0000-4000-8000-000000000001", name: "Known", building_name: "North" },
  differences: [
    { field: "building", here: "North", there: "South" },
    { field: "capacity", here: "6", there: "4" },
  ],
});
const OPEN = room("open", { capacity: null, building: null });
const LISTED: RoomsInExchange = {
  items: [room("a"), OPEN, KNOWN],
  buildings: [{ name: "South", is_known: false, time_zone: "Europe/Berlin" }],
};
const choose = (part: Partial<ImportChoice>): ImportChoice => ({ ...NOTHING_CHOSEN, ...part });

test("rooms are new, different or the same", () => {
  assert.deepEqual(LISTED.items.map(viewOf), ["new", "new", "different"]);
  assert.equal(viewOf({ ...KNOWN, differences: [] }), "same");
});

test("nothing chosen imports nothing", () => {
  const nothing = importOf("p", LISTED, NOTHING_CHOSEN);
  assert.deepEqual(nothing, { provider_id: "p", buildings: [], add: [], change: [] });
});

test("a new building is made only for a room that is chosen, in the zone that was entered", () => {
  const chosen = choose({ added: new Set(["a@x.example"]) });
  assert.deepEqual(neededBuildings(LISTED, chosen), [{ name: "South", timeZone: "Europe/Berlin" }]);
  const moved = choose({
    taken: new Set([differenceKey(KNOWN.address, "building")]),
    zones: { South: "Europe/Madrid" },
  });
  assert.deepEqual(importOf("p", LISTED, moved).buildings, [
    { name: "South", time_zone: "Europe/Madrid" },
  ]);
});

test("what Exchange leaves open is filled in, and what it says is not overruled", () => {
  const chosen = choose({
    added: new Set(["a@x.example", "open@x.example"]),
    capacities: { "a@x.example": 99, "open@x.example": 8 },
    building: "North",
  });
  assert.deepEqual(importOf("p", LISTED, chosen).add, [
    { address: "a@x.example" },
    { address: "open@x.example", building: "North", capacity: 8 },
  ]);
});

test("of a room that differs only the fields that were chosen are taken", () => {
  const chosen = choose({ taken: new Set([differenceKey(KNOWN.address, "capacity")]) });
  assert.deepEqual(importOf("p", LISTED, chosen).change, [
    { address: KNOWN.address, fields: ["capacity"] },
  ]);
});
