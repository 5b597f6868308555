import type { IntegrationMode } from "../integration-rules/question.ts";

/**
 * What the rules of notices have to know. Ages are in seconds before now, by the database's clock;
 * null where the thing never happened.
 */
export interface HealthFacts {
  readonly mode: IntegrationMode;
  /** Active ones only. */
  readonly providers: readonly ProviderFacts[];
  /** Rooms that may be in trouble; those that are well are left out. */
  readonly rooms: readonly RoomFacts[];
  /** Sync events in error that nobody has sent again, by cause. */
  readonly errors: readonly { readonly reasonCode: string; readonly count: number }[];
  /** Mailboxes that Exchange does not know, by those sync events. */
  readonly missingMailboxes: readonly { readonly mailbox: string; readonly count: number }[];
  readonly queue: {
    /** Sync events that people wait for, due and not taken up. */
    readonly overdueCount: number;
    readonly overdueForSeconds: number | null;
    /** Sync events that wait for a person to connect. */
    readonly waitingForPeopleCount: number;
    readonly waitingForPeopleSeconds: number | null;
  };
  readonly notifications: {
    /** Rooms whose changes Exchange is to tell. */
    readonly subscribedRooms: number;
    /** Of those, rooms in which a change was found lately that nobody had told. */
    readonly untoldRooms: number;
    /** Since the last notification for any of them. */
    readonly lastToldSecondsAgo: number | null;
  };
  /** Rooms in which several reconciliations in a row found differences. */
  readonly driftingRooms: readonly {
    readonly configurationId: string;
    readonly spaceName: string;
    readonly rounds: number;
  }[];
  /** Coming meetings that stand in a room's calendar at one time with another. */
  readonly doubleBooked: number;
  /** Given up within 24 hours, since nobody had decided on them by their start. */
  readonly approvalsLapsed: number;
  /** Mail that waits for long or was given up lately, and what its last try came to. */
  readonly unsentMail: { readonly count: number; readonly reason: string | null };
}

export interface ProviderFacts {
  readonly id: string;
  readonly name: string;
  readonly delegatedUserEmail: string | null;
  readonly application: CredentialFacts;
  readonly delegatedUser: CredentialFacts;
}

export interface CredentialFacts {
  readonly state: "connected" | "needs_reconnect" | "not_connected";
  readonly reason: string | null;
}

/** A synced room whose reading is late or fails. */
export interface RoomFacts {
  readonly configurationId: string;
  readonly spaceName: string;
  readonly roomMailbox: string;
  readonly providerId: string;
  readonly providerName: string;
  readonly source: "subscription" | "polling" | "none";
  readonly state: "active" | "pending" | "failing" | "inactive";
  readonly credential: "application" | "delegated_user" | null;
  readonly reasonCode: string | null;
  readonly reason: string | null;
  /** Since it was read last, or since it was to be read first. */
  readonly unreadForSeconds: number;
  /** Since its subscription ran out; null while it lives or where there is none. */
  readonly lapsedForSeconds: number | null;
}
