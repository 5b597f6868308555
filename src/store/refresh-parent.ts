import { sql, type Transaction } from "kysely";
import {
  type ApprovalState,
  approvalStateOf,
  parentApproval,
} from "../core/reservations/approval.ts";
import { parentState } from "../core/reservations/parent-state.ts";
import { isFinal, type ReservationState } from "../core/reservations/reservation-state.ts";
import type { Schema } from "./schema.ts";

/**
 * Brings the state of a meeting of several reservations in line with theirs, once they were changed,
 * and of a series whether it is approved; its row is locked. A meeting that was cancelled stays so,
 * whatever had taken place before. Nobody waits for a room's answer to one that is over.
 */
export async function refreshParent(
  transaction: Transaction<Schema>,
  id: string,
  state: ReservationState,
): Promise<void> {
  if (state === "cancelled") return;
  const children = await childrenOf(transaction, [id]);
  const next = parentState(children.map((child) => child.state));
  const approval = approvalOf(children);
  await transaction
    .updateTable("reservation")
    .set({
      state: next,
      approval_state: approval,
      version: sql<number>`version
        + case when state = ${next} and approval_state = ${approval} then 0 else 1 end`,
      updated_at: sql<Date>`clock_timestamp()`,
    })
    .where("id", "=", id)
    .execute();
  if (!isFinal(next)) return;
  await transaction.deleteFrom("room_confirmation").where("reservation_id", "=", id).execute();
}

/** Whether series are approved, from their occurrences, where these were written by themselves. */
export async function refreshApprovals(
  transaction: Transaction<Schema>,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const children = await childrenOf(transaction, ids);
  for (const [id, own] of Map.groupBy(children, (child) => child.parent_id)) {
    const approval = approvalOf(own);
    await sql`
      update reservation set approval_state = ${approval}
      where id = ${id}::uuid and approval_state <> ${approval}`.execute(transaction);
  }
}

interface ChildRow {
  readonly parent_id: string;
  readonly kind: string;
  readonly state: ReservationState;
  readonly approval_state: ApprovalState;
  readonly is_exception: boolean;
}

async function childrenOf(
  transaction: Transaction<Schema>,
  parentIds: readonly string[],
): Promise<readonly ChildRow[]> {
  const { rows } = await sql<ChildRow>`
    select distinct parent_id, kind, state, approval_state, is_exception
    from reservation where parent_id = any(${[...parentIds]}::uuid[])`.execute(transaction);
  return rows;
}

/** The rooms of a meeting are decided on one by one. */
function approvalOf(children: readonly ChildRow[]): ApprovalState {
  return parentApproval(
    children
      .filter(({ kind }) => kind === "recurring")
      .map((child) => ({
        approval: approvalStateOf(child.approval_state, child.state),
        isException: child.is_exception,
      })),
  );
}
