import { setTimeout as delay } from "node:timers/promises";
import process from "node:process";
import { Client } from "pg";
import { startUsherWorld, type UsherWorld } from "../../test/support/usher-world.ts";
import type { UsherProcess } from "../../test/support/usher-process.ts";
import { addToDirectory, describeImportCompany, importCompany } from "./import-company.ts";
import { bareSqlSeconds, graphFloorSeconds } from "./import-floors.ts";
import { type MadeMeetings, makeMeetings } from "./import-meetings.ts";
import { compareWithExpected } from "./import-outcome.ts";
import { backendsCpuSeconds, costOf } from "./process-cost.ts";
import { type GraphCalls, watchGraph } from "./watch-graph.ts";

export interface ImportSize {
  readonly rooms: number;
  readonly meetingsPerRoom: number;
  readonly organizers: number;
}

const LOOK_EVERY_MS = 500;
const GIVEN_UP_AFTER_MS = 60 * 60 * 1000;

/**
 * Rooms with calendars full of meetings are read for the first time: from the start of the server
 * that reads them until each has had its first full round. `killed`: the server is killed when half
 * of them had theirs, and started again.
 */
export async function measureImport(size: ImportSize, killed: boolean): Promise<object> {
  const { world, made } = await startFullRooms(size);
  const database = new Client({ connectionString: world.databaseUrl ?? "" });
  try {
    await database.connect();
    const calls = watchGraph(world.simulator);
    const run = await readAll(world, database, killed);
    const outcome = await compareWithExpected(database, made.expected);
    const asked = calls();
    const imported = {
      ...size,
      killed,
      meetings: made.count,
      expected_times: made.expected.length,
      ...run,
      meetings_per_second: round(made.count / run.seconds),
      outcome,
      graph: graphFigures(asked, made),
    };
    // What took minutes is told whatever comes after.
    process.stderr.write(`${JSON.stringify(imported)}\n`);
    if (killed) return imported;
    return {
      ...imported,
      floor: {
        graph_seconds: await graphFloorSeconds(world.simulator, asked.reads),
        bare_sql_seconds: await bareSqlSeconds(database, world.databaseUrl ?? ""),
      },
    };
  } finally {
    await database.end();
    await world.close();
  }
}

/** A company whose rooms are full and that nobody reads yet. */
export async function startFullRooms(
  size: ImportSize,
): Promise<{ readonly world: UsherWorld; readonly made: MadeMeetings }> {
  const company = importCompany(size.rooms, size.organizers);
  const world = await startUsherWorld({
    database: "server",
    simulatorIsKept: false,
    environment: { USHER_SERVICES: "web" },
    furtherCompany: (directory) => addToDirectory(company, directory),
    organisation: (demo) => describeImportCompany(company, demo),
  });
  world.simulator.world.settings.notifications.httpToLoopback = true;
  return { world, made: makeMeetings(world.simulator.world, company, size.meetingsPerRoom) };
}

async function readAll(world: UsherWorld, database: Client, killed: boolean) {
  const environment = { USHER_SERVICES: "web,sync", USHER_NOTIFICATION_URL: world.url };
  const startedMs = performance.now();
  const simulatorBefore = process.cpuUsage();
  let server = await world.startAnother(environment);
  const spent = { server: 0, database: 0, residentMax: 0 };
  let killedSeconds: number | null = null;
  let resident = 0;
  const note = (of: UsherProcess): void => {
    const cost = costOf(of.pid);
    spent.server += cost?.cpuSeconds ?? 0;
    spent.database += backendsCpuSeconds(world.databaseUrl ?? "") ?? 0;
    spent.residentMax = Math.max(spent.residentMax, cost?.residentMaxMegabytes ?? 0);
    resident = cost?.residentMegabytes ?? 0;
  };
  try {
    for (;;) {
      const rooms = await roomsRead(database);
      const elapsedMs = performance.now() - startedMs;
      if (rooms.read === rooms.all) break;
      if (elapsedMs > GIVEN_UP_AFTER_MS) throw new Error(`${rooms.read} rooms were read in time.`);
      if (killed && killedSeconds === null && rooms.read * 2 >= rooms.all) {
        note(server);
        await server.kill();
        killedSeconds = elapsedMs / 1000;
        server = await world.startAnother(environment);
      }
      await delay(LOOK_EVERY_MS);
    }
    const seconds = (performance.now() - startedMs) / 1000;
    note(server);
    const simulator = process.cpuUsage(simulatorBefore);
    return {
      seconds: round(seconds),
      ...(killedSeconds !== null && { killed_after_seconds: round(killedSeconds) }),
      cpu_seconds: {
        server: round(spent.server),
        database: round(spent.database),
        simulator: round((simulator.user + simulator.system) / 1e6),
      },
      resident_megabytes: { at_the_end: resident, highest: spent.residentMax },
    };
  } finally {
    await server.stop();
  }
}

export async function roomsRead(
  database: Client,
): Promise<{ readonly all: number; readonly read: number }> {
  const { rows } = await database.query<{ all: number; read: number }>(
    `select count(*)::integer as all, count(last_full_read_at)::integer as read from room_sync`,
  );
  return rows[0] ?? { all: 0, read: 0 };
}

function graphFigures(calls: GraphCalls, { count }: MadeMeetings): object {
  return {
    requests: calls.total - (calls.byKind.get("batch") ?? 0),
    exchanges: calls.exchanges,
    by_kind: Object.fromEntries(calls.byKind),
    requests_per_meeting: round((calls.total - (calls.byKind.get("batch") ?? 0)) / count),
    throttled: calls.throttled,
    concurrent_max: calls.concurrentMax,
    busiest_mailbox: Math.max(...calls.byMailbox.values()),
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
