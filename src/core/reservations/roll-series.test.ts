import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { parseSeries } from "../recurrence/parse-series.ts";
import type { Series } from "../recurrence/series.ts";
import type { ReservationState } from "./reservation-state.ts";
import { type RolledOccurrence, rollSeries, stateOfLater } from "./roll-series.ts";

const NOW = Temporal.Instant.from("2027-01-04T06:00:00Z");

function weekly(range: object) {
  const parsed = parseSeries({
    pattern: { type: "weekly", daysOfWeek: ["monday"] },
    range: { startDate: "2027-01-04", ...range },
    startTime: "09:00",
    durationMinutes: 60,
    zone: "UTC",
  });
  if (!parsed.ok) throw new Error(parsed.problem.code);
  return parsed.value;
}

function standing(
  originalDate: string,
  spaceId = "oak",
  isException = false,
  own: Partial<RolledOccurrence> = {},
): RolledOccurrence {
  const start = Temporal.Instant.from(`${originalDate}T09:00:00Z`);
  const end = start.add({ hours: 1 });
  return {
    id: `${spaceId} ${originalDate}`,
    originalDate,
    start,
    end,
    spaceId,
    isException,
    state: "confirmed",
    approval: "not_required",
    reasonCode: null,
    ...own,
  };
}

function roll(
  series: Series,
  held: readonly RolledOccurrence[],
  daysAhead: number,
  { heldBefore = NOW, elsewhere = [] as readonly string[] } = {},
) {
  const now = { series, standing: held, agreedElsewhere: new Set(elsewhere) };
  return rollSeries(now, heldBefore, NOW, daysAhead);
}

const ENDLESS = weekly({ type: "noEnd" });

test("a series takes what has come into its window since", () => {
  const held = [standing("2027-01-04"), standing("2027-01-11")];
  const plan = roll(ENDLESS, held, 14);
  assert.deepEqual(
    plan.added.map(({ originalDate, spaceId }) => [originalDate, spaceId]),
    [["2027-01-18", "oak"]],
  );
  assert.equal(plan.heldUntil.toString(), "2027-01-19T00:00:00Z");
  assert.equal(plan.isComplete, false);
});

test("a date that was not held while it could be is left out", () => {
  const held = [standing("2027-01-04"), standing("2027-01-18")];
  const heldBefore = Temporal.Instant.from("2027-01-19T00:00:00Z");
  const plan = roll(ENDLESS, held, 21, { heldBefore });
  assert.deepEqual(
    plan.added.map(({ originalDate }) => originalDate),
    ["2027-01-25"],
  );
});

test("a series that is held to its end is complete, one with a date beyond the window is not", () => {
  const held = [standing("2027-01-04")];
  const twice = weekly({ type: "numbered", numberOfOccurrences: 2 });
  assert.deepEqual(
    [roll(twice, held, 6).isComplete, roll(twice, held, 7).isComplete],
    [false, true],
  );
});

test("a meeting in two rooms goes on in both", () => {
  const held = [standing("2027-01-04", "oak"), standing("2027-01-04", "elm")];
  const plan = roll(ENDLESS, held, 7);
  assert.deepEqual(
    plan.added.map(({ originalDate, spaceId }) => `${spaceId} ${originalDate}`).toSorted(),
    ["elm 2027-01-11", "oak 2027-01-11"],
  );
});

test("an occurrence that was moved elsewhere neither comes back nor brings the others along", () => {
  const held = [standing("2027-01-04"), standing("2027-01-11", "elm", true)];
  assert.deepEqual(roll(ENDLESS, held, 7).added, []);
});

test("later occurrences stand as the series does", () => {
  assert.equal(stateOfLater("awaiting_confirmation", "not_required"), "awaiting_confirmation");
  assert.equal(stateOfLater("awaiting_approval", "not_required"), "awaiting_approval");
  assert.equal(stateOfLater("in_progress", "approved"), "confirmed");
  assert.equal(stateOfLater("completed", "not_required"), "confirmed");
  // Nobody has decided on the series yet.
  assert.equal(stateOfLater("completed", "awaiting_approval"), "awaiting_approval");
  assert.equal(stateOfLater("approved", "approved"), "approved");
});

