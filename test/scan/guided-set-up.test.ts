import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { signInAs } from "../../simulator/entra/sign-in-driver.ts";
import { TEST_PEOPLE } from "../../simulator/test-simulator.ts";
import type { SyncConfiguration } from "../../src/contract/admin.ts";
import type { GuidedSetUp, GuidedStep } from "../../src/contract/guided-set-up.ts";
import { TOMORROW_MORNING } from "../support/tomorrow-morning.ts";
import { until } from "../support/until.ts";
import {
  type PersonSession,
  signIn,
  startUsherWorld,
  type UsherWorld,
} from "../support/usher-world.ts";

const ROOM = "room.wren@larkfield.example";
const MODE = "/api/v1/admin/properties/sn_wsd_rsvsync.sync_integration_mode";
let world: UsherWorld;
let amara: PersonSession;
let providerId: string;

before(async () => {
  world = await startUsherWorld({ fromNothing: true });
  amara = await signIn(world.url, TEST_PEOPLE.administrator);
});
after(() => world.close());

async function act<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await amara.request(method, path, body);
  const text = await answer.text();
  assert.ok(answer.ok, `${method} ${path}: ${text}`);
  return JSON.parse(text) as T;
}

const ALL_OPEN: Readonly<Record<GuidedStep["key"], GuidedStep["state"]>> = {
  mode: "open",
  application: "open",
  exchange: "open",
  access: "open",
  places: "open",
  room: "open",
};

const setUp = () => act<GuidedSetUp>("GET", `/api/v1/admin/set-up?mailbox=${ROOM}`);
const states = ({ steps }: GuidedSetUp) =>
  Object.fromEntries(steps.map(({ key, state }) => [key, state]));
const stepOf = ({ steps }: GuidedSetUp, wanted: GuidedStep["key"]) =>
  steps.find(({ key }) => key === wanted) ?? assert.fail(wanted);
const codesOf = (read: GuidedSetUp, wanted: GuidedStep["key"]) =>
  stepOf(read, wanted).findings.map(({ code }) => code);

/** Does in Exchange what the page says, word for word. */
async function runCommands({ commands }: GuidedSetUp, which: "needed" | "all"): Promise<void> {
  const chosen = commands.filter(({ is_optional: isOptional }) => which === "all" || !isOptional);
  await control("POST", "powershell", { script: chosen.map(({ command }) => command).join("\n") });
}

