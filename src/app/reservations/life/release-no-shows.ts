import type { Temporal } from "temporal-polyfill";
import { transition } from "../../../core/reservations/reservation-state.ts";
import { isBefore } from "../../../core/time/interval.ts";
import { reason } from "../../sync/sync-reasons.ts";
import type { SyncLog } from "../../sync/sync-log.ts";
import type { ReservationDependencies } from "../dependencies.ts";
import type { Reservation } from "../reservation.ts";
import { JUDGEMENTS_MAX } from "../update-reservation.ts";
import { judgedPart, lastUpdatedBy } from "./judged-part.ts";
import { judgeRelease, type ReleaseCourse, SYSTEM } from "./judge-release.ts";
import type { NoShowPage, PartChange } from "./ports.ts";
import { checkInFactsOf } from "./reservation-check-in.ts";

export interface ReleaseDependencies extends ReservationDependencies {
  readonly log: SyncLog;
}

const NO_SHOWS_AT_ONCE_MAX = 100;
const RELEASES_PER_RUN_MAX = 5_000;

/**
 * Releases what nobody has checked in to in time, oldest first, each by itself: the space is free at
 * once, and the calendar is told by the rules. Answers how many. However often it runs, and wherever,
 * each is released once: what was judged and has changed since is not written.
 */
export async function releaseNoShows(deps: ReleaseDependencies): Promise<number> {
  const afterMinutes = await deps.facts.noShowAfterMinutes();
  let after: NoShowPage["after"] = null;
  let looked = 0;
  let released = 0;
  while (looked < RELEASES_PER_RUN_MAX) {
    const page = { afterMinutes, after, limit: NO_SHOWS_AT_ONCE_MAX };
    const found = await deps.lifeStore.noShows(page);
    for (const { id } of found) released += (await releaseWatched(deps, id, afterMinutes)) ? 1 : 0;
    looked += found.length;
    after = found.at(-1) ?? null;
    if (found.length < NO_SHOWS_AT_ONCE_MAX) break;
  }
  if (released > 0) {
    deps.wakeLanes();
    deps.announceChange();
  }
  return released;
}

/** One that cannot be released must not keep the others from it; the next run tries it again. */
async function releaseWatched(
  deps: ReleaseDependencies,
  id: string,
  afterMinutes: number,
): Promise<boolean> {
  try {
    return await releaseOne(deps, id, afterMinutes);
  } catch (error) {
    deps.log.error({ err: error, reservationId: id }, "a no-show could not be released");
    return false;
  }
}

async function releaseOne(
  deps: ReleaseDependencies,
  id: string,
  afterMinutes: number,
): Promise<boolean> {
  for (let judgements = 0; judgements < JUDGEMENTS_MAX; judgements += 1) {
    const reservation = await deps.store.find(id);
    if (reservation === null || !isMissed(reservation, afterMinutes, deps.now())) return false;
    const course = await judgeRelease(deps, reservation);
    if (!course.ok) {
      const { code } = course.refusal;
      deps.log.warn({ reservationId: id, code }, "a no-show is not to be released");
      return false;
    }
    const judged = judgedPart(reservation, deps.newId(), course.value.meetingVersion);
    const plan = releasing(reservation, course.value, deps.now());
    const outcome = await deps.lifeStore.changePart(judged, plan);
    if (outcome === "changed") return true;
  }
  return false;
}

/** Asked anew of what was read: somebody may have checked in since it was looked for. */
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
        details: { policy_row: course.row, space_id: space.id },
      },
    };
  };
}
