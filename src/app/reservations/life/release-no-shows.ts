import { auditedRule } from "../audited-rule.ts";
import type { Temporal } from "temporal-polyfill";
import { transition } from "../../../core/reservations/reservation-state.ts";
import { isBefore } from "../../../core/time/interval.ts";
import { reason } from "../../sync/sync-reasons.ts";
import type { Reservation } from "../reservation.ts";
import { lastUpdatedBy } from "./judged-part.ts";
import { type ReleaseCourse, SYSTEM } from "./judge-release.ts";
import type { PartChange } from "./ports.ts";
import { releaseDue, type ReleaseDependencies } from "./release-due.ts";
import { checkInFactsOf } from "./reservation-check-in.ts";

/** Releases what nobody has checked in to in time; see `releaseDue`. */
export async function releaseNoShows(deps: ReleaseDependencies): Promise<number> {
  const afterMinutes = await deps.facts.noShowAfterMinutes();
  return releaseDue(deps, {
    each: "a no-show",
    find: (page) => deps.lifeStore.noShows({ ...page, afterMinutes }),
    isDue: (reservation) => isMissed(reservation, afterMinutes, deps.now()),
    changeOf: (reservation, course) => releasing(reservation, course, deps.now()),
  });
}

/** Somebody may have checked in since it was looked for. */
function isMissed(reservation: Reservation, afterMinutes: number, now: Temporal.Instant): boolean {
  const { state, checkInState, times } = checkInFactsOf(reservation, afterMinutes);
  const { releasedAt } = times;
  return (
    checkInState === "awaiting_check_in" &&
    transition(state, { type: "check_in_missed" }).ok &&
    releasedAt !== null &&
    !isBefore(now, releasedAt)
  );
}

function releasing(
  reservation: Reservation,
  course: ReleaseCourse,
  now: Temporal.Instant,
): (events: Parameters<ReleaseCourse["plan"]>[0]) => PartChange {
  const { space, timeZone } = reservation;
  const at = now.toZonedDateTimeISO(timeZone).toPlainTime().toString({ smallestUnit: "minute" });
  const sentence = `Nobody had checked in by ${at}, so ${space.name} was released for others.`;
  const why = reason("nobody_checked_in", sentence);
  return (events) => {
    const { supersede, enqueue, ...sync } = course.plan(events);
    return {
      columns: {
        ...sync,
        state: "no_show",
        checkInState: "no_show",
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
        action: "reservation_no_show",
        details: { ...auditedRule(course), space_id: space.id },
      },
    };
  };
}
