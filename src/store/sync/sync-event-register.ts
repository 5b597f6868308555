import { type Kysely, sql, type Transaction } from "kysely";
import type { Actor } from "../../app/people/actor.ts";
import type { CredentialUse } from "../../app/sync/access-tokens.ts";
import type {
  Resending,
  SentSyncEvent,
  SyncEventRecord,
  SyncEventRegister,
  SyncEventView,
} from "../../app/sync/sync-event-register.ts";
import { holdsSpace, type ReservationState } from "../../core/reservations/reservation-state.ts";
import { formatReservationNumber } from "../../core/reservations/reservation-number.ts";
import { isWrite, type SyncEventState, type SyncEventType } from "../../core/sync/outbound-plan.ts";
import { writeAudit } from "../audit-store.ts";
import type { Database } from "../database.ts";
import type { Schema } from "../schema.ts";
import { repeatDeadlocked } from "../repeat-deadlocked.ts";

/** Sync events as administrators read them and send them again. */
export function createSyncEventRegister({ kysely }: Database): SyncEventRegister {
  return {
    async list({ state, reasonCode, reservationId, before, limit }) {
      const rows = await selectViews(kysely)
        .$if(state !== undefined, (query) => query.where("e.state", "=", state ?? ""))
        .$if(reasonCode !== undefined, (query) =>
          query.where("e.reason_code", "=", reasonCode ?? ""),
        )
        .$if(reservationId !== undefined, (query) =>
          query.where("e.reservation_id", "=", reservationId ?? ""),
        )
        .$if(before !== null, (query) => query.where("e.id", "<", before ?? ""))
        .orderBy("e.id", "desc")
        .limit(limit)
        .execute();
      return rows.map(viewFrom);
    },

    async find(id) {
      const row = await selectViews(kysely)
        .select(["e.request_id", "e.superseded_by", "e.request", "e.response", "r.sensitivity"])
        .where("e.id", "=", id)
        .executeTakeFirst();
      return row === undefined ? null : recordFrom(row);
    },

    sendAgain: (id, judge, actor, priority) =>
      repeatDeadlocked(() =>
        kysely.transaction().execute(async (transaction) => {
          const event = await lockEvent(transaction, id);
          if (event === null) return null;
          const judged = judge(event);
          if (!judged.ok) return { outcome: "refused", refusal: judged.refusal };
          const { placedState } = judged.value;
          const hasSpace =
            placedState === null || (await takeHoldAgain(transaction, event, placedState));
          if (!hasSpace) return { outcome: "space_taken", spaceName: event.spaceName };
          await makeDue(transaction, event, { placedState, priority }, actor);
          return { outcome: "sent" };
        }),
      ),
  };
}

function selectViews(kysely: Kysely<Schema>) {
  return kysely
    .selectFrom("sync_event as e")
    .innerJoin("reservation as r", "r.id", "e.reservation_id")
    .innerJoin("space as s", "s.id", "r.space_id")
    .leftJoin("person as p", "p.id", "e.credential_person_id")
    .select([
      ...(["e.id", "e.reservation_id", "r.number", "s.name as space_name", "e.type"] as const),
      ...(["e.state", "e.policy_row", "e.mailbox", "e.credential", "e.channel"] as const),
      ...(["p.display_name as credential_person", "e.attempts", "e.due_at"] as const),
      ...(["e.created_at", "e.processed_at", "e.reason_code", "e.reason"] as const),
    ]);
}

type ViewRow = Awaited<ReturnType<ReturnType<typeof selectViews>["executeTakeFirstOrThrow"]>>;

function viewFrom(row: ViewRow): SyncEventView {
  return {
    id: row.id,
    reservationId: row.reservation_id,
    reservationNumber: formatReservationNumber(BigInt(row.number)),
    spaceName: row.space_name,
    type: row.type as SyncEventType,
    state: row.state as SyncEventState,
    policyRow: row.policy_row,
    mailbox: row.mailbox,
    credential: row.credential as CredentialUse["kind"],
    credentialPerson: row.credential_person,
    channel: row.channel,
    attempts: row.attempts,
    dueAt: row.due_at,
    createdAt: row.created_at,
    processedAt: row.processed_at,
    reasonCode: row.reason_code,
    reason: row.reason,
  };
}

function recordFrom(
  row: ViewRow & {
    readonly request_id: string;
    readonly superseded_by: string | null;
    readonly request: Record<string, unknown> | null;
    readonly response: Record<string, unknown> | null;
    readonly sensitivity: string;
  },
): SyncEventRecord {
  const { request, response, sensitivity } = row;
  return {
    ...viewFrom(row),
    requestId: row.request_id,
    supersededBy: row.superseded_by,
    request,
    response,
    isPrivate: sensitivity === "private",
  };
}

