import { type RawBuilder, sql, type Transaction } from "kysely";
import type { Reason, Settlement } from "../../app/sync/sync-event-store.ts";
import type { SyncReasonCode } from "../../app/sync/sync-reasons.ts";
import {
  awaitsRoom,
  type ReservationState,
  transition,
} from "../../core/reservations/reservation-state.ts";
import type { Schema } from "../schema.ts";
import { refreshParent } from "../refresh-parent.ts";
import { auditSync } from "./audit-sync.ts";
import { releaseTimes } from "./release-times.ts";
import { resumeOvertaken } from "./resume-overtaken.ts";
import { retakeFreedTime } from "./retake-freed-time.ts";

interface LockedReservation {
  readonly id: string;
  readonly state: ReservationState;
  readonly reason_code: string | null;
  readonly sync_mailbox: string;
  readonly calendar_mailbox: string | null;
  readonly is_parent: boolean;
}

interface SettledEvent {
  readonly id: string;
  readonly type: string;
  readonly mailbox: string;
  readonly credential: string;
  readonly priority: number;
  /** No later intent of the reservation is still to be carried out. */
  readonly is_last: boolean;
}

/** Those but for the one that most tries come to, see `settleWritten`. */
export type OtherSettlement = Exclude<Settlement, { readonly kind: "written" }>;

/**
 * What the end of a try means for the reservation. Its version stays as long as its state does: it
 * counts what people and rooms change, and whoever is about to change the reservation should not
 * have to begin again because its meeting has been sent.
 */
export async function settleReservation(
  transaction: Transaction<Schema>,
  reservation: LockedReservation,
  event: SettledEvent,
  settlement: OtherSettlement,
): Promise<void> {
  switch (settlement.kind) {
    case "gone":
      return gone(transaction, reservation, event);
    case "released":
      return released(transaction, reservation, event);
    case "not_sent":
    case "superseded":
      await touch(transaction, reservation.id, {});
      return;
    case "retry":
      await touch(transaction, reservation.id, reasonColumns(reservation, settlement.reason));
      return;
    case "waiting_for_token":
    case "error":
      return stuck(transaction, reservation, event, settlement);
  }
}

async function stuck(
  transaction: Transaction<Schema>,
  reservation: LockedReservation,
  event: SettledEvent,
  { kind, reason }: Extract<Settlement, { readonly kind: "waiting_for_token" | "error" }>,
): Promise<void> {
  const { id, state } = reservation;
  const isLost = kind === "error" && (await isNeverAnswered(transaction, reservation, event));
  const lost = isLost ? transition(state, { type: "room_lost" }) : null;
  const freed = lost?.ok === true ? await loseRooms(transaction, reservation, reason) : [];
  await touch(transaction, id, {
    sync_state: "sync_required",
    ...reasonColumns(reservation, reason),
    ...(lost?.ok === true && { state: lost.value, version: sql<number>`version + 1` }),
  });
  if (lost?.ok === true && reservation.is_parent) {
    // Occurrences that stand as they were, and those that are over, count too.
    await refreshParent(transaction, id, lost.value);
  }
  await auditSync(transaction, id, `sync_event_${kind}`, {
    sync_event_id: event.id,
    type: event.type,
    reason_code: reason.code,
    ...(lost?.ok === true && { state: lost.value }),
  });
  await retakeFreedTime(transaction, freed);
}

/**
 * Gives up what is held; of a meeting of several reservations, those lose it that await their room.
 * Answers the spaces where time became free.
 */
async function loseRooms(
  transaction: Transaction<Schema>,
  { id, is_parent: isParent }: LockedReservation,
  { code, sentence }: Reason,
): Promise<readonly string[]> {
  if (!isParent) return releaseTimes(transaction, [id]);
  const lost = await transaction
    .updateTable("reservation")
    .set({
      state: "conflicted",
      reason_code: code,
      reason: sentence,
      version: sql<number>`version + 1`,
      updated_at: sql<Date>`clock_timestamp()`,
    })
    .where("parent_id", "=", id)
    .where("state", "in", ["awaiting_confirmation", "approved"])
    .returning("id")
    .execute();
  return releaseTimes(
    transaction,
    lost.map((row) => row.id),
  );
}

