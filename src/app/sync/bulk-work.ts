import type { PageEnd } from "../reservations/page-cursor.ts";

/** What people wait for goes ahead of it in each mailbox. */
export const BULK_PRIORITY = 1;
/** So much is done for one request; whoever asks repeats with the cursor until there is none. */
export const BULK_STEP_MAX = 200;

/** How one step of bulk work ended. */
export interface BulkStep {
  /** How many were enqueued. */
  readonly enqueued: number;
  /** Those that were not, by the code of the refusal. */
  readonly refused: Readonly<Record<string, number>>;
  /** How many come after this step. */
  readonly remaining: number;
  /** Where the next step goes on; null at the end. */
  readonly next: PageEnd | null;
}

/** Something bulk work is done with, in the order of the promises: by reservation's start. */
export interface BulkItem {
  /** Of the sync event or the reservation. */
  readonly id: string;
  readonly end: PageEnd;
}

export interface ErrorFilter {
  readonly reasonCode: string | null;
  readonly providerId: string | null;
}

/** Port, filled by `src/store/sync/bulk-work-store.ts`. Oldest promises first. */
export interface BulkWorkStore {
  /**
   * Sync events in error, without those that would only write a meeting that is over. `count` is of
   * all after `after`.
   */
  inError(filter: ErrorFilter, after: PageEnd | null, limit: number): Promise<FoundItems>;
  /**
   * Coming reservations of the configuration's space that are in no calendar and are not about to
   * be; of a series its own row, as long as one of its dates is to come. In a dry run also those of which it is not recorded what would have been sent.
   */
  outsideCalendar(
    configurationId: string,
    after: PageEnd | null,
    limit: number,
  ): Promise<FoundItems>;
}

export interface FoundItems {
  readonly items: readonly BulkItem[];
  readonly count: number;
}

/** Does something with each item in turn, and sums up. */
export async function takeBulkStep(
  { items, count }: FoundItems,
  enqueue: (item: BulkItem) => Promise<{ readonly refusedWith: string | null }>,
): Promise<BulkStep> {
  const refused: Record<string, number> = {};
  let enqueued = 0;
  for (const item of items) {
    const { refusedWith } = await enqueue(item);
    if (refusedWith === null) enqueued += 1;
    else refused[refusedWith] = (refused[refusedWith] ?? 0) + 1;
  }
  const remaining = count - items.length;
  return { enqueued, refused, remaining, next: remaining > 0 ? (items.at(-1)?.end ?? null) : null };
}
