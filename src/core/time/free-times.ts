import { type Interval, isBefore } from "./interval.ts";

/** What is left of the window between what is taken; the taken times may overlap and come in any order. */
export function freeTimes(window: Interval, taken: readonly Interval[]): readonly Interval[] {
  const free: Interval[] = [];
  let from = window.start;
  const inOrder = taken.toSorted((left, right) => (isBefore(left.start, right.start) ? -1 : 1));
  for (const { start, end } of inOrder) {
    if (!isBefore(start, window.end)) break;
    if (isBefore(from, start)) free.push({ start: from, end: start });
    if (isBefore(from, end)) from = end;
  }
  if (isBefore(from, window.end)) free.push({ start: from, end: window.end });
  return free;
}
