import { auditedRule } from "../audited-rule.ts";
import { transition } from "../../../core/reservations/reservation-state.ts";
import { reason } from "../../sync/sync-reasons.ts";
import type { Reservation } from "../reservation.ts";
import { lastUpdatedBy } from "./judged-part.ts";
import { type ReleaseCourse, SYSTEM } from "./judge-release.ts";
import type { PartChange } from "./ports.ts";
import { releaseDue, type ReleaseDependencies } from "./release-due.ts";

/**
 * Cancels what never was confirmed and is over, but which the calendar shows at a time to come: its
 * last change never reached it. Other than with what is over there too, the calendar has to be told;
 * see `releaseDue`.
 */
export function lapseShown(deps: ReleaseDependencies): Promise<number> {
  return releaseDue(deps, {
    each: "what the calendar shows at another time",
    find: (page) => deps.lifeStore.overButShown(page),
    isDue: (reservation) => isOver(reservation, deps.now().epochMilliseconds),
    changeOf: lapsing,
  });
}

/** It may have been moved, or the room may have answered, since it was looked for. */
function isOver({ state, endAt }: Reservation, nowMs: number): boolean {
  const isConfirmed = state === "confirmed" || state === "in_progress";
  return endAt.getTime() <= nowMs && !isConfirmed && transition(state, { type: "cancelled" }).ok;
}

function lapsing(
  { state, reasonCode, reason: sentence, space }: Reservation,
  course: ReleaseCourse,
): (events: Parameters<ReleaseCourse["plan"]>[0]) => PartChange {
  // Why it was in conflict stays to be read.
  const isExplained = state === "conflicted" && reasonCode !== null;
  const never = reason("never_confirmed", "Its time passed before it was confirmed.");
  return (events) => {
    const { supersede, enqueue, ...sync } = course.plan(events);
    return {
      columns: {
        ...sync,
        state: "cancelled",
        reasonCode: isExplained ? reasonCode : never.code,
        reason: isExplained ? sentence : never.sentence,
        cancelNotes: never.sentence,
        ...lastUpdatedBy(SYSTEM),
      },
      hold: { kind: "release" },
      series: course.series,
      supersede,
      enqueue,
      audit: {
        actor: SYSTEM,
        action: "reservation_lapsed",
        details: { ...auditedRule(course), space_id: space.id },
      },
    };
  };
}
