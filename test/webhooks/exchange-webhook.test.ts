/** What Exchange tells, as it arrives: over real HTTP, into both databases. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, beforeEach, test } from "node:test";
import { hashClientState } from "../../src/app/sync/sources/choose-room-source.ts";
import { buildSpace, buildSyncConfiguration } from "../../src/store/testing/build-rows.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { type HttpStage, openHttpStage } from "../application/http-stage.ts";

const EVENTS = "/webhooks/exchange/events";
const LIFECYCLE = "/webhooks/exchange/lifecycle";
const SECRET = "only Exchange and we know it";

describeOnEachDatabase("the webhook for Exchange", (database) => {
  let stage: HttpStage;
  beforeEach(async () => {
    await stage?.close();
    stage = await openHttpStage(database());
  });
  after(() => stage.close());

  async function subscribedRoom(): Promise<{ configurationId: string; subscriptionId: string }> {
    const db = database().kysely;
    const space = await buildSpace(db);
    const { id } = await buildSyncConfiguration(db, { space_id: space.id });
    const subscriptionId = randomUUID();
    await db
      .updateTable("room_sync")
      .set({
        state: "active",
        source: "subscription",
        credential: "application",
        subscription_id: subscriptionId,
        client_state_hash: Buffer.from(hashClientState(SECRET)),
        subscription_expires_at: new Date(Date.now() + 86_400_000),
        subscription_due_at: new Date(Date.now() + 86_400_000),
        next_read_at: new Date(Date.now() + 600_000),
      })
      .where("configuration_id", "=", id)
      .execute();
    return { configurationId: id, subscriptionId };
  }
  const row = (configurationId: string) =>
    database()
      .kysely.selectFrom("room_sync")
      .selectAll()
      .where("configuration_id", "=", configurationId)
      .executeTakeFirstOrThrow();
  const post = (path: string, body: unknown) => stage.send(null, "POST", path, { body });
  const told = (subscriptionId: string, more: object = {}): object => ({
    subscriptionId,
    subscriptionExpirationDateTime: "2026-11-30T09:00:00Z",
    clientState: SECRET,
    changeType: "updated",
    resource: "Users/1/Events/2",
    tenantId: randomUUID(),
    resourceData: { "@odata.type": "#Microsoft.Graph.Event", id: "2" },
    ...more,
  });

  test("gives the validation token back as it was, as text", async () => {
    for (const path of [EVENTS, LIFECYCLE]) {
      for (const token of [
        "Validation: yours? 100%25 a+b/c=",
        "<script>alert(1)</script>",
        "ü€😀",
      ]) {
        const address = `${path}?validationToken=${encodeURIComponent(token)}`;
        const answer = await stage.send(null, "POST", address, {
          raw: "",
          headers: { "content-type": "text/plain; charset=utf-8" },
        });
        assert.equal(answer.status, 200);
        assert.equal(answer.text, token);
        assert.match(answer.headers.get("content-type") ?? "", /^text\/plain/);
        assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
      }
    }
  });

  test("gives back nothing that is too long or comes twice", async () => {
    const long = `${EVENTS}?validationToken=${"x".repeat(3000)}`;
    assert.equal((await stage.send(null, "POST", long, { raw: "" })).status, 400);
    const twice = `${EVENTS}?validationToken=a&validationToken=b`;
    assert.equal((await stage.send(null, "POST", twice, { raw: "" })).status, 400);
    assert.equal((await stage.send(null, "GET", `${EVENTS}?validationToken=a`)).status, 404);
  });

  test("one message tells of many rooms", async () => {
    const rooms = await Promise.all([subscribedRoom(), subscribedRoom(), subscribedRoom()]);
    const [first, second, third] = rooms;
    assert.ok(first && second && third);
    const value = [first, second, first].map(({ subscriptionId }) => told(subscriptionId));
    const answer = await post(EVENTS, { value, validationTokens: [] });
    assert.deepEqual([answer.status, answer.text], [202, ""]);
    await stage.notifications.flush();
    for (const { configurationId } of [first, second]) {
      const { hinted_at: hintedAt, next_read_at: nextReadAt } = await row(configurationId);
      assert.ok(hintedAt && nextReadAt.getTime() <= Date.now() + 50);
    }
    assert.equal((await row(third.configurationId)).hinted_at, null);
    assert.deepEqual(stage.notified, { taken: 3, forged: 0, unknown: 0 });
  });

  test("what is forged gets the same answer and changes nothing", async () => {
    const { configurationId, subscriptionId } = await subscribedRoom();
    const before = await row(configurationId);
    const forged = [
      { clientState: "guessed" },
      { clientState: null },
      { clientState: SECRET + "x" },
    ];
    const value = forged.map((more) => told(subscriptionId, more));
    assert.equal((await post(EVENTS, { value })).status, 202);
    const gone = { lifecycleEvent: "subscriptionRemoved", clientState: "guessed" };
    assert.equal((await post(LIFECYCLE, { value: [told(subscriptionId, gone)] })).status, 202);
    assert.equal((await post(EVENTS, { value: [told(randomUUID())] })).status, 202);
    await stage.notifications.flush();
    assert.deepEqual(await row(configurationId), before);
    assert.deepEqual(stage.notified, { taken: 0, forged: 4, unknown: 1 });
  });

  test("what befalls a subscription is heeded", async () => {
    const { configurationId, subscriptionId } = await subscribedRoom();
    const lifecycle = async (lifecycleEvent: string) => {
      const value = [told(subscriptionId, { lifecycleEvent, changeType: undefined })];
      assert.equal((await post(LIFECYCLE, { value })).status, 202);
      await stage.notifications.flush();
      return await row(configurationId);
    };
    const isPast = (at: Date) => at.getTime() <= Date.now() + 50;
    assert.equal((await lifecycle("somethingNew")).hinted_at, null);
    const asked = await lifecycle("reauthorizationRequired");
    assert.ok(isPast(asked.subscription_due_at) && asked.hinted_at === null);
    assert.ok((await lifecycle("missed")).hinted_at);
    const removed = await lifecycle("subscriptionRemoved");
    assert.equal(removed.subscription_id, null);
    assert.equal(removed.source, "polling");
    assert.ok(isPast(removed.subscription_due_at) && isPast(removed.next_read_at));
  });

  test("what is no message of notifications is refused, and its parts that are none are left out", async () => {
    const { subscriptionId } = await subscribedRoom();
    for (const body of [{}, [], { value: "x" }, { value: null }, "text", 7]) {
      assert.equal((await post(EVENTS, body)).status, 400, JSON.stringify(body));
    }
    const malformed = await stage.send(null, "POST", EVENTS, { raw: "{" });
    assert.equal(malformed.status, 400);
    const large = await stage.send(null, "POST", EVENTS, { raw: `"${"x".repeat(1_100_000)}"` });
    assert.equal(large.status, 413);
    const odd = [null, 3, {}, { subscriptionId: 5 }, { subscriptionId: "x".repeat(500) }];
    assert.equal((await post(EVENTS, { value: [...odd, told(subscriptionId)] })).status, 202);
    await stage.notifications.flush();
    assert.deepEqual(stage.notified, { taken: 1, forged: 0, unknown: 0 });
  });

  test("under load every message is answered long before the three seconds are over", async () => {
    const rooms = await Promise.all(Array.from({ length: 40 }, () => subscribedRoom()));
    const value = rooms.flatMap(({ subscriptionId }) => [
      told(subscriptionId),
      told(subscriptionId, { clientState: "guessed" }),
      told(randomUUID()),
    ]);
    let flushes = 0;
    const over = new AbortController();
    const flushing = (async () => {
      while (!over.signal.aborted) {
        await stage.notifications.flush();
        flushes += 1;
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    const slowest = { ms: 0 };
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        for (let message = 0; message < 15; message += 1) {
          const startedAtMs = performance.now();
          assert.equal((await post(EVENTS, { value })).status, 202);
          slowest.ms = Math.max(slowest.ms, performance.now() - startedAtMs);
        }
      }),
    );
    over.abort();
    await flushing;
    await stage.notifications.flush();
    assert.ok(slowest.ms < 2000, `${slowest.ms} ms`);
    assert.ok(flushes > 0);
    assert.deepEqual(stage.notified, { taken: 12_000, forged: 12_000, unknown: 12_000 });
    for (const { configurationId } of rooms) assert.ok((await row(configurationId)).hinted_at);
  });

  test("when too many wait, they are to be sent again, and none that was taken is lost", async () => {
    const { configurationId, subscriptionId } = await subscribedRoom();
    assert.equal((await post(EVENTS, { value: [told(subscriptionId)] })).status, 202);
    let refused = 0;
    for (let message = 0; message < 60 && refused === 0; message += 1) {
      const value = Array.from({ length: 1000 }, (_, index) => ({
        subscriptionId: `${message}-${index}`,
        clientState: "x",
      }));
      const { status } = await post(EVENTS, { value });
      if (status === 503) refused += 1;
      else assert.equal(status, 202);
    }
    assert.equal(refused, 1);
    await stage.notifications.flush();
    assert.ok((await row(configurationId)).hinted_at);
    assert.equal((await post(EVENTS, { value: [told(subscriptionId)] })).status, 202);
  });

  test("credentials that come along are not looked at", async () => {
    const answer = await stage.send(null, "POST", EVENTS, {
      body: { value: [] },
      headers: { authorization: "Bearer nonsense", cookie: "usher_session=nonsense" },
    });
    assert.equal(answer.status, 202);
  });
});
