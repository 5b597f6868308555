import assert from "node:assert/strict";
import { test } from "node:test";
import type { DueRoom, SourceSettlement } from "../../app/sync/sources/room-sync-store.ts";
import { buildPerson, buildProvider, buildReservation } from "../testing/build-rows.ts";
import { buildSpace, buildSyncConfiguration } from "../testing/build-rows.ts";
import { describeOnEachDatabase } from "../testing/test-database.ts";
import { createNotificationStore } from "./notification-store.ts";
import { createRoomSyncStore } from "./room-sync-store.ts";

const ALL = { leaseMs: 60_000, limit: 100 };
const HASH = new Uint8Array(32).fill(7);
const REASON = { code: "delegated_rights_only", sentence: "Only the delegated user may read it." };
const SUBSCRIBED: SourceSettlement = {
  kind: "subscribed",
  subscriptionId: "subscription-1",
  expiresAt: new Date(Date.now() + 6 * 24 * 3_600_000),
  notificationUrl: "https://usher.example/webhooks/exchange/events",
  clientStateHash: HASH,
  nextLookMs: 4 * 24 * 3_600_000,
};
const POLLING: SourceSettlement = {
  kind: "polling",
  credential: "delegated_user",
  reason: REASON,
  nextLookMs: 60_000,
};

