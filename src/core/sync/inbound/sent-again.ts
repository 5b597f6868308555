import type { Temporal } from "temporal-polyfill";
import { isBefore } from "../../time/interval.ts";
import { hasTime } from "./slots.ts";
import type { MeetingHere, MeetingThere, Placement, Timing } from "./views.ts";

/**
 * Dates of a series, and one of several rooms, that were given up here and that their rooms have let go,
 * while the meeting stands: a room that has it again was asked for it anew (docs/reference/approvals.md).
 */

/** So long after a room has let it go, what is shown of it may be of before. */
const LET_GO_SHOWN_SECONDS = 60;

/** Whether what was given up here at one place was let go there long enough ago, and nothing else is. */
export function isLetGo(placements: readonly Placement[], now: Temporal.Instant): boolean {
  const over = placements.filter(({ state }) => state !== "cancelled");
  return over.length > 0 && over.every((each) => isGivenUp(each) && !isShown(each, now));
}

/** Something that was let go a moment ago is in its room: what it says is to be looked at again. */
export function isPerhapsSentAgain(
  { placements }: MeetingHere,
  there: MeetingThere,
  now: Temporal.Instant,
): boolean {
  return placements.some(
    (each) => each.releasedAt !== null && isShown(each, now) && isInARoom(there, each),
  );
}

/**
 * A series made here with the dates that it has again, since their rooms do, or another that Outlook has
 * put it into: they were taken out of it as they were given up.
 */
export function withDatesSentAgain(
  here: MeetingHere,
  there: MeetingThere,
  now: Temporal.Instant,
): MeetingHere {
  const { timing, placements } = here;
  if (timing.kind === "single") return here;
  const byDate = Map.groupBy(placements, ({ originalDate }) => originalDate);
  const cancelledDates = timing.series.cancelledDates.filter((date) => {
    const ofDate = byDate.get(date.toString()) ?? [];
    return !isLetGo(ofDate, now) || !ofDate.some((each) => isInARoom(there, each));
  });
  return { ...here, timing: { ...timing, series: { ...timing.series, cancelledDates } } };
}

/**
 * One of several rooms that was given up here and may stay listed in the meeting, where nobody may
 * write that (policy, U5): it is none of its rooms until it is asked anew.
 */
export function isGivenUpRoom(
  { placements }: MeetingHere,
  there: MeetingThere,
  spaceId: string,
  timing: Timing,
  now: Temporal.Instant,
): boolean {
  if (timing.kind === "series") return false;
  const ofRoom = placements.filter(
    (each) => each.spaceId === spaceId && each.state !== "cancelled",
  );
  // At another time it is asked for by whoever moved it there.
  const then = ofRoom.filter(({ start }) => start.equals(timing.start));
  if (then.length === 0 || !ofRoom.every(isGivenUp)) return false;
  return !isLetGo(then, now) || !then.some((each) => isInItsRoom(there, each));
}

/** Nobody came, or nobody gave it: whoever sends it again wants it all the same. */
export function isGivenUp({ state }: Placement): boolean {
  return state === "rejected" || state === "no_show";
}

function isShown({ releasedAt }: Placement, now: Temporal.Instant): boolean {
  return releasedAt === null || isBefore(now, releasedAt.add({ seconds: LET_GO_SHOWN_SECONDS }));
}

function isInItsRoom({ roomCopies }: MeetingThere, placement: Placement): boolean {
  const { spaceId, originalDate } = placement;
  return hasTime(roomCopies.get(spaceId), originalDate, placement);
}

/** Of a series, in whichever room that shows it. */
function isInARoom(there: MeetingThere, placement: Placement): boolean {
  const { originalDate } = placement;
  if (originalDate === null) return isInItsRoom(there, placement);
  return [...there.roomCopies.values()].some((copy) => hasTime(copy, originalDate, placement));
}
