import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { EndpointHealth, HEALTH_WINDOW_MS, type EndpointState } from "./endpoint-health.ts";

const LIMITS = { answerLimitMs: 3_000, answerTimeoutMs: 10_000 };
const URL_ONE = "https://client.example/notifications?tenant=one";

function healthAfter(...tookMs: number[]): EndpointHealth {
  const health = new EndpointHealth();
  for (const took of tookMs) health.record(URL_ONE, 0, took);
  return health;
}

function quick(count: number): number[] {
  return Array.from({ length: count }, () => 20);
}

describe("the health of an endpoint (facts 3.4)", () => {
  for (const [what, tookMs, expected] of [
    ["nothing was sent", [], "healthy"],
    ["one answer in ten is over 3 s", [...quick(9), 3_001], "healthy"],
    ["one answer in nine is over 3 s", [...quick(8), 3_001], "slow"],
    ["an answer took just 3 s", [3_000], "healthy"],
    ["three in twenty took 10 s", [...quick(17), 10_000, 10_000, 10_000], "slow"],
    ["three in nineteen took 10 s", [...quick(16), 10_000, 10_000, 10_000], "drop"],
  ] as const satisfies readonly (readonly [string, readonly number[], EndpointState])[]) {
    test(`is ${expected} where ${what}`, () => {
      assert.equal(healthAfter(...tookMs).state(URL_ONE, 1, LIMITS), expected);
    });
  }

  test("is one for all queries of a URL, and its own for each URL", () => {
    const health = healthAfter(10_000);
    const other = "https://client.example/notifications?tenant=two";
    assert.equal(health.state(other, 1, LIMITS), "drop");
    assert.equal(health.state("https://client.example/others", 1, LIMITS), "healthy");
  });

  test("is mended when ten minutes have passed", () => {
    const health = healthAfter(10_000);
    assert.equal(health.state(URL_ONE, HEALTH_WINDOW_MS - 1, LIMITS), "drop");
    assert.equal(health.state(URL_ONE, HEALTH_WINDOW_MS, LIMITS), "healthy");
  });
});
