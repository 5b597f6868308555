import type { Temporal } from "temporal-polyfill";
import { occurrenceOn } from "../recurrence/expand-series.ts";
import { formatSeries, parseSeries, type SeriesText } from "../recurrence/parse-series.ts";
import { firstDateOf, firstTimes } from "../recurrence/requested-series.ts";
import type { RecurrencePattern, Series } from "../recurrence/series.ts";
import { instantToWallTime, toWindowsZone } from "../time/zones.ts";

/**
 * A meeting as both sides showed it when they last agreed, in plain JSON: the third view beside
 * here and there, without which nobody could tell who changed what. Views of the other two are
 * made in the same shape, so that all three compare field by field.
 *
 * Notes are left out: they go to the calendar and never come back (facts workplace 4.1).
 */
export interface AgreedMeeting {
  /** ISO 8601 in UTC, `2027-03-29T09:00:00Z`; of a series, its first occurrence's. */
  readonly startAt: string;
  readonly endAt: string;
  /** IANA zone the times were meant in. */
  readonly timeZone: string;
  readonly isAllDay: boolean;
  readonly subject: string;
  readonly sensitivity: "normal" | "private";
  /**
   * Those that the calendar shows, whoever the rules invite included, and neither organizer nor
   * rooms; in lower case and in order.
   */
  readonly attendees: readonly AgreedAttendee[];
  /** Addresses of the rooms, in lower case and in order. */
  readonly rooms: readonly string[];
  /** Where the calendar lists the rooms by other addresses of theirs: these, likewise. */
  readonly roomsAsListed?: readonly string[];
  readonly series: SeriesText | null;
  /** Of occurrences of a series that are in other rooms than it; left out where none is. */
  readonly roomsByDate?: Readonly<Record<string, readonly string[]>>;
}

export interface AgreedAttendee {
  readonly email: string;
  readonly type: "required" | "optional";
}

/** A meeting as one side shows it. */
export interface ShownMeeting {
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
  readonly timeZone: string;
  readonly isAllDay: boolean;
  readonly subject: string;
  readonly sensitivity: "normal" | "private";
  readonly attendees: readonly AgreedAttendee[];
  /** Addresses. */
  readonly rooms: readonly string[];
  readonly series: Series | null;
  readonly roomsByDate?: Readonly<Record<string, readonly string[]>>;
}

/** The shape that is kept and compared. */
export function agreedMeeting(shown: ShownMeeting): AgreedMeeting {
  return {
    startAt: shown.start.toString({ smallestUnit: "second" }),
    endAt: shown.end.toString({ smallestUnit: "second" }),
    timeZone: shown.timeZone,
    isAllDay: shown.isAllDay,
    subject: shown.subject.trim(),
    sensitivity: shown.sensitivity,
    attendees: shown.attendees
      .map(({ email, type }) => ({ email: email.toLowerCase(), type }))
      .toSorted((left, right) => compareText(left.email, right.email)),
    rooms: addressesOf(shown.rooms),
    series: shown.series === null ? null : formatSeries(shown.series),
    ...roomsByDateOf(shown),
  };
}

function roomsByDateOf({ roomsByDate = {} }: ShownMeeting): Pick<AgreedMeeting, "roomsByDate"> {
  const dates = Object.entries(roomsByDate).map(
    ([date, rooms]) => [date, addressesOf(rooms)] as const,
  );
  return dates.length === 0
    ? {}
    : { roomsByDate: Object.fromEntries(dates.toSorted(([a], [b]) => compareText(a, b))) };
}

function addressesOf(rooms: readonly string[]): readonly string[] {
  return rooms.map((email) => email.toLowerCase()).toSorted(compareText);
}

/**
 * What may differ by itself: `times` is when the meeting is, of a series its pattern; `occurrences`
 * are a series' exceptions, cancelled dates and dates in other rooms, and count only where the pattern is the same.
 */
export const AGREED_FIELDS = [
  "times",
  "occurrences",
  "subject",
  "sensitivity",
  "attendees",
  "rooms",
] as const;
export type AgreedField = (typeof AGREED_FIELDS)[number];

