import { setTimeout as delay } from "node:timers/promises";
import { Client } from "pg";
import {
  type ApiClient,
  createApiClient,
  demoPeople,
  reservationIn,
  type Room,
  slotAt,
} from "../../test/support/api-client.ts";
import { makeApiKey, startUsherWorld, type UsherWorld } from "../../test/support/usher-world.ts";
import { percentile } from "../statistics.ts";
import { connectDelegatedUser } from "./connect-delegated-user.ts";
import { watchGraph } from "./watch-graph.ts";

const SERVICE_TIME_MS = 100;
/** Facts 4. */
const CALLS_AT_ONCE = 4;
/** From then on a due sync event is a backlog that nobody waits for. */
const BACKLOG_AFTER_MS = 65_000;
const BOOKINGS_AT_ONCE = 16;
const BETWEEN_NEWCOMERS_MS = 2_000;
const SCOPES = ["reservations:read", "reservations:write", "places:read"];

/**
 * Sends a backlog of waiting bookings, as after an outage: through one delegated mailbox (strict
 * mode) or over the mailboxes of five people (normal mode). The floor is one call a booking, four
 * at once for a mailbox, each as long as the simulator's service time.
 */
export async function measureDrain(mode: "strict" | "normal", bookings: number): Promise<object> {
  const world = await startUsherWorld({
    database: "server",
    environment: { USHER_SERVICES: "web" },
    properties: { "sn_wsd_rsvsync.sync_integration_mode": mode },
    settings: { roomDecisionDelayMs: [200, 600], roomRewriteDelayMs: 100 },
  });
  try {
    if (mode === "strict") await connectDelegatedUser(world.url);
    const client = createApiClient(world.url, await makeApiKey(world.url, SCOPES));
    const rooms = await client.rooms();
    const people = demoPeople().slice(0, mode === "strict" ? 1 : 5);
    await bookAll(client, rooms, people, bookings);
    await delay(BACKLOG_AFTER_MS);
    const { settings } = world.simulator.world;
    settings.serviceTimeMs = SERVICE_TIME_MS;
    settings.notifications.httpToLoopback = true;
    return { mode, bookings, ...(await drain(world, client, rooms, people, bookings)) };
  } finally {
    await world.close();
  }
}

async function bookAll(
  client: ApiClient,
  rooms: readonly Room[],
  people: readonly string[],
  bookings: number,
): Promise<void> {
  let next = 0;
  const work = async (): Promise<void> => {
    for (let n = next++; n < bookings; n = next++) await book(client, rooms, people, n);
  };
  await Promise.all(Array.from({ length: BOOKINGS_AT_ONCE }, work));
}

async function book(
  client: ApiClient,
  rooms: readonly Room[],
  people: readonly string[],
  n: number,
): Promise<string> {
  const room = rooms[n % rooms.length];
  const requestedFor = people[n % people.length];
  if (room === undefined || requestedFor === undefined) throw new Error("Nobody, or no room.");
  const slot = slotAt(Math.floor(n / rooms.length));
  const answer = await client.book({ spaceId: room.id, requestedFor, ...slot });
  if (answer.status !== 201) throw new Error(answer.text);
  return reservationIn(answer).id;
}

async function drain(
  world: UsherWorld,
  client: ApiClient,
  rooms: readonly Room[],
  people: readonly string[],
  bookings: number,
): Promise<object> {
  const database = new Client({ connectionString: world.databaseUrl ?? "" });
  await database.connect();
  const calls = watchGraph(world.simulator);
  const syncing = await world.startAnother({ USHER_SERVICES: "web,sync" });
  const startedMs = performance.now();
  const newcomersMs: number[] = [];
  let [sentMs, confirmedMs] = [0, 0];
  try {
    for (let n = bookings; confirmedMs === 0; n += 1) {
      const before = performance.now();
      if (sentMs === 0) newcomersMs.push(await newcomer(client, rooms, people, n));
      const left = await waitingIn(database);
      const nowMs = performance.now() - startedMs;
      if (left.unsent === 0 && sentMs === 0) sentMs = nowMs;
      if (left.unsent === 0 && left.unconfirmed === 0) confirmedMs = nowMs;
      await delay(
        Math.max(0, BETWEEN_NEWCOMERS_MS / (sentMs === 0 ? 1 : 4) - (performance.now() - before)),
      );
    }
  } finally {
    await syncing.stop();
    await database.end();
  }
  const organizers = people.length;
  const floorSeconds =
    ((bookings + newcomersMs.length) * SERVICE_TIME_MS) / (CALLS_AT_ONCE * organizers) / 1000;
  const { total, throttled, concurrentMax } = calls();
  return {
    mailboxes: organizers,
    floor_seconds: round(floorSeconds),
    sent_seconds: round(sentMs / 1000),
    confirmed_seconds: round(confirmedMs / 1000),
    share_of_floor: round(floorSeconds / (sentMs / 1000)),
    graph_calls: total,
    throttled_share: round(throttled / total),
    concurrent_max: concurrentMax,
    newcomers: {
      count: newcomersMs.length,
      sent_p50_ms: Math.round(percentile(newcomersMs, 50)),
      sent_p95_ms: Math.round(percentile(newcomersMs, 95)),
    },
  };
}

/** Somebody books in the middle of it: how long until the calendar has it. */
async function newcomer(
  client: ApiClient,
  rooms: readonly Room[],
  people: readonly string[],
  n: number,
): Promise<number> {
  const bookedMs = performance.now();
  const id = await book(client, rooms, people, n);
  for (;;) {
    const { sync_event_state: state } = await client.reservation(id);
    if (state === "processed") return performance.now() - bookedMs;
    await delay(50);
  }
}

async function waitingIn(
  database: Client,
): Promise<{ readonly unsent: number; readonly unconfirmed: number }> {
  const { rows } = await database.query<{ unsent: number; unconfirmed: number }>(`
    select
      (select count(*)::integer from sync_event where state in ('new', 'processing')) as unsent,
      (select count(*)::integer from reservation where state = 'awaiting_confirmation')
        as unconfirmed`);
  return rows[0] ?? { unsent: 0, unconfirmed: 0 };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
