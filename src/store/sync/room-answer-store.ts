import { sql, type Transaction } from "kysely";
import type { AuditNote } from "../../app/audit-note.ts";
import type { AskedReservation } from "../../app/sync/judge-room-answer.ts";
import type { ExternalApproval } from "../../app/reservations/reservation.ts";
import type { AwaitedAnswer } from "../../app/sync/lane-store.ts";
import type {
  ReadableRoom,
  RoomAnswerSettlement,
  RoomAnswerStore,
} from "../../app/sync/room-answer-store.ts";
import type { ApprovalState } from "../../core/reservations/approval.ts";
import type { ReservationState } from "../../core/reservations/reservation-state.ts";
import type { Database } from "../database.ts";
import type { Schema } from "../schema.ts";
import { auditSync } from "./audit-sync.ts";
import { cancelDatesOfSeries } from "./give-up-dates.ts";
import { refreshParent } from "../refresh-parent.ts";
import { repeatDeadlocked } from "../repeat-deadlocked.ts";
import { releaseTimes } from "./release-times.ts";
import { retakeFreedTime } from "./retake-freed-time.ts";

/** Rooms' answers in the database: the reservation, its hold and the question, in one transaction. */
export function createRoomAnswerStore(database: Database): RoomAnswerStore {
  return {
    readableRooms: (reservationId) => readableRooms(database, reservationId),
    settle: (answer, decide) =>
      repeatDeadlocked(() =>
        database.kysely.transaction().execute((transaction) => settle(transaction, answer, decide)),
      ),
  };
}

/** By the credential that reads the room's calendar for changes, if that has been found. */
async function readableRooms(
  database: Database,
  reservationId: string,
): Promise<readonly ReadableRoom[]> {
  const { rows } = await database.pool.query<{
    mailbox: string;
    credential: "application" | "delegated_user";
    provider_id: string;
    time_zone: string;
  }>(
    `select distinct c.room_mailbox as mailbox, y.credential, c.provider_id, b.time_zone
     from reservation r
     join reservable_sync_configuration c on c.space_id = r.space_id and c.active
     join room_sync y on y.configuration_id = c.id and y.credential is not null
     join space s on s.id = r.space_id
     join building b on b.id = s.building_id
     where not r.is_parent and (r.id = $1::uuid or r.parent_id = $1::uuid)
       and r.state in ('awaiting_confirmation', 'approved')`,
    [reservationId],
  );
  return rows.map((row) => ({
    mailbox: row.mailbox,
    credential: { kind: row.credential, providerId: row.provider_id },
    timeZone: row.time_zone,
  }));
}

async function settle(
  transaction: Transaction<Schema>,
  { reservationId, syncEventId }: AwaitedAnswer,
  decide: (asked: AskedReservation) => RoomAnswerSettlement,
): Promise<boolean> {
  // The meeting's own row first, as everybody does who changes it or any of its reservations.
  const meeting = await transaction
    .selectFrom("reservation")
    .select(["id", "state", "is_parent"])
    .where("id", "=", reservationId)
    .forUpdate()
    .executeTakeFirst();
  // Asked anew, or given up: with the meeting locked, nobody can do so from here on.
  const question = await transaction
    .selectFrom("room_confirmation")
    .select("reservation_id")
    .where("reservation_id", "=", reservationId)
    .where("sync_event_id", "=", syncEventId)
    .executeTakeFirst();
  if (meeting === undefined || question === undefined) return false;
  const settled = (await lockAsked(transaction, reservationId)).map((asked) => ({
    asked,
    settlement: decide(asked),
  }));
  const pending = settled.flatMap(({ settlement }) =>
    settlement.kind === "pending" ? [settlement.nextReadMs] : [],
  );
  if (settled.some(({ settlement }) => settlement.kind === "ask_again")) {
    await askAgain(transaction, reservationId, syncEventId);
  } else if (pending.length > 0) {
    await askLater(transaction, reservationId, Math.min(...pending));
  } else await endQuestion(transaction, reservationId);
  const freed = await releaseLost(transaction, settled);
  await writeStates(transaction, settled);
  const removed = settled.filter(({ settlement }) => settlement.kind === "removed");
  await cancelDatesOfSeries(
    transaction,
    reservationId,
    removed.flatMap(({ asked }) => asked.originalDate ?? []),
  );
  if (meeting.is_parent) {
    await refreshParent(transaction, reservationId, meeting.state as ReservationState);
  }
  await auditAnswers(transaction, reservationId, settled);
  await retakeFreedTime(transaction, freed);
  return true;
}

interface Settled {
  readonly asked: LockedAsked;
  readonly settlement: RoomAnswerSettlement;
}

interface LockedAsked extends AskedReservation {
  readonly reasonCode: string | null;
}

/** Of a meeting of several reservations, those that a room's answer can still change anything for. */
async function lockAsked(
  transaction: Transaction<Schema>,
  meetingId: string,
): Promise<readonly LockedAsked[]> {
  const { rows } = await sql<{
    id: string;
    state: ReservationState;
    original_date: string | null;
    reason_code: string | null;
    external_approval: ExternalApproval;
    approval_state: ApprovalState;
    room_name: string;
    room_mailbox: string | null;
  }>`
    select r.id, r.state, r.original_date::text as original_date, r.reason_code,
      r.external_approval, r.approval_state, s.name as room_name, coalesce(c.room_mailbox, s.email) as room_mailbox
    from reservation r
    join space s on s.id = r.space_id
    left join reservable_sync_configuration c on c.space_id = s.id
    where not r.is_parent and (r.id = ${meetingId}::uuid or r.parent_id = ${meetingId}::uuid
      and r.state in ('awaiting_confirmation', 'approved', 'awaiting_approval')
      and not r.outside_calendar)
    order by r.start_at, r.id for update of r`.execute(transaction);
  return rows.map((row) => ({
    id: row.id,
    state: row.state,
    originalDate: row.original_date,
    reasonCode: row.reason_code,
    externalApproval: row.external_approval,
    approval: row.approval_state,
    roomName: row.room_name,
    roomMailbox: row.room_mailbox,
  }));
}

