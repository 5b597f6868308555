import { applyEventInput, withoutFields } from "./apply-event-input.ts";
import { parseDate } from "./calendar-date.ts";
import type { CalendarItem } from "./calendar-item.ts";
import type { EventInput } from "./event-input.ts";
import {
  dayOfInstant,
  findOccurrence,
  neighbours,
  seriesZone,
  type EventView,
} from "./event-view.ts";
import type { ExchangeContext } from "./mailboxes.ts";
import { putException } from "./responses.ts";

/** What becomes of a series' exceptions when the organizer changes the series (facts 1.5, 1.8). */
export function changeExceptions(
  context: ExchangeContext,
  changed: CalendarItem,
  input: EventInput,
  isRescheduled: boolean,
): CalendarItem {
  if (isRescheduled && context.settings.seriesChangeDiscardsExceptions) {
    return withoutExceptions(changed);
  }
  return spreadToExceptions(context, changed, input);
}

/** A series with a new time or rule starts afresh (facts 1.8). */
function withoutExceptions(item: CalendarItem): CalendarItem {
  if (!item.series) return item;
  return { ...item, series: { ...item.series, exceptions: {}, cancelledDates: [] } };
}

/** What changes on the master changes on its exceptions where they had not gone their own way. */
function spreadToExceptions(
  context: ExchangeContext,
  item: CalendarItem,
  input: EventInput,
): CalendarItem {
  let spread = item;
  for (const [date, exception] of Object.entries(item.series?.exceptions ?? {})) {
    const timeless = withoutFields(input, ["start", "end", "recurrence", "isAllDay"]);
    const own = withoutFields(timeless, exception.overriddenFields);
    const applied = applyEventInput(exception, own, context);
    if (applied.ok) spread = putException(spread, date, followSeries(item, date, applied.value));
  }
  return spread;
}

/** An exception that kept the time of its series keeps to the new one. */
function followSeries(master: CalendarItem, date: string, exception: CalendarItem): CalendarItem {
  const { series } = master;
  const wentItsOwnWay = ["start", "end", "isAllDay"].some((name) =>
    exception.overriddenFields.includes(name),
  );
  if (wentItsOwnWay || !series) return exception;
  const { [date]: _exception, ...others } = series.exceptions;
  const plain = findOccurrence({ ...master, series: { ...series, exceptions: others } }, date);
  if (!plain) return exception;
  const { isAllDay, startZone, endZone } = master;
  return { ...exception, isAllDay, startZone, endZone, startMs: plain.startMs, endMs: plain.endMs };
}

/**
 * Whether an occurrence would come to or beyond the day of the one before or after it, or overlap
 * one of them (facts 1.5).
 */
export function crossesNeighbour(
  master: CalendarItem,
  date: string,
  moved: CalendarItem,
  countsCancelled: boolean,
): boolean {
  const zone = seriesZone(master);
  const day = dayOfInstant(moved.startMs, zone);
  const dayOf = ({ startMs }: EventView): number => dayOfInstant(startMs, zone);
  const { before, after } = neighbours(master, date, countsCancelled);
  if (before && moved.startMs < before.endMs) return true;
  if (after && moved.endMs > after.startMs) return true;
  // Staying on its own day is always allowed, however near the neighbours have come.
  if (day === parseDate(date)) return false;
  return (
    (before !== undefined && day <= dayOf(before)) || (after !== undefined && day >= dayOf(after))
  );
}
