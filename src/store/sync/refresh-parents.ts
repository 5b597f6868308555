import { sql, type Transaction } from "kysely";
import { parentState } from "../../core/reservations/parent-state.ts";
import type { ReservationState } from "../../core/reservations/reservation-state.ts";
import type { Schema } from "../schema.ts";

/** Brings the states of meetings that are several reservations in line with theirs. */
export async function refreshParents(
  transaction: Transaction<Schema>,
  parentIds: readonly string[],
): Promise<void> {
  const ids = [...new Set(parentIds)].toSorted();
  if (ids.length === 0) return;
  const { rows } = await sql<{ parent_id: string; states: ReservationState[] }>`
    select parent_id, array_agg(distinct state) as states from reservation
    where parent_id = any(${ids}::uuid[]) group by parent_id order by parent_id`.execute(
    transaction,
  );
  for (const { parent_id: id, states } of rows) {
    const state = parentState(states);
    await transaction
      .updateTable("reservation")
      .set({
        state,
        version: sql<number>`version + 1`,
        updated_at: sql<Date>`clock_timestamp()`,
      })
      .where("id", "=", id)
      .where("is_parent", "=", true)
      .where("state", "<>", state)
      .execute();
  }
}
