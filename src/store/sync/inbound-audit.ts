import type { Transaction } from "kysely";
import { auditActor, type AuditNote } from "../../app/audit-note.ts";
import type { ReservationState } from "../../core/reservations/reservation-state.ts";
import type { MeetingPlan } from "../../core/sync/inbound/plan-meeting.ts";
import type { MeetingHere } from "../../core/sync/inbound/views.ts";
import type { Schema } from "../schema.ts";
import type { SettledPlacement } from "./inbound-writes.ts";

type Entry = Pick<AuditNote, "action" | "subjectId" | "details">;

/** Writes down what became of a meeting's reservations; details hold ids, codes and field names. */
export async function auditMeeting(
  transaction: Transaction<Schema>,
  plan: MeetingPlan,
  here: MeetingHere | null,
  placements: readonly SettledPlacement[],
): Promise<void> {
  const entries = [
    ...ofMeeting(plan),
    // Of a meeting that is new one entry tells all.
    ...(here === null ? [] : placements.flatMap((placement) => ofPlacement(placement) ?? [])),
  ];
  if (entries.length === 0) return;
  const { actorKind, actorId, channel } = auditActor({ kind: "system", channel: "calendar" });
  await transaction
    .insertInto("audit_entry")
    .values(
      entries.map(({ action, subjectId, details }) => ({
        actor_kind: actorKind,
        actor_id: actorId,
        channel,
        action,
        subject_kind: "reservation",
        subject_id: subjectId,
        details: JSON.stringify(details),
      })),
    )
    .execute();
}

function ofMeeting(plan: MeetingPlan): readonly Entry[] {
  const { id: subjectId, isNew, kind, changed, overruled, placements } = plan;
  if (isNew) {
    const spaceIds = [...new Set(placements.map(({ spaceId }) => spaceId))];
    const details = { policy_row: "C10", kind, space_ids: spaceIds };
    return [{ action: "reservation_taken_in", subjectId, details }];
  }
  const entries: Entry[] = [];
  if (changed.length > 0) {
    const details = { policy_row: "U11", fields: changed };
    entries.push({ action: "reservation_changed_in_outlook", subjectId, details });
  }
  if (overruled.length > 0) {
    const details = { policy_row: "U11", fields: overruled };
    entries.push({ action: "reservation_overruled", subjectId, details });
  }
  return entries;
}

/** Null where it stands as before. */
function ofPlacement(placement: SettledPlacement): Entry | null {
  const { id: subjectId, state, stateBefore, why, isNew } = placement;
  if (isNew || state === stateBefore) return null;
  const details = { policy_row: "U11", state, ...(why && { reason_code: why.code }) };
  const action = ACTIONS[state];
  return action === undefined ? null : { action, subjectId, details };
}

const ACTIONS: Readonly<Partial<Record<ReservationState, Entry["action"]>>> = {
  confirmed: "room_accepted",
  conflicted: "room_lost",
  cancelled: "reservation_cancelled_in_outlook",
  awaiting_approval: "room_awaits_approval",
};
