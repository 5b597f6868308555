import type { CalendarMeeting } from "../../app/sync/room-calendar.ts";
import { formatSeries, parseSeries, type SeriesText } from "../../core/recurrence/parse-series.ts";
import type { Series } from "../../core/recurrence/series.ts";

/**
 * A series as a room's own copy has it. A date that the room has declined it has not, whether its
 * copy still shows that date or not.
 */
export function seriesInRoom({ times }: CalendarMeeting): SeriesText | null {
  if (times.kind !== "series") return null;
  const text = formatSeries(times.series);
  const declined = times.occurrences
    .filter(({ ownResponse }) => ownResponse === "declined")
    .map(({ originalDate }) => originalDate);
  const { exceptions = [], cancelledDates = [] } = text;
  return {
    ...text,
    exceptions: exceptions.filter(({ originalDate }) => !declined.includes(originalDate)),
    cancelledDates: [...new Set([...cancelledDates, ...declined])].toSorted(),
  };
}

/** Null of a single meeting, and where it is not known. */
export function seriesFrom(text: SeriesText | null): Series | null {
  const series = text && parseSeries(text);
  return series?.ok ? series.value : null;
}
