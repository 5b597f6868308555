/**
 * Remembers what was looked up for a moment, so that a busy client does not ask the database at
 * every request. What another process changes is noticed when the moment is over; what this one
 * changes, at once, by `forget`. Absence is not remembered: an attacker could fill the memory.
 */
export interface BriefMemory<T> {
  get(key: string, lookUp: () => Promise<T | null>): Promise<T | null>;
  forget(key: string): void;
  forgetAll(): void;
}

export function createBriefMemory<T>(options: {
  readonly lifetimeMs: number;
  readonly entriesMax: number;
  readonly now: () => Date;
}): BriefMemory<T> {
  const entries = new Map<string, { readonly until: number; readonly value: T }>();
  // A look-up that was under way when something changed must not be remembered.
  let generation = 0;
  return {
    async get(key, lookUp) {
      const now = options.now().getTime();
      const known = entries.get(key);
      if (known && known.until > now) return known.value;
      const startedIn = generation;
      const value = await lookUp();
      entries.delete(key);
      if (value !== null && startedIn === generation) {
        entries.set(key, { until: now + options.lifetimeMs, value });
        const oldest = entries.size > options.entriesMax ? entries.keys().next().value : undefined;
        if (oldest !== undefined) entries.delete(oldest);
      }
      return value;
    },
    forget(key) {
      generation++;
      entries.delete(key);
    },
    forgetAll() {
      generation++;
      entries.clear();
    },
  };
}
