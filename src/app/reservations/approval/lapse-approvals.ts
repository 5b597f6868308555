import { transition } from "../../../core/reservations/reservation-state.ts";
import type { SyncLog } from "../../sync/sync-log.ts";
import { reason } from "../../sync/sync-reasons.ts";
import { judgedPart, lastUpdatedBy } from "../life/judged-part.ts";
import { judgeRelease, type ReleaseCourse, SYSTEM } from "../life/judge-release.ts";
import type { DuePage, PartChange } from "../life/ports.ts";
import type { Reservation } from "../reservation.ts";
import { JUDGEMENTS_MAX } from "../update-reservation.ts";
import type { ApprovalDependencies } from "./ports.ts";

export interface LapseDependencies extends ApprovalDependencies {
  readonly log: SyncLog;
}

/** Whoever reserves for now gives those who decide this long. */
const APPROVAL_GRACE_MINUTES = 15;
const LAPSES_AT_ONCE_MAX = 100;
const LAPSES_PER_RUN_MAX = 5_000;

/**
 * Gives up what nobody has decided on by its start, each by itself: the space is free for others,
 * the calendar is told by the rules, and the person reads why. Answers how many; safe to run at any
 * time and twice at once, since what was judged and has changed since is not written.
 */
export async function lapseApprovals(deps: LapseDependencies): Promise<number> {
  let after: DuePage["after"] = null;
  let looked = 0;
  let lapsed = 0;
  while (looked < LAPSES_PER_RUN_MAX) {
    const found = await deps.approvals.undecided({
      graceMinutes: APPROVAL_GRACE_MINUTES,
      after,
      limit: LAPSES_AT_ONCE_MAX,
    });
    for (const { id } of found) lapsed += (await lapseWatched(deps, id)) ? 1 : 0;
    looked += found.length;
    after = found.at(-1) ?? null;
    if (found.length < LAPSES_AT_ONCE_MAX) break;
  }
  if (lapsed > 0) {
    deps.wakeLanes();
    deps.announceChange();
  }
  return lapsed;
}

/** One that cannot be given up must not keep the others from it; the next run tries it again. */
async function lapseWatched(deps: LapseDependencies, id: string): Promise<boolean> {
  try {
    return await lapseOne(deps, id);
  } catch (error) {
    deps.log.error({ err: error, reservationId: id }, "an approval could not be given up");
    return false;
  }
}

async function lapseOne(deps: LapseDependencies, id: string): Promise<boolean> {
  for (let judgements = 0; judgements < JUDGEMENTS_MAX; judgements += 1) {
    const reservation = await deps.store.find(id);
    if (reservation === null || !isUndecided(reservation, deps.now().epochMilliseconds))
      return false;
    const course = await judgeRelease(deps, reservation);
    if (!course.ok) {
      const { code } = course.refusal;
      deps.log.warn({ reservationId: id, code }, "an approval is not to be given up");
      return false;
    }
    const judged = judgedPart(reservation, deps.newId(), course.value.meetingVersion);
    const plan = lapsing(reservation, course.value);
    if ((await deps.lifeStore.changePart(judged, plan)) === "changed") return true;
  }
  return false;
}

/** Asked anew of what was read: somebody may have decided, or moved it, since it was looked for. */
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
        details: { policy_row: course.row, space_id: space.id },
      },
    };
  };
}
