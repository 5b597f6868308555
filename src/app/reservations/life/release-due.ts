import type { SyncLog } from "../../sync/sync-log.ts";
import type { ReservationDependencies } from "../dependencies.ts";
import type { Reservation } from "../reservation.ts";
import { JUDGEMENTS_MAX } from "../update-reservation.ts";
import { judgedPart } from "./judged-part.ts";
import { judgeRelease, type ReleaseCourse, SYSTEM } from "./judge-release.ts";
import type { DuePage, PartChange } from "./ports.ts";

export interface ReleaseDependencies extends ReservationDependencies {
  readonly log: SyncLog;
}

/** What a run gives up: no-shows, or what nobody has approved. */
export interface ReleaseRule {
  /** What each of them is, for the log: "a no-show". */
  readonly each: string;
  /** Those that may be due, oldest start first. */
  find(page: DuePage): Promise<readonly { readonly startAt: Date; readonly id: string }[]>;
  /** Asked anew of what was read: it may have changed since it was looked for. */
  isDue(reservation: Reservation): boolean;
  /** What is written of it, with how the calendar is told. */
  changeOf(
    reservation: Reservation,
    course: ReleaseCourse,
  ): (events: Parameters<ReleaseCourse["plan"]>[0]) => PartChange;
}

const DUE_AT_ONCE_MAX = 100;
const RELEASES_PER_RUN_MAX = 5_000;

/**
 * Gives up what is due, oldest first, each by itself: the space is free at once, and the calendar is
 * told by the rules. Answers how many. However often it runs, and wherever, each is given up once:
 * what was judged and has changed since is not written.
 */
export async function releaseDue(deps: ReleaseDependencies, rule: ReleaseRule): Promise<number> {
  let after: DuePage["after"] = null;
  let looked = 0;
  let released = 0;
  while (looked < RELEASES_PER_RUN_MAX) {
    const found = await rule.find({ after, limit: DUE_AT_ONCE_MAX });
    for (const { id } of found) released += (await releaseWatched(deps, rule, id)) ? 1 : 0;
    looked += found.length;
    after = found.at(-1) ?? null;
    if (found.length < DUE_AT_ONCE_MAX) break;
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
  rule: ReleaseRule,
  id: string,
): Promise<boolean> {
  try {
    return await releaseOne(deps, rule, id);
  } catch (error) {
    deps.log.error({ err: error, reservationId: id }, `${rule.each} could not be released`);
    return false;
  }
}

async function releaseOne(
  deps: ReleaseDependencies,
  rule: ReleaseRule,
  id: string,
): Promise<boolean> {
  for (let judgements = 0; judgements < JUDGEMENTS_MAX; judgements += 1) {
    const reservation = await deps.store.find(id);
    if (reservation === null || !rule.isDue(reservation)) return false;
    const course = await judgeRelease(deps, SYSTEM, reservation);
    if (!course.ok) {
      const { code } = course.refusal;
      deps.log.warn({ reservationId: id, code }, `${rule.each} is not to be released`);
      return false;
    }
    const judged = judgedPart(reservation, deps.newId(), course.value.meetingVersion);
    const change = rule.changeOf(reservation, course.value);
    if ((await deps.lifeStore.changePart(judged, change)) === "changed") return true;
  }
  return false;
}
