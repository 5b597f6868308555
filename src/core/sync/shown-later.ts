import { Temporal } from "temporal-polyfill";
import { occurrenceOn } from "../recurrence/expand-series.ts";
import { parseSeries } from "../recurrence/parse-series.ts";
import { isBefore } from "../time/interval.ts";
import type { AgreedMeeting } from "./agreed.ts";

/**
 * Whether the calendar shows a meeting, or of a series the occurrence of a date, at a time to come, or
 * may show it there. `views` are what both sides agreed on last, and what writes may have made of it
 * whose outcome is not known.
 */
export function isShownLater(
  views: readonly AgreedMeeting[],
  originalDate: string | null,
  now: Temporal.Instant,
): boolean {
  return views.some((view) => {
    const end = endShown(view, originalDate);
    return end !== undefined && isBefore(now, end);
  });
}

/** Undefined where the series does not have the occurrence, or nobody can tell when it has it. */
function endShown(
  { endAt, series: text }: AgreedMeeting,
  originalDate: string | null,
): Temporal.Instant | undefined {
  if (text === null || originalDate === null) return Temporal.Instant.from(endAt);
  const series = parseSeries(text);
  if (!series.ok) return undefined;
  return occurrenceOn(series.value, Temporal.PlainDate.from(originalDate))?.end;
}
