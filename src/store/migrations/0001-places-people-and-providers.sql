-- The ground everything stands on: who works here, which spaces there are, how they may be
-- reserved, and which calendar provider holds their room mailboxes.
-- This is the schema in which strictness was still a column of each calendar provider
-- (policy, "Changing the mode, and upgrading"); 0004 moves it to a property.

create extension if not exists btree_gist;

create table person (
  id uuid primary key,
  -- tid and oid of Entra ID: the only trustworthy key of an account (facts 6.6). Null until the
  -- first sign-in of somebody who was only imported.
  tenant_id uuid,
  object_id uuid,
  email text not null,
  display_name text not null,
  time_zone text not null,
  roles text[] not null default '{user}',
  active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint person_account_unique unique (tenant_id, object_id),
  constraint person_roles_known check (roles <@ '{user,planner,manager,admin}'::text[])
);
create unique index person_email_unique on person (lower(email));

create table building (
  id uuid primary key,
  name text not null unique,
  address text not null default '',
  time_zone text not null,
  active boolean not null default true
);

create table reservable_module (
  id uuid primary key,
  name text not null unique,
  active boolean not null default true,
  duration_minutes_min integer not null default 5,
  duration_minutes_max integer not null default 1440,
  days_ahead_max integer not null default 180,
  group_enabled boolean not null default false,
  on_behalf_shown boolean not null default true,
  subject_required boolean not null default false,
  show_as text not null default 'busy',
  constraint reservable_module_show_as_known check (show_as in ('busy', 'free'))
);

create table space (
  id uuid primary key,
  building_id uuid not null references building,
  module_id uuid not null references reservable_module,
  name text not null,
  kind text not null,
  floor text not null default '',
  capacity integer not null,
  equipment text[] not null default '{}',
  -- The room mailbox, where the space has one.
  email text,
  active boolean not null default true,
  constraint space_name_unique unique (building_id, name),
  constraint space_kind_known check (kind in ('room', 'desk', 'other')),
  constraint space_capacity_positive check (capacity > 0)
);
create unique index space_email_unique on space (lower(email));
create index space_search on space (building_id, capacity) where active;

create table property (
  name text primary key,
  value text not null,
  updated_at timestamptz not null default now(),
  updated_by uuid references person
);

create table calendar_provider (
  id uuid primary key,
  name text not null unique,
  tenant_id text not null,
  client_id text not null,
  -- Envelopes of the vault (see src/identity/vault): never a secret in the clear.
  client_secret_sealed bytea,
  client_certificate_sealed bytea,
  active boolean not null default false,
  strict_mode boolean not null default false,
  strict_mode_email text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table reservable_sync_configuration (
  id uuid primary key,
  space_id uuid not null unique references space,
  provider_id uuid not null references calendar_provider,
  room_mailbox text not null,
  active boolean not null default false,
  -- Dry run ("no request"): build the request and record it, never send it.
  dry_run boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index sync_configuration_mailbox_unique on reservable_sync_configuration (lower(room_mailbox));

create table audit_entry (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  actor_kind text not null,
  actor_id uuid,
  channel text,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  -- What changed, never a secret, a token or a private subject.
  details jsonb not null default '{}'
);
create index audit_entry_subject on audit_entry (subject_kind, subject_id, id);
