import { type Kysely, sql } from "kysely";
import type { ReconciliationStore } from "../../../app/sync/reconcile/ports.ts";
import { writeAudit } from "../../audit-store.ts";
import type { Schema } from "../../schema.ts";
import { askForReading, claimRead, failUnread } from "./claim-rooms-to-compare.ts";
import { compared } from "./compared-rows.ts";
import { finishRoom } from "./finish-room.ts";
import { toReconciliation } from "./reconciliation-rows.ts";
import { findWrittenEvent } from "./written-event.ts";
import { startReconciliation } from "./start-reconciliation-statement.ts";

const RUNS_KEPT_DAYS = 90;

/** Reconciliations in the database: which rooms are to be compared, and what came of it. */
export function createReconciliationStore(kysely: Kysely<Schema>): ReconciliationStore {
  const find: ReconciliationStore["find"] = async (id) => {
    const row = await kysely
      .selectFrom("reconciliation")
      .selectAll()
      .where("id", "=", id)
      .executeTakeFirst();
    return row === undefined ? null : toReconciliation(row);
  };

  return {
    start: (reconciliation) => startReconciliation(kysely, reconciliation),
    find,
    async list(limit) {
      const rows = await kysely
        .selectFrom("reconciliation")
        .selectAll()
        .orderBy("created_at", "desc")
        .limit(limit)
        .execute();
      return rows.map(toReconciliation);
    },
    async rooms(id, limit) {
      const rows = await kysely
        .selectFrom("reconciliation_room as r")
        .innerJoin("reservable_sync_configuration as c", "c.id", "r.configuration_id")
        .innerJoin("space as s", "s.id", "c.space_id")
        .select(["r.configuration_id", "s.name", "r.state", "r.found", "r.repaired"])
        .select(["r.changes_taken_in", "r.reason", "r.finished_at"])
        .where("r.reconciliation_id", "=", id)
        .where((where) =>
          where.or([
            where("r.state", "in", ["reading", "failed"]),
            where("r.has_differed", "=", true),
          ]),
        )
        .orderBy(sql`array_position(array['failed', 'reading', 'done'], r.state)`)
        .orderBy("s.name")
        .orderBy("r.configuration_id")
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        configurationId: row.configuration_id,
        spaceName: row.name,
        state: row.state as "reading" | "failed" | "done",
        found: row.found,
        repaired: row.repaired,
        changesTakenIn: row.changes_taken_in,
        reason: row.reason,
        finishedAt: row.finished_at,
      }));
    },
    async end(id, audit) {
      await kysely.transaction().execute(async (transaction) => {
        const ended = await transaction
          .updateTable("reconciliation")
          .set({
            state: "ended",
            finished_at: sql<Date>`now()`,
            updated_at: sql<Date>`clock_timestamp()`,
          })
          .where("id", "=", id)
          .where("state", "=", "running")
          .executeTakeFirst();
        if (ended.numUpdatedRows === 0n) return;
        const subject = { subjectKind: "reconciliation", subjectId: id } as const;
        await writeAudit(transaction, { ...audit, ...subject });
      });
      return find(id);
    },
    askForReading: (readingMax) => askForReading(kysely, readingMax),
    async noteFullRound(configurationId, changes) {
      await kysely
        .updateTable("reconciliation_room")
        .set({ changes_taken_in: changes })
        .where("configuration_id", "=", configurationId)
        .where("state", "=", "reading")
        .execute();
    },
    claimRead: (request) => claimRead(kysely, request),
    failUnread: (waitMs) => failUnread(kysely, waitMs),
    finishRoom: (room, outcome) => finishRoom(kysely, room, outcome),
    async roomsAfterOutage(unreadMs, limit) {
      const { rows } = await sql<{ id: string }>`
        select c.id from reservable_sync_configuration c
        join calendar_provider p on p.id = c.provider_id and p.active
        join room_sync s on s.configuration_id = c.id
        where c.active and s.state <> 'inactive' and s.last_full_read_at is not null
          and s.last_read_at < now() - ${unreadMs}::float8 * interval '1 millisecond'
          and not exists (select 1 from reconciliation_room r join reconciliation n
            on n.id = r.reconciliation_id and n.state = 'running'
            where r.configuration_id = c.id and r.state in ('waiting', 'reading'))
          and not exists (select 1 from reconciliation_room r
            where r.configuration_id = c.id and r.state = 'failed'
              and r.finished_at > now() - interval '1 hour')
        order by s.last_read_at limit ${limit}`.execute(kysely);
      return rows.map(({ id }) => id);
    },
    compared: (configurationId) => compared(kysely, configurationId),
    writtenEvent: (reservationId) => findWrittenEvent(kysely, reservationId),
    async removeOld() {
      const { numDeletedRows } = await kysely
        .deleteFrom("reconciliation")
        .where("state", "<>", "running")
        .where("created_at", "<", sql<Date>`now() - ${RUNS_KEPT_DAYS}::integer * interval '1 day'`)
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}
