import assert from "node:assert/strict";
import { test } from "node:test";
import { buildPerson, buildReservation } from "../testing/build-rows.ts";
import {
  ALL_ROOMS,
  CLIENT_STATE_HASH,
  POLLING,
  REASON,
  SUBSCRIBED,
  syncedRooms,
} from "../testing/synced-rooms.ts";
import { describeOnEachDatabase } from "../testing/test-database.ts";

describeOnEachDatabase("rooms' synchronisation", (database) => {
  const { store, notifications, settle, room, rowOf, set, claimOne, readWell } =
    syncedRooms(database);

  test("a room is in one pair of hands at a time, and a lapsed lease heals", async () => {
    const { id } = await room();
    const claimed = await claimOne();
    assert.deepEqual(await store().claimRooms(ALL_ROOMS), []);
    await set("subscription_due_at = now()", id);
    assert.deepEqual(await store().claimSources(ALL_ROOMS), []);
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
    const rest = await store().claimRooms(ALL_ROOMS);
    assert.equal(ids.length + rest.length, 12);
  });

  test("renewed leases last, others lapse", async () => {
    await room();
    const { leaseMs } = { leaseMs: 1 };
    const [claimed] = await store().claimRooms({ leaseMs, limit: 1 });
    assert.ok(claimed);
    await store().renewLeases([claimed.lease], 60_000);
    assert.deepEqual(await store().claimRooms(ALL_ROOMS), []);
    assert.equal(await store().releaseLeases(), 1);
    assert.equal((await store().claimRooms(ALL_ROOMS)).length, 1);
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
    assert.deepEqual(await store().claimRooms(ALL_ROOMS), []);
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

  test("readings that leave something to be judged are counted until one leaves nothing", async () => {
    await room();
    const leavesOpen = { kind: "read", changes: 0, wasFull: false, leavesOpen: true } as const;
    for (const before of [0, 1]) {
      const claimed = await claimOne();
      assert.equal(claimed.openReads, before);
      await store().settleReading(claimed, { ...leavesOpen, nextReadMs: 0 });
    }
    await readWell(await claimOne(), 0);
    assert.equal((await claimOne()).openReads, 0);
  });

  test("a failure of rights has the source chosen anew", async () => {
    await room();
    assert.deepEqual(await store().claimSources(ALL_ROOMS), []);
    await store().settleReading(await claimOne(), failed({ isAccess: true }));
    assert.equal((await store().claimSources(ALL_ROOMS)).length, 1);
  });

  test("a subscription whose time is over counts as none", async () => {
    const { id } = await room(SUBSCRIBED);
    await set("subscription_expires_at = now()", id);
    assert.equal((await claimOne()).source, "polling");
  });

  test("notifications stamp the rooms of their subscriptions and no others", async () => {
    const { id } = await room(SUBSCRIBED);
    await readWell(await claimOne(), 600_000);
    assert.deepEqual(await notifications().clientStates(["subscription-1", "x"]).then(asHex), [
      ["subscription-1", Buffer.from(CLIENT_STATE_HASH).toString("hex")],
    ]);
    await notifications().stamp([mark("x", { isHint: true })]);
    assert.equal((await rowOf(id)).hinted_at, null);
    await notifications().stamp([mark("subscription-1", { isToBeRenewed: true })]);
    assert.equal((await store().claimSources(ALL_ROOMS)).length, 1);
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
    for (const claimed of await store().claimRooms(ALL_ROOMS)) await readWell(claimed, 600_000);
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
