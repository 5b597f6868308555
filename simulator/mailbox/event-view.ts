import { Temporal } from "temporal-polyfill";
import { dateParts, formatDate, parseDate, toDayNumber } from "./calendar-date.ts";
import type { CalendarItem } from "./calendar-item.ts";
import { decodeItemId } from "./item-id.ts";
import { overlaps, type Mailbox } from "./mailbox.ts";
import { refusals, succeed, type Outcome } from "./outcome.ts";
import { SeriesDays, type Recurrence } from "./recurrence.ts";
import { findZone } from "./time-zones.ts";
import { msToWallTime, wallTimeToMs } from "./wall-time.ts";

/** An event as a client addresses it: a single, a series, or one occurrence of a series. */
export interface EventView {
  readonly type: "singleInstance" | "seriesMaster" | "occurrence" | "exception";
  /** Where the content is: the item, the exception, or for a plain occurrence the master. */
  readonly item: CalendarItem;
  readonly master: CalendarItem | null;
  /** The original day of an occurrence or exception, in the series' zone. */
  readonly occurrenceDate: string | null;
  readonly originalStartMs: number | null;
  readonly startMs: number;
  readonly endMs: number;
}

/** A single or a master by itself. */
export function viewOfItem(item: CalendarItem): EventView {
  return {
    type: item.series ? "seriesMaster" : "singleInstance",
    item,
    master: null,
    occurrenceDate: null,
    originalStartMs: null,
    startMs: item.startMs,
    endMs: item.endMs,
  };
}

/** The event behind an id that a client sent (facts 5). */
export function findEvent(mailbox: Mailbox, id: string): Outcome<EventView> {
  const decoded = decodeItemId(id);
  if (!decoded) return refusals.malformedId();
  const item = mailbox.get(decoded.key);
  if (!item) return refusals.itemNotFound();
  if (decoded.occurrenceDate === null) return succeed(viewOfItem(item));
  const view = findOccurrence(item, decoded.occurrenceDate);
  return view ? succeed(view) : refusals.itemNotFound();
}

/** One occurrence by its original day; undefined where the series has none or it was cancelled. */
export function findOccurrence(master: CalendarItem, date: string): EventView | undefined {
  const day = parseDate(date);
  if (!master.series || day === undefined) return undefined;
  if (master.series.cancelledDates.includes(date)) return undefined;
  const exception = master.series.exceptions[date];
  if (exception) return viewOfException(master, date, exception);
  return seriesDays(master.series.recurrence).has(day) ? viewOfDay(master, day) : undefined;
}

/** Everything that overlaps [fromMs, toMs), series expanded, in order of start (facts 1.12). */
export function calendarViews(mailbox: Mailbox, fromMs: number, toMs: number): EventView[] {
  const views = mailbox.singlesBetween(fromMs, toMs).map(viewOfItem);
  const before = views.length;
  for (const master of mailbox.masters()) views.push(...seriesViews(master, fromMs, toMs));
  if (views.length > before) views.sort((left, right) => left.startMs - right.startMs);
  return views;
}

/** The occurrences and exceptions of a series that overlap [fromMs, toMs). */
export function seriesViews(master: CalendarItem, fromMs: number, toMs: number): EventView[] {
  const { series } = master;
  if (!series) return [];
  const views: EventView[] = [];
  for (const [date, exception] of Object.entries(series.exceptions)) {
    if (overlaps(exception.startMs, exception.endMs, fromMs, toMs)) {
      views.push(viewOfException(master, date, exception));
    }
  }
  const { ianaId } = timingOf(master);
  const slackMs = master.endMs - master.startMs + DAY_MS;
  const fromDay = dayOfInstant(fromMs - slackMs, ianaId);
  const toDay = dayOfInstant(toMs, ianaId);
  for (const day of seriesDays(series.recurrence).between(fromDay, toDay)) {
    const date = formatDate(day);
    if (series.exceptions[date] || series.cancelledDates.includes(date)) continue;
    const view = viewOfDay(master, day);
    if (overlaps(view.startMs, view.endMs, fromMs, toMs)) views.push(view);
  }
  return views.sort((left, right) => left.startMs - right.startMs);
}

