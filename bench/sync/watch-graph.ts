import type { TestSimulator } from "../../simulator/test-simulator.ts";

/** What Graph was asked while it was watched. */
export interface GraphCalls {
  /** Requests by the mailbox addressed; the parts of a batch count each. */
  readonly byMailbox: ReadonlyMap<string, number>;
  /** Requests by what they are for; the parts of a batch count each, and a batch by itself. */
  readonly byKind: ReadonlyMap<GraphCallKind, number>;
  readonly total: number;
  /** Requests and answers over the wire: a batch is one. */
  readonly exchanges: number;
  /** Answered with 429. */
  readonly throttled: number;
  /** The most that were at work on one mailbox at one time. */
  readonly concurrentMax: number;
  /** What was read, in its order. */
  readonly reads: readonly GraphRead[];
}

export interface GraphRead {
  readonly path: string;
  readonly inBatch: boolean;
}

export type GraphCallKind =
  | "batch"
  | "delta"
  | "calendar_view"
  | "event_by_id"
  | "event_by_ical_uid"
  | "subscription"
  | "other";

/** Counts every request to the simulated Graph from now on; the journal itself keeps only the last. */
export function watchGraph({ world }: TestSimulator): () => GraphCalls {
  const { journal } = world;
  const record = journal.record.bind(journal);
  const byMailbox = new Map<string, number>();
  const byKind = new Map<GraphCallKind, number>();
  const reads: GraphRead[] = [];
  let [total, exchanges, throttled, concurrentMax] = [0, 0, 0, 0];
  journal.record = (entry) => {
    record(entry);
    total += 1;
    if (!entry.inBatch) exchanges += 1;
    if (entry.status === 429) throttled += 1;
    else concurrentMax = Math.max(concurrentMax, entry.concurrent);
    const user = entry.mailboxId === null ? undefined : world.directory.users.get(entry.mailboxId);
    const mailbox = user?.mail ?? "(none)";
    byMailbox.set(mailbox, (byMailbox.get(mailbox) ?? 0) + 1);
    const kind = kindOf(entry.path);
    byKind.set(kind, (byKind.get(kind) ?? 0) + 1);
    if (entry.method === "GET") reads.push({ path: entry.path, inBatch: entry.inBatch });
  };
  return () => ({
    byMailbox,
    byKind,
    total,
    exchanges,
    throttled,
    concurrentMax,
    reads: [...reads],
  });
}

function kindOf(path: string): GraphCallKind {
  return KINDS.find(([pattern]) => pattern.test(path))?.[1] ?? "other";
}

const KINDS: readonly (readonly [RegExp, GraphCallKind])[] = [
  [/^\/(\$|%24)batch/, "batch"],
  [/\/calendarView\/delta/, "delta"],
  [/\/calendarView\?/, "calendar_view"],
  [/\/events\?.*iCalUId/, "event_by_ical_uid"],
  [/\/events\/[^/?]+(\?|$)/, "event_by_id"],
  [/^\/subscriptions/, "subscription"],
];
