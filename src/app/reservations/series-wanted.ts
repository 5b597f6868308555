import { Temporal } from "temporal-polyfill";
import {
  changeFollowing,
  changeSeries,
  leaveOut,
  type MasterChange,
  type SeriesChange,
} from "../../core/recurrence/edit-series.ts";
import { intervalOf } from "../../core/recurrence/expand-series.ts";
import {
  firstDateOf,
  firstTimes,
  requestedSeries,
} from "../../core/recurrence/requested-series.ts";
import type { Series } from "../../core/recurrence/series.ts";
import type { Interval } from "../../core/time/interval.ts";
import { instantToWallTime, wallTimeToInstant } from "../../core/time/zones.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { ReservationPatch } from "./judge-update.ts";
import { dateOf, type LoadedSeries } from "./load-series.ts";
import { refuseRecurrence } from "./refuse-recurrence.ts";
import type { Reservation } from "./reservation.ts";
import { refuseViolations } from "./violations.ts";
import { validateTimes } from "../../core/reservations/validate-times.ts";

/** What a patch makes of a series. */
export interface WantedSeries {
  /** Where the series is cut in two: what is left of the old one; else null. */
  readonly ended: Series | null;
  /** The series that the change is about: all of it, or what begins with the named occurrence. */
  readonly series: Series;
  /** Its pattern, time, length, zone or end is another. */
  readonly isRescheduled: boolean;
}

/**
 * The series after the patch, or as two where only a part of it is meant. Times are those of the
 * named occurrence, and so of all; other days need another recurrence. `leftOut` are dates of what it
 * becomes, `2027-03-29`, that it is to be without.
 */
export function wantedSeries(
  loaded: LoadedSeries,
  patch: ReservationPatch,
  leftOut: readonly string[] = [],
): Outcome<WantedSeries> {
  const edited = editedSeries(loaded, patch);
  if (!edited.ok || leftOut.length === 0) return edited;
  const dates = leftOut.map((date) => Temporal.PlainDate.from(date));
  const series = leaveOut(edited.value.series, dates);
  return series.ok
    ? done({ ...edited.value, series: series.value })
    : refuseRecurrence(series.problem);
}

function editedSeries(loaded: LoadedSeries, patch: ReservationPatch): Outcome<WantedSeries> {
  const { series, scope, named } = loaded;
  const change = seriesChangeOf(loaded, patch);
  if (!change.ok) return change;
  const isRescheduled = Object.keys(change.value).length > 0;
  const isWhole = scope === "all" || named === null;
  const edit = isWhole
    ? changeSeries(series, change.value)
    : changeFollowing(series, dateOf(named), change.value);
  if (!edit.ok) return refuseRecurrence(edit.problem);
  switch (edit.value.kind) {
    case "change_series":
      return done({ ended: null, series: edit.value.series, isRescheduled });
    case "split_series": {
      const following: MasterChange = edit.value.following;
      return done({ ended: edit.value.ended, series: following.series, isRescheduled });
    }
    case "change_occurrence":
    case "cancel_occurrence":
    case "end_series":
    case "cancel_series":
      throw new Error(`a change of a series cannot be ${edit.value.kind}`);
  }
}

function seriesChangeOf(loaded: LoadedSeries, patch: ReservationPatch): Outcome<SeriesChange> {
  const { start, end, timeZone, recurrence } = patch;
  const isTimed = start !== undefined || end !== undefined || timeZone !== undefined;
  if (!isTimed && recurrence === undefined) return done({});
  const times = timesAfter(loaded, patch);
  if (!times.ok) return times;
  return recurrence === undefined
    ? sameDays(loaded, times.value)
    : otherDays(loaded, times.value, recurrence);
}

interface WantedTimes extends Interval {
  readonly zone: string;
}

