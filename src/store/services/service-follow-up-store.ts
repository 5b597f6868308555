import { sql, type Transaction } from "kysely";
import type {
  DueServices,
  ServiceChange,
  ServiceFollowUps,
} from "../../app/reservations/services/ports.ts";
import type { Database } from "../database.ts";
import { repeatDeadlocked } from "../repeat-deadlocked.ts";
import type { Schema } from "../schema.ts";
import { BlockersHaveChanged, withServices } from "./service-change-writer.ts";

/** Reservations whose services and blockers are to follow; see migration 0031. */
export function createServiceFollowUpStore(database: Database): ServiceFollowUps {
  return {
    async due({ after, limit }) {
      const { rows } = await sql<{ reservation_id: string; since: string }>`
        select reservation_id, since::text as since from service_follow_up
        where since <= clock_timestamp() and (${after?.since ?? null}::timestamptz is null
          or (since, reservation_id) > (${after?.since ?? null}::timestamptz,
            ${after?.reservationId ?? null}::uuid))
        order by since, reservation_id
        limit ${limit}`.execute(database.kysely);
      return rows.map((row): DueServices => ({
        reservationId: row.reservation_id,
        since: row.since,
      }));
    },
    async postpone(reservationId) {
      await database.kysely
        .updateTable("service_follow_up")
        .set({ since: sql<Date>`clock_timestamp() + interval '1 minute'` })
        .where("reservation_id", "=", reservationId)
        .execute();
    },
    async follow(judged, change) {
      try {
        return await repeatDeadlocked(() =>
          database.kysely
            .transaction()
            .execute((transaction) => followWithin(transaction, judged, change)),
        );
      } catch (error) {
        if (error instanceof BlockersHaveChanged) return "stale";
        throw error;
      }
    },
  };
}

async function followWithin(
  transaction: Transaction<Schema>,
  { id, version }: { readonly id: string; readonly version: number },
  change: ServiceChange | null,
): Promise<"followed" | "stale"> {
  // Whoever acts on the reservation locks it first, too.
  const locked = await transaction
    .selectFrom("reservation")
    .select("version")
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (locked?.version !== version) return "stale";
  const due = await transaction
    .deleteFrom("service_follow_up")
    .where("reservation_id", "=", id)
    .returning("reservation_id")
    .executeTakeFirst();
  // Another has followed meanwhile, with the same outcome.
  if (due === undefined || change === null) return "followed";
  await withServices(transaction, [change], () => Promise.resolve(true));
  return "followed";
}
