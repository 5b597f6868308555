import {
  type CalendarDate,
  Time,
  fromAbsolute,
  parseDate,
  parseTime,
  toCalendarDate,
  toCalendarDateTime,
  toTime,
  toZoned,
} from "@internationalized/date";

/** A day and a time of day as clocks in some zone show them; text as ISO 8601 writes it. */
export interface WallTime {
  /** `2026-11-26` */
  readonly date: string;
  /** `09:30` */
  readonly time: string;
}

/**
 * The instant, in UTC, at which the zone's clocks show that. A time that a change of the clocks
 * skips is read as the one an hour later; of one that comes twice, the first is meant.
 */
export function instantOf(wall: WallTime, zone: string): string {
  const local = toCalendarDateTime(parseDate(wall.date), parseTime(wall.time));
  return toZoned(local, zone, "compatible").toAbsoluteString();
}

/** What the zone's clocks show at an instant. */
export function wallTimeOf(instant: string, zone: string): WallTime {
  const zoned = fromAbsolute(Date.parse(instant), zone);
  return { date: toCalendarDate(zoned).toString(), time: textOfTime(toTime(zoned)) };
}

export function textOfTime(time: Time): string {
  return `${String(time.hour).padStart(2, "0")}:${String(time.minute).padStart(2, "0")}`;
}

/** The next full half hour after an instant, as the zone's clocks show it. */
export function nextHalfHour(instant: string, zone: string): WallTime {
  const halfHourMs = 30 * 60_000;
  const next = new Date(Math.ceil(Date.parse(instant) / halfHourMs) * halfHourMs);
  return wallTimeOf(next.toISOString(), zone);
}

/** What clocks show so many minutes later, and after how many midnights. */
export function laterByTheClock(
  time: string,
  minutes: number,
): { readonly time: string; readonly daysLater: number } {
  const { hour, minute } = parseTime(time);
  const later = hour * 60 + minute + minutes;
  return {
    time: textOfTime(new Time(Math.floor(later / 60) % 24, later % 60)),
    daysLater: Math.floor(later / (24 * 60)),
  };
}

/** The wall time so many minutes later by the clock, staying within the day. */
export function laterOnTheDay(time: string, minutes: number): string {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  const last = 23 * 60 + 59;
  const later = Math.min(hour * 60 + minute + minutes, last);
  return textOfTime(new Time(Math.floor(later / 60), later % 60));
}

/** The day so many days later. */
export function laterDay(date: string, days: number): string {
  return parseDate(date).add({ days }).toString();
}

/** The same day so many years later; of 29 February the last of its month where there is none. */
export function yearsLater(date: string, years: number): string {
  return parseDate(date).add({ years }).toString();
}

/** How many midnights lie between two days. */
export function daysBetween(from: string, to: string): number {
  return parseDate(to).compare(parseDate(from));
}

export function isDate(text: string): boolean {
  return readDate(text) !== null;
}

export function isTime(text: string): boolean {
  return readTime(text) !== null;
}

/** The day for a date field; null when the text is not one. */
export function readDate(text: string): CalendarDate | null {
  try {
    return parseDate(text);
  } catch {
    // Not a day: addresses are typed by hand too, and the field then stays empty.
    return null;
  }
}

/** The time for a time field; null when the text is not one. */
export function readTime(text: string): Time | null {
  try {
    return parseTime(text);
  } catch {
    // Not a time: the field then stays empty.
    return null;
  }
}

const WEEKDAYS = [
  "sunday",
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
] as const;

/** The weekday of a day, as the API names it. */
export function weekdayOf(date: string): (typeof WEEKDAYS)[number] {
  return WEEKDAYS[parseDate(date).toDate("UTC").getUTCDay()] ?? "sunday";
}

/** Of `2026-03-09`: 9. */
export function dayOfMonthOf(date: string): number {
  return parseDate(date).day;
}

/** Of `2026-03-09`: 3. */
export function monthOf(date: string): number {
  return parseDate(date).month;
}

const WEEKS = ["first", "second", "third", "fourth", "last"] as const;

/** The how-many-eth of its weekday in its month a day is; a fifth is the last. */
export function weekOfMonthOf(date: string): (typeof WEEKS)[number] {
  return WEEKS[Math.ceil(parseDate(date).day / 7) - 1] ?? "last";
}
