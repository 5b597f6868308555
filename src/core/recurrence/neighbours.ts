import { Temporal } from "temporal-polyfill";
import type { Problem } from "../result.ts";
import { type DayNumber, toDayNumber, toPlainDate } from "./calendar-days.ts";
import { firstDayFrom, lastDayBefore, patternDays } from "./pattern-days.ts";
import type { Series, SeriesException } from "./series.ts";

export type CrossingProblem = Problem<"occurrence_crosses_neighbour">;

/** Where the occurrences before and after stand now, in wall times of the series' zone. */
interface Neighbour {
  readonly start: Temporal.PlainDateTime;
  readonly end: Temporal.PlainDateTime;
}

/**
 * What Exchange refuses as ErrorOccurrenceCrossingBoundary (facts 1.5): an occurrence may not move
 * to or before the day of the one before it, nor to or past the day of the one after it, nor
 * overlap either. Neighbours stand where they were moved to; a cancelled one stands where the
 * pattern has it, which is the safe side as long as nobody has documented otherwise.
 */
export function crossesNeighbour(
  series: Series,
  exception: SeriesException,
): CrossingProblem | undefined {
  const { originalDate, start, durationMinutes } = exception;
  const end = start.add({ minutes: durationMinutes });
  const { before, after } = neighboursOf(series, originalDate);
  const isOnOwnDay = start.toPlainDate().equals(originalDate);
  const startDay = toDayNumber(start.toPlainDate());
  const crossesBefore =
    before !== undefined &&
    ((!isOnOwnDay && startDay <= dayOf(before)) || isEarlier(start, before.end));
  const crossesAfter =
    after !== undefined &&
    ((!isOnOwnDay && startDay >= dayOf(after)) || isEarlier(after.start, end));
  return crossesBefore || crossesAfter ? CROSSING : undefined;
}

function neighboursOf(
  series: Series,
  date: Temporal.PlainDate,
): { before: Neighbour | undefined; after: Neighbour | undefined } {
  const days = patternDays(series.pattern, series.range);
  const day = toDayNumber(date);
  const stand = (scheduled: DayNumber | undefined): Neighbour | undefined =>
    scheduled === undefined ? undefined : standOf(series, toPlainDate(scheduled));
  return { before: stand(lastDayBefore(days, day)), after: stand(firstDayFrom(days, day + 1)) };
}

function standOf(series: Series, date: Temporal.PlainDate): Neighbour {
  const exception = series.exceptions.find(({ originalDate }) => originalDate.equals(date));
  const start = exception?.start ?? date.toPlainDateTime(series.startTime);
  const { durationMinutes } = exception ?? series;
  const isCancelled = series.cancelledDates.some((each) => each.equals(date));
  // Of a cancelled occurrence only the day is left, and nothing can overlap it.
  if (isCancelled) return { start: endOfDay(date), end: date.toPlainDateTime() };
  return { start, end: start.add({ minutes: durationMinutes }) };
}

function endOfDay(date: Temporal.PlainDate): Temporal.PlainDateTime {
  return date.toPlainDateTime("23:59:59.999999999");
}

function dayOf({ start }: Neighbour): DayNumber {
  return toDayNumber(start.toPlainDate());
}

function isEarlier(left: Temporal.PlainDateTime, right: Temporal.PlainDateTime): boolean {
  return Temporal.PlainDateTime.compare(left, right) < 0;
}

const CROSSING: CrossingProblem = {
  code: "occurrence_crosses_neighbour",
  message:
    "The occurrence would come to or past the day of the one before or after it, which Exchange " +
    "does not allow within a series.",
  remedy: "Choose a day between the neighbouring occurrences, or cancel it and reserve anew.",
};
