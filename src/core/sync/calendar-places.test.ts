import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type PlacedSyncEvent, placeOfLastWrite, planPlaces } from "./calendar-places.ts";
import { MEETING_EVENT_TYPES, SYNC_EVENT_STATES } from "./outbound-plan.ts";

const HERE = { providerId: "one", mailbox: "Service@usher.example" };
const THERE = { providerId: "two", mailbox: "service@usher.example" };

const event = (id: string, over: Partial<PlacedSyncEvent>): PlacedSyncEvent => ({
  id,
  type: "create",
  state: "processed",
  mayHaveBeenSent: true,
  ...HERE,
  ...over,
});

test("the same mailbox with another provider's credential is another place", () => {
  const plan = planPlaces([event("1", {})], THERE, false);
  assert.equal(plan.write?.enqueue, "create");
  assert.deepEqual(
    plan.leave.map(({ before, plan: { enqueue } }) => [before.id, enqueue]),
    [["1", "cancel"]],
  );
});

test("a mailbox that is written with other capitals is the same place", () => {
  const plan = planPlaces([event("1", {})], { ...HERE, mailbox: "SERVICE@usher.example" }, false);
  assert.equal(plan.write?.enqueue, "update");
  assert.deepEqual(plan.leave, []);
});

test("a cancellation that was given up is not asked for again with each change elsewhere", () => {
  const events = [
    event("1", {}),
    event("2", { type: "cancel", state: "error" }),
    event("3", THERE),
  ];
  const plan = planPlaces(events, THERE, false);
  assert.deepEqual([plan.leave, plan.supersede], [[], []]);
  assert.deepEqual(
    plan.standing.map(({ providerId }) => providerId),
    ["one"],
  );
  assert.equal(placeOfLastWrite(events)?.id, "3");
});

test("a write that was called off after a call may stand, and is looked for before another", () => {
  const events = [
    event("1", { state: "superseded" }),
    event("2", { type: "cancel", state: "new", mayHaveBeenSent: false }),
  ];
  const plan = planPlaces(events, HERE, false);
  assert.deepEqual([plan.write?.enqueue, plan.write?.mayAlreadyExist], ["create", true]);
  assert.deepEqual(plan.supersede, ["2"]);
});

test("a cancellation for one place is never superseded by what is told another", () => {
  const place = fc.constantFrom(HERE, THERE);
  const anyEvent = fc.record({
    type: fc.constantFrom(...MEETING_EVENT_TYPES),
    state: fc.constantFrom(...SYNC_EVENT_STATES),
    mayHaveBeenSent: fc.boolean(),
    place,
  });
  const target = fc.option(place, { nil: null });
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 8 }), target, (drawn, wanted) => {
      const events = drawn.map(({ place: where, ...over }, n) =>
        event(`${n}`, { ...over, ...where }),
      );
      const { supersede } = planPlaces(events, wanted, false);
      for (const { providerId } of [HERE, THERE]) {
        if (providerId === wanted?.providerId) continue;
        const group = events.filter((known) => known.providerId === providerId);
        const last = group.findLast(
          ({ state, mayHaveBeenSent }) => state !== "superseded" || mayHaveBeenSent,
        );
        if (last?.type === "cancel") assert.ok(!supersede.includes(last.id));
      }
    }),
  );
});
