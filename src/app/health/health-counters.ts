/** What is counted as it happens; every name's labels are few and bounded. */
export const HEALTH_COUNTS = [
  /** Label: type and outcome, `create written`. */
  "sync_event_settled",
  /** Label: a bound of `src/core/health/change-lag.ts`. */
  "change_lag",
  "change_lag_ms",
  "changes_taken_in",
  /** Label: the kind of difference, of `src/core/sync/reconcile.ts`. */
  "drift_found",
  "drift_repaired",
  /** Reservations that were given up since nobody had decided on them by their start. */
  "approvals_lapsed",
] as const;
export type HealthCount = (typeof HEALTH_COUNTS)[number];

export interface CountedThing {
  readonly name: HealthCount;
  readonly label: string;
  readonly by: number;
}

/** Port, filled by `src/store/health/health-count-store.ts`. */
export interface HealthCountStore {
  /** Adds to the counts of the present hour. */
  add(counted: readonly CountedThing[]): Promise<void>;
  /**
   * How long ago Exchange told the change that a reading of the room has just found; where nobody
   * told it, how long ago the room was read before, which is as long as it took at most.
   */
  changeLagMs(configurationId: string): Promise<number | null>;
  /** Folds what is older than it is kept into totals; answers how many rows. */
  foldOld(): Promise<number>;
}

/**
 * Counts in memory and writes from time to time, so that counting costs the acts nothing and
 * processes do not queue for one row. A process that is killed loses what it counted last: these
 * are for watching, and nothing is decided by them.
 */
export interface HealthCounters {
  count(name: HealthCount, label?: string, by?: number): void;
  /** Writes what was counted since; where that fails it is kept for the next time. */
  flush(): Promise<void>;
}

export function createHealthCounters(store: Pick<HealthCountStore, "add">): HealthCounters {
  let counts = new Map<string, CountedThing>();

  function count(name: HealthCount, label = "", by = 1): void {
    const key = `${name} ${label}`;
    counts.set(key, { name, label, by: (counts.get(key)?.by ?? 0) + by });
  }

  return {
    count,
    async flush() {
      if (counts.size === 0) return;
      const written = counts;
      counts = new Map();
      try {
        await store.add([...written.values()]);
      } catch (error) {
        for (const { name, label, by } of written.values()) count(name, label, by);
        throw error;
      }
    },
  };
}
