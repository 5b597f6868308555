import { type Kysely, sql } from "kysely";
import type { PropertyStore } from "../app/settings/ports.ts";
import { writeAudit } from "./audit-store.ts";
import type { Schema } from "./schema.ts";

/** Properties as rows; a property without a row has its default. */
export function createPropertyStore(db: Kysely<Schema>): PropertyStore {
  return {
    async all() {
      const rows = await db
        .selectFrom("property")
        .leftJoin("person", "person.id", "property.updated_by")
        .select(["property.name", "property.value", "property.updated_at", "person.display_name"])
        .execute();
      return rows.map((row) => ({
        name: row.name,
        value: row.value,
        updatedAt: row.updated_at,
        updatedBy: row.display_name,
      }));
    },
    async set(name, value, note) {
      const updatedBy = note.actor.kind === "person" ? note.actor.personId : null;
      await db.transaction().execute(async (transaction) => {
        await transaction
          .insertInto("property")
          .values({ name, value, updated_by: updatedBy })
          .onConflict((conflict) =>
            conflict
              .column("name")
              .doUpdateSet({ value, updated_by: updatedBy, updated_at: sql`now()` }),
          )
          .execute();
        await writeAudit(transaction, note);
      });
    },
  };
}
