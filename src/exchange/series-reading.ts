import { Temporal } from "temporal-polyfill";
import { occurrenceOn } from "../core/recurrence/expand-series.ts";
import { fromGraphSeries, type GraphSeriesMaster } from "../core/recurrence/graph-recurrence.ts";
import type { Series } from "../core/recurrence/series.ts";
import { type Result, succeed } from "../core/result.ts";
import { instantToWallTime } from "../core/time/zones.ts";
import { dateOf, midnightOf, readAllDay } from "./all-day.ts";
import type { GraphEvent, GraphOccurrence } from "./event-reading.ts";

/** A series master as one mailbox's copy has it. */
export interface MasterReading {
  readonly series: Series;
  readonly isAllDay: boolean;
  /** The exceptions' own events, by the dates that the pattern gave them. */
  readonly exceptions: ReadonlyMap<string, GraphOccurrence>;
}

/**
 * Reads a master that was asked for with its exceptions and cancelled dates. An exception that is
 * itself cancelled stays in a room's calendar (facts 2, RemoveCanceledMeetings): to us its date is
 * cancelled as any other.
 */
export function readMaster(event: GraphEvent, fallbackZone: string): Result<MasterReading> {
  const rough = fromGraphSeries(masterOf(event), fallbackZone);
  if (!rough.ok) return rough;
  const { zone } = rough.value.series;
  const isAllDay = event.isAllDay === true;
  const master = { ...masterOf(event), ...(isAllDay && daysOf(event, zone)) };
  const bare = fromGraphSeries(master, zone);
  if (!bare.ok) return bare;

  const { exceptions, cancelledDates } = readChanges(event, zone);
  const isOccurrence = (date: string): boolean =>
    occurrenceOn(bare.value.series, Temporal.PlainDate.from(date)) !== undefined;
  const read = fromGraphSeries(
    {
      ...master,
      // A date that the pattern does not have cannot be cancelled, so nothing is lost with it.
      cancelledOccurrences: [...cancelledDates].filter(isDate).filter(isOccurrence),
      exceptionOccurrences: [...exceptions].map(([date, exception]) => ({
        start: exception.start,
        end: exception.end,
        ...(exception.isAllDay === true && daysOf(exception, zone)),
        originalStart: originalStartOn(bare.value.series, date),
      })),
    },
    zone,
  );
  return read.ok ? succeed({ series: read.value.series, isAllDay, exceptions }) : read;
}

/** Without exceptions and cancelled dates. */
function masterOf(event: GraphEvent): GraphSeriesMaster {
  const { start, end, originalStartTimeZone } = event;
  return { start, end, recurrence: event.recurrence ?? {}, originalStartTimeZone };
}

/** An all-day event's times as midnights of the series' zone. */
function daysOf(event: GraphOccurrence, zone: string): Pick<GraphSeriesMaster, "start" | "end"> {
  const { startDate, endDate } = readAllDay(event, zone);
  const midnight = (date: Temporal.PlainDate): GraphSeriesMaster["start"] => ({
    dateTime: date.toPlainDateTime().toString({ smallestUnit: "second" }),
    timeZone: zone,
  });
  return { start: midnight(startDate), end: midnight(endDate) };
}

function readChanges(
  event: GraphEvent,
  zone: string,
): { exceptions: Map<string, GraphOccurrence>; cancelledDates: Set<string> } {
  const exceptions = new Map<string, GraphOccurrence>();
  const cancelledDates = new Set((event.cancelledOccurrences ?? []).map(dateOfOccurrenceId));
  for (const exception of event.exceptionOccurrences ?? []) {
    const date = originalDateOf(exception, event, zone);
    if (date === null) continue;
    if (exception.isCancelled === true) cancelledDates.add(date);
    else exceptions.set(date, exception);
  }
  for (const date of cancelledDates) exceptions.delete(date);
  return { exceptions, cancelledDates };
}

/** By its original start, which is an instant whatever zone was asked for (facts 1.9). */
function originalDateOf(
  { originalStart }: GraphOccurrence,
  { isAllDay }: GraphEvent,
  zone: string,
): string | null {
  const milliseconds = Date.parse(originalStart ?? "");
  if (Number.isNaN(milliseconds)) return null;
  const instant = Temporal.Instant.fromEpochMilliseconds(milliseconds);
  if (isAllDay !== true) return instantToWallTime(instant, zone).toPlainDate().toString();
  const dateTime = instantToWallTime(instant, "UTC").toString({ smallestUnit: "second" });
  return dateOf({ dateTime, timeZone: "UTC" }, zone).toString();
}

function originalStartOn(series: Series, date: string): string {
  const { originalStart } = occurrenceOn(series, Temporal.PlainDate.from(date)) ?? {};
  // Of no occurrence: the core says so, and the series counts as unreadable.
  return (
    originalStart?.toString() ?? midnightOf(Temporal.PlainDate.from(date), series.zone).toJSON()
  );
}

/** "OID.{id of the master}.2026-03-29" (facts 1.1). */
function dateOfOccurrenceId(id: string): string {
  return id.slice(-"2026-03-29".length);
}

function isDate(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(text);
}
