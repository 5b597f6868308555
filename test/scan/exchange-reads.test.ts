import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, afterEach, before, test } from "node:test";
import type { AppRegistration, DirectoryUser } from "../../simulator/directory/directory.ts";
import { startTestSimulator, type TestSimulator } from "../../simulator/test-simulator.ts";
import type { PlaceDirectory } from "../../src/app/places/place-directory.ts";
import type { RoomMailboxes } from "../../src/app/scan/ports.ts";
import type { AccessTokens } from "../../src/app/sync/access-tokens.ts";
import { createExchange } from "../../src/exchange/exchange.ts";

/** What the scan and the import read of Exchange, against the simulated one over HTTPS. */
const CREDENTIAL = { kind: "application", providerId: randomUUID() } as const;
const WREN = "room.wren@larkfield.example";
let simulator: TestSimulator;
let application: AppRegistration;
let places: PlaceDirectory;
let mailboxes: RoomMailboxes;
let roles: readonly string[];

before(async () => {
  simulator = await startTestSimulator({ application: { consented: true } });
  const { directory } = simulator.world;
  application = directory.applications.get(simulator.clientId) ?? assert.fail("no application");
  roles = [...application.applicationRoles];
  const exchange = exchangeAt(simulator.httpsUrl, applicationTokens());
  places = exchange.placeDirectory;
  mailboxes = exchange.roomMailboxes;
});
afterEach(() => {
  application.applicationRoles = [...roles];
});
after(() => simulator.close());

function exchangeAt(graphUrl: string, accessTokens: AccessTokens) {
  return createExchange({ graphUrl, accessTokens, now: () => new Date() });
}

/** A fresh token each time, so that a role that was taken away is felt. */
function applicationTokens(): AccessTokens {
  return {
    async get() {
      const { httpsUrl, tenantId, clientId, clientSecret } = simulator;
      const answer = await fetch(`${httpsUrl}/${tenantId}/oauth2/v2.0/token`, {
        method: "POST",
        body: new URLSearchParams({
          grant_type: "client_credentials",
          client_id: clientId,
          client_secret: clientSecret,
          scope: "https://graph.microsoft.com/.default",
        }),
      });
      const { access_token: token } = (await answer.json()) as { access_token: string };
      return { ok: true, value: { token, expiresAt: new Date(8.64e15) } };
    },
  };
}

const withoutRole = (name: string): void => {
  application.applicationRoles = roles.filter((role) => role !== name);
};
const look = (mailbox: string) =>
  mailboxes.look({ credential: CREDENTIAL, mailbox, requestId: randomUUID() });

async function listRooms() {
  const listed = await places.rooms({ credential: CREDENTIAL, requestId: randomUUID() });
  return listed.ok ? listed.value : assert.fail(listed.failure.message);
}

function roomIn(directory: TestSimulator["world"]["directory"], address: string): DirectoryUser {
  return directory.findUser(address) ?? assert.fail(`no ${address}`);
}

test("a room comes with all that the directory says of it", async () => {
  const wren = (await listRooms()).find(({ address }) => address === WREN);
  const { room, displayName } = roomIn(simulator.world.directory, WREN);
  assert.deepEqual(wren, {
    address: WREN,
    name: displayName,
    capacity: room?.capacity,
    building: "Spreehaus",
    floor: room?.floorLabel,
    tags: room?.tags,
    isReserved: false,
  });
});

test("more rooms than one page holds are all read, each once", async () => {
  const { users } = simulator.world.directory;
  const wren = roomIn(simulator.world.directory, WREN);
  const known = (await listRooms()).length;
  const added = Array.from({ length: 230 }, (_, n) => randomUUID() + n);
  for (const [n, id] of added.entries()) {
    const mail = `room.${n}@larkfield.example`;
    users.set(id, { ...wren, id, mail, userPrincipalName: mail, displayName: `Room ${n}` });
  }
  const addresses = (await listRooms()).map(({ address }) => address);
  for (const id of added) users.delete(id);
  assert.equal(addresses.length, known + 230);
  assert.equal(new Set(addresses).size, addresses.length);
});

test("a room that does not say its building has that of its room list", async () => {
  const open = { emailAddress: WREN, displayName: "Wren", capacity: 6, building: null };
  const answers: Record<string, unknown> = {
    "/v1.0/places/microsoft.graph.room": [open],
    "/v1.0/places/microsoft.graph.roomList": [
      { emailAddress: "rooms-north@larkfield.example", displayName: "North" },
    ],
    "/v1.0/places/rooms-north%40larkfield.example/microsoft.graph.roomList/rooms": [open],
  };
  const asked: string[] = [];
  const { graphUrl, close } = await serveGraph((path) => {
    asked.push(path);
    return { value: answers[path] };
  });
  const directory = exchangeAt(graphUrl, noTokens).placeDirectory;
  const listed = await directory.rooms({ credential: CREDENTIAL, requestId: randomUUID() });
  await close();
  assert.deepEqual(listed.ok && listed.value.map(({ building }) => building), ["North"]);
  assert.deepEqual(asked, Object.keys(answers));
});

test("a next page at another host is not followed, since the token would go there", async () => {
  const { graphUrl, close } = await serveGraph(() => ({
    value: [],
    "@odata.nextLink": "https://elsewhere.example/v1.0/places/microsoft.graph.room?$skip=100",
  }));
  const directory = exchangeAt(graphUrl, noTokens).placeDirectory;
  const listed = await directory.rooms({ credential: CREDENTIAL, requestId: randomUUID() });
  await close();
  assert.equal(listed.ok ? "" : listed.failure.code, "strange_answer");
});

test("without Place.Read.All the list is denied, and the permission is named", async () => {
  withoutRole("Place.Read.All");
  const listed = await places.rooms({ credential: CREDENTIAL, requestId: randomUUID() });
  assert.equal(listed.ok ? "" : listed.failure.kind, "access_denied");
  assert.match(listed.ok ? "" : listed.failure.message, /Place\.Read\.All/);
});

test("a room mailbox says its zone and that it is a room's", async () => {
  assert.deepEqual(await look(WREN), {
    ok: true,
    value: { timeZone: "W. Europe Standard Time", purpose: "room" },
  });
  const person = await look("jonas.brandt@larkfield.example");
  assert.equal(person.ok && person.value.purpose, "user");
});

test("without the permission to read settings, rights are known and settings are not", async () => {
  withoutRole("MailboxSettings.Read");
  assert.deepEqual(await look(WREN), { ok: true, value: { timeZone: null, purpose: null } });
});

test("a calendar that is denied, and a mailbox that is not there, are told apart", async () => {
  const missing = await look("room.nobody@larkfield.example");
  assert.equal(missing.ok ? "" : missing.failure.kind, "not_found");
  withoutRole("Calendars.ReadWrite");
  const denied = await look(WREN);
  assert.equal(denied.ok ? "" : denied.failure.kind, "access_denied");
});

const noTokens: AccessTokens = {
  get: () => Promise.resolve({ ok: true, value: { token: "x", expiresAt: new Date(8.64e15) } }),
};

/** A Graph that answers what the simulated one never would. */
async function serveGraph(answer: (path: string) => unknown) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(answer(pathname)));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { graphUrl: `http://127.0.0.1:${port}`, close };
}
