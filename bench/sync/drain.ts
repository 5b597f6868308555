import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";
import { Client } from "pg";
import { TEST_PEOPLE } from "../../simulator/test-simulator.ts";
import {
  type ApiClient,
  createApiClient,
  demoPeople,
  reservationIn,
  type Room,
  slotAt,
} from "../../test/support/api-client.ts";
import { until } from "../../test/support/until.ts";
import { makeApiKey, startUsherWorld, type UsherWorld } from "../../test/support/usher-world.ts";
import { percentile } from "../statistics.ts";
import { sendBare } from "./bare-client.ts";
import { connectDelegatedUser } from "../../test/support/connect-accounts.ts";
import { backendsCpuSeconds, costOf } from "./process-cost.ts";
import { watchGraph } from "./watch-graph.ts";
import { watchPlaces } from "./watch-places.ts";

const SERVICE_TIME_MS = 100;
/** Facts 4. */
const CALLS_AT_ONCE = 4;
const BOOKINGS_AT_ONCE = 16;
const BETWEEN_NEWCOMERS_MS = 2_000;
const PATIENCE = { deadlineMs: 60 * 60 * 1000, everyMs: 100 };
const NEWCOMERS_PATIENCE = { deadlineMs: 10 * 60 * 1000, everyMs: 50 };
const SCOPES = ["reservations:read", "reservations:write", "places:read"];

/**
 * Sends a backlog of waiting bookings, as after an outage: through one delegated mailbox (strict
 * mode) or over the mailboxes of five people (normal mode). The floor is one call a booking, four
 * at once for a mailbox, each as long as the simulator's service time.
 */
