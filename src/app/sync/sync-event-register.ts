import type { ReservationState } from "../../core/reservations/reservation-state.ts";
import type { SyncEventState, SyncEventType } from "../../core/sync/outbound-plan.ts";
import type { Outcome, Refusal } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
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
  /** Of the act that it came from; see `CalendarAccess.requestId`. */
  readonly requestId: string;
  /** The event that says what this one was to say; null unless there is one. */
  readonly supersededBy: string | null;
  /** The reservation's sensitivity now. */
  readonly isPrivate: boolean;
}

/** What has to be known to judge whether a sync event can be sent again. */
export interface SentSyncEvent {
  readonly id: string;
  readonly reservationId: string;
  readonly type: SyncEventType;
  readonly state: SyncEventState;
  /** It is one of a dry run, of which nothing was to be sent. */
  readonly dryRun: boolean;
  /**
   * A later intent of the reservation, whatever became of it, but for those superseded. Of a
   * cancellation, only one for the same mailbox: what is written elsewhere does not overtake it.
   */
  readonly hasLater: boolean;
  /** The space's configuration is a dry run now. */
  readonly isDryRunNow: boolean;
  /** The reservation's state and reason now, and its space's name. */
  readonly reservationState: ReservationState;
  readonly reservationReasonCode: string | null;
  readonly spaceName: string;
}

/** What sending again means for the reservation. */
export interface Resending {
  /** Placed again, in this state: the room is asked. Null: it stays as it is. */
  readonly placedState: ReservationState | null;
}

export type ResendingOutcome =
  | { readonly outcome: "sent" }
  /** Somebody else has the space for some of that time by now; nothing was written. */
  | { readonly outcome: "space_taken"; readonly spaceName: string }
  | { readonly outcome: "refused"; readonly refusal: Refusal };

/** Port: sync events as administrators read them and send them again. Filled by `src/store/`. */
export interface SyncEventRegister {
  /** Newest first, those before the id `before` only. */
  list(filter: {
    readonly state?: SyncEventState | undefined;
    readonly reasonCode?: string | undefined;
    readonly reservationId?: string | undefined;
    readonly before: string | null;
    readonly limit: number;
  }): Promise<readonly SyncEventView[]>;
  find(id: string): Promise<SyncEventRecord | null>;
  /**
   * Makes the event due now if `judge`, given it locked, allows it. A reservation that is placed
   * again takes its space again first, if it has let it go. `priority`: as bulk work of this one;
   * null: as it was. Null where there is no such event.
   */
  sendAgain(
    id: string,
    judge: (event: SentSyncEvent) => Outcome<Resending>,
    actor: Actor,
    priority: number | null,
  ): Promise<ResendingOutcome | null>;
}
