/** How changes in rooms' calendars reach us, by what Exchange allows. */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { startTenant, type Tenant } from "../identity/identity-stage.ts";
import { EMPLOYEE, type Room, ROOMS, SERVICE } from "./organisation.ts";
import { openSourceStage, type SourceStage } from "./source-stage.ts";
import { slot } from "./sync-stage.ts";

const HOUR_MS = 3_600_000;
const ALL: readonly Room[] = ["wren", "robin", "swift"];
let tenant: Tenant;
before(async () => {
  tenant = await startTenant();
  tenant.consentForEverybody();
});
after(() => tenant.close());

describeOnEachDatabase("a room's changes", (database) => {
  let stage: SourceStage;
  afterEach(() => stage.close());

  const subscriptions = () => [...tenant.simulator.world.subscriptions.all()];
  const subscriptionOf = (room: Room) =>
    subscriptions().find(({ ownerId }) => ownerId === tenant.user(ROOMS[room]).id);
  const calls = (method: string) =>
    tenant.simulator.world.journal
      .entries()
      .filter((entry) => entry.method === method && entry.path.startsWith("/subscriptions")).length;

  /** Somebody books the room in Outlook. */
  async function bookInOutlook(room: Room): Promise<void> {
    const { start, end } = slot(48);
    const response = await fetch(`${tenant.simulator.httpsUrl}/v1.0/users/${EMPLOYEE}/events`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${await stage.applicationToken()}`,
        "content-type": "application/json",
      },
      body: JSON.stringify({
        subject: "Made in Outlook",
        start: { dateTime: start.toString().replace("Z", ""), timeZone: "UTC" },
        end: { dateTime: end.toString().replace("Z", ""), timeZone: "UTC" },
        attendees: [{ type: "resource", emailAddress: { address: ROOMS[room] } }],
      }),
    });
    assert.equal(response.status, 201, await response.text());
  }

  async function openSubscribed(): Promise<void> {
    stage = await openSourceStage(database(), tenant);
    stage.letApplicationRead("all");
    assert.equal(await stage.lookAfterSources(), 3);
    await stage.readDueRooms();
  }

  test("are told where the application may read the room", async () => {
    await openSubscribed();
    for (const room of ALL) {
      const { source, state, credential, reason, client_state_hash: hash } = await stage.row(room);
      assert.deepEqual(
        [source, state, credential, reason],
        ["subscription", "active", "application", null],
      );
      const clientState = subscriptionOf(room)?.clientState ?? "";
      assert.ok(clientState.length >= 32);
      assert.equal(hash?.toString("latin1").includes(clientState), false);
    }
    assert.equal(new Set(subscriptions().map(({ clientState }) => clientState)).size, 3);
    assert.deepEqual(await stage.readDueRooms(), []);
    await bookInOutlook("robin");
    await stage.takeNotifications();
    assert.deepEqual(await stage.readToldRooms(), [ROOMS.robin]);
    assert.ok((stage.notified["taken"] ?? 0) > 0);
    assert.equal(stage.notified["forged"], 0);
  });

  test("are looked for with the delegated user's rights where only those are there", async () => {
    stage = await openSourceStage(database(), tenant, "strict");
    stage.letApplicationRead([]);
    await stage.connect(SERVICE, "delegated_user");
    await stage.lookAfterSources();
    const row = await stage.row("wren");
    assert.deepEqual(
      [row.source, row.state, row.credential, row.reason_code],
      ["polling", "active", "delegated_user", "delegated_rights_only"],
    );
    assert.match(row.reason ?? "", /give the application Calendars\.Read/);
    assert.deepEqual(subscriptions(), []);
    assert.equal((await stage.readDueRooms()).length, 3);

    // Rights that come later are found by themselves, and told from then on.
    stage.letApplicationRead(["wren"]);
    await stage.pass(2 * HOUR_MS);
    await stage.lookAfterSources();
    assert.equal((await stage.row("wren")).source, "subscription");
    assert.equal((await stage.row("robin")).source, "polling");
    assert.ok(subscriptionOf("wren"));
  });

  test("come by the other way when rights are taken away", async () => {
    stage = await openSourceStage(database(), tenant, "personal");
    stage.letApplicationRead(["wren"]);
    await stage.connect(SERVICE, "delegated_user");
    await stage.lookAfterSources();
    await stage.readDueRooms();
    assert.equal((await stage.row("wren")).source, "subscription");
    stage.letApplicationRead([]);
    await stage.pass(HOUR_MS);
    await stage.readDueRooms(() =>
      Promise.resolve({
        kind: "failed",
        code: "ErrorAccessDenied",
        message: "Exchange denied access.",
        retryAfterMs: null,
        isAccess: true,
      }),
    );
    assert.equal((await stage.row("wren")).state, "failing");
    await stage.lookAfterSources();
    const row = await stage.row("wren");
    assert.deepEqual(
      [row.source, row.state, row.credential, row.subscription_id],
      ["polling", "active", "delegated_user", null],
    );
    assert.ok((await stage.readDueRooms()).includes(ROOMS.wren));
    assert.equal((await stage.row("wren")).failed_reads, 0);
  });

  test("reach nobody where no right is there, with what to do, until one is", async () => {
    stage = await openSourceStage(database(), tenant, "strict");
    stage.letApplicationRead([]);
    stage.delegate("wren", []);
    await stage.connect(SERVICE, "delegated_user");
    await stage.lookAfterSources();
    const row = await stage.row("wren");
    assert.deepEqual(
      [row.source, row.state, row.credential, row.reason_code],
      ["none", "failing", null, "room_not_readable"],
    );
    assert.match(row.reason ?? "", /The application: .*The delegated user: .*two hours/);
    assert.ok(!(await stage.readDueRooms()).includes(ROOMS.wren));
    stage.delegate("wren", [SERVICE]);
    await stage.pass(HOUR_MS);
    await stage.lookAfterSources();
    assert.equal((await stage.row("wren")).state, "active");
    assert.ok((await stage.readDueRooms()).includes(ROOMS.wren));
  });

  test("are nothing to a delegated user in normal mode", async () => {
    stage = await openSourceStage(database(), tenant, "normal");
    stage.letApplicationRead([]);
    await stage.connect(SERVICE, "delegated_user");
    await stage.lookAfterSources();
    assert.equal((await stage.row("wren")).state, "failing");
  });

  test("are looked for while Exchange cannot reach us, and told as soon as it can", async () => {
    stage = await openSourceStage(database(), tenant);
    stage.letApplicationRead("all");
    const { notifications } = tenant.simulator.world.settings;
    notifications.httpToLoopback = false;
    await stage.lookAfterSources();
    const row = await stage.row("swift");
    assert.deepEqual(
      [row.source, row.credential, row.reason_code],
      ["polling", "application", "subscription_refused"],
    );
    assert.match(row.reason ?? "", /https:\/\/.*USHER_NOTIFICATION_URL/s);
    // A place where nobody answers the handshake.
    notifications.httpToLoopback = true;
    stage.moveTo("http://127.0.0.1:9");
    await stage.reviewAll();
    await stage.lookAfterSources();
    assert.match((await stage.row("swift")).reason ?? "", /validation/i);
    stage.moveTo(stage.url);
    await stage.pass(5 * 60_000);
    await stage.lookAfterSources();
    assert.equal((await stage.row("swift")).source, "subscription");
  });

  test("are subscribed to anew when Usher is reached elsewhere", async () => {
    await openSubscribed();
    const former = subscriptionOf("wren");
    stage.moveTo(stage.url.replace("127.0.0.1", "localhost"));
    await stage.reviewAll();
    await stage.lookAfterSources();
    const present = subscriptionOf("wren");
    assert.notEqual(present?.id, former?.id);
    assert.match(present?.notificationUrl ?? "", /localhost/);
    assert.equal(subscriptions().length, 3);
    assert.equal((await stage.row("wren")).subscription_id, present?.id);
  });

  test("go on being told for a month, by renewing alone", async () => {
    await openSubscribed();
    // Only the end of the subscription's own life counts here, not the token's.
    tenant.simulator.world.settings.notifications.storedTokenExpires = false;
    const ids = new Set(subscriptions().map(({ id }) => id));
    for (let hours = 0; hours < 30 * 24; hours += 12) {
      await stage.pass(12 * HOUR_MS);
      await stage.lookAfterSources();
      assert.deepEqual(new Set(subscriptions().map(({ id }) => id)), ids, `after ${hours} hours`);
    }
    assert.equal(calls("POST"), 3);
    const renewals = calls("PATCH") / 3;
    assert.ok(renewals >= 6 && renewals <= 9, `${renewals} renewals each`);
  });

  test("go on being told when Exchange asks for a fresh token", async () => {
    await openSubscribed();
    const subscription = subscriptionOf("wren");
    assert.ok(subscription);
    tenant.simulator.world.subscriptions.tellLifecycle(subscription, "reauthorizationRequired");
    await stage.takeNotifications();
    assert.equal(await stage.lookAfterSources(), 1);
    assert.equal(calls("PATCH"), 1);
    assert.ok((subscriptionOf("wren")?.authorizedAtMs ?? 0) >= subscription.authorizedAtMs);
    assert.deepEqual(await stage.readDueRooms(), []);
  });

  test("are subscribed to anew, and read, when Exchange ends the subscription", async () => {
    await openSubscribed();
    const subscription = subscriptionOf("robin");
    assert.ok(subscription);
    tenant.simulator.world.subscriptions.removeAndTell(subscription);
    await stage.takeNotifications();
    assert.equal((await stage.row("robin")).reason_code, "subscription_removed");
    assert.deepEqual(await stage.readToldRooms(), [ROOMS.robin]);
    await stage.lookAfterSources();
    const row = await stage.row("robin");
    assert.deepEqual([row.source, row.reason_code], ["subscription", null]);
    assert.notEqual(row.subscription_id, subscription.id);
    assert.equal(row.subscription_id, subscriptionOf("robin")?.id);
    assert.deepEqual(await stage.readDueRooms(), [ROOMS.robin]);
  });

  test("are read when Exchange says that some were missed", async () => {
    await openSubscribed();
    const subscription = subscriptionOf("robin");
    assert.ok(subscription);
    tenant.simulator.world.subscriptions.tellLifecycle(subscription, "missed");
    await stage.takeNotifications();
    assert.deepEqual(await stage.readToldRooms(), [ROOMS.robin]);
  });

  test("are subscribed to anew when a subscription is gone without a word", async () => {
    await openSubscribed();
    const former = subscriptionOf("swift")?.id ?? "";
    tenant.simulator.world.subscriptions.remove(former);
    await stage.reviewAll();
    await stage.lookAfterSources();
    assert.ok(subscriptionOf("swift"));
    assert.equal((await stage.row("swift")).subscription_id, subscriptionOf("swift")?.id);
    assert.ok((await stage.readDueRooms()).includes(ROOMS.swift));
  });

  test("are looked for while Exchange is in trouble, which it words as a refusal (facts 3.2)", async () => {
    stage = await openSourceStage(database(), tenant);
    stage.letApplicationRead("all");
    const effect = { kind: "extensionError", reason: "ServiceUnavailable" } as const;
    tenant.simulator.world.faults.add({
      path: "^/subscriptions",
      method: "POST",
      effect,
      times: 3,
    });
    await stage.lookAfterSources();
    for (const room of ALL) assert.equal((await stage.row(room)).source, "polling");
    assert.equal((await stage.readDueRooms()).length, 3);
    await stage.pass(2 * 60_000);
    await stage.lookAfterSources();
    for (const room of ALL) assert.equal((await stage.row(room)).source, "subscription");
  });

  test("keep their source while Exchange does not answer", async () => {
    await openSubscribed();
    const former = await stage.row("wren");
    tenant.simulator.world.faults.add({
      effect: { kind: "unavailable", retryAfterSeconds: 600 },
      mailbox: ROOMS.wren,
    });
    await stage.reviewAll();
    await stage.lookAfterSources();
    const row = await stage.row("wren");
    assert.deepEqual(
      [row.source, row.state, row.subscription_id],
      ["subscription", "active", former.subscription_id],
    );
    assert.ok(row.subscription_due_at.getTime() > Date.now() + 9 * 60_000);
  });

  test("are told no more once the configuration is inactive", async () => {
    await openSubscribed();
    const activate = (active: boolean) =>
      database()
        .kysely.updateTable("reservable_sync_configuration")
        .set({ active })
        .where("space_id", "=", stage.spaceId("wren"))
        .execute();
    await activate(false);
    await stage.lookAfterSources();
    assert.equal(subscriptionOf("wren"), undefined);
    assert.equal(subscriptions().length, 2);
    await activate(true);
    await stage.lookAfterSources();
    assert.ok(subscriptionOf("wren"));
  });

  test("heal when a process was killed between the subscription and its writing down", async () => {
    await openSubscribed();
    const lost = subscriptionOf("wren")?.id;
    await database().pool.query(
      `update room_sync set subscription_id = null, client_state_hash = null, source = 'none',
         subscription_due_at = now() where subscription_id = $1`,
      [lost],
    );
    await stage.lookAfterSources();
    const present = subscriptionOf("wren");
    assert.notEqual(present?.id, lost);
    assert.equal((await stage.row("wren")).subscription_id, present?.id);
    await bookInOutlook("wren");
    await stage.takeNotifications();
    assert.ok((stage.notified["taken"] ?? 0) > 0);
    assert.ok((await stage.readToldRooms()).includes(ROOMS.wren));
  });
});