/** The named occurrence's times after the patch; of the whole series, its first date's. */
function timesAfter(loaded: LoadedSeries, patch: ReservationPatch): Outcome<WantedTimes> {
  const { series, named, scope } = loaded;
  const { timeZone: zone = series.zone } = patch;
  const base = named === null ? firstTimes(series) : timesMeant(series, named, patch);
  const start = patch.start ?? base.start;
  // A new start alone keeps the length.
  const end = patch.end ?? start.add(base.start.until(base.end));
  // That it is no time of the past is looked at when it is known which occurrences there are.
  const wrong = refuseViolations(validateTimes({ start, end, timeZone: zone }, start, { start }));
  if (wrong !== null) return wrong;
  // Other days of the whole series are counted from its beginning, whichever occurrence was named.
  const isOfWhole = patch.recurrence !== undefined && scope === "all" && named !== null;
  return done(isOfWhole ? onFirstDate(series, { start, end, zone }) : { start, end, zone });
}

function onFirstDate(series: Series, { start, end, zone }: WantedTimes): WantedTimes {
  const time = instantToWallTime(start, zone).toPlainTime();
  const first = wallTimeToInstant(firstDateOf(series).toPlainDateTime(time), zone);
  return { start: first, end: first.add(start.until(end)), zone };
}

/** Where no time is given, those of the series: that one date was moved is no wish for all. */
function timesMeant(
  series: Series,
  named: Reservation,
  { start, end }: Pick<ReservationPatch, "start" | "end">,
): Interval {
  if (start !== undefined || end !== undefined) return timesOfNamed(named);
  const asPattern = dateOf(named).toPlainDateTime(series.startTime);
  return intervalOf(asPattern, series.durationMinutes, series.zone);
}

function timesOfNamed({
  startAt,
  endAt,
}: {
  readonly startAt: Date;
  readonly endAt: Date;
}): Interval {
  return {
    start: Temporal.Instant.fromEpochMilliseconds(startAt.getTime()),
    end: Temporal.Instant.fromEpochMilliseconds(endAt.getTime()),
  };
}

/** Only the time of day changes, the length or the zone. */
function sameDays(
  { series, named }: LoadedSeries,
  { start, end, zone }: WantedTimes,
): Outcome<SeriesChange> {
  const wallStart = instantToWallTime(start, zone);
  const durationMinutes = wallStart.until(instantToWallTime(end, zone), {
    largestUnit: "minute",
  }).minutes;
  const days = named === null ? [firstDateOf(series)] : [dateOf(named), currentDate(named, zone)];
  const isSameDay = days.some((day) => day.equals(wallStart.toPlainDate()));
  if (!isSameDay) {
    return refused(
      "recurrence_needed",
      "A series is on the days of its recurrence: to move it to other days, that has to change.",
      "Choose the recurrence anew, or move this occurrence alone.",
      { fields: [{ field: "start", message: "It is on another day." }] },
    );
  }
  const startTime = wallStart.toPlainTime();
  return done({
    ...(!startTime.equals(series.startTime) && { startTime }),
    ...(durationMinutes !== series.durationMinutes && { durationMinutes }),
    ...(zone !== series.zone && { zone }),
  });
}

function currentDate({ startAt }: { readonly startAt: Date }, zone: string): Temporal.PlainDate {
  const start = Temporal.Instant.fromEpochMilliseconds(startAt.getTime());
  return instantToWallTime(start, zone).toPlainDate();
}

/** Another pattern or another end; whatever is the same as before is no change. */
function otherDays(
  { series }: LoadedSeries,
  { start, end, zone }: WantedTimes,
  recurrence: NonNullable<ReservationPatch["recurrence"]>,
): Outcome<SeriesChange> {
  const asked = requestedSeries(recurrence, { start, end, timeZone: zone });
  if (!asked.ok) return refuseRecurrence(asked.problem);
  const { pattern, range, startTime, durationMinutes } = asked.value;
  const { startDate, ...ending } = range;
  return done({
    pattern,
    startDate,
    end: ending,
    ...(!startTime.equals(series.startTime) && { startTime }),
    ...(durationMinutes !== series.durationMinutes && { durationMinutes }),
    ...(zone !== series.zone && { zone }),
  });
}
