import type { Writable } from "node:stream";
import { rewrapSealedRecords } from "../app/people/rewrap-sealed-records.ts";
import { readConfig } from "../config.ts";
import { KeyFileVault } from "../identity/vault/key-file-vault.ts";
import { openDatabase } from "../store/database.ts";
import { createSealedRecordStore } from "../store/identity/sealed-record-store.ts";

/**
 * `usher vault rotate`: makes a new current key and brings every sealed value under it. A server
 * on PostgreSQL may go on running; the embedded database has to be free. Exit codes: 0 done, 1
 * some values could not be opened with the keys of the file, 2 the command was not understood.
 */
export async function vault(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  output: Writable,
  errors: Writable,
): Promise<number> {
  if (args.length !== 1 || args[0] !== "rotate") {
    errors.write("Usage: usher vault rotate\n");
    return 2;
  }
  const config = readConfig(environment);
  // First the database: where it is in use the key file stays as it is.
  const database = await openDatabase(config.database);
  try {
    const keys = new KeyFileVault(config.vaultKeyFile);
    const { keyId } = keys.rotate();
    output.write(`The current key is now "${keyId}" in ${config.vaultKeyFile}.\n`);
    const reports = await rewrapSealedRecords(createSealedRecordStore(database.kysely), keys);
    for (const { table, column, rewrapped, unreadable } of reports) {
      const lost = unreadable > 0 ? `, ${unreadable} that no key of the file opens` : "";
      output.write(`${table}.${column}: ${rewrapped} rewrapped${lost}\n`);
    }
    output.write("Keep the older keys in the file as long as you keep backups from before.\n");
    return reports.some(({ unreadable }) => unreadable > 0) ? 1 : 0;
  } finally {
    await database.close();
  }
}
