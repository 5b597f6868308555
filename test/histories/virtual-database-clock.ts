import type { Database } from "../../src/store/database.ts";

/**
 * The clock of a database, held by a test: `now()` and `clock_timestamp()` of all SQL, column
 * defaults included, are found in a schema that comes before PostgreSQL's own. Migrate afterwards,
 * since a default keeps the function that was found when it was written.
 *
 * The clock stands where it is set, but for a microsecond at each look, so that what happens later
 * has a later time. As in PostgreSQL, `now()` is looked at once a transaction. Chance has no part
 * in it either: `random()` is always the same.
 */
export interface VirtualDatabaseClock {
  /** Takes effect for whatever is asked on the same connection afterwards. */
  set(instantMs: number): void;
}

const SCHEMA = `
  create schema virtual_time;
  create sequence virtual_time.ticks;
  create function virtual_time.clock_timestamp() returns timestamptz language sql volatile as $$
    select pg_catalog.current_setting('virtual_time.at')::pg_catalog.timestamptz
      + pg_catalog.nextval('virtual_time.ticks') * pg_catalog.interval '1 microsecond' $$;
  create function virtual_time.now() returns timestamptz language plpgsql stable as $$
    declare
      begun pg_catalog.text := pg_catalog.current_setting('virtual_time.transaction', true);
    begin
      if begun is null or begun = '' then
        begun := pg_catalog.set_config(
          'virtual_time.transaction', virtual_time.clock_timestamp()::pg_catalog.text, true);
      end if;
      return begun::pg_catalog.timestamptz;
    end $$;
  create function virtual_time.random() returns pg_catalog.float8 language sql stable as
    'select 0.5::pg_catalog.float8';`;

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

/** With an instant as ISO 8601. */
export const SET_CLOCK = `select set_config('virtual_time.at', $1, false),
  setval('virtual_time.ticks', 1, false)`;

/**
 * The clock of the one connection that `database` has: it is set in the same order in which
 * everything else is asked, so nobody has to wait until it is.
 */
export function virtualClockOf(database: Database): VirtualDatabaseClock {
  return {
    set(instantMs) {
      database.pool.query(SET_CLOCK, [new Date(instantMs).toISOString()]).catch(() => {
        // A connection that is gone fails whatever is asked next as well, which is told there.
      });
    },
  };
}
