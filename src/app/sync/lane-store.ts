import type { CredentialUse } from "./access-tokens.ts";
import type { ClaimedSyncEvent } from "./sync-work.ts";

/**
 * Port of the lanes: which work this process may take on, so that however many processes run, no
 * mailbox is called more often than it allows, and nothing is worked on twice.
 */
export interface LaneStore {
  /**
   * Claims up to `limit` due sync events: in order for each reservation, those that people wait
   * for first, by turns over the mailboxes. A mailbox is one process' alone as long as
   * anything there is under way, and that process keeps to what the mailbox allows; it has a few
   * more at hand, so that no place stays empty.
   */
  claimSyncEvents(request: {
    readonly lease: string;
    readonly leaseMs: number;
    readonly limit: number;
  }): Promise<readonly ClaimedSyncEvent[]>;
  /** Claims the rooms' answers that are to be read now, for up to `limit` mailboxes. */
  claimAnswers(request: {
    readonly leaseMs: number;
    readonly limit: number;
  }): Promise<readonly ClaimedAnswers[]>;
  /** What is still being read stays ours, by the claim that comes back from now on. */
  renewAnswers(claimed: ClaimedAnswers, leaseMs: number): Promise<ClaimedAnswers>;
  /** The mailbox may be read by others again. */
  releaseAnswers(claimed: ClaimedAnswers): Promise<void>;
  /** What is still being worked on keeps its lease. */
  renewLeases(leases: readonly string[], leaseMs: number): Promise<void>;
  /** Gives free what ended processes left behind; with `all`, where no other process can run. */
  releaseLapsed(all: boolean): Promise<number>;
  /**
   * What has been due for a while nobody sits and waits for any more: it becomes bulk work, so that
   * whoever books now goes ahead of a backlog. Answers how much.
   */
  setBacklogBehind(): Promise<number>;
  /** Sets going what waits for a connection that was made since; answers how much. */
  resumeConnected(): Promise<number>;
}

/** Rooms' answers to read from one mailbox; it takes one of the mailbox's calls. */
export interface ClaimedAnswers {
  readonly mailbox: string;
  /** Until when the mailbox is ours to read; tells this claim from others. */
  readonly readingUntil: Date;
  readonly answers: readonly AwaitedAnswer[];
}

/** A meeting whose rooms have been asked. */
export interface AwaitedAnswer {
  /** The meeting's own row. */
  readonly reservationId: string;
  /** The write that asked. */
  readonly syncEventId: string;
  /** As that write was recorded: what wrote the meeting may read it. */
  readonly credential: CredentialUse;
  readonly eventId: string;
  readonly reads: number;
  /** The room had not answered before, and this is the second time that it is asked. */
  readonly wasAskedAgain: boolean;
  readonly waitedMs: number;
  /** When the room gave the answer that the last write made void; null if any answer counts. */
  readonly previousAnswerAt: Date | null;
}
