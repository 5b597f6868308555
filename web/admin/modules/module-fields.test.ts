import assert from "node:assert/strict";
import { test } from "node:test";
import type { ReservableModule } from "../../../src/contract/modules.ts";
import { changeOf, fieldsOf } from "./module-fields.ts";

const ada = { id: "a", display_name: "Ada", email: "ada@example.org" };
const ben = { id: "b", display_name: "Ben", email: "ben@example.org" };
const MODULE: ReservableModule = {
  id: "m",
  name: "Rooms",
  duration_minutes_min: 5,
  duration_minutes_max: 480,
  days_ahead_max: 90,
  recurring_enabled: true,
  multi_space_enabled: true,
  group_enabled: false,
  on_behalf_shown: true,
  subject_required: false,
  show_as: "busy",
  check_in_policy: "by_space",
  check_in_opens_minutes_before: 30,
  releases_no_shows: false,
  approval_policy: "by_space",
  reminder_minutes_before: 10,
  approvers: [ada, ben],
  space_count: 3,
  version: 7,
};

test("what the form leaves as it was is not sent", () => {
  const fields = fieldsOf(MODULE);
  assert.deepEqual(changeOf(MODULE, fields), {});
  assert.deepEqual(changeOf(MODULE, { ...fields, name: " Rooms ", approvers: [ben, ada] }), {});
  assert.deepEqual(changeOf(MODULE, { ...fields, daysAhead: undefined }), {});
});

test("what is different is sent, approvers by their ids", () => {
  const fields = { ...fieldsOf(MODULE), approvalPolicy: "always" as const, approvers: [ben] };
  assert.deepEqual(changeOf(MODULE, { ...fields, durationMax: 60 }), {
    approval_policy: "always",
    approvers: ["b"],
    duration_minutes_max: 60,
  });
});
