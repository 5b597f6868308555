import { Temporal } from "temporal-polyfill";
import type { EventContent, SeriesContent } from "../app/sync/calendar.ts";
import { occurrenceOn } from "../core/recurrence/expand-series.ts";
import { crossesNeighbour } from "../core/recurrence/neighbours.ts";
import type { Series, SeriesException } from "../core/recurrence/series.ts";
import { allDayInstants, readAllDay } from "./all-day.ts";
import { attendeeKeys, sameSet } from "./event-difference.ts";
import { type EventFields, toInvited, toZoned } from "./event-mapping.ts";
import { type GraphOccurrence, readInstant, readRooms } from "./event-reading.ts";
import type { MasterReading } from "./series-reading.ts";

/** Content that is a series. */
export type SeriesEvent = EventContent & { readonly series: SeriesContent };

export function isSeriesEvent(content: EventContent): content is SeriesEvent {
  return content.series !== null;
}

/** What is to be done to one occurrence. */
export interface OccurrenceStep {
  /** `2027-03-29`, the date that the pattern gave it. */
  readonly originalDate: string;
  /** What it is to have otherwise than it has; null: it is cancelled. */
  readonly fields: OccurrenceFields | null;
}

export type OccurrenceFields = Partial<
  Pick<EventFields, "start" | "end" | "isAllDay" | "attendees" | "locations">
>;

export interface OccurrencePlan {
  /** In the order that they are to be done in. */
  readonly steps: readonly OccurrenceStep[];
  /** Dates that take place here and are cancelled there for good. */
  readonly unrevivable: readonly string[];
}

/**
 * What brings the occurrences of a series in line, once its master is as it shall be. What is as it
 * shall be already is left alone: to do the plan again, from wherever it was left, ends the same.
 */
export function planOccurrences(
  mailbox: string,
  content: SeriesEvent,
  there: MasterReading,
): OccurrencePlan {
  const wanted = content.series.series;
  const cancelledHere = new Set(wanted.cancelledDates.map(String));
  const cancelledThere = new Set(there.series.cancelledDates.map(String));
  const cancellations = [...cancelledHere].filter(
    (date) => !cancelledThere.has(date) && takesPlace(there.series, date),
  );
  const changes = datesThatMayDiffer(content, there)
    .filter((date) => !cancelledHere.has(date) && !cancelledThere.has(date))
    .flatMap((originalDate) => {
      const fields = differingOccurrence(mailbox, content, there, originalDate);
      return Object.keys(fields).length === 0 ? [] : [{ originalDate, fields }];
    });
  return {
    steps: [
      ...cancellations.map((originalDate) => ({ originalDate, fields: null })),
      ...inPossibleOrder(changes, wanted, cancel(there.series, cancellations)),
    ],
    unrevivable: [...cancelledThere].filter(
      (date) => !cancelledHere.has(date) && takesPlace(wanted, date),
    ),
  };
}

function takesPlace(series: Series, date: string): boolean {
  return occurrenceOn(series, Temporal.PlainDate.from(date)) !== undefined;
}

function datesThatMayDiffer({ series }: SeriesEvent, there: MasterReading): string[] {
  const dates = new Set([
    ...series.series.exceptions.map(({ originalDate }) => originalDate.toString()),
    ...series.roomsByDate.map(({ originalDate }) => originalDate),
    ...there.exceptions.keys(),
  ]);
  return [...dates].filter((date) => takesPlace(series.series, date)).sort();
}

function differingOccurrence(
  mailbox: string,
  content: SeriesEvent,
  there: MasterReading,
  date: string,
): OccurrenceFields {
  const exception = there.exceptions.get(date);
  return {
    ...differingTimes(content, there, date, exception),
    ...differingInvited(mailbox, content, date, exception),
  };
}

