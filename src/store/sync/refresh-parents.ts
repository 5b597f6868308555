import { sql, type Transaction } from "kysely";
import type { ReservationState } from "../../core/reservations/reservation-state.ts";
import { refreshParent } from "../refresh-parent.ts";
import type { Schema } from "../schema.ts";

/** Brings the states of meetings that are several reservations in line with theirs. */
export async function refreshParents(
  transaction: Transaction<Schema>,
  parentIds: readonly string[],
): Promise<void> {
  const ids = [...new Set(parentIds)];
  if (ids.length === 0) return;
  const { rows } = await sql<{ id: string; state: ReservationState }>`
    select id, state from reservation where id = any(${ids}::uuid[]) and is_parent
    order by id for update`.execute(transaction);
  for (const { id, state } of rows) await refreshParent(transaction, id, state);
}
