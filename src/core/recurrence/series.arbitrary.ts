import * as fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { toPlainDate, WEEKDAYS } from "./calendar-days.ts";
import { crossesNeighbour } from "./neighbours.ts";
import { daysFrom, firstDayFrom, patternDays } from "./pattern-days.ts";
import {
  type RecurrencePattern,
  type RecurrenceRange,
  type Series,
  WEEK_INDEXES,
} from "./series.ts";

/** Series at random, for property tests. */

/** Zones with clock changes of many kinds: half an hour, at midnight, south of the equator, none. */
export const TELLING_ZONES = [
  "Europe/Berlin",
  "America/New_York",
  "Australia/Lord_Howe",
  "America/Santiago",
  "Asia/Beirut",
  "Africa/Casablanca",
  "Asia/Kathmandu",
  "Pacific/Apia",
  "UTC",
] as const;

const interval = fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 14 }));
const dayOfMonth = fc.oneof(fc.integer({ min: 1, max: 31 }), fc.integer({ min: 28, max: 31 }));
const month = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.constant(2));
const index = fc.constantFrom(...WEEK_INDEXES);
const firstDayOfWeek = fc.constantFrom(...WEEKDAYS);
const daysOfWeek = fc
  .subarray([...WEEKDAYS], { minLength: 1 })
  .map((chosen) => WEEKDAYS.filter((weekday) => chosen.includes(weekday)));

/** Objects as a parser makes them: fast-check's own have no prototype now and then. */
const PLAIN = { noNullPrototype: true } as const;

export const patterns: fc.Arbitrary<RecurrencePattern> = fc.oneof(
  fc.record({ type: fc.constant("daily" as const), interval }, PLAIN),
  fc.record({ type: fc.constant("weekly" as const), interval, daysOfWeek, firstDayOfWeek }, PLAIN),
  fc.record({ type: fc.constant("absoluteMonthly" as const), interval, dayOfMonth }, PLAIN),
  fc.record({ type: fc.constant("relativeMonthly" as const), interval, daysOfWeek, index }, PLAIN),
  fc.record({ type: fc.constant("absoluteYearly" as const), interval, month, dayOfMonth }, PLAIN),
  fc.record(
    { type: fc.constant("relativeYearly" as const), interval, month, daysOfWeek, index },
    PLAIN,
  ),
);

export const dates = fc
  .integer({ min: 0, max: 12_000 })
  .map((days) => Temporal.PlainDate.from("2016-01-01").add({ days }));

export const ranges: fc.Arbitrary<RecurrenceRange> = dates.chain((startDate) =>
  fc.oneof(
    fc.constant({ type: "noEnd" as const, startDate }),
    fc.integer({ min: 1, max: 60 }).map((numberOfOccurrences) => ({
      type: "numbered" as const,
      startDate,
      numberOfOccurrences,
    })),
    fc.integer({ min: 0, max: 4_000 }).map((days) => ({
      type: "endDate" as const,
      startDate,
      endDate: startDate.add({ days }),
    })),
  ),
);

/** Any minute of the day, often the hours in which clocks change. */
export const startTimes = fc
  .oneof(fc.integer({ min: 0, max: 1_439 }), fc.integer({ min: 0, max: 210 }))
  .map((minute) => new Temporal.PlainTime(Math.floor(minute / 60), minute % 60));

/** Bare series that have an occurrence; none of these lasts longer than a day. */
export const bareSeries: fc.Arbitrary<Series> = fc
  .record({
    pattern: patterns,
    range: ranges,
    startTime: startTimes,
    durationMinutes: fc.integer({ min: 0, max: 1_440 }),
    zone: fc.constantFrom(...TELLING_ZONES),
    exceptions: fc.constant([]),
    cancelledDates: fc.constant([]),
  })
  .filter(({ pattern, range }) => {
    const days = patternDays(pattern, range);
    return firstDayFrom(days, days.startDay) !== undefined;
  });

/** Series of which some early occurrences are cancelled and some moved within their day. */
export const changedSeries: fc.Arbitrary<Series> = fc
  .tuple(
    bareSeries,
    fc.array(fc.constantFrom("as it is", "cancelled", "moved"), { maxLength: 12 }),
    fc.array(startTimes, { minLength: 12, maxLength: 12 }),
  )
  .map(([series, fates, times]) => {
    const early = firstDates(series, fates.length);
    const cancelledDates = early.filter((_, place) => fates[place] === "cancelled");
    let changed: Series = { ...series, cancelledDates };
    // Another length than the series', so that it always is a change.
    const durationMinutes = series.durationMinutes === 15 ? 20 : 15;
    for (const [place, originalDate] of early.entries()) {
      if (fates[place] !== "moved") continue;
      const start = originalDate.toPlainDateTime(times[place]);
      const exception = { originalDate, start, durationMinutes };
      if (crossesNeighbour(changed, exception)) continue;
      changed = { ...changed, exceptions: [...changed.exceptions, exception] };
    }
    return changed;
  });

/** The first dates of a series' pattern, in order. */
export function firstDates(series: Series, count: number): Temporal.PlainDate[] {
  const days = patternDays(series.pattern, series.range);
  const found: Temporal.PlainDate[] = [];
  for (const day of daysFrom(days, days.startDay)) {
    if (found.length >= count) break;
    found.push(toPlainDate(day));
  }
  return found;
}
