import { Temporal } from "temporal-polyfill";
import { fail, type Problem, type Result, succeed } from "../result.ts";
import {
  instantToWallTime,
  toWindowsZone,
  wallTimeToInstant,
  zoneFromCalendar,
} from "../time/zones.ts";
import { toPlainDate } from "./calendar-days.ts";
import {
  parseDate,
  parsePattern,
  type PatternText,
  parseRange,
  type RangeText,
} from "./parse-pattern.ts";
import { seriesProblem, type SeriesProblemCode, validateSeries } from "./parse-series.ts";
import { firstDayFrom, patternDays } from "./pattern-days.ts";
import type { RecurrenceRange, Series, SeriesException } from "./series.ts";

/**
 * Series in Graph's words (facts 1.8, 1.9). These shapes are the recurring part of Graph's event and
 * hold no more than that; the adapter reads and writes the rest.
 */
export interface GraphDateTime {
  /** Wall time without an offset, "2026-03-29T09:00:00.0000000". */
  readonly dateTime: string;
  /** Windows or IANA name. */
  readonly timeZone: string;
}

/** A series master as it is read: Graph fills fields that do not matter with zeros and defaults. */
export interface GraphSeriesMaster {
  readonly start: GraphDateTime;
  readonly end: GraphDateTime;
  readonly recurrence: GraphRecurrenceRead;
  readonly originalStartTimeZone?: string | null | undefined;
  /** "OID.{id of the master}.2026-03-29" each; there only if they were asked for (facts 1.1). */
  readonly cancelledOccurrences?: readonly string[] | null | undefined;
  /** There only if they were asked for (facts 1.1). */
  readonly exceptionOccurrences?: readonly GraphException[] | null | undefined;
}

export interface GraphException {
  /** An instant, whatever zone was asked for (facts 1.9). */
  readonly originalStart: string;
  readonly start: GraphDateTime;
  readonly end: GraphDateTime;
}

export interface GraphRecurrenceRead {
  readonly pattern?: PatternText | null | undefined;
  readonly range?:
    | (RangeText & { readonly recurrenceTimeZone?: string | null | undefined })
    | null
    | undefined;
}

/** What is written: only the fields that the type has, since Graph checks the others too. */
export interface GraphSeriesWrite {
  readonly start: GraphDateTime;
  readonly end: GraphDateTime;
  readonly recurrence: {
    readonly pattern: Series["pattern"];
    readonly range: {
      readonly type: RecurrenceRange["type"];
      readonly startDate: string;
      readonly endDate?: string;
      readonly numberOfOccurrences?: number;
      readonly recurrenceTimeZone: string;
    };
  };
}

export interface ReadSeries {
  readonly series: Series;
  /**
   * Which name gave the zone. After "fallback" the series may drift at clock changes, since
   * neither the recurrence nor the event named a zone that we know.
   */
  readonly zoneFrom: "recurrence" | "event" | "fallback";
}

export type GraphSeriesCode = SeriesProblemCode | "unreadable_time";

const MINUTE_MS = 60_000;

/**
 * Reads a series master. `fallbackZone` is the mailbox's own IANA zone, for a custom or unknown
 * zone such as "tzone://Microsoft/Custom" (facts 1.9).
 */
export function fromGraphSeries(
  master: GraphSeriesMaster,
  fallbackZone: string,
): Result<ReadSeries, Problem<GraphSeriesCode>> {
  const pattern = parsePattern(master.recurrence.pattern ?? {});
  if (!pattern.ok) return pattern;
  const range = parseRange(master.recurrence.range ?? {});
  if (!range.ok) return range;
  const { zone, zoneFrom } = zoneOfSeries(master, fallbackZone);
  const times = readTimes(master, zone);
  const changes = readChanges(master, zone);
  if (!times || !changes) return fail(UNREADABLE_TIME);
  const startTime = times.start.toPlainTime();
  const isUnchanged = ({ originalDate, start, durationMinutes }: SeriesException): boolean =>
    start.equals(originalDate.toPlainDateTime(startTime)) &&
    durationMinutes === times.durationMinutes;
  const series = validateSeries({
    pattern: pattern.value,
    range: range.value,
    startTime,
    durationMinutes: times.durationMinutes,
    zone,
    // An exception may be one in its subject only.
    exceptions: changes.exceptions.filter((exception) => !isUnchanged(exception)),
    cancelledDates: changes.cancelledDates,
  });
  return series.ok ? succeed({ series: series.value, zoneFrom }) : series;
}

/**
 * Writes a series. Its range starts with the first occurrence, because Graph wants it to start on
 * the date of the event (facts 1.8); the pattern's days are the same. Exceptions and cancelled
 * dates are not written with a master: each is a change of its occurrence.
 */
