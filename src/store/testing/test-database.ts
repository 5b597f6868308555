/**
 * Runs a suite on both databases: embedded, and PostgreSQL. The server is the one that
 * `USHER_TEST_DATABASE_URL` or `DATABASE_URL` names, else a throw-away one where the machine has
 * PostgreSQL. Every test file has a database of its own, empty before each test.
 */
import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { after, before, beforeEach, describe } from "node:test";
import { Client } from "pg";
import { hasPostgres, startThrowawayPostgres } from "./throwaway-postgres.ts";
import type { ThrowawayPostgres } from "./throwaway-postgres.ts";
import { connectEmbedded, openDatabase } from "../database.ts";
import type { Database } from "../database.ts";
import { openEmbedded } from "../embedded/open-embedded.ts";
import type { EmbeddedServer } from "../embedded/open-embedded.ts";
import { migrateToLatest, readMigrations } from "../migrate.ts";

export interface TestDatabaseOptions {
  /** False leaves the database without any table, for tests of migrations. Default true. */
  readonly migrated?: boolean;
  /** False keeps what one test wrote for the next. Default true. */
  readonly emptyBeforeEach?: boolean;
}

/** A query that waits this long in a test waits for a transaction that waits for it. */
const QUERY_TIMEOUT_MS = 15_000;

/** Registers the suite twice; call `database()` inside tests and hooks, not while registering. */
export function describeOnEachDatabase(
  name: string,
  suite: (database: () => Database) => void,
  options: TestDatabaseOptions = {},
): void {
  const { migrated = true, emptyBeforeEach = true } = options;
  endIdleEmbeddedAtLast();
  for (const kind of kindsOfThisRun()) {
    void describe(`${name} (${kind === "embedded" ? "embedded" : "PostgreSQL"})`, () => {
      let opened: OpenedTestDatabase | undefined;
      const database = (): Database => {
        if (!opened) throw new Error("The database is there inside tests and hooks only.");
        return opened.database;
      };
      before(async () => {
        opened = await (kind === "embedded" && migrated
          ? takeTurnWithEmbedded()
          : openTestDatabase(kind, { migrated }));
      });
      after(() => opened?.drop());
      if (migrated && emptyBeforeEach) beforeEach(() => emptyDatabase(database()));
      suite(database);
    });
  }
}

export interface OpenedTestDatabase {
  readonly database: Database;
  /** Where further handles can be opened to the same data (another process, say). */
  readonly url: string | null;
  drop(): Promise<void>;
}

/** A fresh database outside of a suite; `drop` it. */
export function openTestDatabase(
  kind: "embedded" | "server",
  options: { readonly migrated: boolean },
): Promise<OpenedTestDatabase> {
  return kind === "embedded"
    ? openEmbeddedTest(options.migrated)
    : openServerTest(options.migrated);
}

/** Which databases can be tested here: the embedded one always. */
export function testableKinds(): readonly ("embedded" | "server")[] {
  return configuredUrl() !== undefined || hasPostgres() ? ["embedded", "server"] : ["embedded"];
}

/**
 * In continuous integration, whose time is short, what runs through all of synchronisation is tried on
 * one database alone, the server's where there is one: the embedded takes four times as long, and every
 * statement is tried on both by the stores' and the application's tests. `npm test` tries all on both.
 */
function kindsOfThisRun(): readonly ("embedded" | "server")[] {
  const isShort = process.env["CI"] === "true" && (process.argv[1] ?? "").includes(IN_SYNC);
  return isShort ? testableKinds().slice(-1) : testableKinds();
}

const IN_SYNC = join("test", "sync", "/");

/** Removes every row but the migrations' own, and sets every sequence back to its start. */
export async function emptyDatabase(database: Database): Promise<void> {
  await database.pool.query(await emptyingStatement(database));
}

/**
 * Deletes, since truncating fifty tables makes as many files: thirty times as slow. Foreign keys are
 * not looked at meanwhile, so the order does not matter; that takes a superuser.
 */
