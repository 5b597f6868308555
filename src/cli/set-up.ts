import { readFile } from "node:fs/promises";
import type { Writable } from "node:stream";
import { parseArgs } from "node:util";
import { applySetUp } from "../app/setup/apply-set-up.ts";
import { readConfig } from "../config.ts";
import { KeyFileVault } from "../identity/vault/key-file-vault.ts";
import { openDatabase } from "../store/database.ts";
import { migrateToLatest } from "../store/migrate.ts";
import { createSetUpStore } from "../store/set-up-store.ts";

/**
 * `usher set-up --file organisation.json`: makes what the file describes and is not there yet. A
 * server on PostgreSQL may go on running; the embedded database has to be free. Exit codes: 0
 * done, 1 the file cannot be read or applied and nothing was changed, 2 the command was not
 * understood.
 */
export async function setUp(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  output: Writable,
  errors: Writable,
): Promise<number> {
  const file = fileArgument(args);
  if (file === undefined) {
    errors.write("Usage: usher set-up --file <organisation.json>\n");
    return 2;
  }
  try {
    const text = await readFile(file, "utf8");
    const config = readConfig(environment);
    const database = await openDatabase(config.database);
    try {
      await migrateToLatest(database);
      const vault = new KeyFileVault(config.vaultKeyFile);
      const outcome = await applySetUp(
        { writer: createSetUpStore(database), vault, environment },
        text,
      );
      if (!outcome.ok) {
        errors.write(`${outcome.refusal.message} ${outcome.refusal.remedy ?? ""}\n`);
        return 1;
      }
      for (const [kind, count] of Object.entries(outcome.value)) {
        output.write(`${kind.replaceAll("_", " ")}: ${count} made\n`);
      }
      return 0;
    } finally {
      await database.close();
    }
  } catch (error) {
    errors.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

function fileArgument(args: readonly string[]): string | undefined {
  try {
    const { values } = parseArgs({ args: [...args], options: { file: { type: "string" } } });
    return values.file;
  } catch (error) {
    // A TypeError is how parseArgs says that it does not understand.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
