import assert from "node:assert/strict";
import { test } from "node:test";
import { LAG_BOUNDS_SECONDS, lagBuckets, lagLabel, lagWithin } from "./change-lag.ts";

test("a lag is counted under the first bound that it does not exceed", () => {
  assert.deepEqual([-5, 0, 1000, 1001, 3_600_000, 3_600_001].map(lagLabel), [
    "1",
    "1",
    "1",
    "2",
    "3600",
    "beyond",
  ]);
});

test("buckets come whole and in order, those that nothing fell into too", () => {
  const buckets = lagBuckets(new Map([["5", 3]]));
  assert.deepEqual(
    buckets.map(({ boundSeconds }) => boundSeconds),
    [...LAG_BOUNDS_SECONDS, null],
  );
  assert.equal(buckets.find(({ boundSeconds }) => boundSeconds === 5)?.count, 3);
});

test("a share is told by the bound that it lay within", () => {
  const buckets = lagBuckets(
    new Map([
      ["2", 90],
      ["30", 9],
      ["beyond", 1],
    ]),
  );
  assert.deepEqual(
    [0.5, 0.9, 0.95, 0.99, 1].map((share) => lagWithin(buckets, share)),
    [2, 2, 30, 30, null],
  );
  assert.equal(lagWithin(lagBuckets(new Map()), 0.5), undefined);
});
