import type { Kysely, Selectable } from "kysely";
import type { ReconciliationRecord } from "../../../app/sync/reconcile/ports.ts";
import type { ReconciliationRow } from "../../health-rows.ts";
import type { Schema } from "../../schema.ts";

export async function latestReconciliation(
  kysely: Kysely<Schema>,
): Promise<ReconciliationRecord | null> {
  const row = await kysely
    .selectFrom("reconciliation")
    .selectAll()
    .orderBy("created_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : toReconciliation(row);
}

export function toReconciliation(row: Selectable<ReconciliationRow>): ReconciliationRecord {
  return {
    id: row.id,
    scope: row.scope as ReconciliationRecord["scope"],
    scopeName: row.scope_name,
    cause: row.cause as ReconciliationRecord["cause"],
    repairs: row.repairs,
    state: row.state as ReconciliationRecord["state"],
    askedBy: row.asked_by,
    roomsTotal: row.rooms_total,
    roomsDone: row.rooms_done,
    roomsFailed: row.rooms_failed,
    found: row.found,
    repaired: row.repaired,
    changesTakenIn: row.changes_taken_in,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  };
}
