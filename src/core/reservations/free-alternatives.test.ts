import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { canTakeDate, type CandidateSpace, freeAlternatives } from "./free-alternatives.ts";

const WANTED: CandidateSpace = {
  id: "wanted",
  name: "Oak",
  buildingId: "north",
  floor: "2",
  capacity: 8,
  equipment: ["screen", "camera"],
};

function space(id: string, facts: Partial<CandidateSpace> = {}): CandidateSpace {
  return { ...WANTED, id, name: id, ...facts };
}

function offered(free: readonly CandidateSpace[], seatsNeeded = 1): string[] {
  return freeAlternatives(WANTED, free, seatsNeeded).map(({ id }) => id);
}

test("the same floor comes before the same building, and that before elsewhere", () => {
  const free = [
    space("elsewhere", { buildingId: "south" }),
    space("building", { floor: "1" }),
    space("floor", { capacity: 4, equipment: [] }),
  ];
  assert.deepEqual(offered(free), ["floor", "building", "elsewhere"]);
});

test("the same floor number in another building is not the same floor", () => {
  const free = [space("elsewhere", { buildingId: "south" }), space("building", { floor: "9" })];
  assert.deepEqual(offered(free), ["building", "elsewhere"]);
});

test("as many seats come before more, and more before fewer", () => {
  const free = [
    space("fewer", { capacity: 7 }),
    space("more", { capacity: 20 }),
    space("equal", { equipment: [] }),
  ];
  assert.deepEqual(offered(free), ["equal", "more", "fewer"]);
});

test("among spaces of one size the equipment decides, then the nearest size", () => {
  const free = [
    space("bare", { capacity: 9, equipment: [] }),
    space("large", { capacity: 30 }),
    space("snug", { capacity: 10 }),
  ];
  assert.deepEqual(offered(free), ["snug", "large", "bare"]);
});

test("a space with too few seats for those who come is not offered, nor the wanted one", () => {
  const free = [space("tiny", { capacity: 4 }), space("fitting", { capacity: 5 }), WANTED];
  assert.deepEqual(offered(free, 5), ["fitting"]);
});

test("a date of a series can be in a space of the same kind, module and calendar, and no other", () => {
  const wanted = { kind: "room", module: { id: "m1" }, calendarProviderId: "p1" };
  assert.equal(canTakeDate(wanted, { ...wanted }), true);
  assert.equal(canTakeDate(wanted, { ...wanted, kind: "desk" }), false);
  assert.equal(canTakeDate(wanted, { ...wanted, module: { id: "m2" } }), false);
  assert.equal(canTakeDate(wanted, { ...wanted, calendarProviderId: null }), false);
});

test("the best three are offered, the same ones in whatever order the spaces come", () => {
  const candidate = fc.record({
    id: fc.uuid(),
    name: fc.constantFrom("Ash", "Elm", "Fir"),
    buildingId: fc.constantFrom("north", "south"),
    floor: fc.constantFrom("1", "2"),
    capacity: fc.integer({ min: 1, max: 12 }),
    equipment: fc.subarray(["screen", "camera", "phone"]),
  });
  const candidates = fc.uniqueArray(candidate, { selector: ({ id }) => id, maxLength: 20 });
  fc.assert(
    fc.property(candidates, fc.integer({ min: 1, max: 12 }), (free, seatsNeeded) => {
      const ids = offered(free, seatsNeeded);
      assert.deepEqual(offered(free.toReversed(), seatsNeeded), ids);
      const fitting = free.filter(({ capacity }) => capacity >= seatsNeeded);
      assert.equal(ids.length, Math.min(3, fitting.length));
    }),
  );
});
