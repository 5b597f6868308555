import { sql, type Transaction } from "kysely";
import { auditActor, type AuditNote } from "../../app/audit-note.ts";
import type { ReservationState } from "../../core/reservations/reservation-state.ts";
import type { MeetingPlan } from "../../core/sync/inbound/plan-meeting.ts";
import type { MeetingHere } from "../../core/sync/inbound/views.ts";
import type { Schema } from "../schema.ts";
import type { SettledPlacement } from "./inbound-placements.ts";

type Entry = Pick<AuditNote, "action" | "subjectId" | "details">;

export interface AuditedMeeting {
  readonly plan: MeetingPlan;
  readonly here: MeetingHere | null;
  readonly placements: readonly SettledPlacement[];
}

/** Writes down what became of meetings' reservations; details hold ids, codes and field names. */
export async function auditMeetings(
  transaction: Transaction<Schema>,
  meetings: readonly AuditedMeeting[],
): Promise<void> {
  const entries = meetings.flatMap(({ plan, here, placements }) => [
    ...ofMeeting(plan),
    // Of a meeting that is new one entry tells all.
    ...(here === null ? [] : placements.flatMap((placement) => ofPlacement(placement) ?? [])),
  ]);
  if (entries.length === 0) return;
  const { actorKind, actorId, channel } = auditActor({ kind: "system", channel: "calendar" });
  await sql`
    insert into audit_entry (actor_kind, actor_id, channel, action, subject_kind, subject_id,
      details)
    select ${actorKind}, ${actorId}::uuid, ${channel}, e.action, 'reservation', e.subject_id,
      e.details::jsonb
    from unnest(${entries.map(({ action }) => action)}::text[],
      ${entries.map(({ subjectId }) => subjectId)}::text[],
      ${entries.map(({ details }) => JSON.stringify(details))}::text[])
      with ordinality as e (action, subject_id, details, place)
    order by e.place`.execute(transaction);
}

function ofMeeting(plan: MeetingPlan): readonly Entry[] {
  const { id: subjectId, isNew, kind, changed, overruled, placements } = plan;
  if (isNew) {
    const spaceIds = [...new Set(placements.map(({ spaceId }) => spaceId))];
    const details = { policy_row: "C10", credential: "none", kind, space_ids: spaceIds };
    return [{ action: "reservation_taken_in", subjectId, details }];
  }
  const entries: Entry[] = [];
  if (changed.length > 0) {
    const details = { policy_row: "U11", credential: "none", fields: changed };
    entries.push({ action: "reservation_changed_in_outlook", subjectId, details });
  }
  if (overruled.length > 0) {
    const details = { policy_row: "U11", credential: "none", fields: overruled };
    entries.push({ action: "reservation_overruled", subjectId, details });
  }
  return entries;
}

/** Null where it stands as before. */
function ofPlacement(placement: SettledPlacement): Entry | null {
  const { id: subjectId, state, stateBefore, why, isNew, externalApproval } = placement;
  if (isNew || state === stateBefore) return null;
  const details = {
    policy_row: "U11",
    credential: "none",
    state,
    ...(why && { reason_code: why.code }),
  };
  // Where the room has accepted, it is people here who have yet to agree.
  const isOurs = state === "awaiting_approval" && externalApproval !== "awaiting_approval";
  const action = isOurs ? "room_accepted" : ACTIONS[state];
  return action === undefined ? null : { action, subjectId, details };
}

const ACTIONS: Readonly<Partial<Record<ReservationState, Entry["action"]>>> = {
  confirmed: "room_accepted",
  conflicted: "room_lost",
  cancelled: "reservation_cancelled_in_outlook",
  awaiting_approval: "room_awaits_approval",
};