/**
 * Whether the room that the reservation awaits can never answer, since it is not going to be asked:
 * no later intent does, and no earlier one's answer is still being read. It would hold its space in
 * vain, and its person would wait for nothing (design, truth 5).
 */
async function isNeverAnswered(
  transaction: Transaction<Schema>,
  { id, state }: LockedReservation,
  event: SettledEvent,
): Promise<boolean> {
  if (event.type === "cancel" || event.type === "release") return false;
  if (!event.is_last || !awaitsRoom(state)) return false;
  const question = await transaction
    .selectFrom("room_confirmation")
    .select("reservation_id")
    .where("reservation_id", "=", id)
    .executeTakeFirst();
  return question === undefined;
}

/** Whether no later intent of the sync event's reservation, which is locked, is to be carried out. */
export function isLastIntent() {
  return sql<boolean>`not exists (select 1 from sync_event later
    where later.reservation_id = sync_event.reservation_id and later.id > sync_event.id
      and later.state in ('new', 'processing', 'waiting_for_token'))`;
}

/** Why a reservation is conflicted, or a no-show, stays; the sync event tells its own reason. */
function reasonColumns(reservation: LockedReservation, { code, sentence }: Reason) {
  return isReasonKept(reservation) ? {} : { reason_code: code, reason: sentence };
}

export function keepsReason(state: ReservationState): boolean {
  return state === "conflicted" || state === "no_show" || state === "rejected";
}

/** Nobody cancelled these, and nothing else says why they are. */
const REASONS_OF_ENDS: readonly string[] = [
  "ended_at_once",
  "never_confirmed",
] satisfies readonly SyncReasonCode[];

function isReasonKept({ state, reason_code: code }: LockedReservation): boolean {
  return keepsReason(state) || (state === "cancelled" && REASONS_OF_ENDS.includes(code ?? ""));
}

/**
 * The room has let go; what holds the meeting shows it as before, but for what is sent after it that
 * had been accepted before.
 */
async function released(
  transaction: Transaction<Schema>,
  reservation: LockedReservation,
  event: SettledEvent,
): Promise<void> {
  const { id } = reservation;
  const isResumed = event.type !== "release" && (await resumeOvertaken(transaction, event.id));
  const isLast = event.is_last && !isResumed;
  await touch(transaction, id, {
    ...(isResumed && { sync_state: "sync_enqueued" }),
    ...(isLast && { sync_state: "synchronized" }),
    ...(isLast && !isReasonKept(reservation) && { reason_code: null, reason: null }),
  });
}

async function gone(
  transaction: Transaction<Schema>,
  reservation: LockedReservation,
  event: SettledEvent,
): Promise<void> {
  const isLast = event.is_last;
  // Once it has left the calendar for good, there is nothing to be in step with.
  const syncState = reservation.sync_mailbox === "none" ? "not_required" : "synchronized";
  // Another calendar's event stands, where one that was left is only now told to let it go.
  const isElsewhere =
    reservation.calendar_mailbox !== null &&
    reservation.calendar_mailbox.toLowerCase() !== event.mailbox.toLowerCase();
  await touch(transaction, reservation.id, {
    ...(!isElsewhere && {
      calendar_mailbox: null,
      calendar_event_id: null,
      ical_uid: null,
      agreed: null,
    }),
    ...(isLast && { sync_state: syncState }),
    ...(isLast && !isReasonKept(reservation) && { reason_code: null, reason: null }),
  });
}

interface TouchedColumns {
  readonly state?: ReservationState;
  readonly version?: RawBuilder<number>;
  readonly sync_state?: string;
  readonly calendar_mailbox?: string | null;
  readonly calendar_event_id?: string | null;
  readonly ical_uid?: string | null;
  readonly agreed?: string | null;
  readonly reason_code?: string | null;
  readonly reason?: string | null;
}

async function touch(
  transaction: Transaction<Schema>,
  id: string,
  columns: TouchedColumns,
): Promise<void> {
  await transaction
    .updateTable("reservation")
    .set({ ...columns, updated_at: sql<Date>`clock_timestamp()` })
    .where("id", "=", id)
    .execute();
}
