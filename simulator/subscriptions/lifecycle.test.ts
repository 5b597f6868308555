import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import type { Subscription } from "@microsoft/microsoft-graph-types";
import { createClock } from "../clock.ts";
import {
  ANNA,
  appTokenOf,
  clientWith,
  meeting,
  refusalOf,
  until,
} from "../graph/graph-test-client.ts";
import { startTestSimulator } from "../test-simulator.ts";
import {
  idOfSubscription,
  resultsOf,
  startNotificationTest,
  type NotificationTest,
} from "./test-notifications.ts";
import { startTestReceiver } from "./test-receiver.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

describe("the life of a subscription", () => {
  let client: NotificationTest;
  let subscription: Subscription;
  beforeEach(async () => {
    client = await startNotificationTest();
    subscription = await client.subscribe();
  });
  afterEach(() => client.close());

  const notices = (): (string | undefined)[] =>
    client.receiver.lifecyclePosts.flat().map(({ lifecycleEvent }) => lifecycleEvent);
  const renewWithNewToken = async (action: "PATCH" | "reauthorize"): Promise<void> => {
    const { simulator } = client.graph;
    const app = clientWith(simulator, await appTokenOf(simulator));
    const url = `/subscriptions/${idOfSubscription(subscription)}`;
    const expirationDateTime = new Date(simulator.world.clock.now() + 24 * HOUR_MS).toISOString();
    if (action === "PATCH") await app.api(url).patch({ expirationDateTime });
    else await app.api(`${url}/reauthorize`).post(undefined);
  };

  test("its end is announced, more often as it comes near (facts 3.6)", async () => {
    await client.pass(95 * HOUR_MS, HOUR_MS);
    assert.deepEqual(notices(), []);
    await client.pass(2 * HOUR_MS, HOUR_MS);
    assert.deepEqual(notices(), ["reauthorizationRequired"]);
    await client.pass(47 * HOUR_MS, HOUR_MS);
    assert.ok(notices().length > 5);
    assert.ok(notices().every((event) => event === "reauthorizationRequired"));
    const last = client.receiver.lifecyclePosts.flat().at(-1);
    assert.equal(last?.clientState, "a-secret");
    assert.equal(last?.resourceData, undefined);
    assert.equal(last?.changeType, undefined);
  });

  for (const action of ["PATCH", "reauthorize"] as const) {
    test(`deliveries pause when the token expires, until ${action} (facts 3.4)`, async () => {
      client.set({ storedTokenExpires: true });
      await renewWithNewToken(action);
      await client.pass(74 * MINUTE_MS, MINUTE_MS);
      assert.ok(notices().includes("reauthorizationRequired"));
      await client.pass(2 * MINUTE_MS, MINUTE_MS);
      const app = clientWith(client.graph.simulator, await appTokenOf(client.graph.simulator));
      await app.api(`/users/${ANNA}/events`).post(meeting(4, 9));
      await client.pass(SECOND_MS);
      assert.deepEqual(client.received(), []);
      assert.equal(resultsOf(client).at(-1), "held");
      await renewWithNewToken(action);
      await client.pass(MINUTE_MS, SECOND_MS);
      assert.equal(client.received().length, 1);
    });
  }

  test("deliveries pause when an administrator takes the permission away (facts 3.6)", async () => {
    const { simulator } = client.graph;
    const application = simulator.world.directory.applications.get(simulator.clientId);
    assert.ok(application);
    application.applicationRoles = [];
    await client.createMeeting(4);
    await client.pass(SECOND_MS);
    await client.pass(SECOND_MS);
    assert.deepEqual(client.received(), []);
    assert.deepEqual(notices(), ["reauthorizationRequired"]);
    const refusal = await refusalOf(renewWithNewToken("reauthorize"));
    assert.deepEqual([refusal.statusCode, refusal.code], [403, "ExtensionError"]);
  });

  test("the control API shows it, and lets Exchange end it, forget it or miss something", async () => {
    const { simulator } = client.graph;
    const control = async (method: string, route: string, body?: object): Promise<unknown> => {
      const headers = { "content-type": "application/json" };
      const init = body ? { method, headers, body: JSON.stringify(body) } : { method };
      const response = await fetch(`${simulator.pagesUrl}/control${route}`, init);
      assert.ok(response.ok, `${route}: ${response.status}`);
      return response.status === 204 ? null : response.json();
    };
    const id = idOfSubscription(subscription);
    const listed = (await control("GET", "/subscriptions")) as { subscriptions: object[] };
    assert.partialDeepStrictEqual(listed.subscriptions, [
      { id, mail: ANNA, paused: null, endpoint: "healthy" },
    ]);
    assert.ok(!JSON.stringify(listed).includes("a-secret"));
    await control("POST", `/subscriptions/${id}`, { event: "missed" });
    await control("POST", `/subscriptions/${id}`, { event: "reauthorize" });
    await control("POST", `/subscriptions/${id}`, { event: "remove" });
    await client.pass(SECOND_MS);
    assert.deepEqual(notices(), ["missed", "reauthorizationRequired", "subscriptionRemoved"]);
    const settings = await control("PATCH", "/notifications", { lossProbability: 0.5 });
    assert.partialDeepStrictEqual(settings, { lossProbability: 0.5, batchMax: 100 });
    const other = await client.subscribe();
    await control("POST", `/subscriptions/${idOfSubscription(other)}`, { event: "expire" });
    const { deliveries } = (await control("GET", "/notifications")) as { deliveries: object[] };
    assert.partialDeepStrictEqual(deliveries, [{ result: "delivered", notifications: 3 }]);
    assert.deepEqual(await control("GET", "/subscriptions"), { subscriptions: [] });
    await control("PATCH", "/delta", { emptyFirstPage: true });
    await control("POST", `/mailboxes/${ANNA}/forget-changes`);
    assert.equal(simulator.world.settings.delta.emptyFirstPage, true);
  });
});

describe("a simulator that is started again", () => {
  test("keeps its subscriptions, and delivers what it had not (facts 3.3)", async () => {
    const dataFolder = await mkdtemp(path.join(tmpdir(), "subscriptions-"));
    const receiver = await startTestReceiver();
    const startedAtMs = Date.now();
    const start = (aheadMs: number) =>
      startTestSimulator({
        dataFolder,
        application: { clientSecret: "a-secret-that-outlives-restarts", consented: true },
        clock: createClock(() => startedAtMs + aheadMs),
      });
    let simulator = await start(0);
    try {
      const { settings } = simulator.world;
      Object.assign(settings.notifications, { httpToLoopback: true });
      const app = clientWith(simulator, await appTokenOf(simulator));
      const made = (await app.api("/subscriptions").post({
        changeType: "created",
        notificationUrl: receiver.url,
        resource: `/users/${ANNA}/events`,
        expirationDateTime: new Date(startedAtMs + HOUR_MS).toISOString(),
      })) as Subscription;
      await app.api(`/users/${ANNA}/events`).post(meeting(4, 9));
      await simulator.close();
      assert.deepEqual(receiver.posts, []);
      simulator = await start(MINUTE_MS);
      await simulator.world.clock.advance(SECOND_MS);
      await until(
        () => Promise.resolve(receiver.posts.flat()),
        ([first]) => first?.subscriptionId === made.id,
        "the notification of before the restart has not come",
      );
      await simulator.world.clock.advance(HOUR_MS);
      assert.deepEqual([...simulator.world.subscriptions.all()], []);
    } finally {
      await simulator.close();
      await receiver.close();
      await rm(dataFolder, { recursive: true });
    }
  });
});
