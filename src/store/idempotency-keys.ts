import { sql } from "kysely";
import type { Database } from "./database.ts";

/** A client may repeat a creation with its key for so long. */
const KEPT_DAYS = 7;

/** For a regular cleaning; answers how many there were. */
export async function removeOldIdempotencyKeys({ kysely }: Database): Promise<number> {
  const { numDeletedRows } = await kysely
    .deleteFrom("idempotency_key")
    .where("created_at", "<", sql<Date>`now() - ${KEPT_DAYS}::integer * interval '1 day'`)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
