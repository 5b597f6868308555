import type { Temporal } from "temporal-polyfill";
import { type Interval, isBefore } from "../time/interval.ts";

/** What somebody at a door asks for, in minutes; the shortest gap that is worth offering. */
const LENGTHS_MINUTES = [15, 30, 60] as const;
const GAP_MINUTES_MIN = 5;

/**
 * What can be taken at the door from this minute on: the usual lengths that are free until the next
 * reservation, and where one is too long, all the time that there is.
 */
export function timesFromNow(
  now: Temporal.Instant,
  next: Temporal.Instant | null,
): readonly Interval[] {
  const start = now.round({ smallestUnit: "minute", roundingMode: "floor" });
  return endsWithin(start, next).map((end) => ({ start, end }));
}

/** The later ends that what goes on can be given, before the next reservation begins. */
export function laterEnds(
  end: Temporal.Instant,
  next: Temporal.Instant | null,
): readonly Temporal.Instant[] {
  return endsWithin(end, next);
}

function endsWithin(
  from: Temporal.Instant,
  next: Temporal.Instant | null,
): readonly Temporal.Instant[] {
  const usual = LENGTHS_MINUTES.map((minutes) => from.add({ minutes }));
  if (next === null) return usual;
  const fitting = usual.filter((end) => !isBefore(next, end));
  const isAllFitting = fitting.length === usual.length;
  const isWorthIt = !isBefore(next, from.add({ minutes: GAP_MINUTES_MIN }));
  const isOffered = fitting.some((end) => end.equals(next));
  return isAllFitting || isOffered || !isWorthIt ? fitting : [...fitting, next];
}
