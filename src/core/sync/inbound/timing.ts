import type { Temporal } from "temporal-polyfill";
import { toPlainDate } from "../../recurrence/calendar-days.ts";
import { firstDayFrom, patternDays } from "../../recurrence/pattern-days.ts";
import type { Series } from "../../recurrence/series.ts";
import { type Interval, isBefore } from "../../time/interval.ts";
import { wallTimeToInstant } from "../../time/zones.ts";
import type { Timing } from "./views.ts";

/** The times on the meeting's own row: of a series, the first that its pattern has. */
export function ownTimes(timing: Timing): Interval & { readonly timeZone: string } {
  if (timing.kind === "single") return timing;
  const { series } = timing;
  const { zone: timeZone, startTime, durationMinutes } = series;
  const days = patternDays(series.pattern, series.range);
  const date = toPlainDate(firstDayFrom(days, days.startDay) ?? days.startDay);
  const wallStart = date.toPlainDateTime(startTime);
  return {
    start: wallTimeToInstant(wallStart, timeZone),
    end: wallTimeToInstant(wallStart.add({ minutes: durationMinutes }), timeZone),
    timeZone,
  };
}

export function seriesOf(timing: Timing): Series | null {
  return timing.kind === "series" ? timing.series : null;
}

/** A single meeting that is over, and history; whether a series is, its dates say. */
export function isPast(timing: Timing, now: Temporal.Instant): boolean {
  return timing.kind === "single" && !isBefore(now, timing.end);
}
