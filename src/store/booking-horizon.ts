import type { Database } from "./database.ts";

/** How many days ahead the module that reaches farthest lets people reserve. */
export async function readBookingHorizonDays({ kysely }: Database): Promise<number> {
  const row = await kysely
    .selectFrom("reservable_module")
    .select(({ fn }) => fn.max("days_ahead_max").as("days"))
    .where("active", "=", true)
    .executeTakeFirst();
  return row?.days ?? 0;
}
