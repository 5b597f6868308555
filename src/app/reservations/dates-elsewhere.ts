import type { Occurrence } from "../../core/recurrence/expand-series.ts";
import type { Violation } from "../../core/reservations/violation.ts";
import type { Interval } from "../../core/time/interval.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import type { BookableSpace } from "./booking-facts.ts";
import type { ConflictAnswer, DateElsewhere } from "./create-request.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import { findBookableSpace } from "./find-bookable-space.ts";
import { refuseViolations } from "./violations.ts";

/** The spaces of those dates of a series, `2027-03-29`, that are in another one than the others. */
export type SpacesByDate = ReadonlyMap<string, BookableSpace>;

/** A date of a series as it is to be, unless it is to be elsewhere. */
export interface DatedTimes extends Interval {
  readonly originalDate: string;
  readonly spaceId: string;
}

export function datedTimes({ originalDate, start, end }: Occurrence, spaceId: string): DatedTimes {
  return { originalDate: originalDate.toString(), start, end, spaceId };
}

interface JudgedDates {
  readonly dates: readonly DatedTimes[];
  /** What the space's module has against that time. */
  readonly violationsIn: (space: BookableSpace, at: Interval) => readonly Violation[];
}

/**
 * Judges which dates of a series are to be in other spaces than `home`: each by what that space's
 * module allows, and all of them in the calendar of the series, which stays one meeting.
 */
export async function judgeDatesElsewhere(
  deps: ReservationDependencies,
  actor: Actor,
  { datesElsewhere = [] }: ConflictAnswer,
  home: BookableSpace,
  { dates, violationsIn }: JudgedDates,
): Promise<Outcome<SpacesByDate>> {
  const spaces = new Map<string, BookableSpace>();
  const byDate = new Map(dates.map((each) => [each.originalDate, each]));
  for (const { originalDate, spaceId } of datesElsewhere) {
    const at = byDate.get(originalDate);
    const isThere = spaceId === home.id && at?.spaceId === home.id;
    if (at === undefined || isThere || spaces.has(originalDate)) {
      return refuseDate(originalDate, at === undefined);
    }
    const space = await findBookableSpace(deps, actor, spaceId);
    if (!space.ok) return space;
    const wrong =
      refuseOtherCalendar(space.value, home) ?? refuseViolations(violationsIn(space.value, at));
    if (wrong !== null) return wrong;
    spaces.set(originalDate, space.value);
  }
  return done(spaces);
}

/** One date at least of a series with dates elsewhere is where the series is. */
export function refuseNoneAtHome(
  { datesElsewhere = [] }: ConflictAnswer,
  home: BookableSpace,
  dates: readonly DatedTimes[],
) {
  if (datesElsewhere.length === 0 || hasDateAtHome({ datesElsewhere }, home, dates)) return null;
  return refusedDates(
    `No date of the series would be in ${home.name}.`,
    "Reserve the series in one of the other spaces.",
  );
}

export function hasDateAtHome(
  { datesElsewhere = [] }: ConflictAnswer,
  home: BookableSpace,
  dates: readonly DatedTimes[],
): boolean {
  const asked = new Map(datesElsewhere.map((each) => [each.originalDate, each.spaceId]));
  return dates.some(({ originalDate, spaceId }) => {
    return (asked.get(originalDate) ?? spaceId) === home.id;
  });
}

/** Only a series has dates that could be elsewhere. */
export function refuseDatesOfNoSeries(datesElsewhere: readonly DateElsewhere[] = []) {
  if (datesElsewhere.length === 0) return null;
  const message = "Only a series has dates that can be in another space.";
  return refusedDates(
    message,
    "Make it a series, or change one with scope following or all; else leave dates_elsewhere out.",
  );
}

/** In one meeting all rooms are of one calendar provider, and so is each date of a series. */
export function refuseOtherCalendar(to: BookableSpace, home: BookableSpace) {
  if ((to.sync?.providerId ?? null) === (home.sync?.providerId ?? null)) return null;
  return refused(
    "scope_not_possible",
    `${to.name} is not in the same calendar as ${home.name}, and a series is one meeting.`,
    "Choose another space, or cancel this occurrence and reserve on its own.",
  );
}

function refuseDate(date: string, isUnknown: boolean) {
  return isUnknown
    ? refusedDates(
        `The series has no date ${date} that would be held now.`,
        "Look the dates up with preview-series.",
      )
    : refusedDates(
        `${date} is named twice, or with the space that the series is in.`,
        "Name each date that is to be elsewhere once, with another space.",
      );
}

function refusedDates(message: string, remedy: string) {
  return refused("invalid_request", message, remedy, {
    fields: [{ field: "dates_elsewhere", message }],
  });
}
