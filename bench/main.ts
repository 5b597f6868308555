/**
 * `npm run bench`: prints JSON. Each figure of the API stands beside the same work as bare SQL on
 * the same database in the same run. `--seconds 4` sets the length of a run, `--only creations`
 * leaves the rest out; `USHER_BENCH_DATABASE_URL` names an empty PostgreSQL database, otherwise
 * a throw-away server is started.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { Client } from "pg";
import { startThrowawayPostgres } from "../src/store/testing/throwaway-postgres.ts";
import { type Database, openDatabase } from "../src/store/database.ts";
import { migrateToLatest } from "../src/store/migrate.ts";
import {
  type BenchmarkOrganisation,
  fillOrganisation,
  fillReservations,
  HOURS_BETWEEN_HOLDS,
} from "./benchmark-data.ts";
import { measureCreations } from "./creations.ts";
import { measureEmbeddedMemory } from "./embedded-memory.ts";
import { type MeasuredServer, startMeasuredServer } from "./measured-server.ts";
import { measureSearches } from "./searches.ts";
import { measureSeries } from "./series.ts";

const CLIENT_COUNTS = [1, 8, 32];
const SEARCH_SIZES = [
  { spaces: 1_000, reservations: 200_000 },
  { spaces: 10_000, reservations: 1_000_000 },
];

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "4" },
    only: { type: "string", default: "creations,series,searches,embedded" },
  },
});
const seconds = Number(values.seconds);
const wanted = values.only.split(",");

interface Bench {
  readonly database: Database;
  readonly client: Client;
  readonly server: MeasuredServer;
  readonly organisation: BenchmarkOrganisation;
}

/** An empty database of its own, filled, with a server on it that serves the web alone. */
async function withBench<T>(
  serverUrl: string,
  name: string,
  size: { readonly spaces: number; readonly reservations: number },
  measure: (bench: Bench) => Promise<T>,
): Promise<T> {
  const administrator = new Client({ connectionString: serverUrl });
  await administrator.connect();
  await administrator.query(`drop database if exists ${name} with (force)`);
  await administrator.query(`create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const database = await openDatabase({ kind: "server", url: url.href });
  await migrateToLatest(database);
  const client = new Client({ connectionString: url.href });
  await client.connect();
  const organisation = await fillOrganisation(client, size.spaces);
  if (size.reservations > 0) {
    await fillReservations(client, organisation.personId, size.reservations, size.spaces);
  }
  const folder = mkdtempSync(join(tmpdir(), "usher-bench-"));
  const server = await startMeasuredServer({
    DATABASE_URL: url.href,
    USHER_DATA_FOLDER: folder,
    USHER_SERVICES: "web",
    USHER_REQUESTS_PER_MINUTE: "0",
    USHER_LOG_LEVEL: "info",
  });
  try {
    return await measure({ database, client, server, organisation });
  } finally {
    await server.stop();
    await client.end();
    await database.close();
    await administrator.query(`drop database if exists ${name} with (force)`);
    await administrator.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function benchCreations(serverUrl: string): Promise<object> {
  const size = { spaces: 10_000, reservations: 0 };
  return await withBench(serverUrl, "usher_bench_creations", size, async (bench) => {
    const { server, database, organisation, client } = bench;
    const before = server.residentMegabytes();
    const byClients = await measureCreations(
      ...([server.url, database, organisation, CLIENT_COUNTS, seconds] as const),
    );
    const { rows } = await client.query<{ count: string }>("select count(*) from reservation");
    return {
      spaces: size.spaces,
      reservations_made: Number(rows[0]?.count),
      by_clients: byClients,
      resident_megabytes: { before, after: server.residentMegabytes() },
    };
  });
}

function benchSeries(serverUrl: string): Promise<object> {
  const size = { spaces: 10_000, reservations: 0 };
  return withBench(serverUrl, "usher_bench_series", size, (bench) =>
    measureSeries(bench.server.url, bench.database, bench.organisation, seconds),
  );
}

async function benchSearches(serverUrl: string): Promise<object[]> {
  const figures: object[] = [];
  for (const size of SEARCH_SIZES) {
    const daysHeld = (size.reservations / size.spaces) * (HOURS_BETWEEN_HOLDS / 24);
    figures.push(
      await withBench(serverUrl, `usher_bench_searches_${size.spaces}`, size, async (bench) => ({
        ...size,
        ...(await measureSearches(
          ...([bench.server.url, bench.database, bench.organisation, daysHeld, seconds] as const),
        )),
        resident_megabytes: bench.server.residentMegabytes(),
      })),
    );
  }
  return figures;
}

const given = process.env["USHER_BENCH_DATABASE_URL"];
const throwaway = given ? null : await startThrowawayPostgres({ safe: true });
const serverUrl = given ?? throwaway?.url;
if (!serverUrl) {
  process.stderr.write(
    "PostgreSQL 15 or newer is not on this machine; set USHER_BENCH_DATABASE_URL.\n",
  );
  process.exit(1);
}
try {
  const result = {
    at: new Date().toISOString(),
    machine: { cores: cpus().length, model: cpus()[0]?.model, node: process.version },
    seconds_per_run: seconds,
    ...(wanted.includes("creations") && { creations: await benchCreations(serverUrl) }),
    ...(wanted.includes("series") && { series: await benchSeries(serverUrl) }),
    ...(wanted.includes("embedded") && {
      embedded: await measureEmbeddedMemory(10_000, seconds),
    }),
    ...(wanted.includes("searches") && { searches: await benchSearches(serverUrl) }),
  };
  console.log(JSON.stringify(result, null, 2));
} finally {
  await throwaway?.stop();
}
