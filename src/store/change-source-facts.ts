import type { Kysely } from "kysely";
import type { ChangeSourceFacts, ChangeSourceRecord } from "../app/scan/ports.ts";
import type { Schema } from "./schema.ts";

/** How the changes of each room reach us, for the configuration scan. */
export function createChangeSourceFacts(kysely: Kysely<Schema>): ChangeSourceFacts {
  return {
    async list() {
      const rows = await kysely
        .selectFrom("room_sync")
        .select([
          "configuration_id as configurationId",
          "source",
          "state",
          "subscription_id as subscriptionId",
          "subscription_expires_at as subscriptionExpiresAt",
          "reason_code as reasonCode",
          "reason",
          "last_read_at as lastReadAt",
        ])
        .execute();
      return rows.map((row) => ({
        ...row,
        source: row.source as ChangeSourceRecord["source"],
        state: row.state as ChangeSourceRecord["state"],
      }));
    },
  };
}
