import assert from "node:assert/strict";
import { test } from "node:test";
import type { Space } from "../../../src/contract/places.ts";
import { floorsOf, nearestFirst } from "./near-order.ts";

function space(name: string, floor: string, capacity: number, needs_approval = false): Space {
  return { name, floor, capacity, needs_approval } as Space;
}

const FREE = [
  space("hall", "2", 80),
  space("board", "3", 4, true),
  space("desk", "1", 1),
  space("booth", "3", 2),
  space("alcove", "3", 2),
];

test("the floor comes first, then what is had at once, then the smallest", () => {
  const names = (floor: string) => nearestFirst(FREE, floor).map(({ name }) => name);
  assert.deepEqual(names("3"), ["alcove", "booth", "board", "desk", "hall"]);
  assert.deepEqual(names(""), ["desk", "alcove", "booth", "hall", "board"]);
});

test("floors are told once each, in the order of their numbers", () => {
  const floors = ["10", "2", "", "2", "Ground"].map((floor) => ({ floor }));
  assert.deepEqual(floorsOf(floors), ["2", "10", "Ground"]);
});
