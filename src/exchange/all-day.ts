import { Temporal } from "temporal-polyfill";
import { instantToWallTime, wallTimeToInstant } from "../core/time/zones.ts";
import { type GraphWallTime, readInstant } from "./event-reading.ts";

/** The first day and the first day after, as an all-day event has them. */
export interface AllDayDates {
  readonly startDate: Temporal.PlainDate;
  readonly endDate: Temporal.PlainDate;
}

/**
 * The days of an all-day event in its own zone. Read in UTC its midnights fall on other hours, and
 * often on another date (facts 8); some answers have midnight all the same, which then is meant as
 * it stands.
 */
export function readAllDay(
  { start, end }: { readonly start: GraphWallTime; readonly end: GraphWallTime },
  zone: string,
): AllDayDates {
  const startDate = dateOf(start, zone);
  const endDate = dateOf(end, zone);
  const isInOrder = Temporal.PlainDate.compare(startDate, endDate) < 0;
  return { startDate, endDate: isInOrder ? endDate : startDate.add({ days: 1 }) };
}

/** From the start of the first day in the zone to that of the day after the last. */
export function allDayInstants(dates: AllDayDates, zone: string): { startAt: Date; endAt: Date } {
  return { startAt: midnightOf(dates.startDate, zone), endAt: midnightOf(dates.endDate, zone) };
}

/** The instant at which the day begins. */
export function midnightOf(date: Temporal.PlainDate, zone: string): Date {
  const { epochMilliseconds } = wallTimeToInstant(date.toPlainDateTime(), zone);
  return new Date(epochMilliseconds);
}

/** The date whose midnight is meant; the nearest one where the time is midnight nowhere. */
export function dateOf(time: GraphWallTime, zone: string): Temporal.PlainDate {
  const instant = Temporal.Instant.fromEpochMilliseconds(readInstant(time).getTime());
  const there = instantToWallTime(instant, zone);
  // Where clocks skip midnight, the day begins when they go on.
  if (wallTimeToInstant(there.toPlainDate().toPlainDateTime(), zone).equals(instant)) {
    return there.toPlainDate();
  }
  const given = Temporal.PlainDateTime.from(time.dateTime.replace(/Z$/, ""));
  if (given.toPlainTime().equals("00:00")) return given.toPlainDate();
  return there.round({ smallestUnit: "day", roundingMode: "halfExpand" }).toPlainDate();
}
