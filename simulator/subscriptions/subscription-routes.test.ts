import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import type { Subscription } from "@microsoft/microsoft-graph-types";
import {
  ANNA,
  appTokenOf,
  BORIS,
  clientWith,
  refusalOf,
  ROOM_ADDRESS,
} from "../graph/graph-test-client.ts";
import { SIMULATOR_SETTINGS_DEFAULTS } from "../settings.ts";
import {
  idOfSubscription,
  startNotificationTest,
  type NotificationTest,
} from "./test-notifications.ts";

const MINUTE_MS = 60_000;
const VALIDATION_FAILED =
  "Subscription validation request failed. Notification endpoint must respond with 200 OK to " +
  "validation request.";

describe("subscriptions through Microsoft's client", () => {
  let client: NotificationTest;
  before(async () => {
    client = await startNotificationTest();
  });
  afterEach(() => {
    const { subscriptions, settings, faults } = client.graph.simulator.world;
    for (const { id } of subscriptions.all()) subscriptions.remove(id);
    faults.clear();
    const { answerTimeoutMs, subscriptionsPerMailbox } = SIMULATOR_SETTINGS_DEFAULTS.notifications;
    Object.assign(settings.notifications, { answerTimeoutMs, subscriptionsPerMailbox });
    Object.assign(client.receiver, { validation: null, validationDelayMs: 0 });
  });
  after(() => client.close());

  const inMinutes = (minutes: number): string =>
    new Date(client.graph.simulator.world.clock.now() + minutes * MINUTE_MS).toISOString();
  const refused = async (change: Subscription): Promise<[number, string | null]> => {
    const { statusCode, code } = await refusalOf(client.subscribe(change));
    return [statusCode, code];
  };

  test("a new one echoes every field, and is read, listed and ended (facts 3.1)", async () => {
    const { app, simulator } = client.graph;
    const made = await client.subscribe();
    const { directory } = simulator.world;
    assert.equal(made.applicationId, simulator.clientId);
    assert.equal(made.clientState, "a-secret");
    assert.equal(made.latestSupportedTlsVersion, "v1_2");
    assert.equal(made.notificationQueryOptions, null);
    assert.equal(made.encryptionCertificate, null);
    assert.ok(made.creatorId && !directory.users.has(made.creatorId));
    const path = `/subscriptions/${idOfSubscription(made)}`;
    assert.deepEqual(await app.api(path).get(), made);
    const list = (await app.api("/subscriptions").get()) as { value: Subscription[] };
    assert.deepEqual(
      list.value.map(({ id }) => id),
      [made.id],
    );
    await app.api(path).delete();
    const gone = await refusalOf(app.api(path).get());
    assert.deepEqual([gone.statusCode, gone.code], [404, "ResourceNotFound"]);
  });

  test("both URLs are asked, with a token that must be decoded (facts 3.2)", async () => {
    client.receiver.targets.length = 0;
    await client.subscribe();
    const [first = "", second = ""] = client.receiver.targets.toSorted();
    assert.match(first, /^\/lifecycle\?validationToken=[^ +&=]*%2B[^ +&=]*$/);
    assert.match(second, /^\/notifications\?client=one&validationToken=/);
  });

  for (const [what, validation] of [
    ["another status", { status: 202, contentType: "text/plain" }],
    ["another content type", { status: 200, contentType: "application/json" }],
    ["a token that was not decoded", { status: 200, contentType: "text/plain", encode: true }],
  ] as const) {
    test(`an endpoint that answers its validation with ${what} is refused (facts 3.2)`, async () => {
      client.receiver.validation = (token) => {
        const text = "encode" in validation ? encodeURIComponent(token) : token;
        return { status: validation.status, contentType: validation.contentType, text };
      };
      const refusal = await refusalOf(client.subscribe());
      assert.deepEqual([refusal.statusCode, refusal.code], [400, "InvalidRequest"]);
      assert.equal(refusal.message, VALIDATION_FAILED);
    });
  }

  test("an endpoint that answers its validation too late is refused (facts 3.2)", async () => {
    client.set({ answerTimeoutMs: 100, validationErrorCode: "ValidationError" });
    client.receiver.validationDelayMs = 400;
    assert.deepEqual(await refused({}), [400, "ValidationError"]);
    client.set({ validationErrorCode: "InvalidRequest" });
  });

  test("a URL where nobody listens is refused (facts 3.2)", async () => {
    assert.deepEqual(await refused({ notificationUrl: "http://127.0.0.1:9/none" }), [
      400,
      "InvalidRequest",
    ]);
  });

  test("URLs are HTTPS; plain HTTP only at loopback, and where that is set", async () => {
    const away = { notificationUrl: "http://client.example/notifications" };
    assert.deepEqual(await refused(away), [400, "InvalidRequest"]);
    client.set({ httpToLoopback: false });
    assert.deepEqual(await refused({}), [400, "InvalidRequest"]);
    client.set({ httpToLoopback: true });
  });

  for (const [what, change] of [
    ["a change type that is none", { changeType: "created,moved" }],
    ["a client state of more than 128 characters", { clientState: "x".repeat(129) }],
    ["resource data", { includeResourceData: true }],
    ["an end that is no instant", { expirationDateTime: "2001-01-01T00:00:00Z" }],
  ] as const) {
    test(`${what} is refused (facts 3.1)`, async () => {
      assert.deepEqual(await refused(change), [400, "InvalidRequest"]);
    });
  }

  test("10,080 minutes is the longest life, 45 the shortest (facts 3.1)", async () => {
    assert.deepEqual(await refused({ expirationDateTime: inMinutes(10_081) }), [
      400,
      "InvalidRequest",
    ]);
    const longest = await client.subscribe({ expirationDateTime: inMinutes(10_080) });
    assert.equal(longest.expirationDateTime, inMinutes(10_080));
    const resource = `/users/${BORIS}/events`;
    const shortest = await client.subscribe({ resource, expirationDateTime: inMinutes(10) });
    assert.equal(shortest.expirationDateTime, inMinutes(45));
  });

  test("a second of the same kinds and resource is 409, however it is written", async () => {
    const made = await client.subscribe();
    const owner = client.graph.simulator.world.directory.findUser(ANNA);
    const refusal = await refusalOf(
      client.subscribe({
        changeType: "deleted,updated,created",
        resource: `users('${owner?.id ?? ""}')/events`,
      }),
    );
    assert.deepEqual([refusal.statusCode, refusal.code], [409, "ObjectIdentifierInUse"]);
    assert.equal(
      refusal.message,
      `Subscription Id ${idOfSubscription(made)} already exists for the requested combination`,
    );
    await client.subscribe({ changeType: "deleted" });
  });

  test("a mailbox over its quota is 403 (facts 3.1)", async () => {
    client.set({ subscriptionsPerMailbox: 1 });
    await client.subscribe();
    const refusal = await refusalOf(client.subscribe({ changeType: "deleted" }));
    assert.deepEqual([refusal.statusCode, refusal.code], [403, "Forbidden"]);
    assert.match(refusal.message, /limit of 1 subscriptions/);
  });

  test("a renewal moves the end, and keeps the lifecycle URL as it was (facts 3.1)", async () => {
    const { app } = client.graph;
    const made = await client.subscribe({ expirationDateTime: inMinutes(60) });
    const path = `/subscriptions/${idOfSubscription(made)}`;
    const renewed = (await app
      .api(path)
      .patch({ expirationDateTime: inMinutes(5_000) })) as Subscription;
    assert.equal(renewed.expirationDateTime, inMinutes(5_000));
    const lifecycleNotificationUrl = client.receiver.url;
    const refusal = await refusalOf(app.api(path).patch({ lifecycleNotificationUrl }));
    assert.equal(refusal.statusCode, 400);
    const notificationUrl = client.receiver.url.replace("one", "two");
    client.receiver.targets.length = 0;
    await app.api(path).patch({ notificationUrl });
    assert.match(client.receiver.targets.join(), /^\/notifications\?client=two&validationToken=/);
    await app.api(`${path}/reauthorize`).post(undefined);
  });

  test("it ends when its time is over (facts 3.1)", async () => {
    const made = await client.subscribe({ expirationDateTime: inMinutes(45) });
    await client.pass(45 * MINUTE_MS);
    const path = `/subscriptions/${idOfSubscription(made)}`;
    assert.equal((await refusalOf(client.graph.app.api(path).get())).statusCode, 404);
  });

  describe("who may subscribe to what (facts 3.1)", () => {
    const SCOPES = "Calendars.ReadWrite Calendars.ReadWrite.Shared";
    const body = (resource: string): Subscription => ({
      changeType: "created",
      notificationUrl: client.receiver.url,
      resource,
      expirationDateTime: inMinutes(60),
    });

    test("a person subscribes to the own mailbox, and sees the own subscriptions only", async () => {
      const person = await client.graph.personClient(BORIS, SCOPES);
      const mine = (await person.api("/subscriptions").post(body("me/events"))) as Subscription;
      const boris = client.graph.simulator.world.directory.findUser(BORIS);
      assert.equal(mine.creatorId, boris?.id);
      const other = await client.subscribe();
      const list = (await person.api("/subscriptions").get()) as { value: Subscription[] };
      assert.deepEqual(
        list.value.map(({ id }) => id),
        [mine.id],
      );
      const foreign = person.api(`/subscriptions/${idOfSubscription(other)}`).delete();
      assert.equal((await refusalOf(foreign)).statusCode, 404);
    });

    test("a delegated token is refused for a room that it may write to", async () => {
      const { directory } = client.graph.simulator.world;
      const room = directory.findUser(ROOM_ADDRESS)?.room;
      const boris = directory.findUser(BORIS);
      assert.ok(room && boris);
      room.delegates.push(boris.id);
      const person = await client.graph.personClient(BORIS, SCOPES);
      await person.api(`/users/${ROOM_ADDRESS}/events`).get();
      const refusal = await refusalOf(
        person.api("/subscriptions").post(body(`/users/${ROOM_ADDRESS}/events`)),
      );
      assert.deepEqual([refusal.statusCode, refusal.code], [403, "ExtensionError"]);
      assert.match(refusal.message, /^Operation: Create; Exception: \[Status Code: Forbidden;/);
    });

    test("an application without the role is refused, and one scoped to rooms has rooms", async () => {
      const { simulator } = client.graph;
      const application = simulator.world.directory.applications.get(simulator.clientId);
      assert.ok(application);
      const granted = application.applicationRoles;
      application.applicationRoles = [];
      application.rbacAssignments = [
        { role: "Application Calendars.Read", mailboxIds: "all-rooms" },
      ];
      const app = clientWith(simulator, await appTokenOf(simulator));
      await app.api("/subscriptions").post(body(`/users/${ROOM_ADDRESS}/events`));
      const refusal = await refusalOf(
        app.api("/subscriptions").post(body(`/users/${ANNA}/events`)),
      );
      application.applicationRoles = granted;
      application.rbacAssignments = [];
      assert.deepEqual([refusal.statusCode, refusal.code], [403, "ExtensionError"]);
    });

    test("an application's token has no me, and other resources are not known", async () => {
      for (const resource of ["me/events", "/users/x/messages"]) {
        const { statusCode, code, message } = await refusalOf(client.subscribe({ resource }));
        assert.deepEqual([statusCode, code], [400, "ExtensionError"]);
        assert.match(message, /Status Code: BadRequest/);
      }
    });
  });

  test("a 403 may hide that Exchange is only away for a while (facts 3.2)", async () => {
    client.graph.simulator.world.faults.add({
      method: "POST",
      path: "^/subscriptions",
      times: 1,
      effect: { kind: "extensionError", reason: "ServiceUnavailable" },
    });
    const refusal = await refusalOf(client.subscribe());
    assert.deepEqual([refusal.statusCode, refusal.code], [403, "ExtensionError"]);
    assert.match(refusal.message, /Status Code: ServiceUnavailable/);
    await client.subscribe();
  });
});
