import { sql, type Transaction } from "kysely";
import type { AuditNote } from "../../app/audit-note.ts";
import type { AwaitedAnswer } from "../../app/sync/lane-store.ts";
import type { RoomAnswerSettlement, RoomAnswerStore } from "../../app/sync/room-answer-store.ts";
import type { ReservationState } from "../../core/reservations/reservation-state.ts";
import type { Database } from "../database.ts";
import type { Schema } from "../schema.ts";
import { auditSync } from "./audit-sync.ts";
import { repeatDeadlocked } from "../repeat-deadlocked.ts";

/** Rooms' answers in the database: the reservation, its hold and the question, in one transaction. */
export function createRoomAnswerStore(database: Database): RoomAnswerStore {
  return {
    settle: (answer, decide) =>
      repeatDeadlocked(() =>
        database.kysely.transaction().execute((transaction) => settle(transaction, answer, decide)),
      ),
  };
}

async function settle(
  transaction: Transaction<Schema>,
  { reservationId, syncEventId }: AwaitedAnswer,
  decide: (state: ReservationState) => RoomAnswerSettlement,
): Promise<boolean> {
  const reservation = await transaction
    .selectFrom("reservation")
    .select(["state", "reason_code"])
    .where("id", "=", reservationId)
    .forUpdate()
    .executeTakeFirst();
  // Asked anew, or given up: with the reservation locked, nobody can do so from here on.
  const question = await transaction
    .selectFrom("room_confirmation")
    .select("reservation_id")
    .where("reservation_id", "=", reservationId)
    .where("sync_event_id", "=", syncEventId)
    .executeTakeFirst();
  if (reservation === undefined || question === undefined) return false;
  const state = reservation.state as ReservationState;
  const settlement = decide(state);
  if (settlement.kind === "pending") await askLater(transaction, reservationId, settlement);
  else await endQuestion(transaction, reservationId, settlement);
  const reason = settlement.kind === "confirmed" ? null : settlement.reason;
  const isChanged =
    settlement.state !== state || (reason?.code ?? null) !== reservation.reason_code;
  if (!isChanged) return true;
  await transaction
    .updateTable("reservation")
    .set({
      state: settlement.state,
      reason_code: reason?.code ?? null,
      reason: reason?.sentence ?? null,
      ...(settlement.state !== state && { version: sql<number>`version + 1` }),
      updated_at: sql<Date>`clock_timestamp()`,
    })
    .where("id", "=", reservationId)
    .execute();
  const audited = auditedAs(settlement);
  if (audited === null) return true;
  await auditSync(transaction, reservationId, audited, {
    state: settlement.state,
    ...(reason && { reason_code: reason.code }),
  });
  return true;
}

/** Null for what only says how the reading itself goes on. */
function auditedAs(settlement: RoomAnswerSettlement): AuditNote["action"] | null {
  if (settlement.kind === "confirmed") return "room_accepted";
  if (settlement.kind === "conflicted") return "room_lost";
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
  { nextReadMs }: Extract<RoomAnswerSettlement, { readonly kind: "pending" }>,
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

async function endQuestion(
  transaction: Transaction<Schema>,
  reservationId: string,
  settlement: RoomAnswerSettlement,
): Promise<void> {
  await transaction
    .deleteFrom("room_confirmation")
    .where("reservation_id", "=", reservationId)
    .execute();
  if (settlement.kind !== "conflicted") return;
  await transaction.deleteFrom("space_hold").where("reservation_id", "=", reservationId).execute();
}
