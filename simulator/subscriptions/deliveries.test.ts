import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import type { Event, Subscription } from "@microsoft/microsoft-graph-types";
import { trustAuthority } from "../certificates/trust-authority.ts";
import { issueAuthority, issueServerCertificate } from "../certificates/issue-certificates.ts";
import { ANNA, idOf, meeting, refusalOf, ROOM_ADDRESS, until } from "../graph/graph-test-client.ts";
import {
  idOfSubscription,
  resultsOf,
  startNotificationTest,
  type NotificationTest,
} from "./test-notifications.ts";
import { startTestReceiver, type Received } from "./test-receiver.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

const kindsOf = (received: readonly Received[]): (string | undefined)[] =>
  received.map(({ changeType }) => changeType);

describe("deliveries of change notifications", () => {
  let client: NotificationTest;
  let subscription: Subscription;
  beforeEach(async () => {
    client = await startNotificationTest();
    subscription = await client.subscribe();
  });
  afterEach(() => client.close());

  const patch = (event: Event, subject: string): Promise<unknown> =>
    client.graph.app.api(`/users/${ANNA}/events/${idOf(event)}`).patch({ subject });

  test("tell that an event was made, changed and deleted, and little more (facts 3.3)", async () => {
    const { simulator, app } = client.graph;
    const made = await client.createMeeting(4);
    await client.pass(SECOND_MS);
    await patch(made, "Renamed");
    await client.pass(SECOND_MS);
    await app.api(`/users/${ANNA}/events/${idOf(made)}`).delete();
    await client.pass(SECOND_MS);
    assert.deepEqual(kindsOf(client.received()), ["created", "updated", "deleted"]);
    const [created] = client.received();
    const anna = simulator.world.directory.findUser(ANNA);
    const resource = `Users/${anna?.id ?? ""}/Events/${made.id ?? ""}`;
    assert.deepEqual(created, {
      subscriptionId: subscription.id,
      subscriptionExpirationDateTime: subscription.expirationDateTime,
      clientState: "a-secret",
      changeType: "created",
      tenantId: simulator.tenantId,
      resource,
      resourceData: {
        "@odata.type": "#Microsoft.Graph.Event",
        "@odata.id": resource,
        "@odata.etag": (made as Record<string, unknown>)["@odata.etag"],
        id: made.id,
      },
    });
    assert.ok(client.receiver.targets.at(-1)?.endsWith("?client=one"));
  });

  test("tell only the kinds that were asked for, and nothing after the end", async () => {
    const { app } = client.graph;
    await app.api(`/subscriptions/${idOfSubscription(subscription)}`).delete();
    const deletions = await client.subscribe({ changeType: "deleted" });
    const made = await client.createMeeting(4);
    await app.api(`/users/${ANNA}/events/${idOf(made)}`).delete();
    await client.pass(SECOND_MS);
    assert.deepEqual(kindsOf(client.received()), ["deleted"]);
    await app.api(`/subscriptions/${idOfSubscription(deletions)}`).delete();
    const other = await client.createMeeting(5);
    await app.api(`/users/${ANNA}/events/${idOf(other)}`).delete();
    await client.pass(SECOND_MS);
    assert.equal(client.received().length, 1);
  });

  test("carry immutable ids where the subscription was made with them (facts 1.10)", async () => {
    const { app } = client.graph;
    await app.api(`/subscriptions/${idOfSubscription(subscription)}`).delete();
    const { id: _id, ...wish } = {
      ...subscription,
      "@odata.context": undefined,
      creatorId: undefined,
      applicationId: undefined,
    };
    await app.api("/subscriptions").header("Prefer", 'IdType="ImmutableId"').post(wish);
    const made = await client.createMeeting(4);
    await client.pass(SECOND_MS);
    const id = client.received()[0]?.resourceData?.["id"] ?? "";
    assert.notEqual(id, made.id);
    const same = (await app.api(`/users/${ANNA}/events/${id}`).get()) as Event;
    assert.equal(same.iCalUId, made.iCalUId);
  });

  test("travel together where they are due together, over all subscriptions of a URL", async () => {
    await client.subscribe({ resource: `/users/${ROOM_ADDRESS}/events` });
    await client.createMeeting(4);
    await client.createMeeting(5, ROOM_ADDRESS);
    await client.pass(SECOND_MS);
    assert.deepEqual(
      client.receiver.posts.map(({ length }) => length),
      [2],
    );
    client.set({ batchMax: 1 });
    await client.createMeeting(6);
    await client.createMeeting(7);
    await client.pass(SECOND_MS);
    assert.equal(client.receiver.posts.length, 3);
  });

  test("tell a room's booking as created and then updated, since it works in stages (facts 2)", async () => {
    await client.subscribe({ resource: `/users/${ROOM_ADDRESS}/events` });
    await client.graph.app.api(`/users/${ANNA}/events`).post(meeting(4, 9, [ROOM_ADDRESS]));
    await client.pass(10 * SECOND_MS, 200);
    const room = client.graph.simulator.world.directory.findUser(ROOM_ADDRESS);
    const ofRoom = client
      .received()
      .filter(({ resource }) => resource.startsWith(`Users/${room?.id ?? ""}/`));
    const [first, ...later] = kindsOf(ofRoom);
    assert.equal(first, "created");
    assert.ok(later.length >= 2 && later.every((kind) => kind === "updated"), later.join());
  });

  test("one change may be told as several (facts 2)", async () => {
    client.set({ extraUpdateProbability: 1, createdForUpdateProbability: 1 });
    const made = await client.createMeeting(4);
    await client.pass(SECOND_MS);
    assert.deepEqual(kindsOf(client.received()), ["created", "updated"]);
    await patch(made, "Renamed");
    await client.pass(SECOND_MS);
    assert.deepEqual(kindsOf(client.received()).slice(2), ["created", "updated", "updated"]);
  });

  test("may come twice, late, or never (facts 3.3)", async () => {
    client.set({ duplicateProbability: 1 });
    await client.createMeeting(4);
    await client.pass(SECOND_MS);
    assert.deepEqual(kindsOf(client.received()), ["created", "created"]);
    client.set({ duplicateProbability: 0, reorderProbability: 1, reorderDelayMs: HOUR_MS });
    const late = await client.createMeeting(5);
    client.set({ reorderProbability: 0 });
    const early = await client.createMeeting(6);
    await client.pass(HOUR_MS + SECOND_MS, MINUTE_MS);
    assert.deepEqual(
      client
        .received()
        .slice(2)
        .map(({ resourceData }) => resourceData?.["id"]),
      [early.id, late.id],
    );
    client.set({ lossProbability: 1, missedNoticeProbability: 0 });
    await client.createMeeting(7);
    await client.pass(HOUR_MS, MINUTE_MS);
    assert.equal(client.received().length, 4);
    assert.equal(client.receiver.lifecyclePosts.length, 0);
  });

  test("what was lost may be told as missed (facts 3.6)", async () => {
    client.set({ lossProbability: 1 });
    await client.createMeeting(4);
    await client.pass(SECOND_MS);
    assert.deepEqual(client.received(), []);
    const [notice] = client.receiver.lifecyclePosts.flat();
    assert.equal(notice?.lifecycleEvent, "missed");
    assert.equal(notice.subscriptionId, subscription.id);
  });

  test("are tried again, ever later, until they are taken (facts 3.4)", async () => {
    client.receiver.behaviour = { status: 503, delayMs: 0 };
    await client.createMeeting(4);
    await client.pass(SECOND_MS);
    await client.pass(10 * SECOND_MS);
    await client.pass(20 * SECOND_MS);
    assert.deepEqual(resultsOf(client), ["failed", "failed", "failed"]);
    client.receiver.behaviour = { status: 202, delayMs: 0 };
    await client.pass(39 * SECOND_MS);
    assert.equal(client.receiver.posts.length, 3);
    await client.pass(2 * SECOND_MS);
    assert.deepEqual(resultsOf(client).at(-1), "delivered");
    assert.deepEqual(client.receiver.posts.at(-1), client.receiver.posts[0]);
  });

  test("are given up after four hours, which is told as missed (facts 3.4)", async () => {
    client.receiver.behaviour = { status: 500, delayMs: 0 };
    await client.createMeeting(4);
    await client.pass(4 * HOUR_MS, 5 * MINUTE_MS);
    assert.ok(resultsOf(client).includes("dropped"));
    const attempts = client.receiver.posts.length;
    assert.ok(attempts > 8 && attempts < 20, `${attempts} attempts`);
    client.receiver.behaviour = { status: 202, delayMs: 0 };
    await client.pass(5 * HOUR_MS, HOUR_MS);
    assert.equal(client.receiver.posts.length, attempts);
    const notices = client.receiver.lifecyclePosts.flat();
    assert.ok(notices.some(({ lifecycleEvent }) => lifecycleEvent === "missed"));
  });

  test("that are answered too late come again, then after ten minutes (facts 3.4)", async () => {
    client.set({ answerLimitMs: 50 });
    client.receiver.behaviour = { status: 202, delayMs: 150 };
    await client.createMeeting(4);
    await client.pass(SECOND_MS);
    assert.deepEqual(resultsOf(client), ["failed"]);
    client.receiver.behaviour = { status: 202, delayMs: 0 };
    await client.createMeeting(5);
    await client.pass(SECOND_MS);
    assert.deepEqual(resultsOf(client), ["failed", "held"]);
    client.set({ answerLimitMs: 3_000 });
    await client.pass(10 * MINUTE_MS, 10 * SECOND_MS);
    assert.equal(client.receiver.posts.length, 3);
  });

  test("are dropped for ten minutes where an endpoint does not answer (facts 3.4)", async () => {
    client.set({ answerLimitMs: 50, answerTimeoutMs: 100 });
    client.receiver.behaviour = { status: 202, delayMs: 400 };
    await client.createMeeting(4);
    await client.pass(SECOND_MS);
    client.receiver.behaviour = { status: 202, delayMs: 0 };
    await client.createMeeting(5);
    await client.pass(SECOND_MS);
    assert.deepEqual(resultsOf(client).slice(0, 2), ["failed", "dropped"]);
    assert.equal(client.receiver.posts.length, 1);
    client.set({ answerLimitMs: 3_000, answerTimeoutMs: 10_000 });
    await client.pass(11 * MINUTE_MS, MINUTE_MS);
    const made = await client.createMeeting(6);
    await client.pass(SECOND_MS);
    assert.equal(client.received().at(-1)?.resourceData?.["id"], made.id);
  });

  test("go over HTTPS, to an endpoint whose certificate is trusted (facts 3.1)", async () => {
    client.set({ httpToLoopback: false });
    const nowMs = Date.now();
    const authority = await issueAuthority(nowMs);
    const names = { dns: ["localhost"], ip: ["127.0.0.1"] };
    const receiver = await startTestReceiver(await issueServerCertificate(authority, names, nowMs));
    try {
      const wish = { changeType: "created", notificationUrl: receiver.url };
      const untrusted = client.subscribe({ ...wish, lifecycleNotificationUrl: null });
      assert.equal((await refusalOf(untrusted)).statusCode, 400);
      trustAuthority(authority.certificatePem);
      const trusted = await client.subscribe({ ...wish, lifecycleNotificationUrl: null });
      await client.createMeeting(4);
      await client.pass(SECOND_MS);
      assert.equal(receiver.posts[0]?.[0]?.subscriptionId, trusted.id);
    } finally {
      await receiver.close();
    }
  });

  test("never keep Graph waiting", async () => {
    client.receiver.behaviour = { status: 202, delayMs: 9_000 };
    await client.createMeeting(4);
    const { clock, subscriptions } = client.graph.simulator.world;
    await clock.advance(SECOND_MS);
    const startedAtMs = performance.now();
    await client.createMeeting(5);
    await clock.advance(SECOND_MS);
    assert.ok(performance.now() - startedAtMs < 5_000);
    await until(
      () => Promise.resolve(client.receiver.posts.length),
      (posts) => posts === 2,
      "both posts are under way",
    );
    assert.equal(subscriptions.outbox.records().length, 0);
  });
});
