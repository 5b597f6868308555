import { setTimeout as delay } from "node:timers/promises";
import { Client } from "pg";
import type { Locator, Page } from "playwright-core";
import { readDemoTenant } from "../../scripts/demo-organisation.ts";
import { SIMULATOR_SETTINGS_DEFAULTS } from "../../simulator/settings.ts";
import { TEST_PEOPLE } from "../../simulator/test-simulator.ts";
import { launchChromium } from "../../test/browser/chromium.ts";
import { personAtBrowser } from "../../test/browser/in-the-browser.ts";
import { createApiClient, type Room, slotAt } from "../../test/support/api-client.ts";
import { makeApiKey, startUsherWorld, type UsherWorld } from "../../test/support/usher-world.ts";
import { percentile } from "../statistics.ts";
import { connectDelegatedUser } from "../../test/support/connect-accounts.ts";
import { meetInOutlook } from "./outlook-meetings.ts";

type Source = "subscription" | "polling";

const SOURCE_CHOSEN_WITHIN_MS = 120_000;
/** Over so long the meetings of a round are spread, one in each room; else over an interval. */
const SUBSCRIPTION_ROUND_MS = 40_000;
const GIVEN_UP_AFTER_MS = 180_000;
/** Rooms decide at once, as far as they can: their time is Exchange's, not ours. */
const ROOM_DECISION_MS = [10, 50] as const;
/** A page of the list; a meeting that is earlier than all before it is on the first. */
const MEETINGS_MAX = 50;

/**
 * From a change in Outlook until an open page shows it: meetings made in a person's Outlook at any
 * moment, each in a room in which nothing else happens just then, watched on that person's page of
 * reservations in a real browser. Where rooms are looked at, each is used once: after a change it
 * is looked at more often for a while.
 */
export async function measureLatency(
  source: Source,
  meetingsMax: number,
  intervalMinutes: number,
): Promise<object> {
  const roundMs = source === "polling" ? intervalMinutes * 60_000 : SUBSCRIPTION_ROUND_MS;
  const world = await startUsherWorld({
    database: "server",
    simulatorIsKept: false,
    environment: { USHER_SERVICES: "web" },
    properties: {
      "sn_wsd_rsvsync.sync_integration_mode": source === "polling" ? "strict" : "normal",
      "sn_wsd_rsvsync.outlook_event_sync_interval": `${intervalMinutes}`,
    },
    settings: {
      roomDecisionDelayMs: ROOM_DECISION_MS,
      roomRewriteDelayMs: 10,
      notifications: { ...SIMULATOR_SETTINGS_DEFAULTS.notifications, httpToLoopback: true },
    },
  });
  const browser = await launchChromium();
  try {
    if (source === "polling") await withdrawApplicationRights(world);
    const key = await makeApiKey(world.url, ["reservations:read", "places:read"]);
    const rooms = await createApiClient(world.url, key).rooms();
    // One process serves and synchronises, as most run it, in the place of the one that set up.
    await world.server().stop();
    const server = await world.startAnother({
      USHER_PORT: new URL(world.url).port,
      USHER_SERVICES: "web,sync,jobs",
    });
    try {
      await untilRoomsAreFollowed(world, source);
      const jonas = await personAtBrowser(browser, world);
      await jonas.signIn("Jonas Brandt");
      await jonas.page.goto("/reservations");
      await jonas.page.getByRole("heading", { level: 1 }).waitFor();
      const meetings = Math.min(meetingsMax, source === "polling" ? rooms.length : MEETINGS_MAX);
      const latenciesMs: number[] = [];
      for (let from = 0; from < meetings; from += rooms.length) {
        const round = rooms.slice(0, meetings - from);
        latenciesMs.push(...(await oneInEach(world, jonas.page, round, from, roundMs)));
      }
      return {
        source,
        ...(source === "polling" && { interval_seconds: intervalMinutes * 60 }),
        ...figures(source, world, latenciesMs),
      };
    } finally {
      await server.stop();
    }
  } finally {
    await browser.close();
    await world.close();
  }
}

function figures(source: Source, { simulator }: UsherWorld, latenciesMs: readonly number[]) {
  const { notifications, delta } = simulator.world.settings;
  const seconds = (rank: number) => Math.round(percentile(latenciesMs, rank)) / 1000;
  return {
    meetings: latenciesMs.length,
    seen_p50_seconds: seconds(50),
    seen_p95_seconds: seconds(95),
    seen_max_seconds: seconds(100),
    notification_delay_ms: source === "subscription" ? notifications.delayMs : null,
    delta_lag_ms: delta.lagMs,
  };
}

/** A meeting in each of the rooms, at any moment of so long. */
function oneInEach(
  world: UsherWorld,
  page: Page,
  rooms: readonly Room[],
  from: number,
  spreadMs: number,
): Promise<readonly number[]> {
  return Promise.all(
    rooms.map(async (room, at) => {
      await delay(Math.random() * spreadMs);
      return seenAfter(world, page, room, from + at);
    }),
  );
}

/** One more card of the room: without rights on the organizer's copy its subject is not known. */
async function seenAfter(world: UsherWorld, page: Page, room: Room, n: number): Promise<number> {
  const cards: Locator = page.locator(`article.reservation-card[aria-label$=", ${room.name}"]`);
  const before = await cards.count();
  const madeMs = performance.now();
  meetInOutlook(world.simulator, {
    organizer: TEST_PEOPLE.employee,
    room: room.email,
    subject: `Latency ${n}`,
    ...slotAt(MEETINGS_MAX - n),
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
