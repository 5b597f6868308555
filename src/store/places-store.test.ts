import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import type { Actor } from "../app/people/actor.ts";
import { createBuilding } from "../app/places/save-building.ts";
import { findFreeSpaces } from "../app/places/find-free-spaces.ts";
import { getSpace, listBuildings, listSpaces } from "../app/places/read-places.ts";
import { createSpace, updateSpace } from "../app/places/save-space.ts";
import { createPlacesStore } from "./places-store.ts";
import {
  buildBuilding,
  buildModule,
  buildSpace,
  buildSyncConfiguration,
} from "./testing/build-rows.ts";
import { describeOnEachDatabase } from "./testing/test-database.ts";

const ACTOR: Actor = { kind: "system", channel: "system" };
const ROOM = {
  kind: "room",
  floor: "2",
  capacity: 8,
  equipment: ["Screen"],
  email: null,
  requiresCheckIn: false,
  requiresApproval: false,
} as const;

describeOnEachDatabase("places", (database) => {
  let forgotten = 0;
  const deps = () => ({
    places: createPlacesStore(database()),
    now: () => Temporal.Instant.from("2030-05-06T08:00:00Z"),
    forgetPlaces: () => (forgotten += 1),
  });
  const codeOf = (outcome: { ok: boolean; refusal?: { code: string } }): string | undefined =>
    outcome.refusal?.code;
  const auditedActions = async (): Promise<string[]> => {
    const rows = await database()
      .kysely.selectFrom("audit_entry")
      .select("action")
      .orderBy("id")
      .execute();
    return rows.map(({ action }) => action);
  };

  test("a building and a space are made, told to the catalogue and written in the audit", async () => {
    forgotten = 0;
    const building = await createBuilding(deps(), ACTOR, {
      name: "North",
      address: "1 Road",
      timeZone: "Europe/Berlin",
    });
    assert.ok(building.ok);
    const made = await createSpace(deps(), ACTOR, {
      ...ROOM,
      name: "Oak",
      buildingId: building.value.id,
    });
    assert.ok(made.ok);
    assert.deepEqual(await getSpace(deps(), made.value.id), {
      ok: true,
      value: {
        ...ROOM,
        id: made.value.id,
        name: "Oak",
        buildingId: building.value.id,
        buildingName: "North",
        timeZone: "Europe/Berlin",
        active: true,
        isReservable: true,
        module: {
          ...made.value.module,
          name: "Spaces",
          onBehalfShown: true,
          recurringEnabled: true,
          multiSpaceEnabled: true,
          groupEnabled: false,
        },
        needsApproval: false,
        synced: false,
        calendarProviderId: null,
      },
    });
    assert.equal(forgotten, 2);
    assert.deepEqual(await auditedActions(), [
      "building_created",
      "module_created",
      "space_created",
    ]);
  });

  test("a space without a module goes where most spaces of its kind are", async () => {
    const db = database().kysely;
    const desks = await buildModule(db, { name: "A desks" });
    const rooms = await buildModule(db, { name: "B rooms" });
    const { buildingId } = await buildSpace(db, { module_id: rooms.id });
    await buildSpace(db, { module_id: desks.id, kind: "desk" });
    const made = await createSpace(deps(), ACTOR, { ...ROOM, name: "Oak", buildingId });
    assert.ok(made.ok);
    assert.equal(made.value.module.id, rooms.id);
  });

  test("a building in an unknown time zone is refused", async () => {
    const outcome = await createBuilding(deps(), ACTOR, {
      name: "North",
      address: "",
      timeZone: "Mars/Olympus",
    });
    assert.equal(codeOf(outcome), "unknown_time_zone");
    assert.deepEqual(await listBuildings(deps()), []);
  });

  test("names and addresses that are taken, and places that are not there, are refused", async () => {
    const db = database().kysely;
    await buildBuilding(db, { name: "North" });
    const oak = await buildSpace(db, { name: "Oak", email: "oak@example.org" });
    const { id, buildingId } = await buildSpace(db, { building_id: oak.buildingId });
    const building = { name: "North", address: "", timeZone: "UTC" };
    const space = { ...ROOM, name: "Fir", buildingId };
    assert.equal(codeOf(await createBuilding(deps(), ACTOR, building)), "name_taken");
    for (const [change, code] of [
      [{ name: "Oak" }, "name_taken"],
      [{ email: "OAK@example.org" }, "mailbox_taken"],
      [{ buildingId: randomUUID() }, "building_not_found"],
      [{ moduleId: randomUUID() }, "module_not_found"],
    ] as const) {
      assert.equal(codeOf(await createSpace(deps(), ACTOR, { ...space, ...change })), code);
      assert.equal(codeOf(await updateSpace(deps(), ACTOR, id, change)), code);
    }
    assert.deepEqual(await auditedActions(), []);
  });

  test("a change touches the fields that are given and no others", async () => {
    const { id } = await buildSpace(database().kysely, { name: "Oak", capacity: 4, floor: "1" });
    const outcome = await updateSpace(deps(), ACTOR, id, { capacity: 6, active: false });
    assert.ok(outcome.ok);
    const { name, capacity, floor, active } = outcome.value;
    assert.deepEqual(
      { name, capacity, floor, active },
      {
        name: "Oak",
        capacity: 6,
        floor: "1",
        active: false,
      },
    );
  });

  test("a change of nothing, and of a space that is not there, are answered", async () => {
    const { id } = await buildSpace(database().kysely);
    assert.equal((await updateSpace(deps(), ACTOR, id, {})).ok, true);
    const missing = await updateSpace(deps(), ACTOR, randomUUID(), { capacity: 2 });
    assert.equal(codeOf(missing), "space_not_found");
  });

  test("a space is synced while its sync configuration is active", async () => {
    const db = database().kysely;
    const synced = await buildSpace(db);
    const idle = await buildSpace(db);
    await buildSyncConfiguration(db, { space_id: synced.id });
    await buildSyncConfiguration(db, { space_id: idle.id, active: false });
    const places = createPlacesStore(database());
    assert.equal((await places.space(synced.id))?.synced, true);
    assert.equal((await places.space(idle.id))?.synced, false);
  });

  test("pages of spaces hold every active space once, by building and name", async () => {
    const db = database().kysely;
    const module = await buildModule(db);
    for (const building of ["B", "A"]) {
      const { id } = await buildBuilding(db, { name: building });
      for (const name of ["3", "1", "2", 'ä "quoted"']) {
        await buildSpace(db, { name, building_id: id, module_id: module.id });
      }
      await buildSpace(db, { building_id: id, module_id: module.id, active: false });
    }
    const all = await listSpaces(deps(), { limit: 100 });
    assert.ok(all.ok);
    const paged: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listSpaces(deps(), { limit: 3, cursor });
      assert.ok(page.ok);
      assert.ok(page.value.items.length <= 3);
      paged.push(...page.value.items.map(({ id }) => id));
      cursor = page.value.nextCursor ?? undefined;
    } while (cursor !== undefined);
    assert.equal(paged.length, 8);
    assert.deepEqual(
      paged,
      all.value.items.map(({ id }) => id),
    );
    assert.equal(all.value.items[0]?.buildingName, "A");
    const kept = await listSpaces(deps(), { limit: 100, includesInactive: true });
    assert.equal(kept.ok && kept.value.items.length, 10);
  });

  for (const cursor of ["x", "W10", Buffer.from('["A","\\u0000","x"]').toString("base64url")]) {
    test(`the cursor "${cursor}" is refused`, async () => {
      assert.equal(codeOf(await listSpaces(deps(), { limit: 3, cursor })), "invalid_cursor");
    });
  }

  for (const [what, start, end, code] of [
    ["an end before its start", "2030-05-07T10:00:00Z", "2030-05-07T09:00:00Z"],
    ["the past", "2030-05-01T10:00:00Z", "2030-05-01T11:00:00Z", "start_in_past"],
    ["four hundred days", "2030-05-07T10:00:00Z", "2031-06-12T10:00:00Z", "longer_than_a_year"],
  ].map(([a = "", b = "", c = "", d = "end_not_after_start"]) => [a, b, c, d] as const)) {
    test(`free spaces are not searched for ${what}`, async () => {
      await buildSpace(database().kysely);
      assert.equal(codeOf(await findFreeSpaces(deps(), { start, end, limit: 5 })), code);
    });
  }

  test("free spaces are found for times in any offset", async () => {
    await buildSpace(database().kysely);
    const outcome = await findFreeSpaces(deps(), {
      start: "2030-05-07T10:00:00+02:00",
      end: "2030-05-07T09:00:00Z",
      limit: 5,
    });
    assert.ok(outcome.ok);
    assert.equal(outcome.value.length, 1);
  });
});
