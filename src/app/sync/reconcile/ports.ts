import type {
  DifferenceKind,
  RoomItem,
  StandingReservation,
} from "../../../core/sync/reconcile.ts";
import type { AuditNote } from "../../audit-note.ts";

/** Which rooms are reconciled. */
export type ReconciliationScope =
  | { readonly kind: "all" }
  | { readonly kind: "provider"; readonly providerId: string }
  | { readonly kind: "room"; readonly configurationId: string };

export const RECONCILIATION_CAUSES = [
  "administrator",
  "command_line",
  "schedule",
  "outage",
] as const;
export type ReconciliationCause = (typeof RECONCILIATION_CAUSES)[number];

export type DifferenceCounts = Readonly<Partial<Record<DifferenceKind, number>>>;

/** A run over some rooms, with the sums over them. */
export interface ReconciliationRecord {
  readonly id: string;
  readonly scope: ReconciliationScope["kind"];
  /** Of the room or the provider; empty for all. */
  readonly scopeName: string;
  readonly cause: ReconciliationCause;
  /** False: differences are counted and left as they are. */
  readonly repairs: boolean;
  /** `ended`: by an administrator, before its rooms were done. */
  readonly state: "running" | "done" | "ended";
  readonly askedBy: string | null;
  readonly roomsTotal: number;
  readonly roomsDone: number;
  readonly roomsFailed: number;
  readonly found: DifferenceCounts;
  readonly repaired: DifferenceCounts;
  readonly changesTakenIn: number;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

/** A room of a run that is under way, that failed, or that differed. */
export interface ReconciledRoom {
  readonly configurationId: string;
  readonly spaceName: string;
  readonly state: "waiting" | "reading" | "done" | "failed";
  readonly found: DifferenceCounts;
  readonly repaired: DifferenceCounts;
  readonly changesTakenIn: number;
  readonly reason: string | null;
  readonly finishedAt: Date | null;
}

export interface NewReconciliation {
  readonly id: string;
  readonly scope: ReconciliationScope;
  readonly cause: ReconciliationCause;
  readonly repairs: boolean;
  /** Rooms begin one after another over so long. */
  readonly spreadMs: number;
  /** Null where a schedule began it. */
  readonly audit: Pick<AuditNote, "actor" | "action" | "details"> | null;
}

/** A room whose turn it is, as long as the lease holds. */
export interface ClaimedReconciliationRoom {
  readonly reconciliationId: string;
  readonly configurationId: string;
  readonly spaceId: string;
  readonly spaceName: string;
  readonly providerId: string;
  readonly repairs: boolean;
  readonly lease: string;
}

/** How a room's part of a run ended. */
export interface RoomOutcome {
  readonly state: "done" | "failed";
  readonly found: DifferenceCounts;
  readonly repaired: DifferenceCounts;
  readonly reason: { readonly code: string; readonly sentence: string } | null;
}

/** The organizer's copy of a meeting that was made here, and what reads the room it is for. */
export interface WrittenEvent {
  readonly mailbox: string;
  readonly eventId: string;
  readonly providerId: string;
  readonly credential: "application" | "delegated_user" | null;
  readonly delegatedUserEmail: string | null;
  readonly timeZone: string;
}

/** Port, filled by `src/store/sync/reconcile/`. */
export interface ReconciliationStore {
  /** Null where no active room is in the scope. */
  start(reconciliation: NewReconciliation): Promise<ReconciliationRecord | null>;
  find(id: string): Promise<ReconciliationRecord | null>;
  /** Newest first. */
  list(limit: number): Promise<readonly ReconciliationRecord[]>;
  /** What is to be looked at of a run: what is under way, failed or differed, in this order. */
  rooms(id: string, limit: number): Promise<readonly ReconciledRoom[]>;
  /** No more rooms of it begin. Null where there is none. */
  end(
    id: string,
    audit: Pick<AuditNote, "actor" | "action" | "details">,
  ): Promise<ReconciliationRecord | null>;
  /** Asks for the full round of rooms whose turn it is, where no more than so many are being read. */
  askForReading(readingMax: number): Promise<number>;
  /** A full round of the room has ended, in which so many changes were taken in. */
  noteFullRound(configurationId: string, changes: number): Promise<void>;
  /** Rooms that are due to be compared: read whole since they were asked for. */
  claimRead(request: {
    readonly lease: string;
    readonly leaseMs: number;
    readonly limit: number;
  }): Promise<readonly ClaimedReconciliationRoom[]>;
  /** Gives up rooms whose reading has not come to an end for so long; how many. */
  failUnread(waitMs: number): Promise<number>;
  /** False when the lease is lost. */
  finishRoom(room: ClaimedReconciliationRoom, outcome: RoomOutcome): Promise<boolean>;
  /** Rooms that could not be read for so long, and that no run has in hand. */
  roomsAfterOutage(unreadMs: number, limit: number): Promise<readonly string[]>;
  /** What stands in the room here and in its calendar as it was read last. */
  compared(configurationId: string): Promise<{
    readonly reservations: readonly StandingReservation[];
    readonly items: readonly RoomItem[];
    /** How many meetings only the room still has: no reservation stands for them. */
    readonly leftInRoom: number;
  }>;
  /** Null where the calendar was not told of it yet, or its space is not synced. */
  writtenEvent(reservationId: string): Promise<WrittenEvent | null>;
  /** Removes runs that ended long ago. */
  removeOld(): Promise<number>;
}
