import type { EventContent } from "../app/sync/calendar.ts";
import { toDayNumber } from "../core/recurrence/calendar-days.ts";
import { fromGraphSeries } from "../core/recurrence/graph-recurrence.ts";
import { formatSeries } from "../core/recurrence/parse-series.ts";
import { firstDayFrom, lastDayBefore, patternDays } from "../core/recurrence/pattern-days.ts";
import type { Series } from "../core/recurrence/series.ts";
import { toWindowsZone, zoneFromCalendar } from "../core/time/zones.ts";
import { type AllDayDates, readAllDay } from "./all-day.ts";
import type { AttendeeField, EventFields } from "./event-mapping.ts";
import {
  type GraphEvent,
  type GraphWallTime,
  readInstant,
  readSensitivity,
} from "./event-reading.ts";
import { readMaster } from "./series-reading.ts";

/**
 * The fields in which an event differs from what it shall show. Only these are sent: every field
 * that is sent tells all attendees anew, attendees alone only those concerned, and the body of an
 * online meeting must not be touched without need (facts 1.5). A change that has arrived before,
 * its answer lost, leaves no difference, so nobody hears of it twice.
 */
export function differingFields(
  event: GraphEvent,
  content: EventContent,
  wanted: EventFields,
): Partial<EventFields> {
  return {
    ...((event.subject ?? "") !== wanted.subject && { subject: wanted.subject }),
    ...(differsInBody(event, wanted) && { body: wanted.body }),
    ...differingTimes(event, content, wanted),
    // What somebody marked as confidential is private enough.
    ...(readSensitivity(event.sensitivity) !== wanted.sensitivity && {
      sensitivity: wanted.sensitivity,
    }),
    ...((event.showAs ?? "busy") !== wanted.showAs && { showAs: wanted.showAs }),
    ...(!sameSet(attendeeKeys(event.attendees ?? []), attendeeKeys(wanted.attendees)) && {
      attendees: wanted.attendees,
    }),
    ...(!sameSet(locationNames(event.locations), locationNames(wanted.locations)) && {
      locations: wanted.locations,
    }),
  };
}

/** Exchange ends lines its own way and may add some at the end. */
function differsInBody(event: GraphEvent, wanted: EventFields): boolean {
  const plain = (text: string): string => text.replace(/\r\n?/g, "\n").trim();
  const [is, shall] = [plain(event.body?.content ?? ""), plain(wanted.body.content)];
  // Somebody made it an online meeting: its body also holds how to join, which a write would lose.
  if (event.isOnlineMeeting === true) return false;
  return is !== shall;
}

/**
 * The recurrence is sent with the times and only where one of them differs: a new one makes Exchange
 * discard the exceptions (facts 1.8).
 */
function differingTimes(
  event: GraphEvent,
  content: EventContent,
  wanted: EventFields,
): Partial<EventFields> {
  const { start, end, isAllDay, recurrence } = wanted;
  const kind = { ...((event.isAllDay ?? false) !== isAllDay && { isAllDay }) };
  if (content.series !== null) {
    return isSameSeries(event, wanted)
      ? {}
      : { start, end, ...kind, recurrence: recurrence ?? null };
  }
  if (event.recurrence) return { start, end, ...kind, recurrence: null };
  return isMoved(event, content, wanted) ? { start, end, ...kind } : {};
}

function isMoved(event: GraphEvent, content: EventContent, wanted: EventFields): boolean {
  if ((event.isAllDay ?? false) !== content.isAllDay) return true;
  if (content.isAllDay) {
    const zone = zoneFromCalendar(event.originalStartTimeZone ?? "") ?? content.timeZone;
    return !isSameDays(readAllDay(event, zone), readAllDay(wanted, content.timeZone));
  }
  return (
    readInstant(event.start).getTime() !== content.startAt.getTime() ||
    readInstant(event.end).getTime() !== content.endAt.getTime()
  );
}

function isSameDays(left: AllDayDates, right: AllDayDates): boolean {
  return left.startDate.equals(right.startDate) && left.endDate.equals(right.endDate);
}

/** Whether the master has the times and the recurrence, however each of them is worded. */
function isSameSeries(
  event: GraphEvent,
  { start, end, isAllDay, recurrence }: EventFields,
): boolean {
  if (!event.recurrence || (event.isAllDay ?? false) !== isAllDay) return false;
  const { exceptionOccurrences: _, cancelledOccurrences: __, ...bare } = event;
  const there = readMaster(bare, "UTC");
  // By way of UTC as it is told: a time that clocks skip on the first day comes back as another.
  const times = isAllDay ? { start, end } : { start: inUtc(start), end: inUtc(end) };
  const here = fromGraphSeries({ ...times, recurrence: recurrence ?? {} }, "UTC");
  return there.ok && here.ok && seriesKey(there.value.series) === seriesKey(here.value.series);
}

function inUtc(time: GraphWallTime): GraphWallTime {
  return { dateTime: readInstant(time).toJSON(), timeZone: "UTC" };
}

/**
 * Equal for series with the same occurrences: where the first and the last date are no occurrences,
 * Exchange may name others, and the first day of the week matters only over several weeks.
 */
function seriesKey(series: Series): string {
  const { pattern, range, startTime, durationMinutes } = formatSeries(series);
  const days = patternDays(series.pattern, series.range);
  const first = firstDayFrom(days, days.startDay);
  const last =
    series.range.type === "endDate"
      ? lastDayBefore(days, toDayNumber(series.range.endDate) + 1)
      : (range.numberOfOccurrences ?? null);
  const { type, interval, month, dayOfMonth, daysOfWeek, index } = pattern;
  const firstDayOfWeek = interval === 1 ? null : pattern.firstDayOfWeek;
  return JSON.stringify([
    [type, interval, month, dayOfMonth, daysOfWeek?.toSorted(), index, firstDayOfWeek],
    [range.type, first, last],
    [startTime, durationMinutes, toWindowsZone(series.zone) ?? series.zone],
  ]);
}

interface AnyAttendee {
  readonly type?: string | null | undefined;
  readonly emailAddress?:
    | AttendeeField["emailAddress"]
    | { readonly address?: string | null | undefined }
    | null
    | undefined;
}

/** Who is invited as what, letters' case and answers aside. */
export function attendeeKeys(attendees: readonly AnyAttendee[]): Set<string> {
  return new Set(
    attendees.map(({ type, emailAddress }) => `${type} ${emailAddress?.address?.toLowerCase()}`),
  );
}

function locationNames(locations: GraphEvent["locations"] | EventFields["locations"]): Set<string> {
  return new Set((locations ?? []).map(({ displayName }) => displayName ?? ""));
}

export function sameSet(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  return left.size === right.size && [...left].every((key) => right.has(key));
}
