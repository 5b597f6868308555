import { Temporal } from "temporal-polyfill";
import { calendarViews, type EventView } from "../mailbox/event-view.ts";
import type { Mailbox } from "../mailbox/mailbox.ts";

/** One day of a shown week, in the zone of the mailbox. */
export interface CalendarDay {
  readonly date: Temporal.PlainDate;
  readonly isToday: boolean;
  readonly events: readonly EventView[];
}

export interface CalendarWeek {
  readonly monday: Temporal.PlainDate;
  readonly days: readonly CalendarDay[];
}

/** The week that holds `date`; an event that crosses midnight stands on each of its days. */
export function weekOf(
  mailbox: Mailbox,
  date: Temporal.PlainDate,
  zone: string,
  nowMs: number,
): CalendarWeek {
  const monday = date.subtract({ days: date.dayOfWeek - 1 });
  const today = dateIn(zone, nowMs);
  const days = Array.from({ length: 7 }, (_, index) => {
    const day = monday.add({ days: index });
    const fromMs = day.toZonedDateTime(zone).epochMilliseconds;
    const toMs = day.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
    return { date: day, isToday: day.equals(today), events: calendarViews(mailbox, fromMs, toMs) };
  });
  return { monday, days };
}

/** The calendar date of an instant in a zone. */
export function dateIn(zone: string, epochMs: number): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone).toPlainDate();
}

/** A date that a reader gave, or the fallback where it is none. */
export function dateOr(text: string | undefined, fallback: Temporal.PlainDate): Temporal.PlainDate {
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return fallback;
  try {
    return Temporal.PlainDate.from(text, { overflow: "reject" });
  } catch (error) {
    if (error instanceof RangeError) return fallback;
    throw error;
  }
}
