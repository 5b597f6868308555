import type { Temporal } from "temporal-polyfill";
import { isBefore } from "../../time/interval.ts";
import { wallTimeToInstant } from "../../time/zones.ts";
import { toDayNumber, toPlainDate } from "../calendar-days.ts";
import { isPatternDay, patternDays } from "../pattern-days.ts";
import type { Series } from "../series.ts";

/** For a series without end: the calendar and the rules of summer time have long repeated by then. */
const LOOKED_AHEAD_YEARS = 30;

/**
 * The first date of the series, exceptions not regarded, on which the clocks of its zone skip the
 * start. Exchange moves such an occurrence on by the gap, RFC 5545 leaves it out and does not count
 * it (3.3.10), so that a series with such a date cannot be told in both ways.
 */
export function firstDateSkippedByClocks(series: Series): Temporal.PlainDate | undefined {
  const { zone, startTime, range } = series;
  const days = patternDays(series.pattern, range);
  const horizonDay = toDayNumber(range.startDate.add({ years: LOOKED_AHEAD_YEARS }));
  const until = wallTimeToInstant(
    toPlainDate(Math.min(days.lastDay, horizonDay) + 1).toPlainDateTime(),
    zone,
  );
  // A zone's offset is looked at from the day before, so that a gap on the first day is found.
  let at = range.startDate.subtract({ days: 1 }).toZonedDateTime(zone);
  for (;;) {
    const next = at.getTimeZoneTransition("next");
    if (!next || !isBefore(next.toInstant(), until)) return undefined;
    const wallAfter = next.toPlainDateTime();
    const wallBefore = next.subtract({ nanoseconds: 1 }).toPlainDateTime().add({ nanoseconds: 1 });
    const firstDay = toDayNumber(wallBefore.toPlainDate());
    for (let day = firstDay; day <= toDayNumber(wallAfter.toPlainDate()); day += 1) {
      const start = toPlainDate(day).toPlainDateTime(startTime);
      const isSkipped =
        wallBefore.until(start).sign >= 0 &&
        start.until(wallAfter).sign > 0 &&
        isPatternDay(days, day);
      if (isSkipped) return toPlainDate(day);
    }
    at = next;
  }
}