/** The reservation is locked first, as everybody does who changes it and its sync events. */
async function lockEvent(
  transaction: Transaction<Schema>,
  id: string,
): Promise<SentSyncEvent | null> {
  await sql`
    select r.id from reservation r join sync_event e on e.reservation_id = r.id
    where e.id = ${id}::bigint for update of r`.execute(transaction);
  const { rows } = await sql<{
    id: string;
    reservation_id: string;
    type: SyncEventType;
    state: SyncEventState;
    dry_run: boolean;
    has_later: boolean;
    is_dry_run_now: boolean;
    reservation_state: ReservationState;
    reservation_reason_code: string | null;
    space_name: string;
  }>`
    select e.id, e.reservation_id, e.type, e.state, e.dry_run, r.state as reservation_state,
      r.reason_code as reservation_reason_code, s.name as space_name,
      exists (select 1 from sync_event l where l.reservation_id = e.reservation_id
        and l.id > e.id and l.state <> 'superseded'
        and (e.type = 'release') = (l.type = 'release')
        and (e.type <> 'release' or exists (select 1 from sync_event_release x
          join sync_event_release y on y.reservation_id = x.reservation_id
          where x.sync_event_id = e.id and y.sync_event_id = l.id))
        and (e.type <> 'cancel' or lower(l.mailbox) = lower(e.mailbox))) as has_later,
      coalesce(c.dry_run, false) as is_dry_run_now
    from sync_event e
    join reservation r on r.id = e.reservation_id
    join space s on s.id = r.space_id
    left join reservable_sync_configuration c on c.space_id = r.space_id
    where e.id = ${id}::bigint for update of e`.execute(transaction);
  const [row] = rows;
  return row === undefined
    ? null
    : {
        id: row.id,
        reservationId: row.reservation_id,
        type: row.type,
        state: row.state,
        dryRun: row.dry_run,
        hasLater: row.has_later,
        isDryRunNow: row.is_dry_run_now,
        reservationState: row.reservation_state,
        reservationReasonCode: row.reservation_reason_code,
        spaceName: row.space_name,
      };
}

/**
 * False where somebody else has the space by now. A reservation that holds it still keeps it. Of a
 * meeting of several reservations, those take theirs again that are free; one is enough.
 */
async function takeHoldAgain(
  transaction: Transaction<Schema>,
  { reservationId, reservationState }: SentSyncEvent,
  placedState: ReservationState,
): Promise<boolean> {
  if (holdsSpace(reservationState)) return true;
  const { rows: taken } = await sql<{ reservation_id: string }>`
    insert into space_hold (reservation_id, space_id, start_at, end_at)
    select r.id, r.space_id, r.start_at, r.end_at from reservation r
    join reservation m on m.id = ${reservationId}::uuid
    where not r.is_parent and (r.id = m.id or r.parent_id = m.id
      and r.state = 'conflicted' and r.reason_code = m.reason_code and r.end_at > now())
    order by r.space_id, r.start_at
    on conflict do nothing returning reservation_id`.execute(transaction);
  if (taken.length === 0) return false;
  await sql`
    update reservation set state = ${placedState}, reason_code = null, reason = null,
      version = version + 1, updated_at = clock_timestamp()
    where parent_id = ${reservationId}::uuid
      and id = any(${taken.map((row) => row.reservation_id)}::uuid[])`.execute(transaction);
  return true;
}

async function makeDue(
  transaction: Transaction<Schema>,
  event: SentSyncEvent,
  { placedState, priority }: Resending & { readonly priority: number | null },
  actor: Actor,
): Promise<void> {
  await sql`
    update sync_event
    set state = 'new', due_at = now(), first_tried_at = null, attempts = 0, dry_run = false,
      processed_at = null, reason_code = null, reason = null,
      priority = coalesce(${priority}::smallint, priority)
    where id = ${event.id}::bigint`.execute(transaction);
  // Of a dry run, no calendar was to hold it until now.
  const entersCalendar = event.dryRun && isWrite(event.type);
  const state = placedState ?? event.reservationState;
  const staysConflicted = state === "conflicted";
  await sql`
    update reservation r
    set sync_state = 'sync_enqueued',
      sync_mailbox = case when ${entersCalendar} then e.sync_mailbox else r.sync_mailbox end,
      state = ${state},
      version = r.version + ${placedState === null ? 0 : 1}::integer,
      reason_code = case when ${staysConflicted} then r.reason_code end,
      reason = case when ${staysConflicted} then r.reason end,
      updated_at = clock_timestamp()
    from sync_event e
    where e.id = ${event.id}::bigint and r.id = e.reservation_id`.execute(transaction);
  await writeAudit(transaction, {
    actor,
    action: "sync_event_sent_again",
    subjectKind: "reservation",
    subjectId: event.reservationId,
    details: { sync_event_id: event.id, was: event.state },
  });
}
