/** One request to Graph, as tests and `/control/requests` read it. Bodies are not kept. */
export interface JournalEntry {
  readonly method: string;
  /** Below /v1.0, with the query. */
  readonly path: string;
  /** Directory id of the mailbox or user addressed; null where there is none. */
  readonly mailboxId: string | null;
  readonly clientId: string | null;
  /** The signed-in person; null for an app's own token. */
  readonly userId: string | null;
  /** 0 where the connection was broken on purpose. */
  readonly status: number;
  readonly errorCode: string | null;
  readonly atMs: number;
  /** Requests of this app at work on this mailbox when it was let in or refused. */
  readonly concurrent: number;
  readonly requestId: string;
  readonly clientRequestId: string | null;
  readonly inBatch: boolean;
}

/** A response of ours that Microsoft's schema does not allow: always a bug in the simulator. */
export interface SchemaViolation {
  readonly method: string;
  readonly path: string;
  readonly type: string;
  readonly detail: string;
}

export interface RequestJournal {
  record(entry: JournalEntry): void;
  recordViolation(violation: SchemaViolation): void;
  /** The last entries, oldest first. */
  entries(): readonly JournalEntry[];
  violations(): readonly SchemaViolation[];
  clear(): void;
}

const ENTRIES_MAX = 5_000;

export function createJournal(entriesMax: number = ENTRIES_MAX): RequestJournal {
  const entries: JournalEntry[] = [];
  const violations: SchemaViolation[] = [];
  return {
    record(entry) {
      entries.push(entry);
      // Trimmed by halves, so that a full journal costs no shift on each request.
      if (entries.length >= entriesMax * 2) entries.splice(0, entries.length - entriesMax);
    },
    recordViolation(violation) {
      if (violations.length < entriesMax) violations.push(violation);
    },
    entries: () => entries.slice(-entriesMax),
    violations: () => violations,
    clear() {
      entries.length = 0;
      violations.length = 0;
    },
  };
}