export async function measureDrain(mode: "strict" | "normal", bookings: number): Promise<object> {
  const world = await startUsherWorld({
    database: "server",
    simulatorIsKept: false,
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
    const { settings } = world.simulator.world;
    settings.serviceTimeMs = SERVICE_TIME_MS;
    settings.notifications.httpToLoopback = true;
    const organizers = mode === "strict" ? [TEST_PEOPLE.service] : people;
    const size = { bookings, organizers };
    return { mode, bookings, ...(await drain(world, client, rooms, people, size)) };
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
  { bookings, organizers }: { readonly bookings: number; readonly organizers: readonly string[] },
): Promise<object> {
  const database = new Client({ connectionString: world.databaseUrl ?? "" });
  await database.connect();
  const last = await makeBacklog(database);
  const calls = watchGraph(world.simulator);
  const places = watchPlaces(world.simulator, organizers, CALLS_AT_ONCE);
  const cpu = watchProcesses(world);
  const startedMs = performance.now();
  const syncing = await world.startAnother({ USHER_SERVICES: "web,sync" });
  cpu.add(syncing.pid);
  const newcomers = bookNewcomers(client, rooms, people, bookings);
  try {
    await untilNoneIsLeft("the backlog is sent", database, UNSENT, last);
    const [used, spent] = [places(), cpu.spent()];
    const sentMs = performance.now() - startedMs;
    const newcomersMs = await newcomers.stop();
    await untilNoneIsLeft("all is confirmed", database, UNCONFIRMED);
    const confirmedMs = performance.now() - startedMs;
    await syncing.stop();
    const { total, throttled, concurrentMax, byKind } = calls();
    const sent = bookings + newcomersMs.length;
    const floorSeconds = (sent * SERVICE_TIME_MS) / (CALLS_AT_ONCE * organizers.length) / 1000;
    const bare = await sendBare(world.simulator, database, CALLS_AT_ONCE);
    return {
      mailboxes: organizers.length,
      floor_seconds: round(floorSeconds),
      bare_client_seconds: round((bare.seconds / bare.calls) * sent),
      sent_seconds: round(used.seconds),
      share_of_floor: round(floorSeconds / used.seconds),
      share_of_bare_client: round(((bare.seconds / bare.calls) * sent) / used.seconds),
      with_start: {
        sent_seconds: round(sentMs / 1000),
        confirmed_seconds: round(confirmedMs / 1000),
      },
      graph_calls: total,
      calls_by_kind: Object.fromEntries(byKind),
      throttled_share: round(throttled / total),
      concurrent_max: concurrentMax,
      organizers_mailboxes: {
        calls: used.calls,
        places_busy_share: round(used.busyShare),
        held_ms: round(used.heldMs),
      },
      cpu_ms_per_booking: perBooking(spent, sent),
      newcomers: {
        count: newcomersMs.length,
        sent_p50_ms: Math.round(percentile(newcomersMs, 50)),
        sent_p95_ms: Math.round(percentile(newcomersMs, 95)),
      },
    };
  } finally {
    await syncing.stop();
    await database.end();
  }
}

/**
 * As if nobody had been there to send it for a while: nobody waits for any of it any more. Answers
 * the last of it.
 */
async function makeBacklog(database: Client): Promise<string> {
  await database.query("update sync_event set due_at = due_at - interval '2 minutes'");
  const { rows } = await database.query<{ last: string }>("select max(id) as last from sync_event");
  return rows[0]?.last ?? "0";
}

/** Processor time of the server, the database's backends, and this process, where the simulator is. */
function watchProcesses({ databaseUrl }: UsherWorld) {
  const simulatorBefore = process.cpuUsage();
  const databaseBefore = backendsCpuSeconds(databaseUrl ?? "") ?? 0;
  let pid = 0;
  return {
    add: (server: number) => {
      pid = server;
    },
    spent() {
      const simulator = process.cpuUsage(simulatorBefore);
      return {
        server: costOf(pid)?.cpuSeconds ?? 0,
        database: (backendsCpuSeconds(databaseUrl ?? "") ?? 0) - databaseBefore,
        simulator: (simulator.user + simulator.system) / 1e6,
      };
    },
  };
}

function perBooking(spent: Readonly<Record<string, number>>, bookings: number): object {
  return Object.fromEntries(
    Object.entries(spent).map(([name, seconds]) => [name, round((seconds * 1000) / bookings)]),
  );
}

/** Somebody books now and then in the middle of it: how long until the calendar has it. */
function bookNewcomers(
  client: ApiClient,
  rooms: readonly Room[],
  people: readonly string[],
  from: number,
): { stop(): Promise<readonly number[]> } {
  const stopping = new AbortController();
  const latenciesMs: number[] = [];
  const running = (async () => {
    for (let n = from; !stopping.signal.aborted; n += 1) {
      const bookedMs = performance.now();
      latenciesMs.push(await newcomer(client, rooms, people, n));
      const restMs = Math.max(0, BETWEEN_NEWCOMERS_MS - (performance.now() - bookedMs));
      await delay(restMs, null, { signal: stopping.signal }).catch(() => undefined);
    }
    return latenciesMs;
  })();
  // What went wrong is thrown where it is awaited.
  running.catch(() => undefined);
  return {
    stop() {
      stopping.abort();
      return running;
    },
  };
}

async function newcomer(
  client: ApiClient,
  rooms: readonly Room[],
  people: readonly string[],
  n: number,
): Promise<number> {
  const bookedMs = performance.now();
  const id = await book(client, rooms, people, n);
  const isSent = async (): Promise<boolean> =>
    (await client.reservation(id)).sync_event_state === "processed";
  await until("what was booked meanwhile is sent", isSent, NEWCOMERS_PATIENCE);
  return performance.now() - bookedMs;
}

const UNSENT = "select 1 from sync_event where state in ('new', 'processing') and id <= $1::bigint";
const UNCONFIRMED = "select 1 from reservation where state = 'awaiting_confirmation'";

async function untilNoneIsLeft(
  what: string,
  database: Client,
  query: string,
  ...values: readonly string[]
): Promise<void> {
  const isNoneLeft = async (): Promise<boolean> =>
    (await database.query(`${query} limit 1`, [...values])).rowCount === 0;
  await until(what, isNoneLeft, PATIENCE);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
