import { sql, type Transaction } from "kysely";
import type { ApprovalState } from "../../core/reservations/approval.ts";
import type { ReservationState } from "../../core/reservations/reservation-state.ts";
import type { RoomResponse } from "../../core/sync/confirmation-plan.ts";
import type { Schema } from "../schema.ts";
import { auditSync } from "./audit-sync.ts";
import { refreshParents } from "./refresh-parents.ts";

/** What a reservation is whose time another had, by its room's answer, once it has the time. */
const STATE_BY_RESPONSE: Readonly<Partial<Record<RoomResponse, ReservationState>>> = {
  accepted: "confirmed",
  tentatively_accepted: "awaiting_approval",
  none: "awaiting_confirmation",
};

/**
 * Time became free in these spaces: reservations whose rooms have them, and that only another's
 * hold kept from their time, take it now, the earliest made first. To be called in the transaction
 * that frees the time, behind all else, so that nobody finds the space free in between.
 */
export async function retakeFreedTime(
  transaction: Transaction<Schema>,
  spaceIds: readonly string[],
): Promise<void> {
  if (spaceIds.length === 0) return;
  const { rows } = await sql<WaitingRow>`
    select r.id, r.parent_id, r.space_id, r.start_at, r.end_at, r.approval_state, i.response
    from reservation r
    join reservable_sync_configuration c on c.space_id = r.space_id
    join calendar_item i on i.configuration_id = c.id
      and i.reservation_id = coalesce(r.parent_id, r.id) and i.response <> 'declined'
    where r.space_id = any(${[...new Set(spaceIds)]}::uuid[]) and r.state = 'conflicted'
      and r.reason_code = 'double_booked' and r.end_at > now()
    order by i.response = 'accepted' desc, r.created_at, r.id
    for update of r`.execute(transaction);
  for (const row of rows) await retake(transaction, row);
}

interface WaitingRow {
  readonly id: string;
  readonly parent_id: string | null;
  readonly space_id: string;
  readonly start_at: Date;
  readonly end_at: Date;
  readonly approval_state: ApprovalState;
  readonly response: RoomResponse;
}

async function retake(transaction: Transaction<Schema>, row: WaitingRow): Promise<void> {
  const answered = STATE_BY_RESPONSE[row.response];
  if (answered === undefined) return;
  const isAwaited = answered === "confirmed" && row.approval_state === "awaiting_approval";
  const state = isAwaited ? "awaiting_approval" : answered;
  const taken = await transaction
    .insertInto("space_hold")
    .values({
      reservation_id: row.id,
      space_id: row.space_id,
      start_at: row.start_at,
      end_at: row.end_at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("reservation_id")
    .executeTakeFirst();
  if (taken === undefined) return;
  await transaction
    .updateTable("reservation")
    .set({
      state,
      reason_code: null,
      reason: null,
      version: sql<number>`version + 1`,
      updated_at: sql<Date>`clock_timestamp()`,
    })
    .where("id", "=", row.id)
    .execute();
  await auditSync(transaction, row.id, "space_retaken", { state, space_id: row.space_id });
  if (row.parent_id !== null) await refreshParents(transaction, [row.parent_id]);
}
