import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { overlaps } from "../time/interval.ts";
import {
  type BlockerStep,
  missingParts,
  planBlockers,
  type ServedMeeting,
  type ServiceTimes,
  type StandingBlocker,
  wantedBlockers,
} from "./blockers.ts";
import { holdsSpace, RESERVATION_STATES } from "./reservation-state.ts";

const DAY = Temporal.Instant.from("2027-03-01T00:00:00Z");
const at = (minutes: number): Temporal.Instant => DAY.add({ minutes });
const minutesOf = ({ start, end }: { start: Temporal.Instant; end: Temporal.Instant }) => [
  DAY.until(start).total("minutes"),
  DAY.until(end).total("minutes"),
];

function service(preparation: number, cleanUp: number, isBlockerMandatory = false): ServiceTimes {
  return { preparationMinutes: preparation, cleanUpMinutes: cleanUp, isBlockerMandatory };
}

function meeting(from: number, to: number, ...services: ServiceTimes[]): ServedMeeting {
  return { state: "confirmed", spaceId: "oak", start: at(from), end: at(to), services };
}

/** What stands once everything that was wanted was made. */
function standingOf(wanted: ReturnType<typeof wantedBlockers>): StandingBlocker[] {
  return wanted.map(({ part, spaceId, start, end }) => ({
    id: part,
    part,
    spaceId,
    start,
    end,
    isLost: false,
  }));
}

test("the longest preparation goes right before the meeting, the longest clean-up right after", () => {
  const wanted = wantedBlockers(meeting(600, 660, service(15, 0), service(30, 10), service(0, 5)));
  assert.deepEqual(
    wanted.map(({ part, spaceId, ...times }) => [part, spaceId, ...minutesOf(times)]),
    [
      ["preparation", "oak", 570, 600],
      ["clean_up", "oak", 660, 670],
    ],
  );
});

test("services that need no time want no blocker", () => {
  assert.deepEqual(wantedBlockers(meeting(600, 660, service(0, 0, true))), []);
  assert.deepEqual(wantedBlockers(meeting(600, 660)), []);
});

test("a blocker is mandatory where one that needs its part of the time says so", () => {
  const wanted = wantedBlockers(meeting(600, 660, service(15, 0, true), service(30, 30)));
  assert.deepEqual(
    wanted.map(({ part, isMandatory }) => [part, isMandatory]),
    [
      ["preparation", true],
      ["clean_up", false],
    ],
  );
});

test("blockers are wanted while the meeting has its space, and after what took place", () => {
  for (const state of RESERVATION_STATES) {
    const wanted = wantedBlockers({ ...meeting(600, 660, service(15, 15)), state });
    assert.equal(wanted.length > 0, holdsSpace(state) || state === "completed", state);
  }
});

test("what is wanted is made, and what fits is left alone", () => {
  const wanted = wantedBlockers(meeting(600, 660, service(15, 15)));
  const made = planBlockers(wanted, [], at(0));
  assert.deepEqual(made.beforeMeeting, []);
  assert.deepEqual(made.afterMeeting, [
    { kind: "make", wanted: wanted[0] },
    { kind: "make", wanted: wanted[1] },
  ]);
  const settled = planBlockers(wanted, standingOf(wanted), at(0));
  assert.deepEqual(settled, { beforeMeeting: [], afterMeeting: [] });
});

test("what the meeting does not want any more is cancelled before anything else", () => {
  const standing = standingOf(wantedBlockers(meeting(600, 660, service(15, 15))));
  const plan = planBlockers([], standing, at(0));
  assert.deepEqual(
    plan.beforeMeeting.map((step) => step.kind),
    ["cancel", "cancel"],
  );
  assert.deepEqual(plan.afterMeeting, []);
});

test("what is over is left as it was, and is not made", () => {
  const before = wantedBlockers(meeting(600, 660, service(15, 15)));
  const standing = standingOf(before);
  // Ended early, while it went on: only the clean-up moves.
  const early = wantedBlockers({ ...meeting(600, 630, service(15, 15)), state: "completed" });
  const plan = planBlockers(early, standing, at(629));
  assert.deepEqual(plan.beforeMeeting, []);
  assert.deepEqual(
    plan.afterMeeting.map((step) => [step.kind, "wanted" in step && step.wanted.part]),
    [["move", "clean_up"]],
  );
  assert.deepEqual(planBlockers(before, [], at(700)), { beforeMeeting: [], afterMeeting: [] });
});

test("one that has lost its room is given up where it was, and moves where that is elsewhere", () => {
  const wanted = wantedBlockers(meeting(600, 660, service(15, 0)));
  const lost = standingOf(wanted).map((each) => ({ ...each, isLost: true }));
  const there = planBlockers(wanted, lost, at(0));
  assert.deepEqual(there, {
    beforeMeeting: [{ kind: "cancel", blocker: lost[0] }],
    afterMeeting: [],
  });
  const moved = wantedBlockers(meeting(630, 690, service(15, 0)));
  const [step] = planBlockers(moved, lost, at(0)).afterMeeting;
  assert.equal(step?.kind, "move");
});

test("of two for one part, one stays", () => {
  const wanted = wantedBlockers(meeting(600, 660, service(15, 0)));
  const [one] = standingOf(wanted);
  assert.ok(one);
  const plan = planBlockers(wanted, [one, { ...one, id: "other" }], at(0));
  assert.deepEqual(
    plan.beforeMeeting.map((step) => step.kind === "cancel" && step.blocker.id),
    ["other"],
  );
});

test("what is missing is told until it is over", () => {
  const wanted = wantedBlockers(meeting(600, 660, service(15, 15)));
  assert.deepEqual(missingParts(wanted, [], at(0)), ["preparation", "clean_up"]);
  assert.deepEqual(missingParts(wanted, [{ part: "clean_up" }], at(0)), ["preparation"]);
  assert.deepEqual(missingParts(wanted, [], at(620)), ["clean_up"]);
});

test("carried out in its order, a move never meets what has yet to leave, wherever it goes", () => {
  const minutes = fc.integer({ min: 0, max: 120 });
  const times = fc.record({
    from: fc.integer({ min: 300, max: 900 }),
    length: fc.integer({ min: 1, max: 240 }),
    preparation: minutes,
    cleanUp: minutes,
  });
  fc.assert(
    fc.property(times, times, (old, next) => {
      const served = ({ from, length, preparation, cleanUp }: typeof old) =>
        meeting(from, from + length, service(preparation, cleanUp));
      const [before, after] = [served(old), served(next)];
      const space = new Map<string, { start: Temporal.Instant; end: Temporal.Instant }>();
      for (const each of standingOf(wantedBlockers(before))) space.set(each.part, each);
      space.set("meeting", before);
      const take = (key: string, wanted: { start: Temporal.Instant; end: Temporal.Instant }) => {
        for (const [other, held] of space) {
          assert.ok(other === key || !overlaps(held, wanted), `${key} meets ${other}`);
        }
        space.set(key, wanted);
      };
      const carryOut = (step: BlockerStep<StandingBlocker>) =>
        step.kind === "cancel"
          ? void space.delete(step.blocker.part)
          : take(step.wanted.part, step.wanted);
      const wanted = wantedBlockers(after);
      const plan = planBlockers(wanted, standingOf(wantedBlockers(before)), at(0));
      plan.beforeMeeting.forEach(carryOut);
      take("meeting", after);
      plan.afterMeeting.forEach(carryOut);
      assert.equal(space.size, wanted.length + 1);
    }),
  );
});
