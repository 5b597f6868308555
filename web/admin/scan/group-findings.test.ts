import assert from "node:assert/strict";
import { test } from "node:test";
import { alike, groupFindings } from "./group-findings.ts";

test("findings of one code come together, in the order of the first of each", () => {
  const found = ["b", "a", "b"].map((code, n) => ({ code, n }));
  assert.deepEqual(
    groupFindings(found).map((group) => group.map(({ n }) => n)),
    [[0, 2], [1]],
  );
});

test("what all have alike is told, of one alone or of those that differ nothing", () => {
  const of = (...values: string[]) => alike(values, (value) => value);
  assert.equal(of("a", "a"), "a");
  assert.equal(of("a", "b"), null);
  assert.equal(of("a"), null);
  assert.equal(of(), null);
});
