import type { AgreedMeeting } from "../../core/sync/agreed.ts";
import type { CallRecord, WrittenEvent } from "./calendar.ts";
import type { ClaimedSyncEvent, SyncWork } from "./sync-work.ts";

/** Port: sync events as they are carried out. Filled by `src/store/`. */
export interface SyncEventStore {
  /** Null when the lease is lost. */
  load(claimed: ClaimedSyncEvent): Promise<SyncWork | null>;
  /**
   * Notes, before the first call, that the calendar may hold the outcome from now on, and what it
   * may show then. False when the lease is lost: then nothing may be called.
   */
  markSending(claimed: ClaimedSyncEvent, mayShow: readonly AgreedMeeting[]): Promise<boolean>;
  /**
   * Writes how a try ended, for the sync event and its reservation, in one transaction. False when
   * the lease is lost: then nothing is written, and whoever has the event now finds out by our key.
   */
  settle(claimed: ClaimedSyncEvent, settlement: Settlement): Promise<boolean>;
}

export interface Reason {
  readonly code: string;
  /** A sentence for people. */
  readonly sentence: string;
}

/** How a try ended. */
export type Settlement =
  /** The calendar shows the reservation. */
  | {
      readonly kind: "written";
      readonly event: WrittenEvent;
      readonly askedFor: string;
      /** What it shows now. */
      readonly agreed: AgreedMeeting;
      /** What both sides had agreed on when the write was judged: a reading may know more by now. */
      readonly agreedBefore: AgreedMeeting | null;
      /** When the room gave the answer that this write made void; null if any answer counts. */
      readonly previousAnswerAt: Date | null;
    }
  /** The calendar does not show it any more; `record` is null where no call was needed. */
  | { readonly kind: "gone"; readonly record: CallRecord | null }
  /** The room has let it go on its own side, and the meeting itself stays where it is. */
  | { readonly kind: "released"; readonly record: CallRecord }
  /** Dry run: built and kept, never sent. */
  | { readonly kind: "not_sent"; readonly request: Readonly<Record<string, unknown>> }
  /** A cancellation follows and nothing had been sent: so nothing is. */
  | { readonly kind: "superseded" }
  | (FailedTry & {
      readonly kind: "retry";
      readonly delayMs: number;
      readonly countsAsTry: boolean;
      /** How long nobody may call the mailbox; null unless it was throttled. */
      readonly throttledForMs: number | null;
    })
  | (FailedTry & { readonly kind: "waiting_for_token" })
  /** Given up. A reservation whose room can never answer now is conflicted, and lets its space go. */
  | (FailedTry & { readonly kind: "error" });

export interface FailedTry {
  readonly reason: Reason;
  readonly mayHaveBeenSent: boolean;
  readonly record: Partial<CallRecord>;
}
