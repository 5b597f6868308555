import assert from "node:assert/strict";
import { test } from "node:test";
import { kindsFor, type TogetherDraft, wantedOf } from "./together-draft.ts";

const MODULE = {
  id: "m",
  name: "Rooms",
  on_behalf_shown: true,
  recurring_enabled: true,
  multi_space_enabled: true,
  group_enabled: true,
};
const ROOM = { module: MODULE, synced: true };
const DESK = { module: MODULE, synced: false };
const ADA = { id: "ada", display_name: "Ada", email: "ada@example.org" };
const DRAFT: TogetherDraft = {
  spaceIds: ["one", "two"],
  kind: "group",
  date: "2027-03-01",
  from: "09:00",
  to: "10:00",
  subject: "Team day",
  notes: "",
  isPrivate: false,
  attendees: [],
  requestedFor: null,
  people: { one: ADA },
  services: { two: ["coffee"] },
};

test("spaces are booked together as far as all of their modules say", () => {
  assert.deepEqual(kindsFor([ROOM, DESK], false), ["multi-space", "group"]);
  const noGroups = { ...DESK, module: { ...MODULE, group_enabled: false } };
  assert.deepEqual(kindsFor([ROOM, noGroups], false), ["multi-space"]);
  const alone = { ...DESK, module: { ...MODULE, multi_space_enabled: false } };
  assert.deepEqual(kindsFor([ROOM, alone], false), ["group"]);
});

test("in personal mode a group has no synced space", () => {
  assert.deepEqual(kindsFor([ROOM, DESK], true), ["multi-space"]);
  assert.deepEqual(kindsFor([DESK, DESK], true), ["multi-space", "group"]);
});

test("a group is not booked while a space is nobody's", () => {
  assert.equal(wantedOf(DRAFT, "Europe/Berlin"), null);
  const all = { ...DRAFT, people: { one: ADA, two: ADA } };
  const wanted = wantedOf(all, "Europe/Berlin");
  assert.deepEqual(wanted?.kind === "group" && wanted.body.members, [
    { space_id: "one", requested_for: "ada", services: [] },
    { space_id: "two", requested_for: "ada", services: ["coffee"] },
  ]);
  const meeting = wantedOf({ ...DRAFT, kind: "multi-space" }, "Europe/Berlin");
  assert.deepEqual(meeting?.kind === "multi-space" && meeting.body.services_by_space, {
    two: ["coffee"],
  });
});
