import type { HealthFacts } from "../../core/health/health-facts.ts";
import type { HealthNotice, NoticeCode, NoticeSubjectKind } from "../../core/health/notices.ts";
import type { LagBucket } from "../../core/health/change-lag.ts";
import type { IntegrationMode } from "../../core/integration-rules/question.ts";
import type { SyncEventState, SyncEventType } from "../../core/sync/outbound-plan.ts";
import type { Actor } from "../people/actor.ts";
import type { ReconciliationRecord } from "../sync/reconcile/ports.ts";

/** How synchronisation does at one moment, over all processes. */
export interface HealthReport {
  readonly at: Date;
  readonly queue: readonly QueueDepth[];
  /** What is due and has waited longest; null where nothing waits. */
  readonly oldestWaiting: { readonly syncEventId: string; readonly createdAt: Date } | null;
  /** Sync events that came to an end within a day. */
  readonly settled: readonly {
    readonly type: SyncEventType;
    readonly outcome: string;
    readonly count: number;
  }[];
  /** Sync events in error that nobody has sent again, by cause; the most frequent first. */
  readonly errors: readonly {
    readonly reasonCode: string;
    readonly lastDay: number;
    readonly last30Days: number;
  }[];
  /** From a change in Outlook to the reservation, within a day. */
  readonly lag: readonly LagBucket[];
  readonly changesTakenIn: number;
  /** Mailboxes with calls under way, or left alone because Exchange asked for it; at most 50. */
  readonly mailboxes: readonly {
    readonly mailbox: string;
    readonly throttledUntil: Date | null;
    readonly callsUnderWay: number;
  }[];
  readonly rooms: RoomsHealth;
  readonly tokens: {
    readonly personal: readonly { readonly state: string; readonly count: number }[];
    readonly credentials: readonly CredentialHealth[];
  };
  readonly drift: readonly DriftCount[];
  readonly doubleBooked: number;
  readonly lastReconciliation: ReconciliationRecord | null;
}

export interface QueueDepth {
  readonly state: Extract<SyncEventState, "new" | "processing" | "waiting_for_token">;
  /** 0: a person waits for it; 1 and above: bulk work. */
  readonly priority: number;
  readonly count: number;
}

export interface RoomsHealth {
  /** Active configurations of active providers. */
  readonly count: number;
  /** Of those, rooms whose calendar was read whole at least once: the first import is over. */
  readonly readWhole: number;
  readonly bySource: readonly {
    readonly source: string;
    readonly state: string;
    readonly count: number;
  }[];
  /** Those that are not well first, then those read longest ago; at most 50. */
  readonly worst: readonly RoomHealth[];
}

export interface RoomHealth {
  readonly configurationId: string;
  readonly spaceName: string;
  readonly roomMailbox: string;
  readonly source: string;
  readonly state: string;
  readonly reason: string | null;
  readonly subscriptionExpiresAt: Date | null;
  readonly lastReadAt: Date | null;
}

export interface CredentialHealth {
  readonly providerId: string;
  readonly providerName: string;
  readonly kind: "application" | "delegated_user";
  readonly state: "connected" | "needs_reconnect" | "not_connected";
  readonly reason: string | null;
  readonly lastUsedAt: Date | null;
}

export interface DriftCount {
  readonly kind: string;
  readonly foundLastDay: number;
  readonly repairedLastDay: number;
  readonly foundLast30Days: number;
  readonly repairedLast30Days: number;
}

/** Totals since the beginning, for those who watch from outside: they never go down. */
export interface HealthTotals {
  readonly settled: readonly { readonly label: string; readonly count: number }[];
  readonly lag: readonly LagBucket[];
  readonly lagMs: number;
  readonly changesTakenIn: number;
  readonly driftFound: readonly { readonly label: string; readonly count: number }[];
  readonly driftRepaired: readonly { readonly label: string; readonly count: number }[];
  readonly approvalsLapsed: number;
}

/** Port, filled by `src/store/health/health-reader.ts`: bounded reads, whatever lies behind. */
export interface HealthReader {
  report(): Promise<HealthReport>;
  totals(): Promise<HealthTotals>;
  facts(mode: IntegrationMode): Promise<HealthFacts>;
}

/** A notice as it is kept. */
export interface AdminNotice {
  readonly id: string;
  readonly code: NoticeCode;
  readonly severity: HealthNotice["severity"];
  readonly subjectKind: NoticeSubjectKind;
  readonly subjectId: string;
  readonly subjectName: string;
  readonly sentence: string;
  readonly remedy: string;
  readonly count: number;
  readonly since: Date;
  readonly lastSeenAt: Date;
  readonly resolvedAt: Date | null;
  readonly acknowledgedAt: Date | null;
  readonly acknowledgedBy: string | null;
}

/** Port, filled by `src/store/health/notice-store.ts`. */
export interface NoticeStore {
  /** Raises what is new, sees again what stands, and resolves the rest; how many began or ended. */
  apply(
    notices: readonly HealthNotice[],
  ): Promise<{ readonly raised: number; readonly resolved: number }>;
  /** Open ones, those that nobody has acknowledged and errors first; then those resolved lately. */
  list(filter: {
    readonly isResolved: boolean;
    readonly limit: number;
  }): Promise<readonly AdminNotice[]>;
  /** With the audit entry; null where there is no such notice. Once more changes nothing. */
  acknowledge(id: string, actor: Actor): Promise<AdminNotice | null>;
  /** Removes what was resolved long ago. */
  removeOld(): Promise<number>;
}