export function toGraphSeries(
  series: Series,
): Result<GraphSeriesWrite, Problem<SeriesProblemCode>> {
  const { pattern, range, startTime, zone } = series;
  const days = patternDays(pattern, range);
  const firstDay = firstDayFrom(days, days.startDay);
  if (firstDay === undefined) return fail(seriesProblem("no_occurrences"));
  const firstDate = toPlainDate(firstDay);
  const start = firstDate.toPlainDateTime(startTime);
  // Exchange keeps Windows names; it takes most of IANA's too where there is none (facts 1.9).
  const timeZone = toWindowsZone(zone) ?? zone;
  return succeed({
    start: { dateTime: formatWallTime(start), timeZone },
    end: {
      dateTime: formatWallTime(start.add({ minutes: series.durationMinutes })),
      timeZone,
    },
    recurrence: {
      pattern,
      range: {
        type: range.type,
        startDate: firstDate.toString(),
        ...(range.type === "endDate" ? { endDate: range.endDate.toString() } : {}),
        ...(range.type === "numbered" ? { numberOfOccurrences: range.numberOfOccurrences } : {}),
        recurrenceTimeZone: timeZone,
      },
    },
  });
}

function zoneOfSeries(
  { recurrence, originalStartTimeZone }: GraphSeriesMaster,
  fallbackZone: string,
): { zone: string; zoneFrom: ReadSeries["zoneFrom"] } {
  // start.timeZone does not tell: it is UTC, or what the reader asked for (facts 1.9).
  const ofRecurrence = zoneFromCalendar(recurrence.range?.recurrenceTimeZone ?? "");
  if (ofRecurrence !== undefined) return { zone: ofRecurrence, zoneFrom: "recurrence" };
  const ofEvent = zoneFromCalendar(originalStartTimeZone ?? "");
  if (ofEvent !== undefined) return { zone: ofEvent, zoneFrom: "event" };
  return { zone: fallbackZone, zoneFrom: "fallback" };
}

function readTimes(
  { start, end }: { readonly start: GraphDateTime; readonly end: GraphDateTime },
  zone: string,
): { start: Temporal.PlainDateTime; durationMinutes: number } | undefined {
  const wallStart = readWallTime(start, zone);
  const wallEnd = readWallTime(end, zone);
  if (!wallStart || !wallEnd) return undefined;
  const length = wallStart.until(wallEnd, { largestUnit: "minute" });
  return { start: wallStart, durationMinutes: length.minutes };
}

/** The time on the clocks of the series' zone, whole minutes. */
function readWallTime(
  { dateTime, timeZone }: GraphDateTime,
  zone: string,
): Temporal.PlainDateTime | undefined {
  const from = zoneFromCalendar(timeZone);
  const wallTime = parseWallTime(dateTime);
  if (from === undefined || !wallTime) return undefined;
  // A wall time of the series' own zone is not led over an instant, which would lose it in a gap.
  if (from === zone) return wallTime;
  return instantToWallTime(wallTimeToInstant(wallTime, from), zone);
}

function readChanges(
  master: GraphSeriesMaster,
  zone: string,
): Pick<Series, "exceptions" | "cancelledDates"> | undefined {
  const cancelledDates: Temporal.PlainDate[] = [];
  for (const id of master.cancelledOccurrences ?? []) {
    const date = parseDate(id.slice(-"2026-03-29".length));
    if (!date) return undefined;
    cancelledDates.push(date);
  }
  const exceptions: SeriesException[] = [];
  for (const exception of master.exceptionOccurrences ?? []) {
    const times = readTimes(exception, zone);
    const original = parseInstant(exception.originalStart);
    if (!times || !original) return undefined;
    exceptions.push({ ...times, originalDate: instantToWallTime(original, zone).toPlainDate() });
  }
  return { exceptions, cancelledDates };
}

function parseWallTime(text: string): Temporal.PlainDateTime | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?Z?$/.test(text)) return undefined;
  return unlessRangeError(() =>
    Temporal.PlainDateTime.from(text.replace(/Z$/, "")).round({
      smallestUnit: "minute",
      roundingMode: "floor",
    }),
  );
}

function parseInstant(text: string): Temporal.Instant | undefined {
  return unlessRangeError(() => {
    const instant = Temporal.Instant.from(text);
    const minutes = Math.floor(instant.epochMilliseconds / MINUTE_MS);
    return Temporal.Instant.fromEpochMilliseconds(minutes * MINUTE_MS);
  });
}

function unlessRangeError<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    // A RangeError is how Temporal says that there is no such time.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function formatWallTime(wallTime: Temporal.PlainDateTime): string {
  return wallTime.toString({ smallestUnit: "second" });
}

const UNREADABLE_TIME: Problem<"unreadable_time"> = {
  code: "unreadable_time",
  message: "The calendar told a time of the series that cannot be read.",
  remedy: "Open the series in Outlook, set its time and time zone anew, and save it.",
};
