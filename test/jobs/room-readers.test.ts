/** The loop that reads rooms, over real claims, with the reading itself in the test's hands. */
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import type { ClaimedRoom, RoomReading } from "../../src/app/sync/inbound/claimed-room.ts";
import { readDueRoom } from "../../src/app/sync/sources/read-due-room.ts";
import type { ClaimedSource } from "../../src/app/sync/sources/room-sync-store.ts";
import { type RoomReaders, startRoomReaders } from "../../src/jobs/room-readers.ts";
import { createNotificationStore } from "../../src/store/sync/notification-store.ts";
import { createRoomSyncStore } from "../../src/store/sync/room-sync-store.ts";
import { buildProvider, buildSpace } from "../../src/store/testing/build-rows.ts";
import { buildSyncConfiguration } from "../../src/store/testing/build-rows.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { until } from "../support/until.ts";

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };
const GOOD: RoomReading = { kind: "read", changes: 0, wasFull: false };

describeOnEachDatabase("the room readers", (database) => {
  const running: RoomReaders[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((readers) => readers.stop()));
  });

  const store = () => createRoomSyncStore(database());
  const set = (text: string) => database().pool.query(`update room_sync set ${text}`);
  const rows = () => database().kysely.selectFrom("room_sync").selectAll().execute();

  async function rooms(count: number): Promise<readonly string[]> {
    const db = database().kysely;
    const { id: providerId } = await buildProvider(db);
    const ids: string[] = [];
    for (let made = 0; made < count; made += 1) {
      const space = await buildSpace(db);
      const configuration = { space_id: space.id, provider_id: providerId };
      ids.push((await buildSyncConfiguration(db, configuration)).id);
    }
    return ids;
  }

  async function subscribe(room: ClaimedSource): Promise<void> {
    await store().settleSource(room, {
      kind: "subscribed",
      subscriptionId: `of ${room.configurationId}`,
      expiresAt: new Date(Date.now() + 86_400_000),
      notificationUrl: "https://usher.example/webhooks/exchange/events",
      clientStateHash: new Uint8Array(32),
      nextLookMs: 60_000,
    });
  }

  function start(
    readRoom: (room: ClaimedRoom) => Promise<RoomReading>,
    options: { readonly leaseMs?: number; readonly roomsAtOnceMax?: number } = {},
  ): RoomReaders {
    const reading = { store: store(), quietMinutes: async () => 2, random: () => 0.5, log: SILENT };
    const readers = startRoomReaders({
      store: store(),
      readRoom: (room) => readDueRoom({ ...reading, readRoom }, room),
      chooseSource: subscribe,
      endSubscription: ({ subscriptionId }) => store().settleRetired(subscriptionId, null),
      log: SILENT,
      isOnlyProcess: false,
      notificationUrl: () => "https://usher.example/webhooks/exchange/events",
      pollMs: 40,
      ...options,
    });
    running.push(readers);
    return readers;
  }

  /** Reads nothing until it is let go, and keeps count. */
  function gate() {
    const state = { underWay: 0, most: 0, begun: [] as string[] };
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    return {
      state,
      open: () => open(),
      read: async ({ configurationId }: ClaimedRoom): Promise<RoomReading> => {
        state.begun.push(configurationId);
        state.underWay += 1;
        state.most = Math.max(state.most, state.underWay);
        await opened;
        state.underWay -= 1;
        return GOOD;
      },
    };
  }

  test("rooms get a source and are read, so many at once over all processes as each may", async () => {
    const ids = await rooms(12);
    const { state, open, read } = gate();
    start(read, { roomsAtOnceMax: 3 });
    start(read, { roomsAtOnceMax: 3 });
    await until("six are read at once", () => state.underWay === 6);
    open();
    await until("all were read", () => state.begun.length === 12);
    assert.deepEqual(state.begun.toSorted(), [...ids].toSorted());
    assert.equal(state.most, 6);
    await until("they rest", async () => (await rows()).every((row) => row.last_read_at !== null));
    assert.ok((await rows()).every(({ next_read_at: at }) => at.getTime() > Date.now() + 500_000));
  });

  test("what is told during a reading is read afterwards, once", async () => {
    const [id = ""] = await rooms(1);
    const { state, open, read } = gate();
    const readers = start(read);
    await until("it is being read", () => state.underWay === 1);
    const mark = { isHint: true, isToBeRenewed: false, isGone: false };
    const notifications = createNotificationStore(database());
    for (let time = 0; time < 5; time += 1) {
      await notifications.stamp([{ ...mark, subscriptionId: `of ${id}` }]);
      readers.wake();
    }
    open();
    await until("it is read again", () => state.begun.length === 2);
    await until("it rests", async () => (await rows())[0]?.lease_owner === null);
    assert.equal(state.begun.length, 2);
  });

  test("a reading that breaks off is shown and tried again later, and others go on", async () => {
    const [bad = "", good = ""] = await rooms(2);
    start(({ configurationId }) =>
      configurationId === bad ? Promise.reject(new Error("unforeseen")) : Promise.resolve(GOOD),
    );
    const settled = await until("both were tried", async () => {
      const now = await rows();
      const byId = new Map(now.map((row) => [row.configuration_id, row]));
      return byId.get(good)?.last_read_at && byId.get(bad)?.failed_reads === 1 ? byId : null;
    });
    assert.equal(settled.get(bad)?.read_failure_code, "internal_error");
    assert.ok((settled.get(bad)?.next_read_at.getTime() ?? 0) > Date.now() + 2000);
  });

  test("the rooms of a process that was killed are taken over when its lease is over", async () => {
    await rooms(1);
    const [source] = await store().claimSources({ leaseMs: 60_000, limit: 1 });
    assert.ok(source);
    await subscribe(source);
    // As a process that is killed leaves it behind.
    await store().claimRooms({ leaseMs: 400, limit: 1 });
    const { state, open, read } = gate();
    open();
    start(read);
    await until("it was read", () => state.begun.length === 1);
  });

  test("a room that takes longer than its lease stays in one pair of hands", async () => {
    await rooms(1);
    const { state, open, read } = gate();
    start(read, { leaseMs: 150 });
    start(read, { leaseMs: 150 });
    await until("it is being read", () => state.underWay === 1);
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(state.begun.length, 1);
    open();
    await until("it was read", async () => (await rows())[0]?.last_read_at !== null);
  });

  test("stopping waits for what is under way and takes on nothing more", async () => {
    await rooms(2);
    const { state, open, read } = gate();
    const readers = start(read, { roomsAtOnceMax: 1 });
    await until("one is being read", () => state.underWay === 1);
    let hasStopped = false;
    const stopped = readers.stop().then(() => (hasStopped = true));
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(hasStopped, false);
    open();
    await stopped;
    assert.equal(state.begun.length, 1);
    assert.equal((await rows()).filter((row) => row.lease_owner !== null).length, 0);
  });

  test("six hours of a quiet room in virtual time, without the loop: every 11 to 12 minutes", async () => {
    await rooms(1);
    const claim = { leaseMs: 60_000, limit: 10 };
    for (const source of await store().claimSources(claim)) await subscribe(source);
    const dependencies = {
      store: store(),
      readRoom: () => Promise.resolve(GOOD),
      quietMinutes: () => Promise.resolve(2),
      random: () => 0.5,
      log: SILENT,
    };
    const readAtMinutes: number[] = [];
    for (let minute = 0; minute < 6 * 60; minute += 1) {
      for (const room of await store().claimRooms(claim)) {
        await readDueRoom(dependencies, room);
        readAtMinutes.push(minute);
      }
      await set("next_read_at = next_read_at - interval '1 minute'");
    }
    const gaps = readAtMinutes
      .slice(1)
      .map((minute, index) => minute - (readAtMinutes[index] ?? 0));
    assert.ok(gaps.length >= 28);
    assert.deepEqual([...new Set(gaps)], [12]);
  });
});
