import assert from "node:assert/strict";
import { test } from "node:test";
import { changeOf, fieldsOf, settingsOf } from "./service-fields.ts";

const COFFEE = {
  id: "6f1b6f0e-6a53-4f0c-9a0f-0c2f3a6f1b11",
  name: "Coffee",
  description: "",
  preparation_minutes: 15,
  clean_up_minutes: 30,
  lead_time_minutes: 0,
  is_blocker_mandatory: false,
  on_every_reservation: false,
  version: 2,
};

test("a form that nobody touched changes nothing, and one field changes itself alone", () => {
  const fields = fieldsOf(COFFEE);
  assert.deepEqual(changeOf(COFFEE, fields), {});
  assert.deepEqual(changeOf(COFFEE, { ...fields, name: " Tea ", isMandatory: true }), {
    name: "Tea",
    is_blocker_mandatory: true,
  });
});

test("an empty number is none", () => {
  const fields = { ...fieldsOf(COFFEE), preparation: undefined };
  assert.deepEqual(changeOf(COFFEE, fields), { preparation_minutes: 0 });
  assert.equal(settingsOf(fieldsOf(null)).clean_up_minutes, 0);
});
