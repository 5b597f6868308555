import type { Transaction } from "kysely";
import type { AuditNote } from "../../app/audit-note.ts";
import { writeAudit } from "../audit-store.ts";
import type { Schema } from "../schema.ts";

/** Writes down what synchronisation did to a reservation; `details` hold ids and codes alone. */
export async function auditSync(
  transaction: Transaction<Schema>,
  reservationId: string,
  action: AuditNote["action"],
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  await writeAudit(transaction, {
    actor: { kind: "system", channel: "system" },
    action,
    subjectKind: "reservation",
    subjectId: reservationId,
    details,
  });
}
