import type { TestSimulator } from "../../simulator/test-simulator.ts";

/** What Graph was asked while it was watched. */
export interface GraphCalls {
  /** Requests by the mailbox addressed; the parts of a batch count each. */
  readonly byMailbox: ReadonlyMap<string, number>;
  readonly total: number;
  /** Answered with 429. */
  readonly throttled: number;
  /** The most that were at work on one mailbox at one time. */
  readonly concurrentMax: number;
}

/** Counts every request to the simulated Graph from now on; the journal itself keeps only the last. */
export function watchGraph({ world }: TestSimulator): () => GraphCalls {
  const { journal } = world;
  const record = journal.record.bind(journal);
  const byMailbox = new Map<string, number>();
  let [total, throttled, concurrentMax] = [0, 0, 0];
  journal.record = (entry) => {
    record(entry);
    total += 1;
    if (entry.status === 429) throttled += 1;
    else concurrentMax = Math.max(concurrentMax, entry.concurrent);
    const user = entry.mailboxId === null ? undefined : world.directory.users.get(entry.mailboxId);
    const mailbox = user?.mail ?? "(none)";
    byMailbox.set(mailbox, (byMailbox.get(mailbox) ?? 0) + 1);
  };
  return () => ({ byMailbox, total, throttled, concurrentMax });
}
