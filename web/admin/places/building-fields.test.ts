import assert from "node:assert/strict";
import { test } from "node:test";
import { changeOf, fieldsOf, newBuildingOf } from "./building-fields.ts";

const NORTH = {
  id: "00000000-0000-4000-8000-000000000001",
  name: "North",
  address: "1 Mill Road",
  time_zone: "Europe/Berlin",
  active: true,
};

test("of a building only what differs is sent", () => {
  const fields = fieldsOf(NORTH, "UTC");
  assert.deepEqual(changeOf(NORTH, { ...fields, name: " North " }), {});
  assert.deepEqual(changeOf(NORTH, { ...fields, zone: "Europe/Rome", isActive: false }), {
    time_zone: "Europe/Rome",
    active: false,
  });
  assert.equal(changeOf(NORTH, { ...fields, name: " " }), null);
});

test("a building without a name or a zone is none yet", () => {
  const fields = { ...fieldsOf(null, "Europe/Berlin"), name: "Yard " };
  assert.deepEqual(newBuildingOf(fields), {
    name: "Yard",
    address: "",
    time_zone: "Europe/Berlin",
  });
  assert.equal(newBuildingOf({ ...fields, zone: "" }), null);
});
