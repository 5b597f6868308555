import assert from "node:assert/strict";
import type { Event, Subscription } from "@microsoft/microsoft-graph-types";
import { createClock } from "../clock.ts";
import { ANNA, meeting, startGraphTest, type GraphTest } from "../graph/graph-test-client.ts";
import type { NotificationSettings } from "../settings.ts";
import { startTestReceiver, type Received, type TestReceiver } from "./test-receiver.ts";

/** Graph with an endpoint that may subscribe, on a clock that stands until it is moved. */
export interface NotificationTest {
  readonly graph: GraphTest;
  readonly receiver: TestReceiver;
  set(settings: Partial<NotificationSettings>): void;
  subscribe(change?: Subscription): Promise<Subscription>;
  createMeeting(day: number, owner?: string): Promise<Event>;
  /** Moves time in steps and lets what is under way arrive at each. */
  pass(durationMs: number, stepMs?: number): Promise<void>;
  /** All notifications of changes that arrived, in their order. */
  received(): Received[];
  close(): Promise<void>;
}

const MINUTE_MS = 60_000;

export async function startNotificationTest(): Promise<NotificationTest> {
  const startedAtMs = Date.now();
  const graph = await startGraphTest(
    { roomDecisionDelayMs: [500, 500], accessTokenLifetimeSeconds: [4_500, 4_500] },
    { clock: createClock(() => startedAtMs) },
  );
  const receiver = await startTestReceiver();
  const { world } = graph.simulator;
  const set = (settings: Partial<NotificationSettings>): void => {
    Object.assign(world.settings.notifications, settings);
  };
  set({ httpToLoopback: true, delayMs: [100, 100], storedTokenExpires: false });
  return {
    graph,
    receiver,
    set,
    subscribe: async (change = {}) =>
      (await graph.app.api("/subscriptions").post({
        changeType: "created,updated,deleted",
        notificationUrl: receiver.url,
        lifecycleNotificationUrl: receiver.lifecycleUrl,
        resource: `/users/${ANNA}/events`,
        expirationDateTime: new Date(world.clock.now() + 6 * 24 * 60 * MINUTE_MS).toISOString(),
        clientState: "a-secret",
        ...change,
      })) as Subscription,
    createMeeting: async (day, owner = ANNA) =>
      (await graph.app.api(`/users/${owner}/events`).post(meeting(day, 9))) as Event,
    async pass(durationMs, stepMs = durationMs) {
      for (let leftMs = durationMs; leftMs > 0; leftMs -= stepMs) {
        await world.clock.advance(Math.min(stepMs, leftMs));
        await world.subscriptions.outbox.idle();
      }
    },
    received: () => receiver.posts.flat(),
    async close() {
      await graph.close();
      await receiver.close();
    },
  };
}

/** How an attempt at delivery went, for each that was made. */
export function resultsOf({ graph }: NotificationTest): string[] {
  return graph.simulator.world.subscriptions.outbox.records().map(({ result }) => result);
}

export function idOfSubscription({ id }: Subscription): string {
  assert.ok(id);
  return id;
}
