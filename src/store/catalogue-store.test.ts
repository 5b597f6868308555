import assert from "node:assert/strict";
import { test } from "node:test";
import { createCatalogueStore } from "./catalogue-store.ts";
import {
  buildModule,
  buildProvider,
  buildReservation,
  buildSpace,
  buildSyncConfiguration,
} from "./testing/build-rows.ts";
import { describeOnEachDatabase } from "./testing/test-database.ts";

describeOnEachDatabase("the source of the space catalogue", (database) => {
  const store = () => createCatalogueStore(database());

  for (const [table, change] of [
    ["building", "update building set name = name || '!'"],
    ["reservable_module", "update reservable_module set days_ahead_max = 3"],
    ["space", "update space set capacity = 3"],
    ["reservable_sync_configuration", "update reservable_sync_configuration set dry_run = true"],
    ["calendar_provider", "update calendar_provider set active = false"],
    ["a row that goes", "delete from reservable_sync_configuration"],
  ] as const) {
    test(`its version changes with ${table}`, async () => {
      const space = await buildSpace(database().kysely);
      await buildSyncConfiguration(database().kysely, { space_id: space.id });
      const before = await store().version();
      assert.equal(await store().version(), before);
      await database().pool.query(change);
      assert.notEqual(await store().version(), before);
    });
  }

  test("its version stays when a reservation is made", async () => {
    const space = await buildSpace(database().kysely);
    const before = await store().version();
    await buildReservation(database().kysely, {
      space_id: space.id,
      start_at: "2030-05-06T10:00:00Z",
      end_at: "2030-05-06T11:00:00Z",
    });
    assert.equal(await store().version(), before);
  });

  test("a space comes with its building's zone, its module's limits and its calendar", async () => {
    const db = database().kysely;
    const module = await buildModule(db, { days_ahead_max: 7, subject_required: true });
    const space = await buildSpace(db, { module_id: module.id, capacity: 12 });
    const provider = await buildProvider(db, { delegated_user_email: "delegate@example.org" });
    const { roomMailbox } = await buildSyncConfiguration(db, {
      space_id: space.id,
      provider_id: provider.id,
      dry_run: true,
    });
    const found = await store().bookableSpace(space.id);
    assert.equal(found?.buildingZone, "Europe/Berlin");
    assert.equal(found?.capacity, 12);
    assert.equal(found?.limits.daysAheadMax, 7);
    assert.equal(found?.limits.subjectRequired, true);
    assert.deepEqual(found?.sync, {
      providerId: provider.id,
      roomMailbox,
      dryRun: true,
      delegatedUserEmail: "delegate@example.org",
    });
  });

  test("a space whose sync configuration is not active is not synced", async () => {
    const space = await buildSpace(database().kysely);
    await buildSyncConfiguration(database().kysely, { space_id: space.id, active: false });
    assert.equal((await store().bookableSpace(space.id))?.sync, null);
  });

  test("a space of an inactive module cannot be reserved", async () => {
    const module = await buildModule(database().kysely, { active: false });
    const space = await buildSpace(database().kysely, { module_id: module.id });
    assert.equal((await store().bookableSpace(space.id))?.active, false);
  });
});