/**
 * The occurrences before and after one, as they stand now; those that were cancelled count or do
 * not, as asked.
 */
export function neighbours(
  master: CalendarItem,
  date: string,
  countsCancelled: boolean,
): { readonly before: EventView | undefined; readonly after: EventView | undefined } {
  const day = parseDate(date);
  if (!master.series || day === undefined) return { before: undefined, after: undefined };
  const days = seriesDays(master.series.recurrence);
  const { exceptions, cancelledDates } = master.series;
  const nearest = (side: "before" | "after"): EventView | undefined => {
    for (let at = days.neighbours(day)[side]; at !== undefined; at = days.neighbours(at)[side]) {
      const neighbour = formatDate(at);
      const exception = exceptions[neighbour];
      if (exception) return viewOfException(master, neighbour, exception);
      if (countsCancelled || !cancelledDates.includes(neighbour)) return viewOfDay(master, at);
    }
    return undefined;
  };
  return { before: nearest("before"), after: nearest("after") };
}

/** The IANA zone a series is expanded in: its own, else the event's (facts 1.8, 1.9). */
export function seriesZone(master: CalendarItem): string {
  return timingOf(master).ianaId;
}

/** The day number of an instant in a zone. */
export function dayOfInstant(epochMs: number, ianaId: string): number {
  const wall = msToWallTime(epochMs, ianaId);
  return toDayNumber(wall.year, wall.month, wall.day);
}

const DAY_MS = 86_400_000;

function seriesDays(recurrence: Recurrence): SeriesDays {
  const known = daysByRecurrence.get(recurrence);
  if (known) return known;
  const days = new SeriesDays(recurrence);
  daysByRecurrence.set(recurrence, days);
  return days;
}

const daysByRecurrence = new WeakMap<Recurrence, SeriesDays>();

interface SeriesTiming {
  readonly ianaId: string;
  readonly startTime: Temporal.PlainTime;
  /** Wall-clock length, so that a day stays a day across a change of the clocks. */
  readonly length: Temporal.Duration;
}

const timings = new WeakMap<CalendarItem, SeriesTiming>();

function timingOf(master: CalendarItem): SeriesTiming {
  const known = timings.get(master);
  if (known) return known;
  const zoneName = master.series?.recurrence.range.recurrenceTimeZone ?? master.startZone;
  const ianaId = findZone(zoneName)?.ianaId ?? "UTC";
  const start = msToWallTime(master.startMs, ianaId);
  const length = start.until(msToWallTime(master.endMs, ianaId), { largestUnit: "day" });
  const timing = { ianaId, startTime: start.toPlainTime(), length };
  timings.set(master, timing);
  return timing;
}

function viewOfDay(master: CalendarItem, day: number): EventView {
  const timing = timingOf(master);
  const start = Temporal.PlainDate.from(dateParts(day)).toPlainDateTime(timing.startTime);
  const startMs = wallTimeToMs(start, timing.ianaId);
  const endMs = wallTimeToMs(start.add(timing.length), timing.ianaId);
  // Where clocks skip the start it moves on, and may pass the end: it lasts as long as ever.
  const isInOrder = endMs > startMs || timing.length.blank;
  const lengthMs = timing.length.total({ unit: "millisecond", relativeTo: start });
  return {
    type: "occurrence",
    item: master,
    master,
    occurrenceDate: formatDate(day),
    originalStartMs: startMs,
    startMs,
    endMs: isInOrder ? endMs : startMs + lengthMs,
  };
}

function viewOfException(master: CalendarItem, date: string, exception: CalendarItem): EventView {
  return {
    type: "exception",
    item: exception,
    master,
    occurrenceDate: date,
    originalStartMs: viewOfDay(master, parseDate(date) ?? 0).startMs,
    startMs: exception.startMs,
    endMs: exception.endMs,
  };
}
