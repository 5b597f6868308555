import assert from "node:assert/strict";
import { test } from "node:test";
import { createDirectory } from "../directory/directory.ts";
import { DEMO_COMPANY, demoTenant, populateDemoCompany } from "./demo-company.ts";

const APPLICATION = { clientSecret: "secret", redirectUris: ["https://app.example/callback"] };

function populate(consented = false) {
  const directory = createDirectory(demoTenant());
  populateDemoCompany(directory, { ...APPLICATION, consented }, 0);
  return directory;
}

test("the demo company has 30 people and 40 rooms in two buildings and two time zones", () => {
  const { people, rooms, buildings } = DEMO_COMPANY;
  assert.equal(people.length, 30);
  assert.equal(rooms.length, 40);
  assert.deepEqual(
    buildings.map(({ timeZone }) => timeZone),
    ["Europe/Berlin", "America/Chicago"],
  );
  const names = buildings.map(({ name }) => name);
  for (const { building } of [...people, ...rooms]) assert.ok(names.includes(building), building);
});

test("nobody in the demo company shares an address", () => {
  const addresses = [
    ...DEMO_COMPANY.people.map(({ upn }) => upn),
    ...DEMO_COMPANY.rooms.map(({ address }) => address),
  ];
  assert.equal(new Set(addresses).size, addresses.length);
  assert.equal(populate().users.size, addresses.length);
});

test("ids are the same at every start", () => {
  assert.deepEqual([...populate().users.keys()], [...populate().users.keys()]);
  assert.equal(demoTenant().id, demoTenant().id);
});

test("one person is a global administrator", () => {
  const administrators = [...populate().users.values()].filter(
    (user) => user.isGlobalAdministrator,
  );
  assert.equal(administrators.length, 1);
});

test("the service account is a delegate of every room", () => {
  const directory = populate();
  const service = directory.findUser("usher.service@larkfield.example");
  assert.ok(service);
  const rooms = [...directory.users.values()].flatMap(({ room }) => (room ? [room] : []));
  assert.equal(rooms.length, 40);
  for (const room of rooms) assert.deepEqual(room.delegates, [service.id]);
});

test("a room's settings are its own", () => {
  const directory = populate();
  const wren = directory.findUser("room.wren@larkfield.example");
  const robin = directory.findUser("room.robin@larkfield.example");
  assert.ok(wren?.room && robin?.room);
  wren.room.processing.allowConflicts = true;
  assert.equal(robin.room.processing.allowConflicts, false);
});

test("nothing is consented to unless the start says so", () => {
  const grantsOf = (consented: boolean) =>
    [...populate(consented).applications.values()].map((application) => [
      application.adminConsentedScopes.length,
      application.applicationRoles.length,
    ]);
  assert.deepEqual(grantsOf(false), [[0, 0]]);
  assert.deepEqual(grantsOf(true), [[8, 4]]);
});
