import { type Kysely, sql } from "kysely";
import type { SealedColumn, SealedRecords } from "../../app/people/rewrap-sealed-records.ts";
import type { Schema } from "../schema.ts";

/** Every column that the migrations describe as an envelope of the vault. */
const SEALED_COLUMNS: readonly SealedColumn[] = [
  { table: "calendar_provider", column: "client_secret_sealed" },
  { table: "calendar_provider", column: "client_certificate_sealed" },
  { table: "personal_token", column: "token_sealed" },
  { table: "provider_credential", column: "token_sealed" },
  { table: "session", column: "data_sealed" },
];

/** All envelopes of the database, for changing the key they are under. */
export function createSealedRecordStore(db: Kysely<Schema>): SealedRecords {
  return {
    columns: SEALED_COLUMNS,
    async listNotBeginningWith({ table, column }, beginning, { skip, limit }) {
      const sealed = sql.ref(column);
      const { rows } = await sql<{ sealed: Buffer }>`
        select ${sealed} as sealed from ${sql.table(table)}
        where ${sealed} is not null
          and substring(${sealed} from 1 for ${beginning.length}) <> ${Buffer.from(beginning)}
        order by ${sealed} offset ${skip} limit ${limit}`.execute(db);
      return rows.map((row) => row.sealed);
    },
    async findBeginningWithNone({ table, column }, beginnings) {
      const sealed = sql.ref(column);
      const others = beginnings.map(
        (bytes) => sql`substring(${sealed} from 1 for ${bytes.length}) <> ${Buffer.from(bytes)}`,
      );
      const { rows } = await sql<{ sealed: Buffer }>`
        select ${sealed} as sealed from ${sql.table(table)}
        where ${sql.join([sql`${sealed} is not null`, ...others], sql` and `)}
        limit 1`.execute(db);
      return rows[0]?.sealed ?? null;
    },
    async replace({ table, column }, before, after) {
      // An envelope never occurs twice: each has a random nonce.
      const { numAffectedRows } = await sql`
        update ${sql.table(table)} set ${sql.ref(column)} = ${Buffer.from(after)}
        where ${sql.ref(column)} = ${Buffer.from(before)}`.execute(db);
      return numAffectedRows === 1n;
    },
  };
}
