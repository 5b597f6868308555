import { Temporal } from "temporal-polyfill";
import { occurrenceOn, occurrencesIn } from "../../recurrence/expand-series.ts";
import { patternDays, daysFrom } from "../../recurrence/pattern-days.ts";
import { toDayNumber } from "../../recurrence/calendar-days.ts";
import type { Series, SeriesException } from "../../recurrence/series.ts";
import type { Interval } from "../../time/interval.ts";
import { instantToWallTime } from "../../time/zones.ts";
import type { MeetingThere, RoomCopy, SeriesTiming, SingleCopy } from "./views.ts";

/**
 * Of a series whose organizer's copy nobody may read: a room that shows single meetings may have
 * been asked for those occurrences alone, or the series has become a single meeting. It cannot have
 * become several, nor one in this room and more in another. Answers the occurrences.
 */
export function occurrencesAlone({ roomCopies }: MeetingThere): readonly SingleCopy[] {
  const present = [...roomCopies.values()].filter((copy) => copy.kind !== "gone");
  const alone = present.flatMap(({ singles }) =>
    singles.filter(({ response }) => response !== "declined"),
  );
  return alone.length > 1 || present.some(isWhole) ? alone : [];
}

/** The room has the series, and not only occurrences of it. */
export function isWhole(copy: Exclude<RoomCopy, { kind: "gone" }>): boolean {
  return copy.kind === "known" ? copy.isSeries : copy.timing.kind === "series";
}

/** The series with these of its occurrences at the times that a room shows: each by its day. */
export function withSingles(timing: SeriesTiming, singles: readonly SingleCopy[]): SeriesTiming {
  const shown = new Set(singles.map((single) => dateOfTime(timing.series, single)));
  let { series } = timing;
  for (const single of singles) {
    if (dateOfTime(timing.series, single) !== null) continue;
    const exception = exceptionAt(single, series.zone);
    const date = exception.originalDate.toString();
    // One day of a series has one occurrence at most.
    if (shown.has(date) || !hasDay(series, exception.originalDate)) continue;
    shown.add(date);
    series = withException(series, exception);
  }
  return { ...timing, series };
}

function exceptionAt({ start, end }: Interval, zone: string): SeriesException {
  const wallStart = instantToWallTime(start, zone);
  const length = wallStart.until(instantToWallTime(end, zone), { largestUnit: "minute" });
  const originalDate = wallStart.toPlainDate();
  return { originalDate, start: wallStart, durationMinutes: length.minutes };
}

function hasDay({ pattern, range }: Series, date: Temporal.PlainDate): boolean {
  const day = toDayNumber(date);
  return daysFrom(patternDays(pattern, range), day).next().value === day;
}

function withException(series: Series, exception: SeriesException): Series {
  const isOther = (date: Temporal.PlainDate): boolean => !date.equals(exception.originalDate);
  return {
    ...series,
    exceptions: [...series.exceptions.filter((each) => isOther(each.originalDate)), exception],
    cancelledDates: series.cancelledDates.filter(isOther),
  };
}

/** The series with what another one has of these dates: its exceptions and cancelled dates. */
export function withDatesOf(
  timing: SeriesTiming,
  other: Series,
  dates: ReadonlySet<string | null>,
): SeriesTiming {
  if (dates.size === 0) return timing;
  const isOne = (date: Temporal.PlainDate): boolean => dates.has(date.toString());
  const { series } = timing;
  return {
    ...timing,
    series: {
      ...series,
      exceptions: [
        ...series.exceptions.filter((each) => !isOne(each.originalDate)),
        ...other.exceptions.filter((each) => isOne(each.originalDate)),
      ],
      cancelledDates: [
        ...series.cancelledDates.filter((date) => !isOne(date)),
        ...other.cancelledDates.filter(isOne),
      ],
    },
  };
}

/** Whether an occurrence is among those that the room was asked for alone. */
export function isAmong(
  singles: readonly SingleCopy[],
  series: Series,
  originalDate: string,
): boolean {
  const occurrence = occurrenceOn(series, Temporal.PlainDate.from(originalDate));
  return (
    occurrence !== undefined &&
    singles.some(({ start, end }) => start.equals(occurrence.start) && end.equals(occurrence.end))
  );
}

/** The date of the occurrence that is at this time, or null. */
export function dateOfTime(series: Series, { start, end }: Interval): string | null {
  const found = occurrencesIn(series, { start, end }).find(
    (each) => each.start.equals(start) && each.end.equals(end),
  );
  return found?.originalDate.toString() ?? null;
}
