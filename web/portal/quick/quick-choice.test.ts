import assert from "node:assert/strict";
import { test } from "node:test";
import type { Space } from "../../../src/contract/places.ts";
import { bestOf, readChoice, timesOf, withChosen, writeChoice } from "./quick-choice.ts";

const BUILDING = "6f1b6f0e-6a53-4f0c-9a0f-0c2f3a6f1b11";
const read = (query: string) => readChoice(new URLSearchParams(query), BUILDING);

test("a link brings its choices, and what it leaves out is as usual", () => {
  assert.deepEqual(read(""), { minutes: 30, party: 1, buildingId: BUILDING, start: "now" });
  const choice = read("minutes=45&people=6&start=quarter");
  assert.deepEqual(choice, { minutes: 45, party: 6, buildingId: BUILDING, start: "quarter" });
  assert.equal(read("kind=desk").party, "desk");
  assert.deepEqual(readChoice(writeChoice(choice), BUILDING), choice);
});

test("what makes no sense in a link is read as usual", () => {
  const { minutes, party } = read("minutes=-3&people=4.5&kind=castle&start=never");
  assert.deepEqual([minutes, party], [30, 1]);
});

test("a length that is not usual is in sight, where it belongs", () => {
  assert.deepEqual(withChosen([15, 30, 60], 45), [15, 30, 45, 60]);
  assert.deepEqual(withChosen([15, 30, 60], 30), [15, 30, 60]);
});

test("it begins with this minute, or with the next quarter", () => {
  const now = "2031-03-04T09:07:40.000Z";
  const times = (start: "now" | "quarter") => timesOf({ ...read(""), start }, now);
  assert.deepEqual(times("now"), {
    start: "2031-03-04T09:07:00.000Z",
    end: "2031-03-04T09:37:00.000Z",
  });
  assert.equal(times("quarter").start, "2031-03-04T09:15:00.000Z");
});

test("the smallest that is large enough is best, and what needs no approval before it", () => {
  const space = (id: string, capacity: number, needs_approval = false) =>
    ({ id, capacity, needs_approval }) as Space;
  const free = [space("board", 6, true), space("large", 12), space("small", 8)];
  const ids = (passedOver: readonly string[]) => bestOf(free, passedOver).map(({ id }) => id);
  assert.deepEqual(ids([]), ["small", "large", "board"]);
  assert.deepEqual(ids(["small"]), ["large", "board"]);
});
