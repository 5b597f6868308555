import { type Kysely, sql } from "kysely";
import type {
  ClaimedReconciliationRoom,
  DifferenceCounts,
  RoomOutcome,
} from "../../../app/sync/reconcile/ports.ts";
import type { Schema } from "../../schema.ts";

/** Writes what came of a room, and adds it to its run; the last room ends the run. */
export async function finishRoom(
  kysely: Kysely<Schema>,
  room: ClaimedReconciliationRoom,
  { state, found, repaired, reason }: RoomOutcome,
): Promise<boolean> {
  return kysely.transaction().execute(async (transaction) => {
    // First the run, as everybody does who writes both.
    const run = await transaction
      .selectFrom("reconciliation")
      .select(["found", "repaired", "rooms_done", "rooms_failed", "rooms_total", "state"])
      .where("id", "=", room.reconciliationId)
      .forUpdate()
      .executeTakeFirst();
    if (run === undefined) return false;
    const written = await transaction
      .updateTable("reconciliation_room")
      .set({
        state,
        found: JSON.stringify(found),
        repaired: JSON.stringify(repaired),
        has_differed: Object.keys(found).length > 0,
        reason_code: reason?.code ?? null,
        reason: reason?.sentence ?? null,
        finished_at: sql<Date>`now()`,
        lease_owner: null,
        lease_until: null,
      })
      .where("reconciliation_id", "=", room.reconciliationId)
      .where("configuration_id", "=", room.configurationId)
      .where("lease_owner", "=", room.lease)
      .returning("changes_taken_in")
      .executeTakeFirst();
    if (written === undefined) return false;
    const roomsDone = run.rooms_done + (state === "done" ? 1 : 0);
    const roomsFailed = run.rooms_failed + (state === "failed" ? 1 : 0);
    const isOver = run.state === "running" && roomsDone + roomsFailed >= run.rooms_total;
    await transaction
      .updateTable("reconciliation")
      .set({
        found: JSON.stringify(sum(run.found, found)),
        repaired: JSON.stringify(sum(run.repaired, repaired)),
        rooms_done: roomsDone,
        rooms_failed: roomsFailed,
        changes_taken_in: sql<number>`changes_taken_in + ${written.changes_taken_in}::integer`,
        updated_at: sql<Date>`clock_timestamp()`,
        ...(isOver && { state: "done", finished_at: sql<Date>`now()` }),
      })
      .where("id", "=", room.reconciliationId)
      .execute();
    return true;
  });
}

function sum(before: Record<string, number>, added: DifferenceCounts): Record<string, number> {
  const total = { ...before };
  for (const [kind, count] of Object.entries(added)) total[kind] = (total[kind] ?? 0) + count;
  return total;
}
