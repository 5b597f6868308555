import type { SealedRecords } from "./rewrap-sealed-records.ts";

/**
 * Throws where the database holds something sealed under a key that the file does not have: a
 * server that went on would fail every act that needs a token or a secret, and seal what comes
 * under keys that the other processes do not know.
 */
export async function refuseLostKeys(
  records: Pick<SealedRecords, "columns" | "findBeginningWithNone">,
  vault: { knownBeginnings(): readonly Uint8Array[] },
  keyFile: string,
): Promise<void> {
  const known = vault.knownBeginnings();
  for (const column of records.columns) {
    const sealed = await records.findBeginningWithNone(column, known);
    if (sealed === null) continue;
    throw new Error(
      `The vault key file ${keyFile} lacks a key that ${column.table}.${column.column} is sealed ` +
        "with. Put back the key file that belongs to this database, from a backup or from " +
        "another process (USHER_VAULT_KEY_FILE names it).",
    );
  }
}
