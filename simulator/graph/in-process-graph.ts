import assert from "node:assert/strict";
import { extendWorld } from "../extend-world.ts";
import { createTestExchange } from "../mailbox/test-exchange.ts";
import type { World } from "../world.ts";
import { answerRequest } from "./answer-request.ts";

/** Graph without its server, for tests that ask it thousands of times. */
export interface InProcessGraph {
  readonly world: World;
  /** Path and query below /v1.0, or a whole link that Graph gave. */
  ask(method: string, target: string, body?: unknown): Promise<InProcessAnswer>;
}

export interface InProcessAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Record<string, unknown>;
}

const BASE_URL = "https://graph.example";

/** Two people and two rooms (test-exchange.ts), asked by an app that may write to them all. */
export function createInProcessGraph(preferences: () => string = () => ""): InProcessGraph {
  const exchange = createTestExchange();
  const roles = ["Calendars.ReadWrite"];
  const caller = { tenantId: "tenant", clientId: "app", userId: null, scopes: [], roles };
  const world = extendWorld({
    ...exchange,
    checkAccessToken: () =>
      Promise.resolve({ valid: true, caller, objectId: "app", expiresAtMs: Infinity }),
  });
  world.settings.throttle.enabled = false;
  return {
    world,
    async ask(method, target, body) {
      const reply = await answerRequest(world, {
        method,
        target: target.replace(`${BASE_URL}/v1.0`, ""),
        headers: { authorization: "Bearer any", prefer: preferences() },
        body,
        baseUrl: BASE_URL,
        inBatch: false,
      });
      assert.deepEqual(world.journal.violations(), []);
      const { status, headers } = reply;
      return { status, headers, body: (reply.body ?? {}) as Record<string, unknown> };
    },
  };
}
