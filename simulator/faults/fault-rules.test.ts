import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createSeededRandom } from "../seeded-random.ts";
import { createFaultRules, type FaultedRequest } from "./fault-rules.ts";

const REQUEST: FaultedRequest = {
  method: "POST",
  path: "/users/anna@office.example/events",
  mailboxNames: ["id-anna", "anna@office.example"],
};
const EFFECT = { kind: "transientError" } as const;

describe("fault rules", () => {
  test("meet only the method, path and mailbox they name", () => {
    const rules = createFaultRules(() => 0);
    rules.add({ method: "post", path: "/events$", mailbox: "Anna@office.example", effect: EFFECT });
    assert.deepEqual(rules.meet(REQUEST), [EFFECT]);
    assert.deepEqual(rules.meet({ ...REQUEST, method: "GET" }), []);
    assert.deepEqual(rules.meet({ ...REQUEST, path: "/me" }), []);
    assert.deepEqual(rules.meet({ ...REQUEST, mailboxNames: ["id-boris"] }), []);
  });

  test("are spent after the number of times they are for", () => {
    const rules = createFaultRules(() => 0);
    rules.add({ times: 2, effect: EFFECT });
    assert.equal(rules.meet(REQUEST).length, 1);
    assert.equal(rules.meet(REQUEST).length, 1);
    assert.equal(rules.meet(REQUEST).length, 0);
    assert.equal(rules.list()[0]?.met, 2);
  });

  test("with a probability meet the same requests in each run of one seed", () => {
    const run = (): number[] => {
      const rules = createFaultRules(createSeededRandom(3));
      rules.add({ probability: 0.3, effect: EFFECT });
      return Array.from({ length: 200 }, () => rules.meet(REQUEST).length);
    };
    const met = run();
    assert.deepEqual(run(), met);
    const share = met.filter((count) => count === 1).length / met.length;
    assert.ok(share > 0.2 && share < 0.4, String(share));
  });

  test("are taken away one by one or all at once", () => {
    const rules = createFaultRules(() => 0);
    const first = rules.add({ effect: EFFECT });
    rules.add({ effect: { kind: "latency", latencyMs: 5 } });
    rules.clear(first.id);
    assert.deepEqual(rules.meet(REQUEST), [{ kind: "latency", latencyMs: 5 }]);
    rules.clear();
    assert.deepEqual(rules.list(), []);
  });
});
