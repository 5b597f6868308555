import { sql, type Transaction } from "kysely";
import type { Schema } from "../schema.ts";

/** Gives up all that these hold; answers the spaces where time became free. */
export async function releaseTimes(
  transaction: Transaction<Schema>,
  reservationIds: readonly string[],
): Promise<readonly string[]> {
  if (reservationIds.length === 0) return [];
  const { rows } = await sql<{ space_id: string }>`
    delete from space_hold where reservation_id = any(${[...reservationIds]}::uuid[])
    returning space_id`.execute(transaction);
  return [...new Set(rows.map((row) => row.space_id))];
}