function differingTimes(
  { isAllDay, series: { series } }: SeriesEvent,
  there: MasterReading,
  date: string,
  exception: GraphOccurrence | undefined,
): OccurrenceFields {
  const wanted = standOf(series, date);
  const end = wanted.start.add({ minutes: wanted.durationMinutes });
  const isWholeDays = isAllDay && [wanted.start, end].every(isMidnight);
  const isAllDayThere = exception?.isAllDay ?? there.isAllDay;
  const times = occurrenceOn(series, Temporal.PlainDate.from(date));
  const timesThere = exception
    ? timesOf(exception, series.zone)
    : toDates(occurrenceOn(there.series, Temporal.PlainDate.from(date)));
  const timesHere = toDates(times);
  const isSame =
    isWholeDays === isAllDayThere &&
    timesThere?.startAt.getTime() === timesHere?.startAt.getTime() &&
    timesThere?.endAt.getTime() === timesHere?.endAt.getTime();
  if (isSame) return {};
  return {
    start: toZoned(wanted.start, series.zone),
    end: toZoned(end, series.zone),
    ...(isWholeDays !== isAllDayThere && { isAllDay: isWholeDays }),
  };
}

/**
 * Whoever is invited to an occurrence with rooms of its own is ours to say. To any other it is only
 * the rooms: somebody may have invited a guest to that one day.
 */
function differingInvited(
  mailbox: string,
  content: SeriesEvent,
  date: string,
  exception: GraphOccurrence | undefined,
): OccurrenceFields {
  const own = content.series.roomsByDate.find(({ originalDate }) => originalDate === date);
  const series = toInvited(mailbox, content);
  const wanted = own ? toInvited(mailbox, { ...content, rooms: own.rooms }) : series;
  const there = exception?.attendees ?? series.attendees;
  const isSame = own
    ? sameSet(attendeeKeys(there), attendeeKeys(wanted.attendees))
    : exception === undefined || sameSet(roomsOf(exception), addressesOf(content.rooms));
  return isSame ? {} : wanted;
}

function roomsOf(exception: GraphOccurrence): Set<string> {
  return addressesOf(readRooms(exception));
}

function addressesOf(rooms: readonly { readonly email: string }[]): Set<string> {
  return new Set(rooms.map(({ email }) => email.toLowerCase()));
}

interface Times {
  readonly startAt: Date;
  readonly endAt: Date;
}

function timesOf(exception: GraphOccurrence, zone: string): Times {
  if (exception.isAllDay === true) return allDayInstants(readAllDay(exception, zone), zone);
  return { startAt: readInstant(exception.start), endAt: readInstant(exception.end) };
}

function toDates(occurrence: ReturnType<typeof occurrenceOn>): Times | undefined {
  if (occurrence === undefined) return undefined;
  const { start, end } = occurrence;
  return { startAt: new Date(start.epochMilliseconds), endAt: new Date(end.epochMilliseconds) };
}

function isMidnight(wallTime: Temporal.PlainDateTime): boolean {
  return wallTime.toPlainTime().equals("00:00");
}

/** Where the occurrence is to stand, as its own exception or as the pattern has it. */
function standOf(series: Series, date: string): SeriesException {
  const originalDate = Temporal.PlainDate.from(date);
  const exception = series.exceptions.find((each) => each.originalDate.equals(originalDate));
  if (exception) return exception;
  const start = originalDate.toPlainDateTime(series.startTime);
  return { originalDate, start, durationMinutes: series.durationMinutes };
}

function cancel(series: Series, dates: readonly string[]): Series {
  const cancelled = dates.map((date) => Temporal.PlainDate.from(date));
  return {
    ...series,
    exceptions: series.exceptions.filter(
      ({ originalDate }) => !cancelled.some((date) => date.equals(originalDate)),
    ),
    cancelledDates: [...series.cancelledDates, ...cancelled],
  };
}

/**
 * No occurrence may pass its neighbours, which Exchange checks against where they stand at that
 * moment (facts 1.5): whoever is in the way moves first.
 */
function inPossibleOrder(
  steps: readonly OccurrenceStep[],
  wanted: Series,
  there: Series,
): OccurrenceStep[] {
  const ordered: OccurrenceStep[] = [];
  const left = [...steps];
  let current = there;
  while (left.length > 0) {
    const possible = left.findIndex(
      ({ originalDate }) => !crossesNeighbour(current, standOf(wanted, originalDate)),
    );
    // Where none is, Exchange has the last word.
    const [step] = left.splice(Math.max(possible, 0), 1);
    if (step === undefined) break;
    ordered.push(step);
    current = move(current, standOf(wanted, step.originalDate));
  }
  return ordered;
}

function move(series: Series, stand: SeriesException): Series {
  const others = series.exceptions.filter(
    ({ originalDate }) => !originalDate.equals(stand.originalDate),
  );
  return { ...series, exceptions: [...others, stand] };
}
