import assert from "node:assert/strict";
import { test } from "node:test";
import { createEventNameReader } from "./event-names.ts";

test("events are told once they are complete, however the stream is cut", () => {
  const read = createEventNameReader();
  assert.deepEqual(read("retry: 2000\n\nevent: reser"), []);
  assert.deepEqual(read('vation\ndata: {"id":"x"}\n'), []);
  assert.deepEqual(read("\nevent: reservation\ndata: {}\n\n: still"), [
    "reservation",
    "reservation",
  ]);
});

test("signs of life are no events", () => {
  assert.deepEqual(createEventNameReader()(": still here\n\n: still here\n\n"), []);
});
