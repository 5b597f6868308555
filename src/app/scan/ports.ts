import type { SpaceAddress } from "../../core/configuration-scan/facts.ts";
import type { Finding } from "../../core/configuration-scan/finding.ts";
import type { RoomSettings } from "../../core/configuration-scan/room-settings.ts";
import type { IntegrationMode } from "../../core/integration-rules/question.ts";
import type { AuditNote } from "../audit-note.ts";
import type { CalendarAccess, CalendarResult } from "../sync/calendar.ts";

/** What a room mailbox says of itself to a credential that may write to its calendar. */
export interface RoomMailbox {
  /** As Exchange names it; null where the settings may not be read. */
  readonly timeZone: string | null;
  /** `room`, `user`, `shared` and the like; null where the settings may not be read. */
  readonly purpose: string | null;
}

/** Port, filled by `src/exchange/room-mailboxes.ts`. */
export interface RoomMailboxes {
  look(access: CalendarAccess): Promise<CalendarResult<RoomMailbox>>;
}

/** How one room's changes reach us. */
export interface ChangeSourceRecord {
  readonly configurationId: string;
  readonly source: "subscription" | "polling" | "none";
  readonly state: "active" | "pending" | "failing" | "inactive";
  readonly subscriptionId: string | null;
  readonly subscriptionExpiresAt: Date | null;
  readonly reasonCode: string | null;
  readonly reason: string | null;
  readonly lastReadAt: Date | null;
}

/** Port: how the rooms' changes reach us, by the table `room_sync`. */
export interface ChangeSourceFacts {
  list(): Promise<readonly ChangeSourceRecord[]>;
}

/** A sync configuration with all of its surroundings that the scan judges. */
export interface ScannedRoom {
  readonly configurationId: string;
  readonly spaceId: string;
  readonly spaceName: string;
  readonly spaceEmail: string | null;
  readonly spaceActive: boolean;
  readonly capacity: number;
  readonly buildingName: string;
  readonly buildingActive: boolean;
  readonly buildingZone: string;
  readonly moduleName: string;
  readonly durationMinutesMax: number;
  readonly daysAheadMax: number;
  readonly recurringEnabled: boolean;
  readonly providerId: string;
  readonly roomMailbox: string;
  readonly active: boolean;
  readonly dryRun: boolean;
}

export interface ScannedReservation {
  readonly kind: "double_booked" | "awaiting_too_long";
  readonly reservationNumber: string;
  readonly spaceId: string;
  readonly spaceName: string;
  /** When it begins, or since when it waits. */
  readonly at: Date;
  readonly reason: string | null;
}

/** A meeting in a room's calendar that is not here as it is there. Its words are not kept. */
export interface ScannedGap {
  readonly kind: "recurrence_unreadable" | "left_in_room";
  readonly spaceId: string;
  readonly spaceName: string;
  readonly roomMailbox: string;
  readonly iCalUId: string | null;
  readonly organizerEmail: string | null;
  /** Of a series its first; null where that cannot be read. */
  readonly startAt: Date | null;
  readonly seenAt: Date;
  /** What cannot be read. */
  readonly reason: string | null;
}

/** Port, filled by `src/store/scan-facts-store.ts`: what the database knows. */
export interface ScanFactsSource {
  /** By building and space. */
  rooms(): Promise<readonly ScannedRoom[]>;
  /** Active spaces that have an address. */
  addresses(): Promise<readonly SpaceAddress[]>;
  /** Future ones that share their room, and those that wait since before `waitingSince`. */
  troubles(query: {
    readonly now: Date;
    readonly waitingSince: Date;
    readonly limit: number;
  }): Promise<readonly ScannedReservation[]>;
  /** Those that last, of active rooms. */
  gaps(limit: number): Promise<readonly ScannedGap[]>;
}

/** Port, filled by the vault's side: until when a provider's certificate is good. */
export interface ProviderCertificates {
  /** Null where there is none, or it cannot be read. */
  expiresAt(providerId: string): Promise<Date | null>;
}

/** What an application's own access token says of it. */
export interface ApplicationClaims {
  /** Of its service principal in the tenant. */
  readonly objectId: string | null;
  /** Permissions granted in Entra ID. */
  readonly roles: readonly string[];
}

/**
 * Port, filled by the identity side. Entra ID promises nobody that its tokens for Graph can be read,
 * so null is an answer like another; nothing but advice may rest on it (facts 6.6).
 */
export type ReadApplicationClaims = (accessToken: string) => ApplicationClaims | null;

/** What a scan found, as it is kept. */
export interface ScanResult {
  readonly scannedAt: Date;
  readonly mode: IntegrationMode;
  readonly roomsTotal: number;
  /** Whose mailboxes were looked at. */
  readonly roomsChecked: number;
  /** All that was found, by severity. */
  readonly counts: ScanCounts;
  /** Of each code so many at most. */
  readonly findings: readonly Finding[];
}

export interface ScanCounts {
  readonly error: number;
  readonly warning: number;
  readonly notice: number;
}

export interface HandedInRecord {
  readonly at: Date;
  readonly rooms: readonly RoomSettings[];
}

/** Port, filled by `src/store/configuration-scan-store.ts`: the last result, and what was handed in. */
export interface ConfigurationScans {
  last(): Promise<ScanResult | null>;
  save(result: ScanResult): Promise<void>;
  handedIn(): Promise<HandedInRecord | null>;
  /** Takes the place of what was handed in before. */
  handIn(record: HandedInRecord, note: AuditNote): Promise<void>;
}
