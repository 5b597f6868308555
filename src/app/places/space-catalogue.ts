import type { BookableSpace } from "../reservations/booking-facts.ts";
import type { CatalogueSource } from "./ports.ts";

/** How long a change made by another process may go unnoticed. */
const CHECK_EVERY_MS = 2_000;
/** About a kilobyte each. */
const SPACES_MAX = 20_000;

/**
 * What this process knows of spaces, so that judging a reservation asks the database nothing. Each
 * space is read when it is first needed; whether anything changed since is one tiny read for all
 * of them together, at most every two seconds.
 */
export interface SpaceCatalogue {
  space(spaceId: string): Promise<BookableSpace | null>;
  /** To be called after this process changed a place, a sync configuration or a provider. */
  forget(): void;
}

export function createSpaceCatalogue(options: {
  readonly source: CatalogueSource;
  /** Milliseconds that only grow, such as `performance.now`. */
  readonly nowMs: () => number;
  readonly spacesMax?: number;
}): SpaceCatalogue {
  const { source, nowMs, spacesMax = SPACES_MAX } = options;
  // Oldest first; promises, so that those who ask together wait together.
  const spaces = new Map<string, Promise<BookableSpace | null>>();
  let version: string | undefined;
  let checkedAtMs = -Infinity;
  let checking: Promise<void> | undefined;

  async function check(): Promise<void> {
    // Before the read: what changes while it is under way is found by the next one.
    const startedAtMs = nowMs();
    const found = await source.version();
    if (found !== version) spaces.clear();
    version = found;
    checkedAtMs = startedAtMs;
  }

  async function ensureFresh(): Promise<void> {
    if (nowMs() - checkedAtMs < CHECK_EVERY_MS) return;
    checking ??= check().finally(() => {
      checking = undefined;
    });
    await checking;
  }

  function load(spaceId: string): Promise<BookableSpace | null> {
    const loading = source.bookableSpace(spaceId);
    spaces.set(spaceId, loading);
    const oldest = spaces.size > spacesMax ? spaces.keys().next().value : undefined;
    if (oldest !== undefined) spaces.delete(oldest);
    const forgetIfUseless = (): void => {
      if (spaces.get(spaceId) === loading) spaces.delete(spaceId);
    };
    // Absence is not remembered: any id could be asked for. Nor is a failure, which whoever
    // asked is told.
    loading.then((space) => space ?? forgetIfUseless(), forgetIfUseless);
    return loading;
  }

  return {
    async space(spaceId) {
      await ensureFresh();
      return spaces.get(spaceId) ?? load(spaceId);
    },
    forget() {
      spaces.clear();
      checkedAtMs = -Infinity;
    },
  };
}
