import { auditedRule } from "../audited-rule.ts";
import type { HealthCounters } from "../../health/health-counters.ts";
import { transition } from "../../../core/reservations/reservation-state.ts";
import { reason } from "../../sync/sync-reasons.ts";
import { lastUpdatedBy } from "../life/judged-part.ts";
import { type ReleaseCourse, SYSTEM } from "../life/judge-release.ts";
import type { PartChange } from "../life/ports.ts";
import { releaseDue, type ReleaseDependencies } from "../life/release-due.ts";
import type { Reservation } from "../reservation.ts";
import type { ApprovalDependencies } from "./ports.ts";

/** Whoever reserves for now gives those who decide this long. */
const APPROVAL_GRACE_MINUTES = 15;

export interface LapseDependencies extends ApprovalDependencies, ReleaseDependencies {
  readonly counters: Pick<HealthCounters, "count">;
}

/** Gives up what nobody has decided on by its start, and the person reads why; see `releaseDue`. */
export async function lapseApprovals(deps: LapseDependencies): Promise<number> {
  const lapsed = await releaseDue(deps, {
    each: "what nobody has approved",
    find: (page) => deps.approvals.undecided({ ...page, graceMinutes: APPROVAL_GRACE_MINUTES }),
    isDue: (reservation) => isUndecided(reservation, deps.now().epochMilliseconds),
    changeOf: lapsing,
  });
  if (lapsed > 0) deps.counters.count("approvals_lapsed", "", lapsed);
  return lapsed;
}

/** Somebody may have decided, or moved it, since it was looked for. */
function isUndecided({ state, approval, startAt }: Reservation, nowMs: number): boolean {
  return (
    state === "awaiting_approval" &&
    approval.state === "awaiting_approval" &&
    startAt.getTime() <= nowMs &&
    transition(state, { type: "rejected" }).ok
  );
}

function lapsing(
  reservation: Reservation,
  course: ReleaseCourse,
): (events: Parameters<ReleaseCourse["plan"]>[0]) => PartChange {
  const { space } = reservation;
  const sentence = `Nobody had approved it by its start, so ${space.name} was released for others.`;
  const why = reason("approval_not_given", sentence);
  return (events) => {
    const { supersede, enqueue, ...sync } = course.plan(events);
    return {
      columns: {
        ...sync,
        state: "rejected",
        approval: "not_given",
        cancelNotes: sentence,
        reasonCode: why.code,
        reason: why.sentence,
        ...lastUpdatedBy(SYSTEM),
      },
      hold: { kind: "release" },
      series: course.series,
      supersede,
      enqueue,
      audit: {
        actor: SYSTEM,
        action: "reservation_not_approved",
        details: { ...auditedRule(course), space_id: space.id },
      },
    };
  };
}
