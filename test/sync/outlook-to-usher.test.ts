/** The whole way: somebody makes a meeting in Outlook, and the server shows it moments later. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { readDemoTenant } from "../../scripts/demo-organisation.ts";
import { appTokenOf } from "../../simulator/graph/graph-test-client.ts";
import { SIMULATOR_SETTINGS_DEFAULTS } from "../../simulator/settings.ts";
import type { SyncConfiguration } from "../../src/contract/admin.ts";
import { type ApiClient, createApiClient } from "../support/api-client.ts";
import { until } from "../support/until.ts";
import { makeApiKey, signIn, startUsherWorld, type UsherWorld } from "../support/usher-world.ts";
import { EMPLOYEE, ROOMS } from "./organisation.ts";

const { notifications } = SIMULATOR_SETTINGS_DEFAULTS;
let world: UsherWorld;
let client: ApiClient;
before(async () => {
  world = await startUsherWorld({
    database: "embedded",
    settings: { notifications: { ...notifications, httpToLoopback: true } },
  });
  const key = await makeApiKey(world.url, ["reservations:read", "places:read"]);
  client = createApiClient(world.url, key);
});
after(() => world.close());

async function configurations(): Promise<readonly SyncConfiguration[]> {
  const administrator = await signIn(world.url, readDemoTenant().administrator);
  const answer = await administrator.request("GET", "/api/v1/admin/sync-configurations");
  return ((await answer.json()) as { items: SyncConfiguration[] }).items;
}

async function bookInOutlook(subject: string, hour: number): Promise<void> {
  const { simulator } = world;
  const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  const at = (h: number) => ({
    dateTime: `${day}T${String(h).padStart(2, "0")}:00:00`,
    timeZone: "UTC",
  });
  const answer = await fetch(`${simulator.httpsUrl}/v1.0/users/${EMPLOYEE}/events`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${await appTokenOf(simulator)}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({
      subject,
      start: at(hour),
      end: at(hour + 1),
      attendees: [{ type: "resource", emailAddress: { address: ROOMS.wren } }],
    }),
  });
  assert.equal(answer.status, 201, await answer.text());
}

const appears = (subject: string, deadlineMs: number) =>
  until(
    `"${subject}" is shown`,
    async () => {
      const room = (await client.rooms()).find(({ email }) => email === ROOMS.wren);
      const shown = await client.schedule(room?.id ?? "");
      return shown.find((reservation) => reservation.subject === subject);
    },
    { deadlineMs },
  );

test("a room's meeting made in Outlook is shown within seconds, because we are told of it", async () => {
  await until("every room is subscribed to and read", async () =>
    (await configurations()).every(
      (row) => row.change_source === "subscription" && row.last_read_at !== null,
    ),
  );
  await bookInOutlook("Told of", 9);
  const { id } = await appears("Told of", 10_000);
  await until("the room has accepted it", async () => {
    return (await client.reservation(id)).state === "confirmed";
  });
  const metrics = await (await fetch(`${world.url}/metrics`)).text();
  assert.match(metrics, /usher_change_notifications_total\{outcome="taken"\} [1-9]/);
});

test("a server that was killed goes on being told, by the same subscriptions", async () => {
  const former = await configurations();
  await world.server().kill();
  await world.startAgain();
  await bookInOutlook("After the restart", 11);
  await appears("After the restart", 20_000);
  const expiries = (rows: readonly SyncConfiguration[]) =>
    rows.map((row) => [row.id, row.subscription_expires_at]);
  assert.deepEqual(expiries(await configurations()), expiries(former));
});
