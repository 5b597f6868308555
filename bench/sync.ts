/**
 * `npm run bench:sync`: prints JSON on synchronisation with the simulated Exchange, each figure
 * beside what Microsoft's limits allow. `--only drain` leaves the rest out; `--bookings 2000` sets
 * the length of the backlog; `--polling-minutes 2`, how often rooms are looked at that nobody tells
 * of. `--only import --rooms 1000 --meetings-per-room 200` reads full rooms for the first time, and
 * `--only night --rooms 100 --organizers 50 --meetings-per-room 30` compares them as each night
 * does, which takes minutes and so has to be asked for. `USHER_TEST_DATABASE_URL`
 * names a PostgreSQL server, otherwise a throw-away one is started.
 */
import { cpus } from "node:os";
import process from "node:process";
import { parseArgs } from "node:util";
import { startThrowawayPostgres } from "../src/store/testing/throwaway-postgres.ts";
import { measureDrain } from "./sync/drain.ts";
import { measureImport } from "./sync/import.ts";
import { measureLatency } from "./sync/latency.ts";
import { measureNight } from "./sync/night.ts";

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "drain,latency" },
    bookings: { type: "string", default: "2000" },
    meetings: { type: "string", default: "60" },
    "polling-minutes": { type: "string", default: "1" },
    rooms: { type: "string", default: "1000" },
    organizers: { type: "string", default: "500" },
    "meetings-per-room": { type: "string", default: "200" },
    "without-kill": { type: "boolean", default: false },
  },
});
const wanted = values.only.split(",");
const bookings = Number(values.bookings);
const meetings = Number(values.meetings);
const pollingMinutes = Number(values["polling-minutes"]);
const size = {
  rooms: Number(values.rooms),
  meetingsPerRoom: Number(values["meetings-per-room"]),
  organizers: Number(values.organizers),
};

const given = process.env["USHER_TEST_DATABASE_URL"];
const throwaway = given ? null : await startThrowawayPostgres({ safe: true });
if (!given && !throwaway) {
  process.stderr.write(
    "PostgreSQL 15 or newer is not on this machine; set USHER_TEST_DATABASE_URL.\n",
  );
  process.exit(1);
}
if (throwaway) process.env["USHER_TEST_DATABASE_URL"] = throwaway.url;
try {
  const result = {
    at: new Date().toISOString(),
    machine: { cores: cpus().length, model: cpus()[0]?.model, node: process.version },
    ...(wanted.includes("drain") && {
      drain: [await measureDrain("strict", bookings), await measureDrain("normal", bookings)],
    }),
    ...(wanted.includes("latency") && {
      latency: [
        await measureLatency("subscription", meetings, pollingMinutes),
        await measureLatency("polling", meetings, pollingMinutes),
      ],
    }),
    ...(wanted.includes("night") && {
      night: [await measureNight(size, "outlook"), await measureNight(size, "here")],
    }),
    ...(wanted.includes("import") && {
      import: [
        await measureImport(size, false),
        ...(values["without-kill"] ? [] : [await measureImport(size, true)]),
      ],
    }),
  };
  console.log(JSON.stringify(result, null, 2));
} finally {
  await throwaway?.stop();
}
