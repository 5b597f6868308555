import type { Transaction } from "kysely";
import type { Schema } from "../schema.ts";

/** Writes down what synchronisation did to a reservation; `details` hold ids and codes alone. */
export async function auditSync(
  transaction: Transaction<Schema>,
  reservationId: string,
  action: string,
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  await transaction
    .insertInto("audit_entry")
    .values({
      actor_kind: "system",
      channel: "system",
      action,
      subject_kind: "reservation",
      subject_id: reservationId,
      details: JSON.stringify(details),
    })
    .execute();
}