test("in each room it goes on as it was decided there", () => {
  const waiting = { state: "awaiting_approval", approval: "awaiting_approval" } as const;
  const held = [
    standing("2027-01-04", "oak", false, { approval: "approved" }),
    standing("2027-01-04", "elm", false, waiting),
    standing("2027-01-04", "ash", false, { state: "rejected", approval: "rejected" }),
    standing("2027-01-04", "fir"),
  ];
  assert.deepEqual(
    roll(ENDLESS, held, 7).added.map(({ spaceId, state, approval }) => [spaceId, state, approval]),
    [
      ["oak", "confirmed", "approved"],
      ["elm", "awaiting_approval", "awaiting_approval"],
      ["ash", "awaiting_approval", "awaiting_approval"],
      ["fir", "confirmed", "not_required"],
    ],
  );
});

test("a date that is agreed to be in another room is not held in the series' own", () => {
  const held = [standing("2027-01-04")];
  const plan = roll(ENDLESS, held, 14, { elsewhere: ["2027-01-11", "2027-03-01"] });
  assert.deepEqual(
    plan.added.map(({ originalDate }) => originalDate),
    ["2027-01-18"],
  );
  assert.equal(plan.readsAgain, true);
  const later = roll(ENDLESS, held, 14, { elsewhere: ["2027-03-01"] });
  assert.deepEqual([later.added.length, later.readsAgain], [2, false]);
});

/** Of the two dates that there were it is settled whether they are held. */
const SETTLED = { heldBefore: Temporal.Instant.from("2027-01-12T00:00:00Z") };

test("after its last date was lost in Outlook, its rooms say whether a series goes on", () => {
  const lost = (reasonCode: string, state: ReservationState = "cancelled") => [
    standing("2027-01-04", "oak", false, { state: "completed" }),
    standing("2027-01-11", "oak", false, { state, reasonCode }),
  ];
  for (const reasonCode of ["meeting_removed", "room_removed", "room_declined", "room_let_go"]) {
    const plan = roll(ENDLESS, lost(reasonCode), 14, SETTLED);
    assert.deepEqual([plan.added, plan.readsAgain], [[], true]);
  }
  for (const held of [lost("never_confirmed"), lost("room_declined", "conflicted")]) {
    const plan = roll(ENDLESS, held, 14, SETTLED);
    assert.deepEqual([plan.added.length, plan.readsAgain], [1, false]);
  }
});

test("a date that was lost alone does not keep a series from going on", () => {
  const lost = { state: "cancelled", reasonCode: "room_declined" } as const;
  const held = [
    standing("2027-01-04", "oak", false, lost),
    standing("2027-01-11", "oak", false, { state: "completed" }),
  ];
  assert.equal(roll(ENDLESS, held, 14, SETTLED).added.length, 1);
  // Taken out of the series, or in other rooms by now: the others stand.
  const last = [
    standing("2027-01-04"),
    standing("2027-01-11", "oak", false, { ...lost, reasonCode: "room_removed" }),
  ];
  const without = { ...ENDLESS, cancelledDates: [Temporal.PlainDate.from("2027-01-11")] };
  assert.equal(roll(without, last, 14, SETTLED).added.length, 1);
  assert.equal(roll(ENDLESS, last, 14, { ...SETTLED, elsewhere: ["2027-01-11"] }).added.length, 1);
});

test("where one of two rooms was lost, a series goes on in the other", () => {
  const lost = { state: "cancelled", reasonCode: "room_declined" } as const;
  const held = ["oak", "fir"].flatMap((spaceId) => [
    standing("2027-01-04", spaceId, false, { state: "completed" }),
    standing("2027-01-11", spaceId, false, spaceId === "oak" ? lost : {}),
  ]);
  const plan = roll(ENDLESS, held, 14, SETTLED);
  assert.deepEqual(
    plan.added.map(({ spaceId }) => spaceId),
    ["fir"],
  );
  assert.equal(plan.readsAgain, true);
});
