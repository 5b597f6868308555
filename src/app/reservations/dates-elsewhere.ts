import type { Occurrence } from "../../core/recurrence/expand-series.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import type { BookableSpace } from "./booking-facts.ts";
import type { CreateRequest, DateElsewhere } from "./create-request.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import { findBookableSpace } from "./find-bookable-space.ts";
import { type JudgedCreation, violationsOf } from "./judge-creation.ts";
import { refuseViolations } from "./violations.ts";

/** The spaces of those dates of a series, `2027-03-29`, that are in another one than the others. */
export type SpacesByDate = ReadonlyMap<string, BookableSpace>;

/**
 * Judges which dates of a new series are to be in other spaces: each by what that space's module
 * allows, and all of them in the calendar of the series, which stays one meeting.
 */
export async function judgeDatesElsewhere(
  deps: ReservationDependencies,
  actor: Actor,
  request: CreateRequest,
  { space: home, requestedFor }: Pick<JudgedCreation, "space" | "requestedFor">,
  occurrences: readonly Occurrence[],
): Promise<Outcome<SpacesByDate>> {
  const { datesElsewhere = [] } = request;
  const spaces = new Map<string, BookableSpace>();
  const times = new Map(occurrences.map((each) => [each.originalDate.toString(), each]));
  for (const { originalDate, spaceId } of datesElsewhere) {
    const at = times.get(originalDate);
    if (at === undefined || spaceId === home.id || spaces.has(originalDate)) {
      return refuseDate(originalDate, at === undefined);
    }
    const space = await findBookableSpace(deps, actor, spaceId);
    if (!space.ok) return space;
    const violations = violationsOf(deps, actor, request, space.value, requestedFor, at);
    const wrong = refuseOtherCalendar(space.value, home) ?? refuseViolations(violations);
    if (wrong !== null) return wrong;
    spaces.set(originalDate, space.value);
  }
  return spaces.size > 0 && spaces.size === times.size ? refuseAllElsewhere(home) : done(spaces);
}

/** Only a series has dates that could be elsewhere. */
export function refuseDatesOfNoSeries(datesElsewhere: readonly DateElsewhere[] = []) {
  if (datesElsewhere.length === 0) return null;
  const message = "Only a series has dates that can be in another space.";
  return refusedDates(message, "Give a recurrence, or leave dates_elsewhere out.");
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

function refuseAllElsewhere({ name }: BookableSpace) {
  return refusedDates(
    `No date of the series would be in ${name}.`,
    "Reserve the series in one of the other spaces.",
  );
}

function refusedDates(message: string, remedy: string) {
  return refused("invalid_request", message, remedy, {
    fields: [{ field: "dates_elsewhere", message }],
  });
}
