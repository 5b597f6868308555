import { type RawBuilder, sql, type Transaction } from "kysely";
import { doubleBooked, inboundReason } from "../../app/sync/inbound/inbound-reasons.ts";
import type { Reason } from "../../app/sync/sync-event-store.ts";
import { SUB_SOURCES } from "../../app/reservations/sub-source.ts";
import { parentState } from "../../core/reservations/parent-state.ts";
import type { ReservationState } from "../../core/reservations/reservation-state.ts";
import type { MeetingPlan } from "../../core/sync/inbound/plan-meeting.ts";
import type { PlannedPlacement } from "../../core/sync/inbound/plan-placements.ts";
import type { Schema } from "../schema.ts";
import { takenInOutlook, type TimesTaken } from "./inbound-holds.ts";

/** A reservation as it is written: planned, and what became of it once time was taken. */
export interface SettledPlacement extends PlannedPlacement {
  /** Undefined: it stays what it was. */
  readonly why: Reason | null | undefined;
}

export const FROM_CALENDAR = {
  last_updated_channel: "calendar",
  last_updated_sub_source: SUB_SOURCES.calendar,
} as const;

/** Whose time another has is conflicted, until it is free. */
export function settled(
  placement: PlannedPlacement,
  { refused, gaveWay }: TimesTaken,
  roomNames: ReadonlyMap<string, string>,
): SettledPlacement {
  const roomName = roomNames.get(placement.spaceId) ?? "The room";
  if (gaveWay.has(placement.id)) {
    return { ...placement, state: "conflicted", why: takenInOutlook(roomName) };
  }
  if (refused.has(placement.id)) {
    return { ...placement, state: "conflicted", why: doubleBooked(roomName) };
  }
  const { reason: code } = placement;
  return { ...placement, why: code ? inboundReason(code, roomName) : code };
}

/** Of what the calendar itself has cancelled nothing is left that it could not be told. */
export function syncStateAfter(isCancelled: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`case when ${isCancelled} and r.sync_state = 'sync_required'
    then 'synchronized' else r.sync_state end`;
}

export function stateOf(
  plan: MeetingPlan,
  placements: readonly SettledPlacement[],
): ReservationState {
  if (plan.isParent)
    return parentState([...placements.map(({ state }) => state), ...plan.otherStates]);
  return placements.find(({ id }) => id === plan.id)?.state ?? "cancelled";
}

/** Somebody whose time another still has stands as before, however often it is looked at. */
export function isChanged({ isMoved, state, stateBefore, ...rest }: SettledPlacement): boolean {
  const isSameReason = rest.why === undefined || (rest.why?.code ?? null) === rest.reasonBefore;
  return isMoved || state !== stateBefore || !isSameReason || !rest.isSameOtherwise;
}

/** How reservations stand, once it is known who has which time. */
export async function writePlacements(
  transaction: Transaction<Schema>,
  placements: readonly SettledPlacement[],
): Promise<void> {
  if (placements.length === 0) return;
  await sql`
    update reservation r set state = p.state, space_id = p.space_id, start_at = p.start_at,
      end_at = p.end_at, original_date = p.original_date, is_exception = p.is_exception,
      external_approval = p.external_approval, approval_state = p.approval_state,
      reason_code = case when p.keeps_reason then r.reason_code else p.reason_code end,
      reason = case when p.keeps_reason then r.reason else p.reason end,
      last_updated_channel = ${FROM_CALENDAR.last_updated_channel},
      last_updated_sub_source = ${FROM_CALENDAR.last_updated_sub_source},
      sync_state = ${syncStateAfter(sql`p.state = 'cancelled'`)},
      version = r.version + case when p.is_new then 0 else 1 end,
      updated_at = clock_timestamp()
    from unnest(
      ${placements.map((each) => each.id)}::uuid[],
      ${placements.map((each) => each.state)}::text[],
      ${placements.map((each) => each.spaceId)}::uuid[],
      ${placements.map((each) => each.start.toString())}::timestamptz[],
      ${placements.map((each) => each.end.toString())}::timestamptz[],
      ${placements.map((each) => each.originalDate)}::date[],
      ${placements.map((each) => each.isException)}::boolean[],
      ${placements.map((each) => each.externalApproval)}::text[],
      ${placements.map((each) => each.approval)}::text[],
      ${placements.map((each) => each.isNew)}::boolean[],
      ${placements.map((each) => each.why === undefined)}::boolean[],
      ${placements.map((each) => each.why?.code ?? null)}::text[],
      ${placements.map((each) => each.why?.sentence ?? null)}::text[])
      as p (id, state, space_id, start_at, end_at, original_date, is_exception, external_approval,
        approval_state, is_new, keeps_reason, reason_code, reason)
    where r.id = p.id`.execute(transaction);
}
