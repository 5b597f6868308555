import assert from "node:assert/strict";
import { test } from "node:test";
import { withAttendee, withoutAttendee } from "./attendee-list.ts";

const maya = { email: "maya@example.org", name: "Maya", type: "required" };

test("somebody added twice, in another case, stands on the list once, as added last", () => {
  const optional = { ...maya, email: "MAYA@example.org", type: "optional" };
  assert.deepEqual(withAttendee([maya], optional), [optional]);
});

test("taking somebody off leaves the others in their order", () => {
  const guest = { email: "guest@example.org", name: "", type: "required" };
  assert.deepEqual(withoutAttendee([maya, guest], "Maya@Example.org"), [guest]);
});
