import { setTimeout as delay } from "node:timers/promises";
import { Client } from "pg";
import type { Page } from "playwright-core";
import { readDemoTenant } from "../../scripts/demo-organisation.ts";
import { TEST_PEOPLE } from "../../simulator/test-simulator.ts";
import { launchChromium } from "../../test/browser/chromium.ts";
import { personAtBrowser } from "../../test/browser/in-the-browser.ts";
import { createApiClient, type Room, slotAt } from "../../test/support/api-client.ts";
import { makeApiKey, startUsherWorld, type UsherWorld } from "../../test/support/usher-world.ts";
import { figuresOf } from "../statistics.ts";
import { connectDelegatedUser } from "./connect-delegated-user.ts";
import { meetInOutlook } from "./outlook-meetings.ts";

const SOURCE_CHOSEN_WITHIN_MS = 120_000;
/** Longer than the room takes to decide, so that meetings do not help each other to be seen. */
const BETWEEN_MEETINGS_MAX_MS = 4_000;
const GIVEN_UP_AFTER_MS = 180_000;
/** Rooms decide at once, as far as they can: their time is Exchange's, not ours. */
const ROOM_DECISION_MS = [10, 50] as const;

/**
 * From a change in Outlook until an open page shows it: meetings made in a person's Outlook, each
 * in a room of its own, watched on that person's page of reservations in a real browser.
 */
export async function measureLatency(
  source: "subscription" | "polling",
  meetings: number,
): Promise<object> {
  const world = await startUsherWorld({
    database: "server",
    simulatorIsKept: false,
    properties: {
      "sn_wsd_rsvsync.sync_integration_mode": source === "polling" ? "strict" : "normal",
    },
    settings: { roomDecisionDelayMs: ROOM_DECISION_MS, roomRewriteDelayMs: 10 },
  });
  const browser = await launchChromium();
  try {
    const { notifications, delta } = world.simulator.world.settings;
    Object.assign(notifications, { httpToLoopback: true });
    if (source === "polling") await withdrawApplicationRights(world);
    const client = createApiClient(
      world.url,
      await makeApiKey(world.url, ["reservations:read", "places:read"]),
    );
    const rooms = await client.rooms();
    await untilRoomsAreFollowed(world, source);
    const jonas = await personAtBrowser(browser, world);
    await jonas.signIn("Jonas Brandt");
    await jonas.page.goto("/reservations");
    const latenciesMs: number[] = [];
    const startedMs = performance.now();
    for (let n = 0; n < meetings; n += 1) {
      latenciesMs.push(await seenAfter(world, jonas.page, rooms, n));
      await delay(Math.random() * BETWEEN_MEETINGS_MAX_MS);
    }
    const { p50Ms, p95Ms, p99Ms } = figuresOf(latenciesMs, performance.now() - startedMs, 0);
    return {
      source,
      meetings,
      seen_p50_ms: p50Ms,
      seen_p95_ms: p95Ms,
      seen_p99_ms: p99Ms,
      notification_delay_ms: source === "subscription" ? notifications.delayMs : null,
      delta_lag_ms: delta.lagMs,
    };
  } finally {
    await browser.close();
    await world.close();
  }
}

/** One more card on the page: without rights on the organizer's copy its subject is not known. */
async function seenAfter(
  world: UsherWorld,
  page: Page,
  rooms: readonly Room[],
  n: number,
): Promise<number> {
  const cards = page.locator("article.reservation-card");
  const before = await cards.count();
  const room = rooms[n % rooms.length];
  if (room === undefined) throw new Error("There is no room.");
  const madeMs = performance.now();
  meetInOutlook(world.simulator, {
    organizer: TEST_PEOPLE.employee,
    room: room.email,
    subject: `Latency ${n}`,
    ...slotAt(n),
  });
  await cards.nth(before).waitFor({ timeout: GIVEN_UP_AFTER_MS });
  return performance.now() - madeMs;
}

/** What a tenant looks like that gave the application no rights on mailboxes, only people theirs. */
async function withdrawApplicationRights(world: UsherWorld): Promise<void> {
  const { clientId } = readDemoTenant();
  const application = world.simulator.world.directory.applications.get(clientId);
  if (application === undefined) throw new Error("The application is not registered.");
  const answer = await fetch(
    `${world.simulator.pagesUrl}/control/applications/${clientId}/consent`,
    {
      method: "DELETE",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ roles: ["Calendars.ReadWrite", "Calendars.Read"] }),
    },
  );
  if (!answer.ok) throw new Error(await answer.text());
  await connectDelegatedUser(world.url);
}

async function untilRoomsAreFollowed(
  world: UsherWorld,
  source: "subscription" | "polling",
): Promise<void> {
  const database = new Client({ connectionString: world.databaseUrl ?? "" });
  await database.connect();
  const endsAtMs = performance.now() + SOURCE_CHOSEN_WITHIN_MS;
  try {
    for (;;) {
      const { rows } = await database.query<{ left: number }>(
        `select count(*)::integer as left from room_sync
         where source <> $1 or state <> 'active' or last_full_read_at is null`,
        [source],
      );
      if (rows[0]?.left === 0) return;
      if (performance.now() > endsAtMs) throw new Error(`${rows[0]?.left} rooms are not followed.`);
      await delay(250);
    }
  } finally {
    await database.end();
  }
}
