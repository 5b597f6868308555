import assert from "node:assert/strict";
import { test } from "node:test";
import { edgeScroll } from "./edge-scroll.ts";

const SIGHT = { left: 100, right: 500, top: 200, bottom: 400 };
const at = (clientX: number, clientY: number) => edgeScroll(SIGHT, { clientX, clientY }, 10);

test("the ground rests while what is held is not near an edge", () => {
  assert.deepEqual(at(300, 300), [0, 0]);
});

test("the ground moves towards the edge, faster the nearer, and no faster beyond", () => {
  const [slow] = at(480, 300);
  const [fast] = at(495, 300);
  assert.ok(slow > 0 && fast > slow);
  assert.deepEqual(at(500, 300), at(900, 300));
  assert.deepEqual(at(100, 400), [-12, 12]);
  assert.deepEqual(at(300, 150), [0, -12]);
});

test("the ground moves as far in one long frame as in two short ones", () => {
  const [once] = edgeScroll(SIGHT, { clientX: 490, clientY: 300 }, 32);
  const [half] = edgeScroll(SIGHT, { clientX: 490, clientY: 300 }, 16);
  assert.equal(once, 2 * half);
});
