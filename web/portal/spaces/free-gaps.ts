/** A stretch of time in epoch milliseconds, its end left out. */
export interface Stretch {
  readonly startMs: number;
  readonly endMs: number;
}

/** What is free between the busy times, in order; what is shorter than `shortestMs` is left out. */
export function freeGaps(
  busy: readonly Stretch[],
  { startMs, endMs }: Stretch,
  shortestMs: number,
): readonly Stretch[] {
  const gaps: Stretch[] = [];
  let freeFromMs = startMs;
  for (const taken of busy.toSorted((a, b) => a.startMs - b.startMs)) {
    gaps.push({ startMs: freeFromMs, endMs: Math.min(taken.startMs, endMs) });
    freeFromMs = Math.max(freeFromMs, taken.endMs);
  }
  gaps.push({ startMs: freeFromMs, endMs });
  return gaps.filter((gap) => gap.endMs - gap.startMs >= shortestMs);
}

/**
 * The time that is chosen by pressing a gap at a moment: as long as is wished, or as the gap is, and
 * moved to where it is free.
 */
export function timeInGap(gap: Stretch, atMs: number, lengthMs: number): Stretch {
  const length = Math.min(lengthMs, gap.endMs - gap.startMs);
  const startMs = Math.min(Math.max(atMs, gap.startMs), gap.endMs - length);
  return { startMs, endMs: startMs + length };
}

/** Whether nothing is taken in the whole of the time. */
export function isFree(busy: readonly Stretch[], { startMs, endMs }: Stretch): boolean {
  return !busy.some((taken) => taken.startMs < endMs && taken.endMs > startMs);
}
