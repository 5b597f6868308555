import type { Temporal } from "temporal-polyfill";
import type { IntegrationMode } from "../integration-rules/question.ts";
import type { FailureKind } from "../sync/failure-kind.ts";
import type { RoomSettings } from "./room-settings.ts";

/** All that the scan judges by, gathered before it judges. */
export interface ScanFacts {
  readonly now: Temporal.Instant;
  readonly mode: IntegrationMode;
  readonly instance: InstanceFacts;
  readonly providers: readonly ProviderFacts[];
  /** One for each sync configuration, active or not. */
  readonly rooms: readonly RoomFacts[];
  /** Every active space that has an address. */
  readonly addresses: readonly SpaceAddress[];
  /** What Exchange PowerShell printed and somebody handed in; null if nobody did. */
  readonly handedIn: HandedInSettings | null;
  readonly troubles: readonly ReservationTrouble[];
  readonly gaps: readonly CalendarGapFacts[];
}

export interface InstanceFacts {
  /** How browsers reach us; redirect addresses begin with it. */
  readonly publicUrl: string;
  readonly loginUrl: string;
  readonly graphUrl: string;
}

export interface ProviderFacts {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  readonly hasSecret: boolean;
  readonly hasCertificate: boolean;
  readonly certificateExpiresAt: Temporal.Instant | null;
  readonly delegatedUserEmail: string | null;
  /** Of the credential that acts for the system in this mode; null where it was not asked for. */
  readonly token: TokenFacts | null;
  /** Of the application itself, in every mode; null where it was not asked for. */
  readonly application: ApplicationFacts | null;
  /** What the delegated user has granted; empty where nobody is connected. */
  readonly delegatedScopes: readonly string[];
  /** Whether the rooms in Exchange could be listed; null where it was not tried. */
  readonly places: "listed" | "permission_missing" | "failed" | null;
}

/** What the application's own token says of it. */
export type ApplicationFacts =
  | {
      readonly ok: true;
      /** Of its service principal in the tenant; null where the token cannot be read. */
      readonly objectId: string | null;
      /** Permissions granted in Entra ID, which hold for every mailbox; null as before. */
      readonly roles: readonly string[] | null;
    }
  | TokenRefusal;

export type TokenFacts =
  | {
      readonly ok: true;
      /** Whom the delegated user's token belongs to, by sign-in name and by mailbox. */
      readonly accountName: string | null;
      readonly mailboxAddress: string | null;
    }
  | TokenRefusal;

export interface TokenRefusal {
  readonly ok: false;
  readonly code:
    | "token_missing"
    | "token_unusable"
    | "credential_rejected"
    | "identity_provider_unavailable";
  readonly reasonCode: string | null;
  readonly missingScopes: readonly string[];
  readonly message: string;
}

export interface RoomFacts {
  readonly configurationId: string;
  readonly spaceId: string;
  readonly spaceName: string;
  readonly spaceEmail: string | null;
  readonly spaceActive: boolean;
  readonly capacity: number;
  readonly buildingName: string;
  readonly buildingActive: boolean;
  /** IANA. */
  readonly buildingZone: string;
  readonly module: {
    readonly name: string;
    readonly durationMinutesMax: number;
    readonly daysAheadMax: number;
    readonly recurringEnabled: boolean;
  };
  readonly providerId: string;
  readonly roomMailbox: string;
  readonly active: boolean;
  readonly dryRun: boolean;
  /** What the mailbox answered to the system's credential; null where it was not asked. */
  readonly mailbox: MailboxFacts | null;
  /** The room as the directory of places has it; null where that is not known. */
  readonly place: PlaceFacts | null;
  /** Null where nothing is known of it, as before a change source has been started at all. */
  readonly changeSource: ChangeSourceFact | null;
}

export type MailboxFacts =
  | {
      readonly ok: true;
      /** As Exchange names it, Windows or IANA; null where settings may not be read. */
      readonly timeZone: string | null;
      /** `room`, `user`, `shared` …; null where settings may not be read. */
      readonly purpose: string | null;
    }
  | { readonly ok: false; readonly kind: FailureKind; readonly message: string };

export interface PlaceFacts {
  readonly capacity: number | null;
  readonly isReserved: boolean;
}

/** How a room's changes reach us, by `room_sync`. */
export interface ChangeSourceFact {
  readonly source: "subscription" | "polling" | "none";
  readonly state: "active" | "pending" | "failing" | "inactive";
  readonly subscriptionId: string | null;
  readonly subscriptionExpiresAt: Temporal.Instant | null;
  readonly reasonCode: string | null;
  readonly reason: string | null;
  readonly lastReadAt: Temporal.Instant | null;
}

export interface SpaceAddress {
  readonly spaceId: string;
  readonly spaceName: string;
  readonly email: string;
  /** By an active sync configuration, of whatever provider. */
  readonly isSynced: boolean;
}

export interface HandedInSettings {
  readonly at: Temporal.Instant;
  readonly rooms: readonly RoomSettings[];
}

export interface ReservationTrouble {
  readonly kind: "double_booked" | "awaiting_too_long";
  readonly reservationNumber: string;
  readonly spaceId: string;
  readonly spaceName: string;
  /** Since when it waits, or when the meeting that was accepted over it begins. */
  readonly at: Temporal.Instant;
  /** The reservation's own reason, where it has one. */
  readonly reason: string | null;
}

/** A meeting in a room's calendar that is not here as it is there. */
export interface CalendarGapFacts {
  readonly kind: "recurrence_unreadable" | "left_in_room";
  readonly spaceId: string;
  readonly spaceName: string;
  readonly roomMailbox: string;
  readonly iCalUId: string | null;
  readonly organizerEmail: string | null;
  /** Of a series its first; null where that cannot be read. */
  readonly start: Temporal.Instant | null;
  /** When it was first seen so. */
  readonly seenAt: Temporal.Instant;
  /** What cannot be read. */
  readonly reason: string | null;
}
