import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import {
  APPROVAL_POLICIES,
  APPROVAL_STATES,
  approvalAfterMove,
  type ApprovalFacts,
  approvalOfLater,
  type ApprovalState,
  approvalStateOf,
  approvalWhenPlaced,
  parentApproval,
  refuseDecision,
  requiresApproval,
  stateWhenApproved,
} from "./approval.ts";
import { isFinal, RESERVATION_STATES, transition } from "./reservation-state.ts";

const arbitraryApproval = fc.constantFrom(...APPROVAL_STATES);
const arbitraryState = fc.constantFrom(...RESERVATION_STATES);

test("a module decides about its spaces, or leaves it to each of them", () => {
  const answers = APPROVAL_POLICIES.flatMap((policy) =>
    [false, true].map((spaceRequiresIt) => requiresApproval({ policy, spaceRequiresIt })),
  );
  assert.deepEqual(answers, [false, true, true, true, false, false]);
});

test("nobody is asked about a blocker", () => {
  assert.equal(approvalWhenPlaced(true, "blocker"), "not_required");
  for (const kind of ["single", "recurring", "multi_space", "group"] as const) {
    assert.equal(approvalWhenPlaced(true, kind), "awaiting_approval");
    assert.equal(approvalWhenPlaced(false, kind), "not_required");
  }
});

const hour = (at: number) => Temporal.Instant.from("2027-03-01T00:00:00Z").add({ hours: at });
const place = (from: number, hours: number, spaceId: string) => ({
  start: hour(from),
  end: hour(from + hours),
  spaceId,
});
const arbitraryPlace = fc
  .tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 4 }), fc.constantFrom("a", "b"))
  .map(([from, hours, spaceId]) => place(from, hours, spaceId));

test("what lies within what was agreed stays agreed, and all else is asked about anew", () => {
  fc.assert(
    fc.property(
      arbitraryPlace,
      arbitraryPlace,
      arbitraryApproval,
      arbitraryApproval,
      (from, to, approval, placed) => {
        const isWithin =
          from.spaceId === to.spaceId &&
          from.start.epochMilliseconds <= to.start.epochMilliseconds &&
          to.end.epochMilliseconds <= from.end.epochMilliseconds;
        const after = approvalAfterMove({ ...from, approval }, to, placed);
        assert.equal(after, isWithin ? approval : placed);
      },
    ),
  );
});

test("nobody is asked about what is over", () => {
  fc.assert(
    fc.property(arbitraryApproval, arbitraryState, (recorded, state) => {
      const read = approvalStateOf(recorded, state);
      assert.equal(
        read === "awaiting_approval",
        recorded === "awaiting_approval" && !isFinal(state),
      );
      if (read !== recorded) assert.equal(read, "not_given");
    }),
  );
});

test("a series waits as long as a regular date of it does, and exceptions wait for themselves", () => {
  const of = (...occurrences: readonly (readonly [ApprovalState, boolean])[]) =>
    parentApproval(occurrences.map(([approval, isException]) => ({ approval, isException })));
  assert.equal(of(), "not_required");
  assert.equal(of(["approved", false], ["awaiting_approval", false]), "awaiting_approval");
  assert.equal(of(["approved", false], ["awaiting_approval", true]), "approved");
  assert.equal(of(["rejected", false], ["approved", false]), "approved");
  assert.equal(of(["rejected", false], ["not_given", false]), "rejected");
  assert.equal(of(["not_given", false], ["not_required", false]), "not_given");
});

test("a later date of a series was decided on with it, unless nobody did", () => {
  const later = (approval: ApprovalState) => approvalOfLater([{ approval, isException: false }]);
  assert.deepEqual(APPROVAL_STATES.map(later), [
    "not_required",
    "awaiting_approval",
    "approved",
    "awaiting_approval",
    "awaiting_approval",
  ]);
});

const facts = (change: Partial<ApprovalFacts> = {}): ApprovalFacts => ({
  state: "awaiting_approval",
  approval: "awaiting_approval",
  isAwaitedInOutlook: false,
  isSeries: false,
  isOfRooms: false,
  ...change,
});

test("it is decided on once, where somebody has to, and while it stands", () => {
  const codes: readonly (readonly [Partial<ApprovalFacts>, string | undefined])[] = [
    [{}, undefined],
    [{ state: "awaiting_confirmation" }, undefined],
    [{ isAwaitedInOutlook: true }, undefined],
    [{ state: "conflicted" }, "not_possible_now"],
    [{ state: "conflicted", isSeries: true }, undefined],
    [{ state: "cancelled", approval: "not_given" }, "reservation_is_over"],
    [{ state: "cancelled", approval: "not_given", isSeries: true }, "reservation_is_over"],
    [{ state: "confirmed", approval: "not_required" }, "approval_not_required"],
    [{ approval: "not_required", isAwaitedInOutlook: true }, "decided_in_outlook"],
    [{ state: "confirmed", approval: "approved" }, "already_decided"],
    [{ state: "rejected", approval: "rejected" }, "already_decided"],
    [{ isOfRooms: true }, "one_occurrence_only"],
  ];
  for (const [change, code] of codes) {
    assert.equal(refuseDecision(facts(change))?.code, code, JSON.stringify(change));
  }
});

test("what is approved waits for its room only, and what lost it goes on being in conflict", () => {
  assert.equal(stateWhenApproved("awaiting_approval", false), "confirmed");
  assert.equal(stateWhenApproved("awaiting_approval", true), "approved");
  assert.equal(stateWhenApproved("awaiting_confirmation", false), "approved");
  assert.equal(stateWhenApproved("conflicted", false), "conflicted");
});

test("whichever of the two agrees first, both have to", () => {
  const accepted = { type: "room_accepted", approvalAwaited: true } as const;
  fc.assert(
    fc.property(fc.boolean(), fc.boolean(), (roomFirst, isTentative) => {
      const asked = isTentative
        ? transition("awaiting_confirmation", { type: "room_tentative" })
        : ({ ok: true, value: "awaiting_confirmation" } as const);
      assert.ok(asked.ok);
      if (roomFirst) {
        const answered = transition(asked.value, accepted);
        assert.ok(answered.ok);
        assert.equal(answered.value, "awaiting_approval");
        assert.equal(stateWhenApproved(answered.value, false), "confirmed");
      } else {
        const approved = stateWhenApproved(asked.value, isTentative);
        assert.equal(approved, "approved");
        const answered = transition(approved, { ...accepted, approvalAwaited: false });
        assert.ok(answered.ok);
        assert.equal(answered.value, "confirmed");
      }
    }),
  );
});