export async function emptyingStatement({ pool }: Database): Promise<string> {
  const tables = await pool.query<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables
     where schemaname = 'public' and tablename not like 'kysely_%' order by 1`,
  );
  const sequences = await pool.query<{ name: string; first: string }>(
    `select quote_ident(sequencename) as name, start_value::text as first from pg_sequences
     where schemaname = 'public' order by 1`,
  );
  return [
    "begin",
    "set local session_replication_role = replica",
    ...tables.rows.map(({ name }) => `delete from ${name}`),
    ...sequences.rows.map(({ name, first }) => `select setval('${name}', ${first}, false)`),
    "commit",
  ].join(";\n");
}

async function openEmbeddedTest(migrated: boolean): Promise<OpenedTestDatabase> {
  const snapshotFile = migrated ? await migratedSnapshot() : undefined;
  const server = await startEmbedded(snapshotFile);
  const database = connectEmbedded(server, { queryTimeoutMs: QUERY_TIMEOUT_MS });
  return { database, url: null, drop: () => database.close() };
}

/** Embedded databases that a suite has left and the next may have. */
const idleEmbedded: EmbeddedServer[] = [];
let isEndedAtLast = false;

/**
 * The suites of a file take turns with one embedded database: in each new one all that a suite runs
 * would be compiled anew, which takes two to three seconds.
 */
async function takeTurnWithEmbedded(): Promise<OpenedTestDatabase> {
  const left = idleEmbedded.pop();
  const server = left ?? (await startEmbedded(await migratedSnapshot()));
  const leave = (): Promise<void> => {
    idleEmbedded.push(server);
    return Promise.resolve();
  };
  const database = connectEmbedded(
    { ...server, close: leave },
    { queryTimeoutMs: QUERY_TIMEOUT_MS },
  );
  if (left) await makeAsNew(database);
  return { database, url: null, drop: () => database.close() };
}

/** Rows, the tables of jobs, and what a session keeps: the embedded database has one for all. */
async function makeAsNew(database: Database): Promise<void> {
  await emptyDatabase(database);
  await database.pool.query("drop schema if exists pgboss cascade");
  await database.pool.query("discard all");
}

function endIdleEmbeddedAtLast(): void {
  if (isEndedAtLast) return;
  isEndedAtLast = true;
  after(async () => {
    for (const server of idleEmbedded.splice(0)) await server.close();
  });
}

function startEmbedded(snapshotFile: string | undefined): Promise<EmbeddedServer> {
  return openEmbedded({
    folder: null,
    ...(snapshotFile !== undefined && { snapshotFile }),
    onFailure: (error) => {
      throw error;
    },
  });
}

/** Making and migrating an embedded database takes seconds, reading one from a file 0.4 s. */
async function migratedSnapshot(): Promise<string> {
  const file = join(tmpdir(), `usher-test-${await fingerprint()}.tar`);
  if (existsSync(file)) return file;
  const server = await startEmbedded(undefined);
  const database = connectEmbedded(server);
  try {
    await migrateToLatest(database);
    const draft = `${file}.${randomUUID()}`;
    await writeFile(draft, await server.snapshot(), { mode: 0o600 });
    await rename(draft, file);
    return file;
  } finally {
    await database.close();
  }
}

async function openServerTest(migrated: boolean): Promise<OpenedTestDatabase> {
  const server = await testServer();
  const name = `usher_test_${randomUUID().replaceAll("-", "")}`;
  const url = urlOf(server, name);
  try {
    const template = migrated ? await migratedTemplate(server) : "template0";
    await administer(server, `create database ${name} template ${template}`);
    const database = await openDatabase(
      { kind: "server", url },
      { queryTimeoutMs: QUERY_TIMEOUT_MS },
    );
    return {
      database,
      url,
      drop: async () => {
        await database.close();
        await administer(server, `drop database if exists ${name} with (force)`);
        await leaveOwnServer();
      },
    };
  } catch (error) {
    await leaveOwnServer();
    throw error;
  }
}

/** One template a schema, made by whichever test process comes first. */
async function migratedTemplate(server: string): Promise<string> {
  const name = `usher_template_${await fingerprint()}`;
  await withClient(server, async (client) => {
    await client.query("select pg_advisory_lock(hashtext('usher_template'))");
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [name]);
    if (rowCount) return;
    const draft = `${name}_draft`;
    await client.query(`drop database if exists ${draft} with (force)`);
    await client.query(`create database ${draft} template template0`);
    const database = await openDatabase({ kind: "server", url: urlOf(server, draft) });
    await migrateToLatest(database);
    await database.close();
    await client.query(`alter database ${draft} rename to ${name}`);
  });
  return name;
}

function administer(server: string, statement: string): Promise<void> {
  return withClient(server, (client) => client.query(statement).then(() => undefined));
}

async function withClient(server: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

async function fingerprint(): Promise<string> {
  const hash = createHash("sha256");
  for (const [name, text] of await readMigrations()) hash.update(name).update(text);
  return hash.digest("hex").slice(0, 16);
}

function configuredUrl(): string | undefined {
  return process.env["USHER_TEST_DATABASE_URL"] || process.env["DATABASE_URL"] || undefined;
}

/** The throw-away server of this process, and how many databases on it are open. */
let own: { readonly server: Promise<ThrowawayPostgres | null>; open: number } | undefined;

async function testServer(): Promise<string> {
  const configured = configuredUrl();
  if (configured !== undefined) return configured;
  own ??= { server: startThrowawayPostgres(), open: 0 };
  own.open += 1;
  const server = await own.server;
  if (!server) throw new Error("PostgreSQL 15 or newer is not on this machine.");
  return server.url;
}

/** Ends it with the last database, so that the process can end; a later suite starts another. */
async function leaveOwnServer(): Promise<void> {
  if (!own) return;
  own.open -= 1;
  if (own.open > 0) return;
  const { server } = own;
  own = undefined;
  await (await server)?.stop();
}
