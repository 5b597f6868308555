import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { planOccurrences } from "./plan-occurrences.ts";

function on(date: string, hour = 9) {
  const start = Temporal.Instant.from(`${date}T${String(hour).padStart(2, "0")}:00Z`);
  return { originalDate: date, start, end: start.add({ hours: 1 }) };
}

function standing(date: string, hour?: number) {
  return { ...on(date, hour), id: `of ${date}`, spaceId: "oak" };
}

function wanted(date: string, hour?: number) {
  return { ...on(date, hour), isException: false };
}

function shown(plan: ReturnType<typeof planOccurrences>) {
  const pairs = (each: typeof plan.kept) =>
    each.map(({ standing: { id }, wanted: { originalDate } }) => `${id} -> ${originalDate}`);
  return {
    kept: pairs(plan.kept),
    moved: pairs(plan.moved),
    added: plan.added.map(({ originalDate }) => originalDate),
    dropped: plan.dropped.map(({ id }) => id),
  };
}

test("a series that stays as it is keeps every occurrence", () => {
  const plan = planOccurrences(
    [standing("2027-01-04"), standing("2027-01-11")],
    [wanted("2027-01-04"), wanted("2027-01-11")],
    null,
  );
  assert.deepEqual(shown(plan), {
    kept: ["of 2027-01-04 -> 2027-01-04", "of 2027-01-11 -> 2027-01-11"],
    moved: [],
    added: [],
    dropped: [],
  });
});

test("another time of day moves each occurrence on its own date", () => {
  const plan = planOccurrences(
    [standing("2027-01-04"), standing("2027-01-11")],
    [wanted("2027-01-04", 10), wanted("2027-01-11", 10)],
    null,
  );
  assert.deepEqual(shown(plan).moved, [
    "of 2027-01-04 -> 2027-01-04",
    "of 2027-01-11 -> 2027-01-11",
  ]);
});

test("another space moves those that are not there already", () => {
  const plan = planOccurrences(
    [standing("2027-01-04"), { ...standing("2027-01-11"), spaceId: "elm" }],
    [wanted("2027-01-04"), wanted("2027-01-11")],
    "elm",
  );
  assert.deepEqual(shown(plan).moved, ["of 2027-01-04 -> 2027-01-04"]);
  assert.deepEqual(shown(plan).kept, ["of 2027-01-11 -> 2027-01-11"]);
});

test("on other days the first becomes the first, and so on", () => {
  const plan = planOccurrences(
    [standing("2027-01-04"), standing("2027-01-11"), standing("2027-01-18")],
    [wanted("2027-01-06"), wanted("2027-01-13")],
    null,
  );
  assert.deepEqual(shown(plan), {
    kept: [],
    moved: ["of 2027-01-04 -> 2027-01-06", "of 2027-01-11 -> 2027-01-13"],
    added: [],
    dropped: ["of 2027-01-18"],
  });
});

test("a date that both have is not given to another", () => {
  const plan = planOccurrences(
    [standing("2027-01-04"), standing("2027-01-11")],
    [wanted("2027-01-11"), wanted("2027-01-12"), wanted("2027-01-13")],
    null,
  );
  assert.deepEqual(shown(plan), {
    kept: ["of 2027-01-11 -> 2027-01-11"],
    moved: ["of 2027-01-04 -> 2027-01-12"],
    added: ["2027-01-13"],
    dropped: [],
  });
});

test("a date that is to be elsewhere is there, whatever becomes of the others", () => {
  const plan = planOccurrences(
    [standing("2027-01-04"), standing("2027-01-11")],
    [wanted("2027-01-04"), { ...wanted("2027-01-11"), elsewhereId: "fir" }],
    "elm",
  );
  assert.deepEqual(
    plan.moved.map(({ standing: { id }, spaceId }) => [id, spaceId]),
    [
      ["of 2027-01-04", "elm"],
      ["of 2027-01-11", "fir"],
    ],
  );
});
