import { type Kysely, sql } from "kysely";
import type { Schema } from "../schema.ts";

/** Coming meetings that a room's calendar holds over another that is confirmed by the room too. */
export async function readDoubleBooked(kysely: Kysely<Schema>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from reservation
    where state = 'conflicted' and reason_code = 'double_booked' and end_at > now()`.execute(
    kysely,
  );
  return rows[0]?.count ?? 0;
}
