import type { Generated } from "kysely";
import type { GeneratedInstant, Instant, InstantOrNull } from "./column-types.ts";

// The tables of people, their sign-in and their tokens as rows; `Schema` names them.

export interface PersonRow {
  id: string;
  tenant_id: string | null;
  object_id: string | null;
  email: string;
  display_name: string;
  time_zone: string;
  roles: Generated<string[]>;
  active: Generated<boolean>;
  reminders_by_mail: Generated<boolean>;
  mail_language: string | null;
  created_at: GeneratedInstant;
  updated_at: GeneratedInstant;
}

export interface SessionRow {
  id_hash: Buffer;
  data_sealed: Buffer;
  person_id: string | null;
  expires_at: Instant;
}

export interface ApiClientRow {
  id: string;
  name: string;
  key_hash: Buffer;
  key_hint: string;
  scopes: string[];
  created_at: GeneratedInstant;
  created_by: string | null;
  last_used_at: InstantOrNull;
  revoked_at: InstantOrNull;
}

export interface PanelRow {
  id: string;
  name: string;
  space_id: string;
  requested_for: string | null;
  pairing_code_hash: Buffer | null;
  pairing_expires_at: InstantOrNull;
  device_token_hash: Buffer | null;
  paired_at: InstantOrNull;
  last_seen_at: InstantOrNull;
  revoked_at: InstantOrNull;
  created_at: GeneratedInstant;
  created_by: string | null;
}

export interface PersonalTokenRow {
  person_id: string;
  provider_id: string;
  state: string;
  account_name: string;
  scopes: string[];
  token_sealed: Buffer | null;
  access_expires_at: InstantOrNull;
  connected_at: Instant;
  last_used_at: InstantOrNull;
  reason_code: string | null;
  reason: string | null;
  refresh_lease_owner: string | null;
  refresh_lease_until: InstantOrNull;
}

export interface ProviderCredentialRow {
  provider_id: string;
  kind: string;
  state: string;
  account_name: string | null;
  object_id: string | null;
  scopes: Generated<string[]>;
  token_sealed: Buffer | null;
  access_expires_at: InstantOrNull;
  connected_at: InstantOrNull;
  last_used_at: InstantOrNull;
  checked_at: InstantOrNull;
  reason_code: string | null;
  reason: string | null;
  refresh_lease_owner: string | null;
  refresh_lease_until: InstantOrNull;
}
