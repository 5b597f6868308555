import assert from "node:assert/strict";
import { test } from "node:test";
import { cursorAfter, type Cursor } from "./cursor.ts";
import { barsBySpace, rowsOf, type SpaceRow } from "./schedule-rows.ts";
import { createTimeScale, HOUR_MS, snapped } from "../../ui/timeline/time-scale.ts";
import { heightOf, offsetsOf, rowAt, visibleRange } from "./visible-rows.ts";
import { movedBy, outlookOf, type Draft } from "../edit/draft.ts";
import type { Schedule } from "../../../src/contract/schedule.ts";

const scale = createTimeScale("2026-11-24", "day", "Europe/Berlin");
const at = (hour: number) => scale.fromMs + hour * HOUR_MS;
const allowed = { allowed: true, codes: [], row: "U1" };

function reservation(id: string, space: string, from: number, to: number, state = "confirmed") {
  return {
    id,
    parent_id: null,
    space_id: space,
    kind: "single",
    state: state as "confirmed",
    sync_state: "synchronized",
    start: new Date(at(from)).toISOString(),
    end: new Date(at(to)).toISOString(),
    subject: id,
    requested_for_name: "Ada",
    version: 1,
    verdict: 0,
  } as const;
}

function schedule(...reservations: Schedule["reservations"]): Schedule {
  const space = { kind: "room", capacity: 4, needs_approval: false, synced: true } as const;
  return {
    buildings: [{ id: "house", name: "House", time_zone: "Europe/Berlin" }],
    spaces: [
      { ...space, id: "oak", name: "Oak", building_id: "house", floor: "1" },
      { ...space, id: "elm", name: "Elm", building_id: "house", floor: "2" },
    ],
    has_more_spaces: false,
    reservations,
    verdicts: [{ update: allowed, cancel: allowed }],
  };
}

function rowsWith(...reservations: Schedule["reservations"]) {
  const answer = schedule(...reservations);
  return rowsOf(answer, barsBySpace([answer]), new Set());
}

/** The first of these, over another time of Oak. */
function heldFrom(from: number, to: number, ...drawn: Schedule["reservations"]): Draft {
  const [, oak] = rowsWith(...drawn);
  const row = oak as SpaceRow;
  const bar = row.bars.find(({ id }) => id === drawn[0]?.id) ?? null;
  const times = { startMs: at(from), endMs: at(to) };
  return { kind: "move", bar, origin: row, row, by: "pointer", ...times };
}

test("spaces stand under their building and floor, and a collapsed group is its heading alone", () => {
  const answer = schedule();
  const keys = (collapsed: string[]) =>
    rowsOf(answer, new Map(), new Set(collapsed)).map(({ key }) => key);
  assert.deepEqual(keys([]), ["house/1", "oak", "house/2", "elm"]);
  assert.deepEqual(keys(["house/1"]), ["house/1", "house/2", "elm"]);
});

test("what lasts over midnight is in two answers and has one bar", () => {
  const night = reservation("night", "oak", 23, 25);
  const bars = barsBySpace([schedule(night), schedule(night)]).get("oak");
  assert.equal(bars?.length, 1);
});

test("bars that overlap share the height; what comes later has all of it again", () => {
  const lost = reservation("lost", "oak", 9, 10, "conflicted");
  const bars = barsBySpace([
    schedule(lost, reservation("won", "oak", 9, 11), reservation("later", "oak", 11, 12)),
  ]).get("oak");
  const lanes = bars?.map(({ id, lane, lanes: all }) => [id, lane, all]);
  assert.deepEqual(lanes, [
    ["lost", 0, 2],
    ["won", 1, 2],
    ["later", 0, 1],
  ]);
});

function conflictsOf(held: Draft, ...known: Schedule["reservations"]) {
  return outlookOf(held, barsBySpace([schedule(...known)])).conflicts.map(({ id }) => id);
}

test("only what holds the space stands in the way, and nobody in their own", () => {
  const own = reservation("own", "oak", 9, 10);
  const lost = reservation("lost", "oak", 9, 10, "conflicted");
  const other = reservation("other", "oak", 10, 11);
  const held = heldFrom(9.5, 10.5, own);
  assert.deepEqual(conflictsOf(held, own, lost, other), ["other"]);
});

