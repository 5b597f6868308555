import { instantOf, laterDay } from "../format/wall-time.ts";

export type Span = "day" | "week";

/** Where instants are on the page: the axis runs evenly in real time, also where clocks change. */
export interface TimeScale {
  readonly span: Span;
  readonly zone: string;
  /** The days that are shown, and when each begins. */
  readonly days: readonly ScaleDay[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly pixelsPerMs: number;
  readonly width: number;
}

export interface ScaleDay {
  /** `2026-11-26` */
  readonly date: string;
  readonly startMs: number;
  readonly endMs: number;
}

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
const PIXELS_PER_HOUR = { day: 84, week: 10 } as const;
const DAYS = { day: 1, week: 7 } as const;

/** The day, or the week from its Monday on, as the zone's clocks have it. */
export function createTimeScale(date: string, span: Span, zone: string): TimeScale {
  const startOf = (day: string) => Date.parse(instantOf({ date: day, time: "00:00" }, zone));
  const days = Array.from({ length: DAYS[span] }, (_, index) => {
    const day = laterDay(date, index);
    return { date: day, startMs: startOf(day), endMs: startOf(laterDay(day, 1)) };
  });
  const fromMs = days[0]?.startMs ?? 0;
  const toMs = days.at(-1)?.endMs ?? fromMs;
  const pixelsPerMs = PIXELS_PER_HOUR[span] / HOUR_MS;
  return { span, zone, days, fromMs, toMs, pixelsPerMs, width: (toMs - fromMs) * pixelsPerMs };
}

export function xOf(scale: TimeScale, ms: number): number {
  return (Math.min(Math.max(ms, scale.fromMs), scale.toMs) - scale.fromMs) * scale.pixelsPerMs;
}

export function msAt(scale: TimeScale, x: number): number {
  return scale.fromMs + x / scale.pixelsPerMs;
}

/** The nearest mark of so many minutes, counted from the first midnight. */
export function snapped(scale: TimeScale, ms: number, minutes: number): number {
  const step = minutes * MINUTE_MS;
  return scale.fromMs + Math.round((ms - scale.fromMs) / step) * step;
}
