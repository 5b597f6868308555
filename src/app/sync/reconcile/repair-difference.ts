import { auditedRule } from "../../reservations/audited-rule.ts";
import type { Difference } from "../../../core/sync/reconcile.ts";
import { holdsSpace } from "../../../core/reservations/reservation-state.ts";
import type { Actor } from "../../people/actor.ts";
import { judgeCalendarCourse } from "../../reservations/calendar-course.ts";
import type { ReservationDependencies } from "../../reservations/dependencies.ts";
import type { Reservation } from "../../reservations/reservation.ts";
import { SUB_SOURCES } from "../../reservations/sub-source.ts";
import { cancelRemoved } from "./cancel-removed.ts";
import type { OrganizersCopy } from "./organizers-copy.ts";
import type { ClaimedReconciliationRoom } from "./ports.ts";
import type { Repair } from "./reconcile-room.ts";

export interface RepairDependencies extends ReservationDependencies {
  /** Whether the organizer's calendar has the meeting, as far as the system's own rights reach. */
  readonly organizersCopy: (reservation: Reservation) => Promise<OrganizersCopy>;
}

const SYSTEM: Actor = { kind: "system", channel: "system" };
const UPDATED_BY_SYSTEM = {
  lastUpdatedChannel: SYSTEM.channel,
  lastUpdatedSubSource: SUB_SOURCES[SYSTEM.channel],
} as const;

/**
 * Mends a difference: where the organizer has the meeting, it is written once more as it is here, by
 * the rules for what no person did (policy, U1, U2, U4 and U5); where the organizer has removed it,
 * that counts, and the reservation is cancelled.
 */
export async function repairDifference(
  deps: RepairDependencies,
  { spaceId }: ClaimedReconciliationRoom,
  { reservationId: id, kind }: Difference,
): Promise<Repair> {
  const left: Repair = { kind, isRepaired: false };
  const reservation = await deps.store.find(id);
  // It was changed since it was compared: what differs then is told by its own sync event.
  if (reservation === null || !holdsSpace(reservation.state)) return left;
  const copy = await deps.organizersCopy(reservation);
  if (copy === "gone") {
    return { kind: "meeting_removed", isRepaired: await cancelRemoved(deps, reservation) };
  }
  const space = await deps.facts.space(spaceId);
  if (space === null) return left;
  const course = await judgeCalendarCourse(deps, SYSTEM, reservation, space, "calendar");
  if (!course.ok) return left;
  let isEnqueued = false;
  const isChanged = await change(deps, reservation, (events) => {
    const { supersede, enqueue, ...sync } = course.value.plan(events);
    isEnqueued = enqueue.length > 0;
    return {
      columns: { ...sync, ...UPDATED_BY_SYSTEM },
      hold: { kind: "keep" },
      supersede,
      enqueue,
      audit: {
        actor: SYSTEM,
        action: "reservation_written_again",
        details: { difference: kind, ...auditedRule(course.value) },
      },
    };
  });
  return { kind, isRepaired: isChanged && isEnqueued };
}

/** False where somebody changed it meanwhile; the next reconciliation looks again. */
async function change(
  deps: RepairDependencies,
  { id, version, syncMailbox }: Reservation,
  plan: Parameters<ReservationDependencies["store"]["change"]>[1],
): Promise<boolean> {
  const act = { id, version, syncMailbox, requestId: deps.newId() };
  return (await deps.store.change(act, plan)).outcome === "changed";
}
