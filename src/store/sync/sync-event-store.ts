import { type Kysely, sql, type Transaction } from "kysely";
import type { Settlement, SyncEventStore } from "../../app/sync/sync-event-store.ts";
import type { ClaimedSyncEvent } from "../../app/sync/sync-work.ts";
import type { ReservationState } from "../../core/reservations/reservation-state.ts";
import type { Database } from "../database.ts";
import type { Schema } from "../schema.ts";
import { repeatDeadlocked } from "../repeat-deadlocked.ts";
import { settleReservation } from "./settle-reservation.ts";
import { syncWorkFrom, type SyncWorkRow, syncWorkStatement } from "./sync-work-statement.ts";

/** Sync events as they are carried out, each step fenced by its lease. */
export function createSyncEventStore(database: Database): SyncEventStore {
  return {
    async load(claimed) {
      const { rows } = await database.query<SyncWorkRow & Record<string, unknown>>(
        syncWorkStatement(claimed),
      );
      return rows[0] === undefined ? null : syncWorkFrom(rows[0]);
    },

    async markSending({ id, lease }, mayShow) {
      const { rowCount } = await database.query({
        name: "mark_sending",
        text: `update sync_event
          set may_have_been_sent = true, may_show = $3::jsonb,
            first_tried_at = coalesce(first_tried_at, now())
          where id = $1::bigint and lease_owner = $2::uuid and state = 'processing'`,
        values: [id, lease, JSON.stringify(mayShow)],
      });
      return rowCount === 1;
    },

    settle: (claimed, settlement) =>
      repeatDeadlocked(async () => {
        if (settlement.kind === "retry" && settlement.throttledForMs !== null) {
          // Outside the transaction: lanes are locked by whoever claims, before sync events are.
          await pauseLane(database.kysely, claimed.mailbox, settlement.throttledForMs);
        }
        return database.kysely
          .transaction()
          .execute((transaction) => settle(transaction, claimed, settlement));
      }),
  };
}

async function pauseLane(
  kysely: Kysely<Schema>,
  mailbox: string,
  durationMs: number,
): Promise<void> {
  await sql`
    update mailbox_lane
    set throttled_until = greatest(throttled_until, ${fromNow(durationMs)})
    where mailbox = ${mailbox}`.execute(kysely);
}

/** False when the lease is lost: then nothing is written. */
async function settle(
  transaction: Transaction<Schema>,
  claimed: ClaimedSyncEvent,
  settlement: Settlement,
): Promise<boolean> {
  // The reservation is locked first, as everybody does who changes it and its sync events.
  const reservation = await transaction
    .selectFrom("reservation")
    .select(["reservation.id", "state", "sync_mailbox", "calendar_mailbox", "is_parent"])
    .where("id", "=", (query) =>
      query.selectFrom("sync_event").select("reservation_id").where("id", "=", claimed.id),
    )
    .forUpdate()
    .executeTakeFirst();
  if (reservation === undefined) return false;
  const event = await transaction
    .updateTable("sync_event")
    .set(eventColumns(settlement))
    .where("id", "=", claimed.id)
    .where("lease_owner", "=", claimed.lease)
    .where("state", "=", "processing")
    .returning(["id", "type", "mailbox", "credential", "priority", isLastIntent().as("is_last")])
    .executeTakeFirst();
  if (event === undefined) return false;
  const state = reservation.state as ReservationState;
  await settleReservation(transaction, { ...reservation, state }, event, settlement);
  return true;
}

/** Whether no later intent of the reservation, which is locked, is still to be carried out. */
function isLastIntent() {
  return sql<boolean>`not exists (select 1 from sync_event later
    where later.reservation_id = sync_event.reservation_id and later.id > sync_event.id
      and later.state in ('new', 'processing', 'waiting_for_token'))`;
}

function eventColumns(settlement: Settlement) {
  const released = { lease_owner: null, lease_until: null };
  const done = {
    ...released,
    attempts: sql<number>`attempts + 1`,
    processed_at: sql<Date>`clock_timestamp()`,
    reason_code: null,
    reason: null,
  };
  switch (settlement.kind) {
    case "written":
      return {
        ...done,
        state: "processed",
        may_show: "[]",
        request: JSON.stringify(settlement.event.request),
        response: JSON.stringify(settlement.event.response),
        asked_for: settlement.askedFor,
      };
    case "gone":
    case "released":
      return {
        ...done,
        state: "processed",
        ...(settlement.record && {
          request: JSON.stringify(settlement.record.request),
          response: JSON.stringify(settlement.record.response),
        }),
      };
    case "not_sent":
      return {
        ...released,
        state: "not_sent",
        processed_at: sql<Date>`clock_timestamp()`,
        request: JSON.stringify(settlement.request),
      };
    case "superseded":
      return {
        ...released,
        state: "superseded",
        processed_at: sql<Date>`clock_timestamp()`,
        superseded_by: sql<string | null>`(select min(c.id) from sync_event c
          where c.reservation_id = sync_event.reservation_id and c.id > sync_event.id
            and c.type = 'cancel' and c.state <> 'superseded')`,
      };
    case "retry":
    case "waiting_for_token":
    case "error":
      return { ...released, ...failedColumns(settlement) };
  }
}

function failedColumns(failed: Extract<Settlement, { readonly reason: unknown }>) {
  const { request, response } = failed.record;
  return {
    may_have_been_sent: failed.mayHaveBeenSent,
    reason_code: failed.reason.code,
    reason: failed.reason.sentence,
    ...(request && { request: JSON.stringify(request) }),
    ...(response && { response: JSON.stringify(response) }),
    ...(failed.kind === "retry"
      ? {
          state: "new",
          due_at: fromNow(failed.delayMs),
          attempts: sql<number>`attempts + ${failed.countsAsTry ? 1 : 0}::integer`,
        }
      : {
          state: failed.kind,
          attempts: sql<number>`attempts + 1`,
          // Since when it waits: what is connected after this sets it going again.
          due_at: sql<Date>`clock_timestamp()`,
          ...(failed.kind === "error" && { processed_at: sql<Date>`clock_timestamp()` }),
        }),
  };
}

function fromNow(durationMs: number) {
  return sql<Date>`clock_timestamp() + ${durationMs}::float8 * interval '1 millisecond'`;
}