/** Answers the spaces where time became free. */
async function releaseLost(
  transaction: Transaction<Schema>,
  settled: readonly Settled[],
): Promise<readonly string[]> {
  const lost = settled.filter(
    ({ settlement: { kind } }) => kind === "conflicted" || kind === "removed",
  );
  if (lost.length === 0) return [];
  return releaseTimes(
    transaction,
    lost.map(({ asked }) => asked.id),
  );
}

/** Most occurrences of a series come to the same: those are written as one. */
async function writeStates(
  transaction: Transaction<Schema>,
  settled: readonly Settled[],
): Promise<void> {
  const changed = settled.filter(
    ({ asked, settlement: { state, reason } }) =>
      state !== asked.state || (reason?.code ?? null) !== asked.reasonCode,
  );
  const groups = Map.groupBy(
    changed,
    ({ asked, settlement: { state, reason, externalApproval } }) =>
      JSON.stringify([state, state === asked.state, reason, externalApproval]),
  );
  for (const group of groups.values()) {
    const [first] = group;
    if (first === undefined) continue;
    const { state, reason, externalApproval } = first.settlement;
    await transaction
      .updateTable("reservation")
      .set({
        state,
        reason_code: reason?.code ?? null,
        reason: reason?.sentence ?? null,
        ...(externalApproval && { external_approval: externalApproval }),
        ...(state !== first.asked.state && { version: sql<number>`version + 1` }),
        updated_at: sql<Date>`clock_timestamp()`,
      })
      .where(
        "id",
        "in",
        group.map(({ asked }) => asked.id),
      )
      .execute();
  }
}

/** Once for each thing that happened, on the meeting's own row. */
async function auditAnswers(
  transaction: Transaction<Schema>,
  meetingId: string,
  settled: readonly Settled[],
): Promise<void> {
  const told = settled.filter(
    ({ asked, settlement: { kind, state, reason } }) =>
      kind === "ask_again" || state !== asked.state || (reason?.code ?? null) !== asked.reasonCode,
  );
  const groups = Map.groupBy(told, ({ settlement }) =>
    JSON.stringify([auditedAs(settlement), settlement.state, settlement.reason?.code]),
  );
  for (const group of groups.values()) {
    const [first] = group;
    const action = first && auditedAs(first.settlement);
    if (!first || !action) continue;
    const { state, reason } = first.settlement;
    const dates = group.flatMap(({ asked }) => asked.originalDate ?? []);
    await auditSync(transaction, meetingId, action, {
      state,
      ...(reason && { reason_code: reason.code }),
      ...(dates.length > 0 && { dates }),
    });
  }
}

/** Null for what only says how the reading itself goes on. */
function auditedAs(settlement: RoomAnswerSettlement): AuditNote["action"] | null {
  if (settlement.kind === "confirmed") return "room_accepted";
  if (settlement.kind === "conflicted") return "room_lost";
  if (settlement.kind === "removed") return "reservation_cancelled_in_outlook";
  if (settlement.kind === "ask_again") return "room_asked_again";
  switch (settlement.reason?.code) {
    case undefined:
    case "calendar_retrying":
      return null;
    case "room_awaits_approval":
      return "room_awaits_approval";
    default:
      return "room_answer_unreadable";
  }
}

async function askLater(
  transaction: Transaction<Schema>,
  reservationId: string,
  nextReadMs: number,
): Promise<void> {
  await transaction
    .updateTable("room_confirmation")
    .set({
      reads: sql<number>`reads + 1`,
      next_read_at: sql<Date>`clock_timestamp() + ${nextReadMs}::float8 * interval '1 millisecond'`,
      lease_until: null,
    })
    .where("reservation_id", "=", reservationId)
    .execute();
}

/**
 * The same act once more, as it was recorded: whoever could write the meeting can invite the room
 * anew, and a person's own token serves no job (design, truth 3).
 */
async function askAgain(
  transaction: Transaction<Schema>,
  reservationId: string,
  syncEventId: string,
): Promise<void> {
  await endQuestion(transaction, reservationId);
  await sql`
    insert into sync_event (reservation_id, provider_id, type, policy_row, mailbox, sync_mailbox,
      credential, credential_person_id, invited, channel, priority, asks_again)
    select reservation_id, provider_id, 'update', policy_row, mailbox, sync_mailbox, credential,
      credential_person_id, invited, channel, priority, true
    from sync_event where id = ${syncEventId}::bigint`.execute(transaction);
  await transaction
    .updateTable("reservation")
    .set({ sync_state: "sync_enqueued", updated_at: sql<Date>`clock_timestamp()` })
    .where("id", "=", reservationId)
    .execute();
}

async function endQuestion(transaction: Transaction<Schema>, reservationId: string): Promise<void> {
  await transaction
    .deleteFrom("room_confirmation")
    .where("reservation_id", "=", reservationId)
    .execute();
}