async function control(method: string, path: string, body: unknown): Promise<void> {
  const answer = await fetch(`${world.simulator.pagesUrl}/control/${path}`, {
    method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  assert.ok(answer.ok && !text.includes('"failed":true'), text);
}

async function provide(secret: string): Promise<void> {
  const { tenantId, clientId } = world.simulator;
  const path = "/api/v1/admin/calendar-providers";
  const { id } = await act<{ id: string }>(
    providerId ? "PUT" : "POST",
    providerId ? `${path}/${providerId}` : path,
    {
      name: "Exchange Online",
      tenant_id: tenantId,
      client_id: clientId,
      client_secret: secret,
      delegated_user_email: TEST_PEOPLE.service,
      active: true,
    },
  );
  providerId = id;
}

test("a fresh installation has every step before it, and says where to return from Microsoft", async () => {
  const read = await setUp();
  assert.deepEqual(new Set(Object.values(states(read))), new Set(["open"]));
  assert.deepEqual(read.redirect_uris[2], `${world.url}/connect/delegated-user/callback`);
  assert.equal(read.sign_in?.client_id, world.simulator.clientId);
});

test("strict mode: a wrong secret is told with Microsoft's own reason, and a right one at once after", async () => {
  await act("PUT", MODE, { value: "strict" });
  await provide("wrong");
  const wrong = await setUp();
  assert.equal(states(wrong)["mode"], "done");
  assert.deepEqual(codesOf(wrong, "application"), ["credential_rejected"]);
  assert.match(stepOf(wrong, "application").findings[0]?.message ?? "", /AADSTS7000215/);
  await provide(world.simulator.clientSecret);
  const right = stepOf(await setUp(), "application");
  assert.equal(right.state, "done");
  assert.ok(right.confirmed.some(({ code }) => code === "nothing_granted_in_entra"));
});

test("strict mode: the delegated user signs in, and is let into the room by the command", async () => {
  assert.deepEqual(codesOf(await setUp(), "access"), ["delegated_user_not_connected"]);
  const scopes = ["openid", "profile", "offline_access", "Calendars.ReadWrite"];
  await control("POST", `applications/${world.simulator.clientId}/consent`, {
    scopes: [...scopes, "Calendars.ReadWrite.Shared"],
    roles: ["Place.Read.All", "MailboxSettings.Read"],
  });
  const away = await amara.visit(`${world.url}/connect/delegated-user/${providerId}`);
  const address = new URL(away.headers.get("location") ?? "", world.url);
  await amara.visit(await signInAs(address, TEST_PEOPLE.service));
  const outside = await setUp();
  assert.deepEqual(codesOf(outside, "access"), ["delegate_rights_missing"]);
  await runCommands(outside, "needed");
  const inside = await setUp();
  assert.deepEqual([states(inside)["exchange"], states(inside)["access"]], ["done", "done"]);
  assert.ok(inside.rooms.length > 30);
});

test("strict mode: the room is imported, activated, read, and booked", async () => {
  assert.equal(states(await setUp())["places"], "open");
  await act("POST", "/api/v1/admin/rooms-in-exchange/import", {
    provider_id: providerId,
    buildings: [{ name: "Spreehaus", time_zone: "Europe/Berlin" }],
    add: [{ address: ROOM }],
  });
  const imported = await setUp();
  assert.equal(states(imported)["places"], "done");
  assert.equal(states(imported)["room"], "open");
  const id = imported.room?.configuration_id ?? assert.fail("no configuration");
  await act<SyncConfiguration>("PATCH", `/api/v1/admin/sync-configurations/${id}`, {
    active: true,
  });
  const read = await until("the room was read", async () => {
    const now = await setUp();
    return states(now)["room"] === "done" && now;
  });
  assert.deepEqual(new Set(Object.values(states(read))), new Set(["done"]));
  const { items } = await act<{ items: { id: string; synced: boolean }[] }>(
    "GET",
    "/api/v1/spaces",
  );
  const booked = await act<{ id: string }>("POST", "/api/v1/reservations", {
    space_id: items[0]?.id,
    start: TOMORROW_MORNING.toString(),
    end: TOMORROW_MORNING.add({ hours: 1 }).toString(),
    subject: "The first",
  });
  await until("the room has accepted", async () => {
    const { state } = await act<{ state: string }>("GET", `/api/v1/reservations/${booked.id}`);
    return state === "confirmed";
  });
});

test("personal mode asks for the same of the tenant, and people for their own calendar", async () => {
  await act("PUT", MODE, { value: "personal" });
  const read = await setUp();
  assert.deepEqual(new Set(Object.values(states(read))), new Set(["done"]));
  assert.ok(read.permissions.some(({ purpose }) => purpose === "write_as_person"));
  assert.ok(read.commands.every(({ command }) => !command.includes("Calendars.ReadWrite")));
});

test("normal mode: nothing is in reach until Exchange gives chosen mailboxes to the application", async () => {
  await act("PUT", MODE, { value: "normal" });
  const outside = await setUp();
  assert.deepEqual(codesOf(outside, "access"), ["room_out_of_reach"]);
  assert.equal(states(outside)["exchange"], "open");
  await runCommands(outside, "all");
  const inside = await setUp();
  assert.deepEqual([states(inside)["exchange"], states(inside)["access"]], ["done", "done"]);
});

test("a further provider is begun beside the first, and each has steps of its own", async () => {
  const of = (id: string) => act<GuidedSetUp>("GET", `/api/v1/admin/set-up?provider_id=${id}`);
  const begun = await of("new");
  assert.deepEqual(
    [begun.provider, begun.providers.map(({ name, synced_rooms: rooms }) => [name, rooms])],
    [null, [["Exchange Online", 1]]],
  );
  assert.deepEqual(states(begun), { ...ALL_OPEN, mode: "done" });
  const { tenantId, clientId } = world.simulator;
  const second = await act<{ id: string }>("POST", "/api/v1/admin/calendar-providers", {
    name: "A bought company",
    tenant_id: tenantId,
    client_id: clientId,
    client_secret: "wrong",
    active: true,
  });
  const theirs = await of(second.id);
  assert.deepEqual(states(theirs), { ...ALL_OPEN, mode: "done", application: "failed" });
  const ours = await of(providerId);
  assert.deepEqual(new Set(Object.values(states(ours))), new Set(["done"]));
  const nobodys = await amara.request(
    "GET",
    `/api/v1/admin/set-up?provider_id=00000000-0000-4000-8000-000000000000`,
  );
  assert.equal(nobodys.status, 404);
});

test("normal mode: a tenant-wide permission works, and is said to be too much", async () => {
  const path = `applications/${world.simulator.clientId}/consent`;
  await control("POST", path, { roles: ["Calendars.ReadWrite"] });
  const wide = stepOf(await setUp(), "application");
  assert.equal(wide.state, "done");
  assert.deepEqual(
    wide.findings.map(({ code }) => code),
    ["application_reaches_everybody"],
  );
});
