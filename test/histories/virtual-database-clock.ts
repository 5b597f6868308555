import type { Database } from "../../src/store/database.ts";

/**
 * The clock of a database, held by a test: `now()` and `clock_timestamp()` of all SQL, column
 * defaults included, are found in a schema that comes before PostgreSQL's own. Migrate afterwards,
 * since a default keeps the function that was found when it was written.
 */
export interface VirtualDatabaseClock {
  /** Takes effect for whatever is asked on the same connection afterwards. */
  set(instantMs: number): void;
}

const SCHEMA = `
  create schema virtual_time;
  create function virtual_time.now() returns timestamptz language sql stable
    as $$ select pg_catalog.current_setting('virtual_time.at')::pg_catalog.timestamptz $$;
  create function virtual_time.clock_timestamp() returns timestamptz language sql stable
    as $$ select pg_catalog.current_setting('virtual_time.at')::pg_catalog.timestamptz $$;`;

/** Tables are made in the first schema of the path; PostgreSQL's own functions come last. */
const SEARCH_PATH = "public, virtual_time, pg_catalog";

/** Prepares an empty database; on a server, only connections made afterwards are concerned. */
export async function installVirtualTime(database: Database, instantMs: number): Promise<void> {
  await database.pool.query(SCHEMA);
  const { rows } = await database.pool.query<{ name: string }>(
    "select quote_ident(current_database()) as name",
  );
  const settings = [
    `search_path = ${SEARCH_PATH}`,
    `virtual_time.at = '${new Date(instantMs).toISOString()}'`,
  ];
  for (const setting of settings) {
    await database.pool.query(`alter database ${rows[0]?.name} set ${setting}`);
    // The embedded database has one session for all connections, and it has begun already.
    if (database.kind === "embedded") await database.pool.query(`set ${setting}`);
  }
}

/**
 * The clock of the one connection that `database` has: it is set in the same order in which
 * everything else is asked, so nobody has to wait until it is.
 */
export function virtualClockOf(database: Database): VirtualDatabaseClock {
  let settings = 0;
  return {
    set(instantMs) {
      settings += 1;
      // Microseconds as the real clock has them, so that rounding to milliseconds is not hidden.
      const micros = String((settings * 37) % 1000).padStart(3, "0");
      const at = new Date(instantMs).toISOString().replace("Z", `${micros}Z`);
      database.pool.query("select set_config('virtual_time.at', $1, false)", [at]).catch(() => {
        // A connection that is gone fails whatever is asked next as well, which is told there.
      });
    },
  };
}
