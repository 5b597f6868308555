import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import type { Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import type { Migration, MigrationResultSet } from "kysely/migration";
import type { Database } from "./database.ts";
import type { Schema } from "./schema.ts";

const FOLDER = fileURLToPath(new URL("./migrations/", import.meta.url));

/** The database was written by a newer Usher than this one. */
export class SchemaTooNewError extends Error {
  override readonly name = "SchemaTooNewError";
}

/**
 * Brings the schema to the newest version, in one transaction: all of it or nothing. Any number of
 * processes may start at once; one migrates and the others wait. Answers the names of what it ran.
 */
export function migrateToLatest(database: Database): Promise<readonly string[]> {
  return migrate(database, (migrator) => migrator.migrateToLatest());
}

/** Brings an older or empty schema to the named version, for tests of upgrades. */
export function migrateTo(database: Database, name: string): Promise<readonly string[]> {
  return migrate(database, (migrator) => migrator.migrateTo(name));
}

/** Every migration's name, oldest first. */
export async function migrationNames(): Promise<readonly string[]> {
  const files = await readdir(FOLDER);
  return files
    .filter((file) => file.endsWith(".sql"))
    .map((file) => file.slice(0, -".sql".length))
    .sort();
}

/** The SQL of all migrations, oldest first. */
export async function readMigrations(): Promise<ReadonlyMap<string, string>> {
  const names = await migrationNames();
  const texts = await Promise.all(names.map((name) => readFile(`${FOLDER}${name}.sql`, "utf8")));
  return new Map(names.map((name, index) => [name, texts[index] ?? ""]));
}

function migrate(
  database: Database,
  run: (migrator: Migrator) => Promise<MigrationResultSet>,
): Promise<readonly string[]> {
  return database.unhurried(async (kysely) => {
    const texts = await readMigrations();
    await refuseNewerSchema(kysely, texts);
    const provider = { getMigrations: async () => asMigrations(texts) };
    const { error, results } = await run(new Migrator({ db: kysely, provider }));
    if (error !== undefined) {
      const failed = results?.find(({ status }) => status === "Error")?.migrationName;
      throw new Error(
        failed
          ? `The migration ${failed} failed; the schema is as it was before.`
          : "The schema could not be migrated; it is as it was before.",
        { cause: error },
      );
    }
    return (results ?? []).map(({ migrationName }) => migrationName);
  });
}

function asMigrations(texts: ReadonlyMap<string, string>): Record<string, Migration> {
  return Object.fromEntries(
    [...texts].map(([name, text]) => [
      name,
      { up: async (db: Kysely<unknown>) => void (await sql.raw(text).execute(db)) },
    ]),
  );
}

async function refuseNewerSchema(
  kysely: Kysely<Schema>,
  known: ReadonlyMap<string, string>,
): Promise<void> {
  const table = await sql<{ there: boolean }>`
    select to_regclass('kysely_migration') is not null as there`.execute(kysely);
  if (!table.rows[0]?.there) return;
  const applied = await sql<{ name: string }>`
    select name from kysely_migration order by name`.execute(kysely);
  const unknown = applied.rows.map(({ name }) => name).filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new SchemaTooNewError(
    `The database was written by a newer version of Usher (it has ${unknown.join(", ")}, which ` +
      "this version does not know). Run that version or a newer one, or restore a backup from " +
      "before the upgrade; nothing was changed.",
  );
}