test("what came or went since it was taken in hand counts, though the rows are those of then", () => {
  const own = reservation("own", "oak", 9, 10);
  const gone = reservation("gone", "oak", 10, 11);
  const held = heldFrom(9.5, 10.5, own, gone);
  assert.deepEqual(conflictsOf(held, own, gone), ["gone"]);
  assert.deepEqual(conflictsOf(held, own), []);
  assert.deepEqual(conflictsOf(held, own, reservation("come", "oak", 9.75, 10)), ["come"]);
  assert.deepEqual(conflictsOf(held, own, reservation("elsewhere", "elm", 9.75, 10)), []);
});

test("the rows in sight are found by height", () => {
  const rows = rowsWith();
  const offsets = offsetsOf(rows);
  assert.equal(
    offsets.at(-1),
    rows.reduce((sum, row) => sum + heightOf(row), 0),
  );
  assert.deepEqual(
    [0, 35, 36, 9_999].map((y) => rowAt(offsets, y)),
    [0, 0, 1, 3],
  );
  assert.deepEqual(visibleRange(offsets, 0, 50), [0, 4]);
});

test("arrows go from bar to free time and from space to space", () => {
  const ground = {
    rows: rowsWith(reservation("nine", "oak", 9, 10), reservation("ten", "oak", 10, 11)),
    scale,
    cellMs: HOUR_MS / 2,
  };
  const go = (keys: string, from: Cursor) =>
    keys.split(" ").reduce((cursor, key) => {
      const next = cursorAfter(ground, cursor, key, false);
      assert.ok(next);
      return next;
    }, from);
  const free = { rowKey: "oak", atMs: at(8), barId: null };
  const nine = { rowKey: "oak", atMs: at(9), barId: "nine" };
  assert.deepEqual(go("ArrowRight", free), { ...free, atMs: at(8.5) });
  assert.deepEqual(go("ArrowRight ArrowRight", free), nine);
  assert.equal(go("ArrowRight", nine).barId, "ten");
  assert.deepEqual(go("ArrowRight ArrowRight", nine), { ...free, atMs: at(11) });
  assert.deepEqual(go("ArrowLeft", nine), { ...free, atMs: at(8.5) });
  assert.deepEqual(go("ArrowDown ArrowDown", nine), { rowKey: "elm", atMs: at(9), barId: null });
  assert.deepEqual(go("ArrowDown ArrowDown ArrowUp ArrowUp", nine), nine);
  assert.equal(go("Home", nine).atMs, at(0));
  assert.equal(cursorAfter(ground, nine, "a", false), null);
});

test("a draft snaps, keeps its length when it is moved, and at least a step when it is resized", () => {
  const [, oak] = rowsWith();
  const row = oak as SpaceRow;
  const times = { startMs: at(9), endMs: at(10) };
  const draft: Draft = { kind: "move", bar: null, origin: row, row, by: "pointer", ...times };
  const hours = ({ startMs, endMs }: Draft) =>
    [startMs, endMs].map((ms) => (ms - scale.fromMs) / HOUR_MS);
  const by = (deltaHours: number, edge: "whole" | "start" | "end") =>
    hours(movedBy(draft, scale, deltaHours * HOUR_MS, edge, 15));
  assert.deepEqual(by(0.3, "whole"), [9.25, 10.25]);
  assert.deepEqual(by(-20, "whole"), [0, 1]);
  assert.deepEqual(by(-5, "end"), [9, 9.25]);
  assert.deepEqual(by(5, "start"), [9.75, 10]);
  assert.equal(snapped(scale, at(9.1), 60), at(9));
});

test("a day on which clocks change has its own length", () => {
  const short = createTimeScale("2026-03-29", "day", "Europe/Berlin");
  assert.equal((short.toMs - short.fromMs) / HOUR_MS, 23);
  assert.equal(createTimeScale("2026-03-23", "week", "Europe/Berlin").days.length, 7);
});
