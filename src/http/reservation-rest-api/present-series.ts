import { Temporal } from "temporal-polyfill";
import type { Reservation } from "../../app/reservations/reservation.ts";
import type { MadeOccurrence } from "../../contract/reservation-rest-api/series.ts";
import { formatSysId } from "../../core/encoded-query/sys-id.ts";
import { intervalOf } from "../../core/recurrence/expand-series.ts";
import { parseSeries, type SeriesText } from "../../core/recurrence/parse-series.ts";
import { secondsText } from "./present-record.ts";

/** A date that was made. */
export function presentMade({ id, startAt, endAt }: Reservation): MadeOccurrence {
  return {
    inserted: true,
    collision: false,
    sys_id: formatSysId(id),
    error: null,
    start: secondsText(startAt),
    end: secondsText(endAt),
  };
}

/** The dates that were left out, since somebody else has the space then. */
export function presentLeftOut(text: SeriesText | null): readonly MadeOccurrence[] {
  if (text === null) return [];
  const series = parseSeries(text);
  if (!series.ok) return [];
  const { startTime, durationMinutes, zone } = series.value;
  return (text.cancelledDates ?? []).map((date) => {
    const wall = Temporal.PlainDate.from(date).toPlainDateTime(startTime);
    const { start, end } = intervalOf(wall, durationMinutes, zone);
    return {
      inserted: false,
      collision: true,
      sys_id: null,
      error: "The space is taken then, and the series leaves this date out.",
      start: start.toString({ smallestUnit: "second" }),
      end: end.toString({ smallestUnit: "second" }),
    };
  });
}