describeOnEachDatabase("rooms' synchronisation", (database) => {
  const store = () => createRoomSyncStore(database());
  const notifications = () => createNotificationStore(database());
  const rowOf = (configurationId: string) =>
    database()
      .kysely.selectFrom("room_sync")
      .selectAll()
      .where("configuration_id", "=", configurationId)
      .executeTakeFirstOrThrow();
  const set = (text: string, id: string) =>
    database().pool.query(`update room_sync set ${text} where configuration_id = $1`, [id]);
  const retired = async () =>
    (
      await database().pool.query<{ subscription_id: string; mailbox: string }>(
        "select subscription_id, mailbox from retired_subscription",
      )
    ).rows;

  async function room(settlement: SourceSettlement | null = POLLING) {
    const db = database().kysely;
    const provider = await buildProvider(db, { delegated_user_email: "service@example.org" });
    const space = await buildSpace(db);
    const configuration = await buildSyncConfiguration(db, {
      space_id: space.id,
      provider_id: provider.id,
    });
    if (settlement !== null) await settle(settlement);
    return { ...configuration, spaceId: space.id };
  }

  async function settle(settlement: SourceSettlement): Promise<void> {
    for (const claimed of await store().claimSources(ALL)) {
      assert.ok(await store().settleSource(claimed, settlement));
    }
  }

  async function claimOne(): Promise<DueRoom> {
    const [claimed] = await store().claimRooms(ALL);
    assert.ok(claimed);
    return claimed;
  }

  const readWell = (claimed: DueRoom, nextReadMs: number, changes = 0) =>
    store().settleReading(claimed, { kind: "read", changes, wasFull: true, nextReadMs });

  test("an active configuration waits for a source, an inactive one is not read", async () => {
    const active = await room(null);
    const inactive = await buildSyncConfiguration(database().kysely, {
      space_id: (await buildSpace(database().kysely)).id,
      active: false,
    });
    assert.equal((await rowOf(active.id)).state, "pending");
    assert.equal((await rowOf(inactive.id)).state, "inactive");
    assert.deepEqual(await store().claimRooms(ALL), []);
    const claimed = await store().claimSources(ALL);
    assert.deepEqual(
      claimed.map(({ configurationId, hasDelegatedUser }) => [configurationId, hasDelegatedUser]),
      [[active.id, true]],
    );
  });

  test("a room of an inactive provider is not read, and is again once it is active", async () => {
    const { id, providerId } = await room();
    const db = database().kysely;
    const switchProvider = (active: boolean) =>
      db.updateTable("calendar_provider").set({ active }).where("id", "=", providerId).execute();
    await switchProvider(false);
    assert.equal((await rowOf(id)).state, "inactive");
    await switchProvider(true);
    assert.equal((await rowOf(id)).state, "pending");
  });

  test("a room is in one pair of hands at a time, and a lapsed lease heals", async () => {
    const { id } = await room();
    const claimed = await claimOne();
    assert.deepEqual(await store().claimRooms(ALL), []);
    await set("subscription_due_at = now()", id);
    assert.deepEqual(await store().claimSources(ALL), []);
    await set("lease_until = now()", id);
    const after = await claimOne();
    assert.notEqual(after.lease, claimed.lease);
    assert.equal(await readWell(claimed, 1000), false);
    assert.equal(await readWell(after, 60_000), true);
  });

  test("processes that claim at once share the rooms", async () => {
    for (let count = 0; count < 12; count += 1) await room(null);
    await settle(POLLING);
    const claims = await Promise.all(
      Array.from({ length: 6 }, () => store().claimRooms({ leaseMs: 60_000, limit: 4 })),
    );
    const ids = claims.flat().map(({ configurationId }) => configurationId);
    assert.equal(new Set(ids).size, ids.length);
    const rest = await store().claimRooms(ALL);
    assert.equal(ids.length + rest.length, 12);
  });

  test("renewed leases last, others lapse", async () => {
    await room();
    const { leaseMs } = { leaseMs: 1 };
    const [claimed] = await store().claimRooms({ leaseMs, limit: 1 });
    assert.ok(claimed);
    await store().renewLeases([claimed.lease], 60_000);
    assert.deepEqual(await store().claimRooms(ALL), []);
    assert.equal(await store().releaseLeases(), 1);
    assert.equal((await store().claimRooms(ALL)).length, 1);
  });

  test("rooms that a change was told of are read first", async () => {
    const first = await room(null);
    const told = await room(null);
    await settle(POLLING);
    await set("next_read_at = now() - interval '1 hour'", first.id);
    await set("hinted_at = now()", told.id);
    const [claimed] = await store().claimRooms({ leaseMs: 1000, limit: 1 });
    assert.equal(claimed?.configurationId, told.id);
    assert.equal(claimed.wasHinted, true);
  });

  test("a change that is told while the room is read makes it due again", async () => {
    const { id } = await room(SUBSCRIBED);
    const claimed = await claimOne();
    await notifications().stamp([mark("subscription-1", { isHint: true })]);
    await readWell(claimed, 600_000);
    const { next_read_at: next } = await rowOf(id);
    assert.ok(next.getTime() - Date.now() < 2000, "within the gap between told readings");
    await set("next_read_at = now()", id);
    const again = await claimOne();
    assert.equal(again.wasHinted, true);
    await readWell(again, 600_000);
    assert.ok((await rowOf(id)).next_read_at.getTime() - Date.now() > 500_000);
  });

  test("a room that fails is not hurried by what is told", async () => {
    const { id } = await room(SUBSCRIBED);
    await store().settleReading(await claimOne(), failed({ nextReadMs: 300_000 }));
    await notifications().stamp([mark("subscription-1", { isHint: true })]);
    assert.deepEqual(await store().claimRooms(ALL), []);
    assert.equal((await rowOf(id)).read_failure_code, "throttled");
  });

  test("failures are counted and shown until a reading goes well", async () => {
    const { id } = await room();
    await store().settleReading(await claimOne(), failed({ isFailing: true, nextReadMs: 0 }));
    assert.equal((await rowOf(id)).state, "failing");
    const claimed = await claimOne();
    assert.equal(claimed.failedReads, 1);
    await readWell(claimed, 60_000, 3);
    const row = await rowOf(id);
    assert.deepEqual([row.state, row.failed_reads, row.read_failure], ["active", 0, null]);
    assert.ok(row.last_change_at && row.last_read_at && row.last_full_read_at);
    assert.equal(row.reason_code, REASON.code);
  });

  test("a failure of rights has the source chosen anew", async () => {
    await room();
    assert.deepEqual(await store().claimSources(ALL), []);
    await store().settleReading(await claimOne(), failed({ isAccess: true }));
    assert.equal((await store().claimSources(ALL)).length, 1);
  });

  test("a full round begins anew when the last one is days ago, and not within one", async () => {
    const { id } = await room();
    const old = "cursor = 'c', last_full_read_at = now() - interval '4 days', next_read_at = now()";
    await set(`${old}, is_round_full = true`, id);
    const within = await claimOne();
    assert.equal(within.cursor, "c");
    await readWell(within, 0);
    await set(`${old}, is_round_full = false`, id);
    assert.equal((await claimOne()).cursor, null);
  });

  test("deactivating forgets what was read and ends the subscription", async () => {
    const { id, roomMailbox } = await room(SUBSCRIBED);
    await set("cursor = 'c', hinted_at = now()", id);
    await database()
      .kysely.insertInto("calendar_item")
      .values({
        configuration_id: id,
        event_id: "e",
        ical_uid: "u",
        kind: "single",
        change_key: "k",
        organizer_email: null,
        response: "none",
        start_at: new Date(),
        end_at: new Date(Date.now() + 1000),
        reservation_id: null,
        seen_in_round: 1,
      })
      .execute();
    const reading = await claimOne();
    await database()
      .kysely.updateTable("reservable_sync_configuration")
      .set({ active: false })
      .where("id", "=", id)
      .execute();
    const row = await rowOf(id);
    assert.deepEqual(
      [row.state, row.source, row.cursor, row.subscription_id, row.client_state_hash],
      ["inactive", "none", null, null, null],
    );
    assert.equal(await readWell(reading, 0), false);
    const items = await database().pool.query("select from calendar_item");
    assert.equal(items.rows.length, 0);
    assert.deepEqual(await retired(), [
      { subscription_id: "subscription-1", mailbox: roomMailbox },
    ]);
  });

  test("another mailbox begins anew, with the subscription of the old one ended", async () => {
    const { id, roomMailbox } = await room(SUBSCRIBED);
    await database()
      .kysely.updateTable("reservable_sync_configuration")
      .set({ room_mailbox: "other@example.org" })
      .where("id", "=", id)
      .execute();
    assert.equal((await rowOf(id)).state, "pending");
    assert.deepEqual(await retired(), [
      { subscription_id: "subscription-1", mailbox: roomMailbox },
    ]);
    const [claimed] = await store().claimSources(ALL);
    assert.equal(claimed?.roomMailbox, "other@example.org");
    assert.equal(claimed.subscription, null);
  });

  test("a dry run reads on, and switching it changes nothing", async () => {
    const { id } = await room(SUBSCRIBED);
    await database()
      .kysely.updateTable("reservable_sync_configuration")
      .set({ dry_run: true })
      .where("id", "=", id)
      .execute();
    assert.equal((await rowOf(id)).subscription_id, "subscription-1");
    assert.equal((await store().claimRooms(ALL)).length, 1);
  });

  test("sources are chosen anew when the mode, the provider or its credentials change", async () => {
    const { id, providerId } = await room();
    const isDue = async (): Promise<boolean> => {
      const { subscription_due_at: due, source_looks: looks } = await rowOf(id);
      await set("subscription_due_at = now() + interval '1 hour', source_looks = 5", id);
      return due.getTime() < Date.now() + 10_000 && looks === 0;
    };
    await isDue();
    const pool = database().pool;
    for (const text of [
      `insert into property (name, value) values ('sn_wsd_rsvsync.sync_integration_mode', 'strict')`,
      `update property set value = 'personal'`,
      `update calendar_provider set delegated_user_email = 'other@example.org'`,
      `insert into provider_credential (provider_id, kind, state, connected_at)
       values ('${providerId}', 'delegated_user', 'connected', now())`,
      `update provider_credential set state = 'needs_reconnect'`,
    ]) {
      await pool.query(text);
      assert.ok(await isDue(), text);
    }
    for (const text of [
      `update provider_credential set last_used_at = now()`,
      `update calendar_provider set name = 'Another name'`,
      `insert into property (name, value) values ('sn_wsd_rsv.blocker_user', 'a@example.org')`,
    ]) {
      await pool.query(text);
      assert.equal(await isDue(), false, text);
    }
  });

  test("a change while the source is chosen calls for another look", async () => {
    const { id } = await room(null);
    const [claimed] = await store().claimSources(ALL);
    assert.ok(claimed);
    await database().pool.query("select review_sources(null)");
    await store().settleSource(claimed, POLLING);
    assert.ok((await rowOf(id)).subscription_due_at.getTime() < Date.now() + 10_000);
  });

  test("a subscription that is renewed keeps its client state and its place in the order", async () => {
    const { id } = await room(SUBSCRIBED);
    await readWell(await claimOne(), 600_000);
    const before = await rowOf(id);
    await set("subscription_due_at = now()", id);
    await settle({ ...SUBSCRIBED, clientStateHash: null, expiresAt: new Date("2040-01-01") });
    const row = await rowOf(id);
    assert.deepEqual(row.client_state_hash, before.client_state_hash);
    assert.deepEqual(row.next_read_at, before.next_read_at);
    assert.deepEqual(row.subscription_expires_at, new Date("2040-01-01"));
    assert.deepEqual(await retired(), []);
  });

  test("a room that loses its subscription is looked at instead", async () => {
    const { id } = await room(SUBSCRIBED);
    await readWell(await claimOne(), 600_000);
    await set("subscription_due_at = now()", id);
    await settle(POLLING);
    const row = await rowOf(id);
    assert.deepEqual(
      [row.source, row.credential, row.subscription_id],
      ["polling", "delegated_user", null],
    );
    assert.equal((await store().claimRooms(ALL)).length, 1);
    assert.equal((await retired()).length, 1);
  });

  test("a subscription whose time is over counts as none", async () => {
    const { id } = await room(SUBSCRIBED);
    await set("subscription_expires_at = now()", id);
    assert.equal((await claimOne()).source, "polling");
  });

  test("a provider that cannot answer leaves the source as it is", async () => {
    const { id } = await room(SUBSCRIBED);
    await set("subscription_due_at = now()", id);
    await settle({ kind: "postponed", reason: REASON, nextLookMs: 60_000 });
    const row = await rowOf(id);
    assert.deepEqual(
      [row.source, row.state, row.reason, row.source_looks],
      ["subscription", "active", null, 1],
    );
  });

  test("without rights a room is failing and not read", async () => {
    const { id } = await room();
    await set("subscription_due_at = now()", id);
    await settle({ kind: "failing", reason: REASON, nextLookMs: 60_000 });
    assert.deepEqual(await store().claimRooms(ALL), []);
    assert.equal((await rowOf(id)).state, "failing");
    await set("subscription_due_at = now()", id);
    await settle(POLLING);
    assert.equal((await store().claimRooms(ALL)).length, 1);
  });

  test("notifications stamp the rooms of their subscriptions and no others", async () => {
    const { id } = await room(SUBSCRIBED);
    await readWell(await claimOne(), 600_000);
    assert.deepEqual(await notifications().clientStates(["subscription-1", "x"]).then(asHex), [
      ["subscription-1", Buffer.from(HASH).toString("hex")],
    ]);
    await notifications().stamp([mark("x", { isHint: true })]);
    assert.equal((await rowOf(id)).hinted_at, null);
    await notifications().stamp([mark("subscription-1", { isToBeRenewed: true })]);
    assert.equal((await store().claimSources(ALL)).length, 1);
    await notifications().stamp([mark("subscription-1", { isGone: true, isHint: true })]);
    const row = await rowOf(id);
    assert.deepEqual(
      [row.subscription_id, row.source, row.reason_code],
      [null, "polling", "subscription_removed"],
    );
    assert.ok(row.hinted_at);
  });

  test("rooms in which something begins to happen are looked at soon", async () => {
    const db = database().kysely;
    const [quiet, meeting, waiting] = [await room(null), await room(null), await room(null)];
    await settle(POLLING);
    for (const claimed of await store().claimRooms(ALL)) await readWell(claimed, 600_000);
    const requestedFor = (await buildPerson(db)).id;
    const soon = (minutes: number) => new Date(Date.now() + minutes * 60_000);
    const build = (spaceId: string, start: Date, end: Date) =>
      buildReservation(db, {
        space_id: spaceId,
        requested_for: requestedFor,
        start_at: start,
        end_at: end,
      });
    await build(quiet.spaceId, soon(600), soon(660));
    await build(meeting.spaceId, soon(5), soon(35));
    const { id: reservationId } = await build(waiting.spaceId, soon(600), soon(660));
    const { rows } = await database().pool.query<{ id: string }>(
      `insert into sync_event (reservation_id, provider_id, type, policy_row, mailbox, sync_mailbox,
         credential, channel)
       values ($1, $2, 'create', 'C1', 'a@example.org', 'user', 'application', 'portal')
       returning id`,
      [reservationId, waiting.providerId],
    );
    await db
      .insertInto("room_confirmation")
      .values({
        reservation_id: reservationId,
        sync_event_id: rows[0]?.id ?? "",
        asked_at: new Date(),
        next_read_at: new Date(),
      })
      .execute();
    assert.equal(await store().quickenBusyRooms(12_000), 2);
    assert.equal(await store().quickenBusyRooms(12_000), 0);
    for (const { id } of [meeting, waiting]) {
      assert.ok((await rowOf(id)).next_read_at.getTime() < Date.now() + 13_000);
    }
  });

  test("a subscription that tells another address is looked at", async () => {
    const { id } = await room(SUBSCRIBED);
    const url = SUBSCRIBED.notificationUrl;
    assert.equal(await store().reviewSubscriptionsElsewhere(url), 0);
    assert.equal(await store().reviewSubscriptionsElsewhere(`${url}2`), 1);
    const [claimed] = await store().claimSources(ALL);
    assert.equal(claimed?.configurationId, id);
    assert.deepEqual(claimed.subscription, { id: "subscription-1", notificationUrl: url });
  });

  test("a retired subscription is taken by one, put off, and forgotten when it is gone", async () => {
    const provider = await buildProvider(database().kysely);
    await database()
      .kysely.insertInto("retired_subscription")
      .values({ subscription_id: "r", provider_id: provider.id, mailbox: "m@example.org" })
      .execute();
    const [taken] = await store().claimRetired(ALL);
    assert.equal(taken?.tries, 1);
    assert.deepEqual(await store().claimRetired(ALL), []);
    await store().settleRetired("r", 0);
    assert.equal((await store().claimRetired(ALL))[0]?.tries, 2);
    await store().settleRetired("r", null);
    assert.deepEqual(await retired(), []);
  });
});

function failed(change: { isFailing?: boolean; isAccess?: boolean; nextReadMs?: number }) {
  return {
    kind: "failed",
    code: "throttled",
    message: "Less often, please.",
    isFailing: false,
    isAccess: false,
    nextReadMs: 60_000,
    ...change,
  } as const;
}

function mark(
  subscriptionId: string,
  change: { isHint?: boolean; isToBeRenewed?: boolean; isGone?: boolean },
) {
  return { subscriptionId, isHint: false, isToBeRenewed: false, isGone: false, ...change };
}

function asHex(states: ReadonlyMap<string, Uint8Array>): [string, string][] {
  return [...states].map(([id, hash]) => [id, Buffer.from(hash).toString("hex")]);
}
