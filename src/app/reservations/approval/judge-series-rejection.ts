import { cancelFollowing, cancelOccurrence } from "../../../core/recurrence/edit-series.ts";
import { formatSeries } from "../../../core/recurrence/parse-series.ts";
import type { Series } from "../../../core/recurrence/series.ts";
import { isFinal } from "../../../core/reservations/reservation-state.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { ReservationDependencies } from "../dependencies.ts";
import {
  cancelMeeting,
  letRoomGo,
  type ReleaseCourse,
  SYSTEM,
  takeOut,
} from "../life/judge-release.ts";
import { dateOf, type LoadedSeries } from "../load-series.ts";
import type { Reservation } from "../reservation.ts";

export interface SeriesRejection extends ReleaseCourse {
  /** Nothing of the series is left, now or later. */
  readonly isWhole: boolean;
}

/** How the calendar is told that some occurrences of a series, or all that are left, are rejected. */
export async function judgeSeriesRejection(
  deps: ReservationDependencies,
  { row, series, occurrences }: LoadedSeries,
  rejected: readonly Reservation[],
): Promise<Outcome<SeriesRejection>> {
  const ids = new Set(rejected.map(({ id }) => id));
  const isLeft = (each: Reservation): boolean => !ids.has(each.id) && !isFinal(each.state);
  const left = occurrences.filter(isLeft);
  const without = left.length === 0 ? null : seriesWithout(series, rejected, left);
  const given = declinedByRooms(row, rejected, left);
  const course =
    row.origin === "calendar"
      ? await letRoomsGo(deps, given)
      : without === null
        ? await cancelMeeting(deps, SYSTEM, row, given)
        : await takeOut(deps, SYSTEM, row, given, formatSeries(without));
  return course.ok ? done({ ...course.value, isWhole: without === null }) : course;
}

/** Null where no date would be left. Of what is rejected to its end, nothing comes later either. */
function seriesWithout(
  series: Series,
  rejected: readonly Reservation[],
  left: readonly Reservation[],
): Series | null {
  const [first] = rejected;
  const isToItsEnd = left.every(({ startAt }) => first !== undefined && startAt < first.startAt);
  if (first !== undefined && isToItsEnd) {
    const edit = cancelFollowing(series, dateOf(first));
    return edit.ok && edit.value.kind === "end_series" ? edit.value.series : null;
  }
  // What is left of a date in another room stays in it.
  const stays = new Set(left.map(({ originalDate }) => originalDate));
  let without = series;
  for (const each of rejected) {
    if (stays.has(each.originalDate)) continue;
    const edit = cancelOccurrence(without, dateOf(each));
    // Somebody took it out of the series meanwhile: there is nothing to tell.
    if (!edit.ok) continue;
    if (edit.value.kind !== "cancel_occurrence") return null;
    without = edit.value.series;
  }
  return without;
}

/** The room of the series declines all of it at once; what is elsewhere is declined date by date. */
function declinedByRooms(
  row: Reservation,
  rejected: readonly Reservation[],
  left: readonly Reservation[],
): readonly Reservation[] {
  const isAtHome = ({ space }: Reservation): boolean => space.id === row.space.id;
  const isWhole = rejected.some(isAtHome) && !left.some(isAtHome);
  return isWhole ? [row, ...rejected.filter((each) => !isAtHome(each))] : rejected;
}

async function letRoomsGo(
  deps: ReservationDependencies,
  given: readonly Reservation[],
): Promise<Outcome<ReleaseCourse>> {
  const courses: ReleaseCourse[] = [];
  for (const each of given) {
    const course = await letRoomGo(deps, SYSTEM, each);
    if (!course.ok) return course;
    courses.push(course.value);
  }
  const [first] = courses;
  if (first === undefined) throw new Error("something of the series is rejected");
  return done({
    ...first,
    plan(events) {
      const planned = courses.map((course) => course.plan(events));
      const [one] = planned;
      return {
        ...one,
        supersede: planned.flatMap(({ supersede }) => supersede),
        enqueue: planned.flatMap(({ enqueue }) => enqueue),
      };
    },
  });
}
