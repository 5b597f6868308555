import assert from "node:assert/strict";
import { Client } from "pg";
import { readDemoTenant } from "../../scripts/demo-organisation.ts";
import { until } from "../../test/support/until.ts";
import { type PersonSession, signIn, type UsherWorld } from "../../test/support/usher-world.ts";
import { type ImportSize, roomsRead, startFullRooms } from "./import.ts";
import { costOf } from "./process-cost.ts";
import { tellProgress } from "./progress.ts";
import { watchGraph } from "./watch-graph.ts";

const SERVICE_TIME_MS = 100;
const PATIENCE = { deadlineMs: 60 * 60 * 1000, everyMs: 500 };
const PATH = "/api/v1/admin/reconciliations";

/**
 * All rooms are reconciled, as each night: their calendars are read whole, and the organizers' copies
 * of all that is coming. A call takes 100 ms. `madeIn`: meetings that were made in Outlook are found
 * by what all copies share, those that were made here are read by their ids.
 */
export async function measureNight(size: ImportSize, madeIn: "outlook" | "here"): Promise<object> {
  const tell = tellProgress(
    `a night of meetings made ${madeIn === "here" ? "here" : "in Outlook"}`,
  );
  tell(`${size.rooms} rooms are filled`);
  const { world, made } = await startFullRooms(size);
  const database = new Client({ connectionString: world.databaseUrl ?? "" });
  try {
    await database.connect();
    await readAllOnce(world, database, tell);
    if (madeIn === "here") await asIfMadeHere(database);
    world.simulator.world.settings.serviceTimeMs = SERVICE_TIME_MS;
    // A night finds nothing at hand of what was read to begin with.
    const server = await world.startAnother({ USHER_SERVICES: "web,sync" });
    try {
      const calls = watchGraph(world.simulator);
      const cpuBefore = costOf(server.pid)?.cpuSeconds ?? 0;
      const seconds = await reconcileAll(world, tell);
      const asked = calls();
      return {
        ...size,
        made_in: madeIn,
        meetings: made.count,
        seconds: round(seconds),
        server_cpu_seconds: round((costOf(server.pid)?.cpuSeconds ?? 0) - cpuBefore),
        graph: {
          exchanges: asked.exchanges,
          requests: asked.total - (asked.byKind.get("batch") ?? 0),
          by_kind: Object.fromEntries(asked.byKind),
          throttled: asked.throttled,
          concurrent_max: asked.concurrentMax,
          busiest_mailbox: Math.max(...asked.byMailbox.values()),
        },
      };
    } finally {
      await server.stop();
    }
  } finally {
    await database.end();
    await world.close();
  }
}

type Tell = ReturnType<typeof tellProgress>;

async function readAllOnce(world: UsherWorld, database: Client, tell: Tell): Promise<void> {
  const server = await world.startAnother({ USHER_SERVICES: "web,sync" });
  try {
    const areAllRead = async (): Promise<boolean> => {
      const { all, read } = await roomsRead(database);
      tell(`${read} of ${all} rooms are read for the first time`);
      return all > 0 && read === all;
    };
    await until("all rooms are read for the first time", areAllRead, PATIENCE);
  } finally {
    await server.stop();
  }
}

/** Of what a reservation remembers, only where it came from and where its event is matter here. */
async function asIfMadeHere(database: Client): Promise<void> {
  await database.query(
    `update reservation r set origin = 'usher', calendar_mailbox = f.email
     from person f where f.id = r.requested_for and r.parent_id is null
       and r.calendar_event_id is not null`,
  );
}

async function reconcileAll(world: UsherWorld, tell: Tell): Promise<number> {
  const administrator = await signIn(world.url, readDemoTenant().administrator);
  const startedMs = performance.now();
  const { id } = await answerOf(
    await administrator.request("POST", PATH, { scope: "all", repairs: true }),
  );
  const isOver = async (): Promise<boolean> => {
    tell("all rooms are compared");
    return (await stateOf(administrator, id)) !== "running";
  };
  await until("all rooms are compared", isOver, PATIENCE);
  return (performance.now() - startedMs) / 1000;
}

async function stateOf(administrator: PersonSession, id: string): Promise<string> {
  return (await answerOf(await administrator.request("GET", `${PATH}/${id}`))).state;
}

async function answerOf(
  answer: Response,
): Promise<{ readonly id: string; readonly state: string }> {
  assert.ok(answer.ok, await answer.clone().text());
  return (await answer.json()) as { id: string; state: string };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
