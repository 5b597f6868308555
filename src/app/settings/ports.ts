import type { AuditNote } from "../audit-note.ts";

export interface AuditRecord {
  readonly id: string;
  readonly at: Date;
  readonly actorKind: string;
  /** The person's, API client's or panel's name; null for the system. */
  readonly actorName: string | null;
  readonly channel: string | null;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Port, filled by `src/store/audit-store.ts`. */
export interface AuditTrail {
  record(note: AuditNote): Promise<void>;
  /** Newest first; `before` is the id of the last entry of the page before. */
  list(page: {
    readonly subjectKind?: string | undefined;
    readonly subjectId?: string | undefined;
    readonly before: string | null;
    readonly limit: number;
  }): Promise<readonly AuditRecord[]>;
}

export interface StoredProperty {
  readonly name: string;
  readonly value: string;
  readonly updatedAt: Date;
  /** The person's name. */
  readonly updatedBy: string | null;
}

/** Port, filled by `src/store/property-store.ts`. */
export interface PropertyStore {
  all(): Promise<readonly StoredProperty[]>;
  /** Writes the value and the audit entry together. */
  set(name: string, value: string, note: AuditNote): Promise<void>;
}

/** A calendar provider without its secrets. */
export interface CalendarProviderRecord {
  readonly id: string;
  readonly name: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly hasSecret: boolean;
  readonly hasCertificate: boolean;
  readonly delegatedUserEmail: string | null;
  readonly active: boolean;
}

export interface CalendarProviderContent {
  readonly name: string;
  readonly tenantId: string;
  readonly clientId: string;
  /** Envelopes of the vault; undefined keeps what is stored, null removes it. */
  readonly clientSecretSealed?: Uint8Array | null | undefined;
  readonly clientCertificateSealed?: Uint8Array | null | undefined;
  /** Undefined keeps what is stored. */
  readonly delegatedUserEmail?: string | null | undefined;
  readonly active: boolean;
}

export type ProviderWritten =
  | { readonly ok: true; readonly provider: CalendarProviderRecord }
  | { readonly ok: false; readonly fault: "provider_name_taken" | "provider_not_found" };

/** Port, filled by `src/store/calendar-provider-store.ts`. */
export interface CalendarProviders {
  /** Oldest first. */
  list(): Promise<readonly CalendarProviderRecord[]>;
  find(id: string): Promise<CalendarProviderRecord | null>;
  /** The id is given by the caller, because the secrets are sealed for it. */
  create(id: string, content: CalendarProviderContent, note: AuditNote): Promise<ProviderWritten>;
  update(id: string, content: CalendarProviderContent, note: AuditNote): Promise<ProviderWritten>;
}

export interface SyncConfigurationRecord {
  readonly id: string;
  readonly spaceId: string;
  readonly spaceName: string;
  readonly buildingName: string;
  readonly providerId: string;
  readonly providerName: string;
  readonly providerActive: boolean;
  readonly roomMailbox: string;
  readonly active: boolean;
  readonly dryRun: boolean;
  readonly changeSource: ChangeSourceView;
}

/** How changes in the room's calendar reach us, and how well. */
export interface ChangeSourceView {
  /** Told, looked for, or neither (yet). */
  readonly source: "subscription" | "polling" | "none";
  readonly state: "active" | "pending" | "failing" | "inactive";
  /** Why it is not better, and what to do; null where it could not be. */
  readonly reason: string | null;
  readonly lastReadAt: Date | null;
  readonly subscriptionExpiresAt: Date | null;
}

export interface NewSyncConfiguration {
  readonly spaceId: string;
  readonly providerId: string;
  readonly roomMailbox: string;
  readonly active: boolean;
  readonly dryRun: boolean;
}

export type SyncConfigurationFault =
  | "space_configured"
  | "mailbox_taken"
  | "space_not_found"
  | "provider_not_found"
  | "sync_configuration_not_found";

export type SyncConfigurationWritten =
  | { readonly ok: true; readonly configuration: SyncConfigurationRecord }
  | { readonly ok: false; readonly fault: SyncConfigurationFault };

/** Port, filled by `src/store/sync-configuration-store.ts`. */
export interface SyncConfigurations {
  /** By building and space; all of them, or a provider's. */
  list(filter?: { readonly providerId?: string }): Promise<readonly SyncConfigurationRecord[]>;
  find(id: string): Promise<SyncConfigurationRecord | null>;
  /** A space without an address is given the room mailbox as its own. */
  create(configuration: NewSyncConfiguration, note: AuditNote): Promise<SyncConfigurationWritten>;
  update(
    id: string,
    change: Partial<Pick<NewSyncConfiguration, "roomMailbox" | "active" | "dryRun">>,
    note: AuditNote,
  ): Promise<SyncConfigurationWritten>;
}
