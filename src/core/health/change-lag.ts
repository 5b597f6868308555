/**
 * How long changes in Outlook take until they are reservations here, as a histogram: counted in
 * buckets, so that all processes can add to one and nobody keeps single values.
 */

/** Upper bounds in seconds: told changes take seconds, polled ones minutes, an outage hours. */
export const LAG_BOUNDS_SECONDS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 900, 3600] as const;

/** The bucket beyond the last bound. */
export const LAG_BEYOND = "beyond";

/** How many lags lay within a bound and above the one before; null: beyond all bounds. */
export interface LagBucket {
  readonly boundSeconds: number | null;
  readonly count: number;
}

/** The name under which a lag is counted. Clocks differ: one below zero counts as none. */
export function lagLabel(lagMs: number): string {
  const bound = LAG_BOUNDS_SECONDS.find((seconds) => lagMs <= seconds * 1000);
  return bound === undefined ? LAG_BEYOND : String(bound);
}

/** All buckets, those without a count too, from counts by label. */
export function lagBuckets(counts: ReadonlyMap<string, number>): readonly LagBucket[] {
  return [...LAG_BOUNDS_SECONDS, null].map((boundSeconds) => ({
    boundSeconds,
    count: counts.get(boundSeconds === null ? LAG_BEYOND : String(boundSeconds)) ?? 0,
  }));
}

/**
 * The bound within which the given share of the lags lay: "95 of 100 within 10 seconds". `null` where
 * that is beyond all bounds, undefined where there are no lags.
 */
export function lagWithin(buckets: readonly LagBucket[], share: number): number | null | undefined {
  const total = buckets.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return undefined;
  let seen = 0;
  for (const { boundSeconds, count } of buckets) {
    seen += count;
    if (seen >= share * total) return boundSeconds;
  }
  return null;
}
