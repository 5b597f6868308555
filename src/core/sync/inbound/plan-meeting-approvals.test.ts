import assert from "node:assert/strict";
import { test } from "node:test";
import type { ApprovalState } from "../../reservations/approval.ts";
import type { RoomResponse } from "../confirmation-plan.ts";
import { carriedOut, copy, plan, ROOMS, seenAt, series, single } from "./meetings.arbitrary.ts";
import type { MeetingHere, RoomCopy, Timing } from "./views.ts";

/** Spree is a room whose reservations people here approve. */
const inSpree = (timing: Timing, response: RoomResponse = "accepted") =>
  seenAt(timing, { invited: new Map([["spree", response]]) }, { spree: copy(timing, response) });
const standingOf = (here: MeetingHere | null) =>
  here?.placements.map(({ state, approval }) => `${state} ${approval}`);
const decided = (here: MeetingHere | null, approval: ApprovalState): MeetingHere | null =>
  here && {
    ...here,
    placements: here.placements.map((each) => ({ ...each, approval, state: "confirmed" })),
  };

test("what is made in Outlook waits for people here once its room has accepted", () => {
  const asked = carriedOut(null, plan(inSpree(single(0), "none"), null));
  assert.deepEqual(standingOf(asked), ["awaiting_confirmation awaiting_approval"]);
  const accepted = carriedOut(asked, plan(inSpree(single(0)), asked));
  assert.deepEqual(standingOf(accepted), ["awaiting_approval awaiting_approval"]);
  const agreed = decided(accepted, "approved");
  assert.equal(plan(inSpree(single(0)), agreed), null);
  const moved = carriedOut(agreed, plan(inSpree(single(2)), agreed));
  assert.deepEqual(standingOf(moved), ["awaiting_approval awaiting_approval"]);
});

test("what a room has again after it had let it go is asked about anew", () => {
  const start = carriedOut(null, plan(inSpree(single(0)), null));
  const rejected = start && {
    ...start,
    state: "rejected" as const,
    placements: start.placements.map((each) => ({ ...each, state: "rejected" as const })),
  };
  const shown = (response: RoomResponse) =>
    seenAt(
      single(0),
      { invited: new Map([["spree", response]]) },
      { spree: { ...copy(single(0), response), isNew: true } as RoomCopy },
    );
  const again = plan(shown("accepted"), rejected);
  assert.deepEqual(
    again?.placements.map(({ state, isNew }) => [state, isNew]),
    [["awaiting_approval", true]],
  );
  assert.equal(plan(shown("declined"), rejected), null);
});

test("what is rejected and not yet gone from the room's calendar is not taken in once more", () => {
  const start = carriedOut(null, plan(inSpree(single(0)), null));
  const rejected = start && {
    ...start,
    state: "rejected" as const,
    placements: start.placements.map((each) => ({ ...each, state: "rejected" as const })),
  };
  assert.equal(plan(inSpree(single(0)), rejected), null);
  // Another time is another wish.
  const again = plan(inSpree(single(1)), rejected);
  assert.deepEqual(
    again?.placements.map(({ approval, isNew }) => [approval, isNew]),
    [["awaiting_approval", true]],
  );
});

test("a later date of a series is held as was decided for the series", () => {
  const four = series(0);
  const held = decided(carriedOut(null, plan(inSpree(four), null)), "approved");
  const first = held && { ...held, placements: held.placements.slice(0, 2) };
  const rolled = carriedOut(first, plan(inSpree(four), first));
  assert.deepEqual(standingOf(rolled), Array(4).fill("confirmed approved"));
  // Dates that the series did not have before are new.
  const earlier = first && { ...first, timing: series(0, [4, 5]) };
  const longer = carriedOut(earlier, plan(inSpree(four), earlier));
  assert.deepEqual(standingOf(longer)?.toSorted(), [
    "awaiting_approval awaiting_approval",
    "awaiting_approval awaiting_approval",
    "confirmed approved",
    "confirmed approved",
  ]);
});

test("what a room had before it was read for the first time is not asked about", () => {
  const rooms = ROOMS.map((room) => ({ ...room, isReadWhole: false }));
  const there = inSpree(single(0));
  const made = plan(there, null, rooms);
  assert.deepEqual(standingOf(carriedOut(null, made)), ["confirmed not_required"]);
});
