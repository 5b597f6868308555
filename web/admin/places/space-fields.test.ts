import assert from "node:assert/strict";
import { test } from "node:test";
import type { Space } from "../../../src/contract/places.ts";
import { changeOf, fieldsOf, newSpaceOf } from "./space-fields.ts";

const SPACE = {
  id: "00000000-0000-4000-8000-000000000001",
  name: "Desk 12",
  kind: "desk",
  building_id: "00000000-0000-4000-8000-000000000002",
  floor: "2",
  capacity: 1,
  equipment: ["Screen"],
  email: null,
  active: true,
  module: { id: "00000000-0000-4000-8000-000000000003", name: "Desks" },
} as unknown as Space;

test("nothing is sent of a space that is as it was", () => {
  assert.deepEqual(changeOf(SPACE, fieldsOf(SPACE, null)), {});
});

test("what differs is sent alone, equipment as a list without doubles", () => {
  const fields = { ...fieldsOf(SPACE, null), equipment: "Screen, Lamp,, Lamp ", isActive: false };
  assert.deepEqual(changeOf(SPACE, fields), { equipment: ["Screen", "Lamp"], active: false });
});

test("a space without name, building or capacity is none yet", () => {
  const whole = { ...fieldsOf(null, SPACE.building_id), name: "Nook", capacity: 4 };
  assert.deepEqual(newSpaceOf(whole), {
    name: "Nook",
    building_id: SPACE.building_id,
    kind: "room",
    floor: "",
    capacity: 4,
    equipment: [],
    email: null,
  });
  for (const part of [{ name: " " }, { buildingId: null }, { capacity: undefined }]) {
    assert.equal(newSpaceOf({ ...whole, ...part }), null);
  }
});
