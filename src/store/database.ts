import process from "node:process";
import { Kysely, PostgresDialect } from "kysely";
import { DatabaseError, Pool } from "pg";
import type { PoolClient, PoolConfig, QueryConfig, QueryResult, QueryResultRow } from "pg";
import type { Config } from "../config.ts";
import { openEmbedded } from "./embedded/open-embedded.ts";
import { createPreparingClient } from "./preparing-client.ts";
import type { Schema } from "./schema.ts";

/**
 * A statement for the hot path. `name` lets a server prepare it once a connection; every name
 * stands for exactly one text.
 */
export interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** The one handle to the data, on a server or embedded: the same code path serves both. */
export interface Database {
  readonly kind: "server" | "embedded";
  readonly kysely: Kysely<Schema>;
  /**
   * Connections for SQL by hand. Give parameters, never a `name` (the embedded database shares one
   * backend between connections, so names collide): {@link Database.query} knows when to.
   */
  readonly pool: Pool;
  /** Runs one statement in one round trip; prepared where the database can. */
  query<Row extends QueryResultRow>(statement: Statement): Promise<QueryResult<Row>>;
  /** Work that may take long, such as a migration: on one connection of its own, without limits. */
  unhurried<T>(work: (kysely: Kysely<Schema>) => Promise<T>): Promise<T>;
  /** Throws when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Told what goes wrong outside any query, such as a server that closes idle connections. */
  readonly onError?: (error: Error) => void;
  /** How long a query may wait for a connection, and how long it may run. */
  readonly connectionTimeoutMs?: number;
  readonly queryTimeoutMs?: number;
  readonly connectionsMax?: number;
}

const CONNECTION_TIMEOUT_MS = 10_000;
const QUERY_TIMEOUT_MS = 30_000;
const SERVER_CONNECTIONS_MAX = 16;
/**
 * All connections of the embedded database share one backend, so more of them gain nothing; but
 * while a transaction is open, queries on other connections wait for its end. A transaction that
 * awaits such a query waits for itself until the timeout: query inside it through its own handle.
 */
const EMBEDDED_CONNECTIONS_MAX = 6;

/** Opens the database that the settings name. Throws where it cannot be reached or is in use. */
export async function openDatabase(
  config: Config["database"],
  options: DatabaseOptions = {},
): Promise<Database> {
  if (config.kind === "server") {
    const database = connect("server", { connectionString: config.url }, options, async () => {});
    await checkServer(database);
    return database;
  }
  const embedded = await openEmbedded({
    folder: config.folder,
    onFailure: options.onError ?? warn,
  });
  return connectEmbedded(embedded, options);
}

/** The handle for an embedded database that runs already; closing the handle ends it. */
export function connectEmbedded(
  embedded: { readonly host: string; readonly port: number; close(): Promise<void> },
  options: DatabaseOptions = {},
): Database {
  const connection = {
    host: embedded.host,
    port: embedded.port,
    user: "postgres",
    database: "postgres",
  };
  return connect("embedded", connection, options, () => embedded.close());
}

function connect(
  kind: Database["kind"],
  connection: PoolConfig,
  options: DatabaseOptions,
  end: () => Promise<void>,
): Database {
  const report = options.onError ?? warn;
  let closing = false;
  const openPool = (config: PoolConfig): Pool => {
    const pool = new Pool({
      application_name: "usher",
      verify: withoutCompiling,
      ...connection,
      ...config,
    });
    // Of idle connections. One that ends while we close it needs no telling.
    pool.on("error", (error) => {
      if (!closing) report(error);
    });
    // A connection that breaks while it is in use fails its query, or the next one of its
    // transaction: that is how it is told. Without a listener it would end the process as well.
    pool.on("connect", (client) => client.on("error", () => undefined));
    return pool;
  };
  const pool = openPool({
    ...limits(kind, options),
    ...(kind === "server" && { Client: createPreparingClient() }),
  });
  const kysely = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  return {
    kind,
    kysely,
    pool,
    query: ({ name, text, values }) =>
      ask(
        pool,
        kind === "server" ? { name, text, values: [...values] } : { text, values: [...values] },
      ),
    unhurried: async (work) => {
      const own = new Kysely<Schema>({
        dialect: new PostgresDialect({ pool: openPool({ max: 1 }) }),
      });
      try {
        return await work(own);
      } finally {
        await own.destroy();
      }
    },
    ping: async () => {
      await pool.query("select 1");
    },
    close: async () => {
      closing = true;
      await kysely.destroy();
      // Kysely ends the pool only if it was the one to use it.
      if (!pool.ended) await pool.end();
      await end();
    },
  };
}

/**
 * As `pool.query`, but for what the database itself refuses, such as a time that is taken: the pool
 * would close that connection, and the next one has everything to prepare anew.
 */
async function ask<Row extends QueryResultRow>(
  pool: Pool,
  query: QueryConfig,
): Promise<QueryResult<Row>> {
  const client = await pool.connect();
  let broken: unknown;
  try {
    return await client.query<Row>(query);
  } catch (error) {
    if (!(error instanceof DatabaseError)) broken = error;
    throw error;
  } finally {
    client.release(broken !== undefined);
  }
}

/**
 * As long as a database has not counted its tables, it takes short statements for long ones, and to
 * compile one takes longer than it does: ten milliseconds each.
 */
function withoutCompiling(client: PoolClient, ready: (error?: Error) => void): void {
  client.query("set jit = off").then(() => ready(), ready);
}

function limits(kind: Database["kind"], options: DatabaseOptions): PoolConfig {
  const queryTimeoutMs = options.queryTimeoutMs ?? QUERY_TIMEOUT_MS;
  const common = {
    connectionTimeoutMillis: options.connectionTimeoutMs ?? CONNECTION_TIMEOUT_MS,
    query_timeout: queryTimeoutMs,
    max:
      options.connectionsMax ??
      (kind === "server" ? SERVER_CONNECTIONS_MAX : EMBEDDED_CONNECTIONS_MAX),
  };
  if (kind === "embedded") return common;
  return {
    ...common,
    // The server gives up a little earlier, so that a slow statement ends there as well.
    statement_timeout: Math.max(1, queryTimeoutMs - 1_000),
    idle_in_transaction_session_timeout: 60_000,
  };
}

const SERVER_VERSION_MIN = 150_000;

async function checkServer(database: Database): Promise<void> {
  try {
    const { rows } = await database.pool.query<{ version: number }>(
      "select current_setting('server_version_num')::integer as version",
    );
    if ((rows[0]?.version ?? 0) < SERVER_VERSION_MIN) {
      throw new Error(
        "The server of DATABASE_URL is older than PostgreSQL 15, the oldest that Usher uses.",
      );
    }
  } catch (error) {
    await database.close();
    throw error;
  }
}

function warn(error: Error): void {
  process.emitWarning(error);
}