/** The fields in which two views of a meeting are not the same, in the order of AGREED_FIELDS. */
export function differingFields(left: AgreedMeeting, right: AgreedMeeting): readonly AgreedField[] {
  return AGREED_FIELDS.filter((field) => textOf(left, field) !== textOf(right, field));
}

/** Equal for what is the same in this field, however it is written. */
function textOf(meeting: AgreedMeeting, field: AgreedField): string {
  switch (field) {
    case "times":
      return JSON.stringify([meeting.isAllDay, timesOf(meeting)]);
    case "occurrences":
      return JSON.stringify(meeting.series === null ? [] : occurrencesOf(meeting.series, meeting));
    case "subject":
    case "sensitivity":
      return meeting[field];
    case "attendees":
      return JSON.stringify(meeting.attendees.map(({ email, type }) => [email, type]));
    case "rooms":
      return JSON.stringify(meeting.rooms);
  }
}

/**
 * The zone of a single meeting says nothing that its instants do not, and a time that clocks show
 * twice is written in another (facts 1.9).
 */
function timesOf({ startAt, endAt, series }: AgreedMeeting): unknown {
  return series === null ? [startAt, endAt] : masterOf(series);
}

/**
 * A series comes back from Exchange with its zone under another name (facts 1.9), its range begun
 * on its first occurrence and the fields filled in that do not matter (facts 1.8).
 */
function masterOf(text: SeriesText): unknown {
  const parsed = parseSeries({ ...text, exceptions: [], cancelledDates: [] });
  // What cannot be read is compared as it stands.
  if (!parsed.ok) return text;
  const { pattern, range, zone } = parsed.value;
  const startDate = firstDateOf(parsed.value);
  const end =
    range.type === "endDate"
      ? range.endDate.toString()
      : range.type === "numbered"
        ? range.numberOfOccurrences
        : null;
  const times = timesTold(parsed.value, startDate);
  return [patternKey(pattern), startDate.toString(), range.type, end, ...times, zoneKey(zone)];
}

/**
 * Time of day and length by way of the instants of the first date, as the calendar tells them: a time
 * that clocks skip on that day comes back as another.
 */
function timesTold(series: Series, date: Temporal.PlainDate): readonly [string, number] {
  const { start, end } = occurrenceOn(series, date) ?? firstTimes(series);
  const wallStart = instantToWallTime(start, series.zone);
  const length = wallStart.until(instantToWallTime(end, series.zone), { largestUnit: "minute" });
  return [wallStart.toPlainTime().toString({ smallestUnit: "minute" }), length.minutes];
}

function patternKey(pattern: RecurrencePattern): unknown {
  const { type, interval } = pattern;
  switch (type) {
    case "daily":
      return [type, interval];
    case "weekly":
      // Which day begins the week matters only where weeks are left out.
      return [type, interval, sorted(pattern.daysOfWeek), interval > 1 && pattern.firstDayOfWeek];
    case "absoluteMonthly":
      return [type, interval, pattern.dayOfMonth];
    case "relativeMonthly":
      return [type, interval, sorted(pattern.daysOfWeek), pattern.index];
    case "absoluteYearly":
      return [type, interval, pattern.month, pattern.dayOfMonth];
    case "relativeYearly":
      return [type, interval, pattern.month, sorted(pattern.daysOfWeek), pattern.index];
  }
}

function occurrencesOf(
  { exceptions = [], cancelledDates = [] }: SeriesText,
  { roomsByDate = {} }: AgreedMeeting,
): unknown {
  const moved = exceptions.map(({ originalDate, start, durationMinutes }) => [
    originalDate,
    start,
    durationMinutes,
  ]);
  const elsewhere = Object.entries(roomsByDate)
    .filter(([date]) => !cancelledDates.includes(date))
    .map(([date, rooms]) => `${date} ${rooms.join()}`);
  return [
    sorted(moved.map((each) => JSON.stringify(each))),
    sorted(cancelledDates),
    sorted(elsewhere),
  ];
}

/** Exchange keeps Windows' zones, and so several of IANA's are one there. */
function zoneKey(zone: string): string {
  return toWindowsZone(zone) ?? zone;
}

function sorted(texts: readonly string[]): readonly string[] {
  return texts.toSorted(compareText);
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
