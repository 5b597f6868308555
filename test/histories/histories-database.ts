import { setTimeout } from "node:timers/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { connectEmbedded, type Database, openDatabase } from "../../src/store/database.ts";
import { openEmbedded } from "../../src/store/embedded/open-embedded.ts";
import { migrateToLatest } from "../../src/store/migrate.ts";
import { emptyingStatement, openTestDatabase } from "../../src/store/testing/test-database.ts";
import { hurry } from "./hurried-connection.ts";
import {
  installVirtualTime,
  virtualClockOf,
  type VirtualDatabaseClock,
} from "./virtual-database-clock.ts";

/** A database for one history after another. */
export interface HistoriesDatabase {
  readonly database: Database;
  readonly clock: VirtualDatabaseClock;
  /** Every row gone but the migrations' own, and every sequence at its start. */
  readonly empty: () => Promise<void>;
  /** Gives up whatever is under way, where a history has got stuck in the middle of it. */
  readonly leave: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Before any history, so that migrations lie in the past of all. */
const MIGRATED_AT_MS = Date.UTC(2026, 0, 1);

/** A connection that was told to end is gone long before that. */
const GONE_WITHIN_MS = 1000;

/** One connection, so that what is asked is answered in the order in which it was asked. */
const CONNECTION = { connectionsMax: 1, queryTimeoutMs: 20_000 } as const;

export async function openHistoriesDatabase(
  kind: "embedded" | "server",
): Promise<HistoriesDatabase> {
  const { database, clock, leave, close } =
    kind === "embedded" ? await openInMemory() : await openOnServer();
  await migrateToLatest(database);
  const emptying = await emptyingStatement(database);
  return {
    database,
    clock,
    async empty() {
      await database.pool.query(emptying);
    },
    leave,
    close,
  };
}

interface Opened {
  readonly database: Database;
  readonly clock: VirtualDatabaseClock;
  readonly leave: () => Promise<void>;
  readonly close: () => Promise<void>;
}

async function openInMemory(): Promise<Opened> {
  const server = await openEmbedded({
    folder: null,
    onFailure(error) {
      throw error;
    },
  });
  const database = connectEmbedded(server, CONNECTION);
  await installVirtualTime(database, MIGRATED_AT_MS);
  const leave = (): Promise<void> => Promise.resolve();
  return { database, clock: virtualClockOf(database), leave, close: () => database.close() };
}

async function openOnServer(): Promise<Opened> {
  const opened = await openTestDatabase("server", { migrated: false });
  await installVirtualTime(opened.database, MIGRATED_AT_MS);
  if (opened.url === null) throw new Error("A database on a server has an address.");
  await opened.database.pool.query(PLANNED_ONCE);
  const url = await shortestWayTo(opened.database, opened.url);
  const database = await openDatabase({ kind: "server", url }, CONNECTION);
  // The one connection is there already, since opening it asked for the server's version.
  const first = await database.pool.connect();
  let hurried = hurry(first);
  let instantMs = MIGRATED_AT_MS;
  first.release();
  // The pool closes one that failed, or that a history left in the middle of something.
  database.pool.on("connect", (next) => {
    hurried = hurry(next);
    hurried.clock.set(instantMs);
  });
  return {
    database,
    clock: {
      set(ms) {
        instantMs = ms;
        hurried.clock.set(ms);
      },
    },
    async leave() {
      process
        .off("unhandledRejection", hearOfWhatIsLeft)
        .on("unhandledRejection", hearOfWhatIsLeft);
      // Whoever comes next is given another connection, and not the one that is ending.
      const isGone = new Promise((resolve) => database.pool.once("remove", resolve));
      hurried.end();
      await Promise.race([isGone, setTimeout(GONE_WITHIN_MS)]);
    },
    async close() {
      await database.close();
      await opened.drop();
    },
  };
}

/** What a history leaves in the middle fails, and nobody may be there any more to hear of it. */
function hearOfWhatIsLeft(reason: unknown): void {
  if (reason instanceof Error && reason.message === "Connection terminated unexpectedly") return;
  throw reason;
}

/** A socket of the machine, where the server has one: half the way over the network. */
async function shortestWayTo({ pool }: Database, address: string): Promise<string> {
  const { rows } = await pool.query<{ folders: string; port: string }>(
    "select current_setting('unix_socket_directories') as folders, current_setting('port') as port",
  );
  const url = new URL(address);
  const folder = rows[0]?.folders.split(",")[0]?.trim() ?? "";
  const socket = join(folder, `.s.PGSQL.${rows[0]?.port}`);
  const isHere = ["127.0.0.1", "localhost"].includes(url.hostname) && folder !== "";
  if (isHere && existsSync(socket)) url.searchParams.set("host", folder);
  return url.href;
}

/** What is prepared is planned once, and not anew for each of its parameters. */
const PLANNED_ONCE = `do $$ begin
  execute format('alter database %I set plan_cache_mode = force_generic_plan', current_database());
  execute format('alter database %I set jit = off', current_database());
end $$`;
