import assert from "node:assert/strict";
import { test } from "node:test";
import {
  buildProvider,
  buildReservation,
  buildSpace,
  buildSyncConfiguration,
} from "../testing/build-rows.ts";
import { ALL_ROOMS, POLLING, REASON, SUBSCRIBED, syncedRooms } from "../testing/synced-rooms.ts";
import { describeOnEachDatabase } from "../testing/test-database.ts";

describeOnEachDatabase("rooms' sources of changes", (database) => {
  const { store, settle, room, rowOf, set, changeConfiguration, retired, claimOne, readWell } =
    syncedRooms(database);

  const seen = (configurationId: string, eventId: string, reservationId: string | null) =>
    database()
      .kysely.insertInto("calendar_item")
      .values({
        configuration_id: configurationId,
        event_id: eventId,
        ical_uid: "u",
        kind: "single",
        change_key: "k",
        organizer_email: null,
        response: "none",
        start_at: new Date(),
        end_at: new Date(Date.now() + 60_000),
        reservation_id: reservationId,
        seen_in_round: 1,
      })
      .execute();

  test("an active configuration waits for a source, an inactive one is not read", async () => {
    const active = await room(null);
    const inactive = await buildSyncConfiguration(database().kysely, {
      space_id: (await buildSpace(database().kysely)).id,
      active: false,
    });
    assert.equal((await rowOf(active.id)).state, "pending");
    assert.equal((await rowOf(inactive.id)).state, "inactive");
    assert.deepEqual(await store().claimRooms(ALL_ROOMS), []);
    const claimed = await store().claimSources(ALL_ROOMS);
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

  test("deactivating forgets what was read and ends the subscription", async () => {
    const { id, roomMailbox } = await room(SUBSCRIBED);
    await set("cursor = 'c', hinted_at = now()", id);
    await seen(id, "e", null);
    const reading = await claimOne();
    await changeConfiguration(id, { active: false });
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
    await changeConfiguration(id, { room_mailbox: "other@example.org" });
    assert.equal((await rowOf(id)).state, "pending");
    assert.deepEqual(await retired(), [
      { subscription_id: "subscription-1", mailbox: roomMailbox },
    ]);
    const [claimed] = await store().claimSources(ALL_ROOMS);
    assert.equal(claimed?.roomMailbox, "other@example.org");
    assert.equal(claimed.subscription, null);
  });

  test("a dry run reads on, and switching it changes nothing", async () => {
    const { id } = await room(SUBSCRIBED);
    await changeConfiguration(id, { dry_run: true });
    assert.equal((await rowOf(id)).subscription_id, "subscription-1");
    assert.equal((await store().claimRooms(ALL_ROOMS)).length, 1);
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
    const [claimed] = await store().claimSources(ALL_ROOMS);
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

  test("what is in people's own calendars is read anew once the application may read its words", async () => {
    const { id, spaceId } = await room(POLLING);
    const db = database().kysely;
    for (const [what, origin, sync_mailbox] of [
      ["of Outlook", "calendar", "none"],
      ["ours, a person's", "usher", "user"],
      ["ours, the service's", "usher", "other"],
    ] as const) {
      const times = { start_at: new Date(), end_at: new Date(Date.now() + 60_000), holds: false };
      const made = await buildReservation(db, {
        space_id: spaceId,
        origin,
        sync_mailbox,
        ...times,
      });
      await seen(id, what, made.id);
    }
    const keys = async () => {
      const rows = await db.selectFrom("calendar_item").selectAll().orderBy("event_id").execute();
      return rows.map((row) => [row.event_id, row.change_key]);
    };
    await set("subscription_due_at = now()", id);
    await settle(POLLING);
    const unread = [
      ["of Outlook", "k"],
      ["ours, a person's", "k"],
      ["ours, the service's", "k"],
    ];
    assert.deepEqual(await keys(), unread);
    await set("subscription_due_at = now()", id);
    await settle(SUBSCRIBED);
    assert.deepEqual(await keys(), [
      ["of Outlook", ""],
      ["ours, a person's", ""],
      ["ours, the service's", "k"],
    ]);
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
    assert.equal((await store().claimRooms(ALL_ROOMS)).length, 1);
    assert.equal((await retired()).length, 1);
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
    assert.deepEqual(await store().claimRooms(ALL_ROOMS), []);
    assert.equal((await rowOf(id)).state, "failing");
    await set("subscription_due_at = now()", id);
    await settle(POLLING);
    assert.equal((await store().claimRooms(ALL_ROOMS)).length, 1);
  });

  test("a subscription that tells another address is looked at", async () => {
    const { id } = await room(SUBSCRIBED);
    const url = SUBSCRIBED.notificationUrl;
    assert.equal(await store().reviewSubscriptionsElsewhere(url), 0);
    assert.equal(await store().reviewSubscriptionsElsewhere(`${url}2`), 1);
    const [claimed] = await store().claimSources(ALL_ROOMS);
    assert.equal(claimed?.configurationId, id);
    assert.deepEqual(claimed.subscription, { id: "subscription-1", notificationUrl: url });
  });

  test("a retired subscription is taken by one, put off, and forgotten when it is gone", async () => {
    const provider = await buildProvider(database().kysely);
    await database()
      .kysely.insertInto("retired_subscription")
      .values({ subscription_id: "r", provider_id: provider.id, mailbox: "m@example.org" })
      .execute();
    const [taken] = await store().claimRetired(ALL_ROOMS);
    assert.equal(taken?.tries, 1);
    assert.deepEqual(await store().claimRetired(ALL_ROOMS), []);
    await store().settleRetired("r", 0);
    assert.equal((await store().claimRetired(ALL_ROOMS))[0]?.tries, 2);
    await store().settleRetired("r", null);
    assert.deepEqual(await retired(), []);
  });
});
