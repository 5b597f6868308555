import { type Kysely, sql, type Transaction } from "kysely";
import type { SyncEventStore } from "../../app/sync/sync-event-store.ts";
import type { ClaimedSyncEvent, SyncWork } from "../../app/sync/sync-work.ts";
import type { ReservationState } from "../../core/reservations/reservation-state.ts";
import type { AgreedMeeting } from "../../core/sync/agreed.ts";
import type { Database } from "../database.ts";
import { gathered } from "../gathered.ts";
import { repeatDeadlocked } from "../repeat-deadlocked.ts";
import type { Schema } from "../schema.ts";
import { isLastIntent, type OtherSettlement, settleReservation } from "./settle-reservation.ts";
import { isOf, settleWritten, type WrittenSyncEvent } from "./settle-written.ts";
import { syncWorkFrom, type SyncWorkRow, syncWorkStatement } from "./sync-work-statement.ts";

/** Between two goes of what is settled together; a call to the calendar takes longer. */
const BETWEEN_SETTLING_MS = 20;
const GATHERED_MAX = 32;

/** Sync events as they are carried out, each step fenced by its lease. */
export function createSyncEventStore(database: Database): SyncEventStore {
  // What is claimed together is looked up and begun together; what ends, as it comes.
  const together = { betweenMs: 0, atOnceMax: GATHERED_MAX };
  const settleOneWritten = gathered<WrittenSyncEvent, boolean>({
    betweenMs: BETWEEN_SETTLING_MS,
    atOnceMax: GATHERED_MAX,
    carryOut: (written) =>
      repeatDeadlocked(() =>
        database.kysely.transaction().execute((transaction) => settleWritten(transaction, written)),
      ),
  });
  const markOneSending = gathered<BegunSyncEvent, boolean>({
    ...together,
    carryOut: (begun) => repeatDeadlocked(() => markSending(database, begun)),
  });
  return {
    load: gathered({ ...together, carryOut: (claimed) => load(database, claimed) }),
    markSending: (claimed, mayShow) => markOneSending({ claimed, mayShow }),

    settle: (claimed, settlement) => {
      if (settlement.kind === "written") return settleOneWritten({ claimed, settlement });
      return repeatDeadlocked(async () => {
        if (settlement.kind === "retry" && settlement.throttledForMs !== null) {
          // Outside the transaction: lanes are locked by whoever claims, before sync events are.
          await pauseLane(database.kysely, claimed.mailbox, settlement.throttledForMs);
        }
        return database.kysely
          .transaction()
          .execute((transaction) => settle(transaction, claimed, settlement));
      });
    },
  };
}

async function load(
  database: Database,
  claimed: readonly ClaimedSyncEvent[],
): Promise<readonly (SyncWork | null)[]> {
  const { rows } = await database.query<SyncWorkRow & Record<string, unknown>>(
    syncWorkStatement(claimed),
  );
  return claimed.map((each) => {
    const row = rows.find(isOf(each));
    return row === undefined ? null : syncWorkFrom(row);
  });
}

interface BegunSyncEvent {
  readonly claimed: ClaimedSyncEvent;
  readonly mayShow: readonly AgreedMeeting[];
}

/** In the order of their ids, as whoever takes in a room's changes locks sync events. */
async function markSending(
  database: Database,
  begun: readonly BegunSyncEvent[],
): Promise<readonly boolean[]> {
  const { rows } = await database.query<{ id: string; lease: string }>({
    name: "mark_sending",
    text: `with begun as (
        select * from unnest($1::bigint[], $2::uuid[], $3::jsonb[]) as begun (id, lease, may_show)
      ), held as (
        select e.id, begun.may_show from begun
        join sync_event e on e.id = begun.id and e.lease_owner = begun.lease
        where (e.state = 'processing') is true
        order by e.id for update of e
      )
      update sync_event e
      set may_have_been_sent = true, may_show = held.may_show,
        first_tried_at = coalesce(e.first_tried_at, now())
      from held where e.id = held.id
      returning e.id, e.lease_owner as lease`,
    values: [
      begun.map(({ claimed }) => claimed.id),
      begun.map(({ claimed }) => claimed.lease),
      begun.map(({ mayShow }) => JSON.stringify(mayShow)),
    ],
  });
  return begun.map(({ claimed }) => rows.some(isOf(claimed)));
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
  settlement: OtherSettlement,
): Promise<boolean> {
  // The reservation is locked first, as everybody does who changes it and its sync events.
  const reservation = await transaction
    .selectFrom("reservation")
    .select(["reservation.id", "state", "reason_code", "sync_mailbox", "calendar_mailbox"])
    .select("is_parent")
    .where("id", "=", (query) =>
      query.selectFrom("sync_event").select("reservation_id").where("id", "=", claimed.id),
    )
    .forUpdate()
    .executeTakeFirst();
  if (reservation === undefined) return false;
  if (settlement.kind === "released") await dropRefused(transaction, claimed);
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

/**
 * Rooms let go where the system may not write into the person's calendar (policy, U5): what it was to
 * write there after this, with the same right, would be refused as well.
 */
async function dropRefused(
  transaction: Transaction<Schema>,
  { id, lease }: ClaimedSyncEvent,
): Promise<void> {
  await sql`
    update sync_event e set state = 'superseded', processed_at = clock_timestamp()
    from sync_event s
    where s.id = ${id}::bigint and s.lease_owner = ${lease}::uuid and s.state = 'processing'
      and s.type <> 'release' and e.reservation_id = s.reservation_id and e.id > s.id
      and e.type = 'update' and e.state = 'new' and e.policy_row = s.policy_row
      and lower(e.mailbox) = lower(s.mailbox)
      and not exists (select 1 from sync_event_release x where x.sync_event_id = e.id)`.execute(
    transaction,
  );
}

function eventColumns(settlement: OtherSettlement) {
  const released = { lease_owner: null, lease_until: null };
  switch (settlement.kind) {
    case "gone":
    case "released":
      return {
        ...released,
        state: "processed",
        attempts: sql<number>`attempts + 1`,
        processed_at: sql<Date>`clock_timestamp()`,
        reason_code: null,
        reason: null,
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

function failedColumns(failed: Extract<OtherSettlement, { readonly reason: unknown }>) {
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
