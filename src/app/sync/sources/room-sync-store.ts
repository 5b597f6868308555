import type { SystemCredential } from "../../../core/sync/change-source.ts";
import type { ClaimedRoom } from "../inbound/claimed-room.ts";

/**
 * Port: where rooms stand in being read, and how their changes reach us. The claims make sure that,
 * however many processes run, a room is in one pair of hands at a time. Filled by `src/store/`.
 */
export interface RoomSyncStore {
  /** Rooms that are to be read now: those that a change was told of first. */
  claimRooms(request: ClaimRequest): Promise<readonly DueRoom[]>;
  /** How the reading ended and when the next one is due; false where the lease was lost. */
  settleReading(room: DueRoom, settlement: ReadingSettlement): Promise<boolean>;
  /** Rooms whose source is to be chosen anew or whose subscription is to be renewed. */
  claimSources(request: ClaimRequest): Promise<readonly ClaimedSource[]>;
  /** What came of it; false where the lease was lost. */
  settleSource(room: ClaimedSource, settlement: SourceSettlement): Promise<boolean>;
  /** Subscriptions that nobody listens to any more. */
  claimRetired(request: ClaimRequest): Promise<readonly RetiredSubscription[]>;
  /** Null: it is gone, or not worth another try. */
  settleRetired(subscriptionId: string, retryDelayMs: number | null): Promise<void>;
  /** What is still being worked on keeps its lease. */
  renewLeases(leases: readonly string[], leaseMs: number): Promise<void>;
  /** Gives all rooms free, where no other process can run; answers how many were held. */
  releaseLeases(): Promise<number>;
  /** Rooms in which something has begun to happen become due soon; answers how many. */
  quickenBusyRooms(withinMs: number): Promise<number>;
  /** Subscriptions that tell another address than this become due; answers how many. */
  reviewSubscriptionsElsewhere(notificationUrl: string): Promise<number>;
}

export interface ClaimRequest {
  readonly leaseMs: number;
  readonly limit: number;
}

export interface DueRoom extends ClaimedRoom {
  readonly source: "subscription" | "polling";
  readonly wasHinted: boolean;
  /** A meeting is on or near, something waits for the room, or it changed a moment ago. */
  readonly isBusy: boolean;
  /** Readings in a row that failed before this one. */
  readonly failedReads: number;
  /** Readings in a row before this one that left something to be judged later. */
  readonly openReads: number;
}

export type ReadingSettlement =
  | {
      readonly kind: "read";
      readonly changes: number;
      readonly wasFull: boolean;
      readonly leavesOpen: boolean;
      /** A change that was told meanwhile makes it due at once all the same. */
      readonly nextReadMs: number;
    }
  | {
      readonly kind: "failed";
      readonly code: string;
      readonly message: string;
      /** Shown as failing; a single failure that passes is not worth a look. */
      readonly isFailing: boolean;
      /** Another credential or source may serve: it is chosen anew. */
      readonly isAccess: boolean;
      readonly nextReadMs: number;
    };

/** A room whose source this process may choose now, as long as its lease holds. */
export interface ClaimedSource {
  readonly configurationId: string;
  readonly spaceName: string;
  readonly providerId: string;
  readonly roomMailbox: string;
  /** The provider names an account that is delegated to rooms. */
  readonly hasDelegatedUser: boolean;
  readonly lease: string;
  /** Tells whether something came up meanwhile that calls for another look. */
  readonly dueMark: Date;
  /** Looks before this one, since a subscription was had or something changed. */
  readonly looks: number;
  readonly subscription: {
    readonly id: string;
    readonly notificationUrl: string;
  } | null;
}

export interface SourceReason {
  readonly code: string;
  /** A sentence for administrators, with what to do. */
  readonly sentence: string;
}

export type SourceSettlement =
  | {
      readonly kind: "subscribed";
      readonly subscriptionId: string;
      readonly expiresAt: Date;
      readonly notificationUrl: string;
      /** Of a new subscription; null where the present one was renewed. */
      readonly clientStateHash: Uint8Array | null;
      readonly nextLookMs: number;
    }
  | {
      readonly kind: "polling";
      readonly credential: SystemCredential;
      readonly reason: SourceReason;
      readonly nextLookMs: number;
    }
  /** No credential may read the room. */
  | { readonly kind: "failing"; readonly reason: SourceReason; readonly nextLookMs: number }
  /** The provider could not answer: everything stays as it is. */
  | { readonly kind: "postponed"; readonly reason: SourceReason; readonly nextLookMs: number };

export interface RetiredSubscription {
  readonly subscriptionId: string;
  readonly providerId: string;
  readonly mailbox: string;
  readonly tries: number;
}
