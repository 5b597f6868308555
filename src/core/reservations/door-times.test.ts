import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { laterEnds, timesFromNow } from "./door-times.ts";

const at = (time: string) => Temporal.Instant.from(`2031-03-04T${time}Z`);
const ends = (next: string | null) =>
  timesFromNow(at("09:00:40"), next === null ? null : at(next)).map(({ end }) => end.toString());
const on = (...times: readonly string[]) => times.map((time) => at(time).toString());

test("a door offers a quarter, half and a whole hour from the minute that has begun", () => {
  assert.deepEqual(ends(null), on("09:15", "09:30", "10:00"));
  assert.equal(timesFromNow(at("09:00:40"), null)[0]?.start.toString(), "2031-03-04T09:00:00Z");
});

test("what does not fit before the next reservation is offered up to it", () => {
  assert.deepEqual(ends("10:00"), on("09:15", "09:30", "10:00"));
  assert.deepEqual(ends("09:40"), on("09:15", "09:30", "09:40"));
  assert.deepEqual(ends("09:30"), on("09:15", "09:30"));
  assert.deepEqual(ends("09:10"), on("09:10"));
});

test("a gap of a few minutes is not offered", () => {
  assert.deepEqual(ends("09:04"), []);
});

test("what goes on is given more time up to the next reservation", () => {
  assert.deepEqual(laterEnds(at("10:00"), at("10:20")).map(String), on("10:15", "10:20"));
  assert.deepEqual(laterEnds(at("10:00"), at("10:00")), []);
});
