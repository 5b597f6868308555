/** Nearest-rank percentile of the values, `rank` in (0, 100]; NaN when there are none. */
export function percentile(values: readonly number[], rank: number): number {
  if (values.length === 0) return Number.NaN;
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil((rank / 100) * sorted.length) - 1)] ?? Number.NaN;
}

/** What a load run measured. Durations in milliseconds. */
export interface LoadFigures {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly requests: number;
  readonly failures: number;
}

export function figuresOf(
  latenciesMs: readonly number[],
  elapsedMs: number,
  failures: number,
): LoadFigures {
  const round = (value: number): number => Math.round(value * 100) / 100;
  return {
    perSecond: round((latenciesMs.length / elapsedMs) * 1000),
    p50Ms: round(percentile(latenciesMs, 50)),
    p95Ms: round(percentile(latenciesMs, 95)),
    p99Ms: round(percentile(latenciesMs, 99)),
    requests: latenciesMs.length,
    failures,
  };
}

/** The run whose rate is the median of all runs'. */
export function medianRun(runs: readonly LoadFigures[]): LoadFigures {
  const sorted = [...runs].sort((a, b) => a.perSecond - b.perSecond);
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  if (!middle) throw new Error("No run was measured.");
  return middle;
}
