import { sql, type Transaction } from "kysely";
import { doubleBooked, inboundReason } from "../../app/sync/inbound/inbound-reasons.ts";
import type { Reason } from "../../app/sync/sync-event-store.ts";
import {
  type ApprovalPolicy,
  type ApprovalState,
  approvalWhenPlaced,
  requiresApproval,
} from "../../core/reservations/approval.ts";
import { followMeeting } from "../../core/reservations/follow-meeting.ts";
import { FINAL_STATES, type ReservationState } from "../../core/reservations/reservation-state.ts";
import type { MeetingPlan } from "../../core/sync/inbound/plan-meeting.ts";
import { refreshParent } from "../refresh-parent.ts";
import type { Schema } from "../schema.ts";
import { auditSync } from "./audit-sync.ts";
import { instant } from "./inbound-meetings.ts";
import { FROM_CALENDAR } from "./inbound-placements.ts";
import { releaseTimes } from "./release-times.ts";

/**
 * Has those spaces of changed meetings follow that the calendar does not know, since no room of theirs
 * tells of it. Answers the spaces where time became free.
 */
export async function followInOtherSpaces(
  transaction: Transaction<Schema>,
  plans: readonly MeetingPlan[],
): Promise<readonly string[]> {
  const several = plans.filter((plan) => plan.kind === "multi_space" && !plan.isNew);
  if (several.length === 0) return [];
  const removed = new Set(several.filter(isRemoved).map(({ id }) => id));
  const others = await standingIn(
    transaction,
    several.map(({ id }) => id),
  );
  const freed: string[] = [];
  for (const other of others) {
    if (await follow(transaction, other, removed.has(other.parent_id))) freed.push(other.space_id);
  }
  // Its rooms alone do not tell how it stands.
  for (const id of new Set(others.map((other) => other.parent_id))) {
    await refreshParent(transaction, id, "confirmed");
  }
  return freed;
}

function isRemoved({ placements }: MeetingPlan): boolean {
  return placements.some(({ reason }) => reason === "meeting_removed");
}

interface OtherRow {
  readonly id: string;
  readonly parent_id: string;
  readonly state: ReservationState;
  readonly approval_state: ApprovalState;
  readonly space_id: string;
  readonly space_name: string;
  readonly start_at: Date;
  readonly end_at: Date;
  readonly meeting_start_at: Date;
  readonly meeting_end_at: Date;
  readonly approval_policy: ApprovalPolicy;
  readonly requires_approval: boolean;
}

async function standingIn(
  transaction: Transaction<Schema>,
  meetingIds: readonly string[],
): Promise<readonly OtherRow[]> {
  const { rows } = await sql<OtherRow>`
    select k.id, k.parent_id, k.state, k.approval_state, k.space_id, s.name as space_name,
      k.start_at, k.end_at, m.start_at as meeting_start_at, m.end_at as meeting_end_at,
      g.approval_policy, s.requires_approval
    from reservation k
    join reservation m on m.id = k.parent_id
    join space s on s.id = k.space_id
    join reservable_module g on g.id = s.module_id
    where k.parent_id = any(${[...meetingIds]}::uuid[]) and k.outside_calendar
      and k.state <> all(${[...FINAL_STATES]}::text[]) and k.end_at > now()
    order by k.space_id, k.id for update of k`.execute(transaction);
  return rows;
}

/** Whether it let go what it held. */
async function follow(
  transaction: Transaction<Schema>,
  row: OtherRow,
  isMeetingRemoved: boolean,
): Promise<boolean> {
  const rule = { policy: row.approval_policy, spaceRequiresIt: row.requires_approval };
  const [start, end] = [instant(row.start_at), instant(row.end_at)];
  const followUp = followMeeting(
    {
      spaceId: row.space_id,
      state: row.state,
      approval: row.approval_state,
      approvalIfPlaced: approvalWhenPlaced(requiresApproval(rule), "multi_space"),
      start,
      end,
    },
    {
      start: instant(row.meeting_start_at),
      end: instant(row.meeting_end_at),
      isRemoved: isMeetingRemoved,
    },
  );
  if (followUp.kind === "keep") return false;
  await releaseTimes(transaction, [row.id]);
  if (followUp.kind === "cancel") {
    const why = inboundReason("meeting_removed", row.space_name);
    await write(transaction, row, { state: "cancelled", why });
    return true;
  }
  const { approval } = followUp;
  const hasTime = await takeTimeOfMeeting(transaction, row);
  await write(transaction, row, {
    approval,
    isMoved: true,
    ...(hasTime
      ? { state: followUp.state, why: null }
      : { state: "conflicted", why: doubleBooked(row.space_name) }),
  });
  return true;
}

async function takeTimeOfMeeting(
  transaction: Transaction<Schema>,
  { id, space_id, meeting_start_at: startAt, meeting_end_at: endAt }: OtherRow,
): Promise<boolean> {
  const taken = await transaction
    .insertInto("space_hold")
    .values({ reservation_id: id, space_id, start_at: startAt, end_at: endAt })
    .onConflict((conflict) => conflict.doNothing())
    .returning("reservation_id")
    .executeTakeFirst();
  return taken !== undefined;
}

interface Written {
  readonly state: ReservationState;
  readonly why: Reason | null;
  readonly approval?: ApprovalState;
  readonly isMoved?: boolean;
}

async function write(
  transaction: Transaction<Schema>,
  row: OtherRow,
  { state, why, approval = row.approval_state, isMoved = false }: Written,
): Promise<void> {
  const times = { start_at: row.meeting_start_at, end_at: row.meeting_end_at };
  await transaction
    .updateTable("reservation")
    .set({
      ...(isMoved && times),
      ...FROM_CALENDAR,
      state,
      approval_state: approval,
      reason_code: why?.code ?? null,
      reason: why?.sentence ?? null,
      version: sql<number>`version + 1`,
      updated_at: sql<Date>`clock_timestamp()`,
    })
    .where("id", "=", row.id)
    .execute();
  if (state === row.state || why === null) return;
  const action = state === "cancelled" ? "reservation_cancelled_in_outlook" : "room_lost";
  await auditSync(transaction, row.id, action, {
    policy_row: "U11",
    credential: "none",
    state,
    reason_code: why.code,
  });
}
