import { Temporal } from "temporal-polyfill";

/** A stretch of time that holds its start but not its end: meetings back to back do not overlap. */
export interface Interval {
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
}

export function isBefore(left: Temporal.Instant, right: Temporal.Instant): boolean {
  return Temporal.Instant.compare(left, right) < 0;
}

/** Whether the two share any time. An interval without length shares none. */
export function overlaps(left: Interval, right: Interval): boolean {
  if (isEmpty(left) || isEmpty(right)) return false;
  return isBefore(left.start, right.end) && isBefore(right.start, left.end);
}

/** Whether the instant lies in the interval. */
export function contains(interval: Interval, instant: Temporal.Instant): boolean {
  return !isBefore(instant, interval.start) && isBefore(instant, interval.end);
}

function isEmpty(interval: Interval): boolean {
  return !isBefore(interval.start, interval.end);
}
