-- Sessions, machine identities and calendar tokens. Keys and tokens are kept as hashes where we
-- only compare them, and as envelopes of the vault where we must use them.

create table session (
  id_hash bytea primary key,
  data_sealed bytea not null,
  person_id uuid references person on delete cascade,
  expires_at timestamptz not null
);
create index session_expiry on session (expires_at);

create table api_client (
  id uuid primary key,
  name text not null unique,
  key_hash bytea not null unique,
  -- First characters of the key, so that a person can tell keys apart.
  key_hint text not null,
  scopes text[] not null,
  created_at timestamptz not null default now(),
  created_by uuid references person,
  last_used_at timestamptz,
  revoked_at timestamptz
);

create table panel (
  id uuid primary key,
  name text not null,
  space_id uuid not null references space,
  pairing_code_hash bytea unique,
  pairing_expires_at timestamptz,
  device_token_hash bytea unique,
  paired_at timestamptz,
  last_seen_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null default now(),
  created_by uuid references person
);

-- A person's own calendar token (personal mode). One a person and provider.
create table personal_token (
  person_id uuid not null references person on delete cascade,
  provider_id uuid not null references calendar_provider on delete cascade,
  state text not null,
  account_name text not null,
  scopes text[] not null,
  token_sealed bytea,
  access_expires_at timestamptz,
  connected_at timestamptz not null,
  last_used_at timestamptz,
  reason_code text,
  reason text,
  -- One process at a time refreshes; a lease of a process that died lapses by itself.
  refresh_lease_owner uuid,
  refresh_lease_until timestamptz,
  primary key (person_id, provider_id),
  constraint personal_token_state_known check (state in ('connected', 'needs_reconnect', 'disconnected'))
);

-- The system's own credentials of a provider, as an administrator connected and checked them.
create table provider_credential (
  provider_id uuid not null references calendar_provider on delete cascade,
  kind text not null,
  state text not null,
  account_name text,
  object_id uuid,
  scopes text[] not null default '{}',
  token_sealed bytea,
  access_expires_at timestamptz,
  connected_at timestamptz,
  last_used_at timestamptz,
  checked_at timestamptz,
  reason_code text,
  reason text,
  refresh_lease_owner uuid,
  refresh_lease_until timestamptz,
  primary key (provider_id, kind),
  constraint provider_credential_kind_known check (kind in ('application', 'delegated_user')),
  constraint provider_credential_state_known check (state in ('connected', 'needs_reconnect', 'not_connected'))
);
