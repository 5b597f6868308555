import { sql, type Transaction } from "kysely";
import { parentState } from "../core/reservations/parent-state.ts";
import type { ReservationState } from "../core/reservations/reservation-state.ts";
import type { Schema } from "./schema.ts";

/**
 * Brings the state of a meeting of several reservations in line with theirs, once they were changed;
 * its row is locked. A meeting that was cancelled stays so, whatever had taken place before.
 */
export async function refreshParent(
  transaction: Transaction<Schema>,
  id: string,
  state: ReservationState,
): Promise<void> {
  if (state === "cancelled") return;
  const children = await transaction
    .selectFrom("reservation")
    .select("state")
    .distinct()
    .where("parent_id", "=", id)
    .execute();
  const next = parentState(children.map((child) => child.state as ReservationState));
  await transaction
    .updateTable("reservation")
    .set({
      state: next,
      ...(next !== state && { version: sql<number>`version + 1` }),
      updated_at: sql<Date>`clock_timestamp()`,
    })
    .where("id", "=", id)
    .execute();
}
