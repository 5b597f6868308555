import type { Temporal } from "temporal-polyfill";
import type { ReservationRecord } from "../../contract/reservation-rest-api/reservations.ts";
import { parseSeries, type SeriesText } from "../../core/recurrence/parse-series.ts";
import { countDates, firstTimes } from "../../core/recurrence/requested-series.ts";
import type { RecurrencePattern, RecurrenceRange, Series } from "../../core/recurrence/series.ts";
import { wallTimeToInstant } from "../../core/time/zones.ts";

/** `245` is Tuesday, Thursday and Friday. */
export const WEEKDAYS = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;
const MILLISECONDS_OF_MINUTE = 60_000;

/** A series in that API's words; null for what is no series. */
export function presentPattern(text: SeriesText | null): ReservationRecord["recurring_pattern"] {
  if (text === null) return null;
  const parsed = parseSeries(text);
  if (!parsed.ok) return null;
  const series = parsed.value;
  const { pattern, durationMinutes } = series;
  const dates = countDates(series);
  const amount = Number.isFinite(dates) ? String(dates) : "";
  const repeats = REPEATS[pattern.type];
  return {
    duration: String(durationMinutes * MILLISECONDS_OF_MINUTE),
    repeats,
    label: `Repeats ${repeats}${amount === "" ? "" : `, ${amount} times`}`,
    startDate: utcText(firstTimes(series).start),
    amountOfDates: amount,
    options: {
      count: Number.isFinite(dates) ? dates : null,
      daysOfWeek: daysOf(pattern),
      every: pattern.interval,
      endDate: endOf(series, series.range),
    },
  };
}

const REPEATS = {
  daily: "daily",
  weekly: "weekly",
  absoluteMonthly: "monthly",
  relativeMonthly: "monthly",
  absoluteYearly: "yearly",
  relativeYearly: "yearly",
} as const satisfies Readonly<Record<RecurrencePattern["type"], string>>;

function daysOf(pattern: RecurrencePattern): string {
  if (!("daysOfWeek" in pattern)) return "";
  return WEEKDAYS.flatMap((day, index) =>
    pattern.daysOfWeek.includes(day) ? [String(index + 1)] : [],
  ).join("");
}

function endOf(series: Series, range: RecurrenceRange): string | null {
  if (range.type !== "endDate") return null;
  const wall = range.endDate.toPlainDateTime(series.startTime);
  return utcText(wallTimeToInstant(wall, series.zone));
}

/** `2026-11-24 09:00:00`, which is UTC where that API writes it. */
export function utcText(instant: Temporal.Instant): string {
  return instant.toString({ smallestUnit: "second" }).replace("T", " ").replace("Z", "");
}
