import type { CredentialUse } from "../access-tokens.ts";

/** A room whose calendar this process may read now, as long as its lease holds. */
export interface ClaimedRoom {
  readonly configurationId: string;
  readonly spaceId: string;
  readonly spaceName: string;
  readonly providerId: string;
  readonly roomMailbox: string;
  /** IANA zone of the room's building. */
  readonly buildingZone: string;
  /** The system's own: application, or the delegated user's. Never a person's. */
  readonly credential: Exclude<CredentialUse, { readonly kind: "personal" }>;
  /** Of this claim alone: whoever claims the room later has another, and ours is worth nothing. */
  readonly lease: string;
  /** Where reading goes on; null: a full round begins. */
  readonly cursor: string | null;
  /** Grows with each full round; what is seen is stamped with it. */
  readonly round: number;
  /** The round under way tells everything in its window. */
  readonly isRoundFull: boolean;
  readonly windowStart: Date | null;
  readonly windowEnd: Date | null;
}

/** How the reading of a room ended. */
export type RoomReading =
  /** Read to the end of its round. `changes` were taken in. */
  | {
      readonly kind: "read";
      readonly changes: number;
      readonly wasFull: boolean;
      /** Something could not be judged yet; left out where all was. */
      readonly leavesOpen?: true;
    }
  /** Another process has the room by now; nothing of ours counts. */
  | { readonly kind: "lease_lost" }
  | {
      readonly kind: "failed";
      readonly code: string;
      /** A sentence for administrators. */
      readonly message: string;
      readonly retryAfterMs: number | null;
      /** What failed was the credential or its rights, so that another source may serve. */
      readonly isAccess: boolean;
    };
