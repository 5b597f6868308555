import { type Kysely, sql } from "kysely";
import type { SessionRecords } from "../../app/people/session-records.ts";
import type { Schema } from "../schema.ts";

/** Browser sessions as rows; expiry is judged by the database's clock. */
export function createSessionRecordStore(db: Kysely<Schema>): SessionRecords {
  return {
    async read(idHash) {
      const row = await db
        .selectFrom("session")
        .select("data_sealed")
        .where("id_hash", "=", Buffer.from(idHash))
        .where("expires_at", ">", sql<Date>`now()`)
        .executeTakeFirst();
      return row?.data_sealed ?? null;
    },
    async write({ idHash, dataSealed, personId, expiresAt, isNew }) {
      const values = {
        data_sealed: Buffer.from(dataSealed),
        person_id: personId,
        expires_at: expiresAt,
      };
      if (isNew) {
        await db
          .insertInto("session")
          .values({ id_hash: Buffer.from(idHash), ...values })
          .onConflict((conflict) => conflict.column("id_hash").doUpdateSet(values))
          .execute();
        return;
      }
      await db
        .updateTable("session")
        .set(values)
        .where("id_hash", "=", Buffer.from(idHash))
        .execute();
    },
    async remove(idHash) {
      await db.deleteFrom("session").where("id_hash", "=", Buffer.from(idHash)).execute();
    },
    async removeOfPerson(personId) {
      await db.deleteFrom("session").where("person_id", "=", personId).execute();
    },
    async removeExpired() {
      const { numDeletedRows } = await db
        .deleteFrom("session")
        .where("expires_at", "<=", sql<Date>`now()`)
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}
