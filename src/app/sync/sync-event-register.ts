import type { SyncEventState, SyncEventType } from "../../core/sync/outbound-plan.ts";
import type { CredentialUse } from "./access-tokens.ts";

/** A sync event as administrators see it. */
export interface SyncEventView {
  readonly id: string;
  readonly reservationId: string;
  /** As people know it, such as WRES0001005. */
  readonly reservationNumber: string;
  readonly spaceName: string;
  readonly type: SyncEventType;
  readonly state: SyncEventState;
  /** The row of the integration rules that decided. */
  readonly policyRow: string;
  readonly mailbox: string;
  readonly credential: CredentialUse["kind"];
  /** Whose token it is; null unless the credential is personal. */
  readonly credentialPerson: string | null;
  readonly channel: string;
  readonly attempts: number;
  readonly dueAt: Date;
  readonly createdAt: Date;
  readonly processedAt: Date | null;
  readonly reasonCode: string | null;
  readonly reason: string | null;
}

export interface SyncEventRecord extends SyncEventView {
  readonly request: Readonly<Record<string, unknown>> | null;
  readonly response: Readonly<Record<string, unknown>> | null;
  /** The reservation's sensitivity now. */
  readonly isPrivate: boolean;
}

/** What has to be known to judge whether a sync event can be sent again. */
export interface SentSyncEvent {
  readonly id: string;
  readonly reservationId: string;
  readonly type: SyncEventType;
  readonly state: SyncEventState;
  /** A later intent of the reservation, whatever became of it, but for those superseded. */
  readonly hasLater: boolean;
  /** The space's configuration is a dry run now. */
  readonly isDryRunNow: boolean;
}

/** Port: sync events as administrators read them and send them again. Filled by `src/store/`. */
export interface SyncEventRegister {
  /** Newest first, those before the id `before` only. */
  list(filter: {
    readonly state?: SyncEventState | undefined;
    readonly reservationId?: string | undefined;
    readonly before: string | null;
    readonly limit: number;
  }): Promise<readonly SyncEventView[]>;
  find(id: string): Promise<SyncEventRecord | null>;
  /**
   * Makes the event due now if `judge`, given it locked, does not object; answers the objection.
   * Null where there is no such event.
   */
  sendAgain<Objection>(
    id: string,
    judge: (event: SentSyncEvent) => Objection | null,
    audit: {
      readonly actorKind: string;
      readonly actorId: string | null;
      readonly channel: string;
    },
  ): Promise<{ readonly objection: Objection | null } | null>;
}
