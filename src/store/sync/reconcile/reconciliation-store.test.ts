import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import type {
  NewReconciliation,
  ReconciliationScope,
  RoomOutcome,
} from "../../../app/sync/reconcile/ports.ts";
import { buildReservation, buildSpace, buildSyncConfiguration } from "../../testing/build-rows.ts";
import { describeOnEachDatabase } from "../../testing/test-database.ts";
import { createReconciliationStore } from "./reconciliation-store.ts";

const HOUR_MS = 3_600_000;
const CLEAN: RoomOutcome = { state: "done", found: {}, repaired: {}, reason: null };

describeOnEachDatabase("reconciliations in the database", (database) => {
  const store = () => createReconciliationStore(database().kysely);
  const db = () => database().kysely;

  async function room(name: string, providerId?: string) {
    const space = await buildSpace(db(), { name });
    const configuration = await buildSyncConfiguration(db(), {
      space_id: space.id,
      ...(providerId && { provider_id: providerId }),
    });
    await db()
      .updateTable("room_sync")
      .set({
        source: "polling",
        state: "active",
        credential: "application",
        cursor: "somewhere",
        next_read_at: new Date(Date.now() + HOUR_MS),
        last_full_read_at: new Date(Date.now() - HOUR_MS),
        last_read_at: new Date(),
        window_end: new Date(Date.now() + 100 * 24 * HOUR_MS),
      })
      .where("configuration_id", "=", configuration.id)
      .execute();
    return { id: configuration.id, spaceId: space.id, providerId: configuration.providerId };
  }

  const start = (scope: ReconciliationScope, more: Partial<NewReconciliation> = {}) =>
    store().start({
      id: randomUUID(),
      scope,
      cause: "administrator",
      repairs: true,
      spreadMs: 0,
      audit: null,
      ...more,
    });
  const claim = (leaseMs = 60_000) =>
    store().claimRead({ lease: randomUUID(), leaseMs, limit: 10 });
  const readWhole = async () => {
    await db()
      .updateTable("room_sync")
      .set({ cursor: "anew", is_round_full: false, last_full_read_at: new Date(Date.now() + 1000) })
      .where("cursor", "is", null)
      .execute();
  };
  const sync = (id: string) =>
    db()
      .selectFrom("room_sync")
      .selectAll()
      .where("configuration_id", "=", id)
      .executeTakeFirstOrThrow();

  test("a run holds the active rooms of its scope", async () => {
    const wren = await room("Wren");
    const kestrel = await room("Kestrel", wren.providerId);
    const other = await room("Elm");
    await db()
      .updateTable("reservable_sync_configuration")
      .set({ active: false })
      .where("id", "=", kestrel.id)
      .execute();
    const all = await start({ kind: "all" });
    assert.deepEqual([all?.roomsTotal, all?.scopeName], [2, ""]);
    const provider = await start({ kind: "provider", providerId: wren.providerId });
    assert.equal(provider?.roomsTotal, 1);
    const one = await start({ kind: "room", configurationId: other.id });
    assert.deepEqual([one?.roomsTotal, one?.scopeName, one?.state], [1, "Elm", "running"]);
    assert.equal(await start({ kind: "room", configurationId: kestrel.id }), null);
  });

  test("a room is asked to be read whole, and compared once it was", async () => {
    const wren = await room("Wren");
    const run = await start({ kind: "all" });
    assert.ok(run);
    assert.equal(await store().askForReading(10), 1);
    assert.equal((await sync(wren.id)).cursor, null);
    assert.ok((await sync(wren.id)).next_read_at <= new Date(Date.now() + 5_000));
    assert.deepEqual(await claim(), []);
    await readWhole();
    await store().noteFullRound(wren.id, 3);
    const [claimed, ...others] = await claim();
    assert.ok(claimed);
    assert.deepEqual(others, []);
    assert.deepEqual(await claim(), []);
    const found = { missing_in_room: 2 };
    const repaired = { missing_in_room: 1 };
    assert.equal(
      await store().finishRoom(claimed, { state: "done", found, repaired, reason: null }),
      true,
    );
    const over = await store().find(run.id);
    assert.deepEqual(
      [over?.state, over?.roomsDone, over?.found, over?.repaired, over?.changesTakenIn],
      ["done", 1, found, repaired, 3],
    );
    assert.equal((await store().rooms(run.id, 10))[0]?.spaceName, "Wren");
  });

  test("no more rooms are read at once than there may be", async () => {
    for (const name of ["Wren", "Kestrel", "Elm"]) await room(name);
    await start({ kind: "all" });
    assert.equal(await store().askForReading(2), 2);
    assert.equal(await store().askForReading(2), 0);
    await readWhole();
    for (const claimed of await claim()) await store().finishRoom(claimed, CLEAN);
    assert.equal(await store().askForReading(2), 1);
  });

  test("a reader that puts its own cursor back is asked once more", async () => {
    const wren = await room("Wren");
    await start({ kind: "all" });
    await store().askForReading(10);
    await db().updateTable("room_sync").set({ cursor: "as before" }).execute();
    await store().askForReading(10);
    assert.equal((await sync(wren.id)).cursor, null);
    // A full round that is under way is left alone.
    await db().updateTable("room_sync").set({ cursor: "page 2", is_round_full: true }).execute();
    await store().askForReading(10);
    assert.equal((await sync(wren.id)).cursor, "page 2");
  });

  test("a killed process' room is taken over when its lease is over, and its end counts no more", async () => {
    await room("Wren");
    const run = await start({ kind: "all" });
    await store().askForReading(10);
    await readWhole();
    const [killed] = await claim(0);
    const [heir] = await claim();
    assert.ok(run && killed && heir);
    assert.equal(await store().finishRoom(killed, CLEAN), false);
    assert.equal(await store().finishRoom(heir, CLEAN), true);
    assert.equal((await store().find(run.id))?.roomsDone, 1);
  });

  test("where differences are only told, nothing is read for it", async () => {
    const wren = await room("Wren");
    await start({ kind: "all" }, { repairs: false });
    assert.equal(await store().askForReading(10), 0);
    assert.equal((await claim())[0]?.repairs, false);
    assert.equal((await sync(wren.id)).cursor, "somewhere");
  });

  test("a room that is not read is given up with its reason, and the run ends", async () => {
    const wren = await room("Wren");
    await db()
      .updateTable("room_sync")
      .set({ state: "failing", reason_code: "ErrorAccessDenied", reason: "Access is denied." })
      .execute();
    const run = await start({ kind: "room", configurationId: wren.id });
    assert.ok(run);
    await store().askForReading(10);
    assert.equal(await store().failUnread(60_000), 0);
    assert.equal(await store().failUnread(0), 1);
    const over = await store().find(run.id);
    assert.deepEqual([over?.state, over?.roomsFailed], ["done", 1]);
    assert.equal((await store().rooms(run.id, 10))[0]?.reason, "Access is denied.");
  });

  test("rooms of a nightly run begin one after another", async () => {
    for (const name of ["Wren", "Kestrel"]) await room(name);
    await start({ kind: "all" }, { spreadMs: 2 * HOUR_MS });
    assert.equal(await store().askForReading(10), 1);
  });

  test("a run that was ended takes on no more rooms", async () => {
    await room("Wren");
    const run = await start({ kind: "all" });
    assert.ok(run);
    const actor = { kind: "system", channel: "system" } as const;
    const audit = { actor, action: "reconciliation_ended", details: {} } as const;
    assert.equal((await store().end(run.id, audit))?.state, "ended");
    assert.equal(await store().askForReading(10), 0);
    assert.equal(await store().end(randomUUID(), audit), null);
  });

  test("rooms are found that could not be read for hours, once", async () => {
    const wren = await room("Wren");
    await room("Kestrel");
    await db()
      .updateTable("room_sync")
      .set({ last_read_at: new Date(Date.now() - 3 * HOUR_MS) })
      .where("configuration_id", "=", wren.id)
      .execute();
    assert.deepEqual(await store().roomsAfterOutage(2 * HOUR_MS, 10), [wren.id]);
    await start({ kind: "room", configurationId: wren.id }, { cause: "outage" });
    assert.deepEqual(await store().roomsAfterOutage(2 * HOUR_MS, 10), []);
  });

  test("both sides of a room are compared, what is on its way being marked", async () => {
    const wren = await room("Wren");
    const startAt = new Date(Date.now() + 24 * HOUR_MS);
    const settled = {
      space_id: wren.spaceId,
      sync_mailbox: "user",
      sync_state: "synchronized",
      updated_at: new Date(Date.now() - HOUR_MS),
    };
    const at = (hours: number) => ({
      start_at: new Date(startAt.getTime() + hours * HOUR_MS),
      end_at: new Date(startAt.getTime() + (hours + 1) * HOUR_MS),
    });
    const agreed = await buildReservation(db(), { ...settled, ...at(0), ical_uid: "uid-1" });
    const pending = await buildReservation(db(), {
      ...settled,
      ...at(2),
      sync_state: "sync_enqueued",
    });
    await buildReservation(db(), { ...settled, ...at(4), origin: "calendar" });
    await buildReservation(db(), { ...settled, ...at(6), state: "cancelled", holds: false });
    await buildReservation(db(), { ...settled, ...at(8), sync_mailbox: "none" });
    await db()
      .insertInto("calendar_item")
      .values({
        configuration_id: wren.id,
        event_id: "e1",
        ical_uid: "uid-1",
        kind: "single",
        change_key: "k",
        response: "accepted",
        ...at(0),
        reservation_id: agreed.id,
        seen_in_round: 1,
      })
      .execute();
    const { reservations, items } = await store().compared(wren.id);
    assert.deepEqual(
      reservations.map(({ id, iCalUId, isPending }) => [id, iCalUId, isPending]),
      [
        [agreed.id, "uid-1", false],
        [pending.id, null, true],
      ],
    );
    assert.deepEqual(
      items.map(({ reservationId, startMs }) => [reservationId, startMs]),
      [[agreed.id, startAt.getTime()]],
    );
  });
});
