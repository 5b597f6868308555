import assert from "node:assert/strict";
import { test } from "node:test";
import type { Actor } from "../../src/app/people/actor.ts";
import type { DirectoryRoom } from "../../src/app/places/place-directory.ts";
import type {
  ImportedRooms,
  ImportRooms,
  RoomsInExchange,
} from "../../src/contract/room-import.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { openHttpStage, type HttpStage } from "./http-stage.ts";
import { personActor } from "./stage.ts";

const ROOMS = "/api/v1/admin/rooms-in-exchange";
const room = (change: Partial<DirectoryRoom> & { readonly name: string }): DirectoryRoom => ({
  address: `${change.name.toLowerCase()}-room@usher.example`,
  capacity: 6,
  building: "North House",
  floor: "1",
  tags: [],
  isReserved: false,
  ...change,
});
const OAK = room({ name: "Oak" });
const YEW = room({ name: "Yew", capacity: 12, tags: ["Screen"] });

function adminOf(stage: HttpStage): Actor {
  return personActor(stage.workplace.admin, "portal", ["user", "admin"]);
}

async function list(stage: HttpStage): Promise<RoomsInExchange> {
  const path = `${ROOMS}?provider=${stage.workplace.providerId}`;
  const answer = await stage.send(adminOf(stage), "GET", path);
  assert.equal(answer.status, 200, answer.text);
  return answer.body as unknown as RoomsInExchange;
}

async function importRooms(stage: HttpStage, choice: Omit<ImportRooms, "provider_id">) {
  const body = { provider_id: stage.workplace.providerId, ...choice };
  const answer = await stage.send(adminOf(stage), "POST", `${ROOMS}/import`, { body });
  assert.equal(answer.status, 200, answer.text);
  return (answer.body as unknown as ImportedRooms).items;
}

describeOnEachDatabase("rooms in Exchange", (database) => {
  async function open(
    t: { after(close: () => Promise<void>): void },
    rooms: readonly DirectoryRoom[] | null,
  ): Promise<HttpStage> {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    stage.exchange.rooms = rooms;
    return stage;
  }

  test("are listed beside the spaces here, and looking writes nothing", async (t) => {
    const stage = await open(t, [OAK, YEW, room({ name: "Ash", building: "South House" })]);
    const count = "select (select count(*) from space) s, (select count(*) from audit_entry) a";
    const before = (await database().pool.query(count)).rows;
    const { items, buildings } = await list(stage);
    assert.deepEqual(
      items.map(({ name, space, differences }) => [name, space?.id ?? null, differences.length]),
      [
        // Known by the mailbox of its sync configuration; the space itself has no address yet.
        ["Oak", stage.workplace.oak.id, 1],
        ["Yew", null, 0],
        ["Ash", null, 0],
      ],
    );
    assert.deepEqual(buildings, [
      { name: "North House", is_known: true, time_zone: "Europe/Berlin" },
      { name: "South House", is_known: false, time_zone: "Europe/Berlin" },
    ]);
    assert.deepEqual((await database().pool.query(count)).rows, before);
  });

  test("that are chosen become spaces with an inactive configuration, others do not", async (t) => {
    const stage = await open(t, [YEW, room({ name: "Ash" })]);
    const [yew] = await importRooms(stage, { add: [{ address: YEW.address.toUpperCase() }] });
    assert.deepEqual([yew?.outcome, yew?.problem], ["added", null]);
    const { rows } = await database().pool.query(
      `select s.name, s.kind, s.capacity, s.equipment, s.email, c.room_mailbox, c.active, c.dry_run
       from space s left join reservable_sync_configuration c on c.space_id = s.id
       where s.name in ('Yew', 'Ash')`,
    );
    assert.deepEqual(rows, [
      {
        name: "Yew",
        kind: "room",
        capacity: 12,
        equipment: ["Screen"],
        email: YEW.address,
        room_mailbox: YEW.address,
        active: false,
        dry_run: false,
      },
    ]);
    const again = await importRooms(stage, { add: [{ address: YEW.address }] });
    assert.deepEqual(again, [
      { address: YEW.address, outcome: "unchanged", space_id: yew?.space_id, problem: null },
    ]);
  });

  test("make a building where its zone is given, and one only", async (t) => {
    const south = { building: "South House" };
    const stage = await open(t, [room({ name: "Ash", ...south }), room({ name: "Yew", ...south })]);
    const add = ["ash", "yew"].map((name) => ({ address: `${name}-room@usher.example` }));
    const refused = await importRooms(stage, { add });
    assert.deepEqual(
      refused.map(({ problem }) => problem?.code),
      ["building_required", "building_required"],
    );
    const wrong = { name: "South House", time_zone: "Mars/Olympus" };
    const unknown = await importRooms(stage, { add, buildings: [wrong] });
    assert.equal(unknown[0]?.problem?.code, "unknown_time_zone");
    const buildings = [{ name: "South House", time_zone: "Europe/Madrid" }];
    const added = await importRooms(stage, { add, buildings });
    assert.deepEqual(
      added.map(({ outcome }) => outcome),
      ["added", "added"],
    );
    const { rows } = await database().pool.query(
      "select name, time_zone from building where name = 'South House'",
    );
    assert.deepEqual(rows, [{ name: "South House", time_zone: "Europe/Madrid" }]);
  });

  test("of which Exchange does not say all want the rest said", async (t) => {
    const open_ = room({ name: "Ash", capacity: null, building: null });
    const stage = await open(t, [open_]);
    const { address } = open_;
    const outcomeOf = async (add: object) => {
      const [imported] = await importRooms(stage, { add: [{ address, ...add }] });
      return imported?.problem?.code ?? imported?.outcome;
    };
    assert.equal(await outcomeOf({}), "capacity_required");
    assert.equal(await outcomeOf({ capacity: 4 }), "building_required");
    assert.equal(await outcomeOf({ capacity: 4, building: "North House" }), "added");
  });

  test("that differ give over what is chosen, and nothing else", async (t) => {
    const changed = { ...OAK, name: "Oak (quiet)", capacity: 8, floor: "2" };
    const stage = await open(t, [changed]);
    const { items } = await list(stage);
    assert.deepEqual(
      items[0]?.differences.map(({ field }) => field),
      ["name", "floor", "capacity", "address"],
    );
    const [oak] = await importRooms(stage, {
      change: [{ address: OAK.address, fields: ["capacity", "address", "building"] }],
    });
    assert.equal(oak?.outcome, "changed");
    const { rows } = await database().pool.query(
      "select name, floor, capacity, email from space where id = $1",
      [stage.workplace.oak.id],
    );
    assert.deepEqual(rows, [{ name: "Oak", floor: "1", capacity: 8, email: OAK.address }]);
    const after = (await list(stage)).items[0]?.differences.map(({ field }) => field);
    assert.deepEqual(after, ["name", "floor"]);
  });

  test("by whose name a space is known already take its address and a configuration", async (t) => {
    const stage = await open(t, [room({ name: "Desk" })]);
    const address = "desk-room@usher.example";
    const fields = ["address", "sync_configuration"] as const;
    const [desk] = await importRooms(stage, { change: [{ address, fields: [...fields] }] });
    assert.deepEqual([desk?.outcome, desk?.space_id], ["changed", stage.workplace.desk.id]);
    assert.deepEqual((await list(stage)).items[0]?.differences, []);
  });

  test("that Exchange does not list any more are refused, and hold no other back", async (t) => {
    const stage = await open(t, [YEW]);
    const imported = await importRooms(stage, {
      add: [{ address: "gone-room@usher.example" }, { address: YEW.address }],
      change: [{ address: "gone-room@usher.example", fields: ["name"] }],
    });
    assert.deepEqual(
      imported.map(({ outcome, problem }) => problem?.code ?? outcome),
      ["room_not_there", "added", "room_not_there"],
    );
  });

  test("cannot be listed without the permission, which is said with the consent's address", async (t) => {
    const stage = await open(t, null);
    const { providerId } = stage.workplace;
    const answer = await stage.send(adminOf(stage), "GET", `${ROOMS}?provider=${providerId}`);
    assert.deepEqual([answer.status, answer.body["code"]], [409, "place_permission_missing"]);
    assert.match(String(answer.body["remedy"]), new RegExp(`/connect/admin-consent/${providerId}`));
    const unknown = await stage.send(
      adminOf(stage),
      "GET",
      `${ROOMS}?provider=${stage.workplace.oak.id}`,
    );
    assert.equal(unknown.body["code"], "provider_not_found");
  });
});
