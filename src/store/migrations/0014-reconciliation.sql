-- Reconciliations: rooms' calendars compared whole with the reservations here. A run's rooms are rows,
-- so that one that is cut off goes on where it was, whichever process takes it up.

create table reconciliation (
  id uuid primary key,
  scope text not null,
  -- Of the room's configuration or the provider; null for all.
  scope_id uuid,
  scope_name text not null default '',
  cause text not null,
  -- False: differences are counted and left as they are.
  repairs boolean not null,
  state text not null default 'running',
  asked_by text,
  -- Sums over its rooms, so that telling how far it is costs nothing.
  rooms_total integer not null,
  rooms_done integer not null default 0,
  rooms_failed integer not null default 0,
  found jsonb not null default '{}',
  repaired jsonb not null default '{}',
  changes_taken_in integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  finished_at timestamptz,
  constraint reconciliation_scope_known check (scope in ('all', 'provider', 'room')),
  constraint reconciliation_cause_known
    check (cause in ('administrator', 'command_line', 'schedule', 'outage')),
  constraint reconciliation_state_known check (state in ('running', 'done', 'ended'))
);
create index reconciliation_recent on reconciliation (created_at);
create index reconciliation_updated on reconciliation (updated_at);

create table reconciliation_room (
  reconciliation_id uuid not null references reconciliation on delete cascade,
  configuration_id uuid not null references reservable_sync_configuration on delete cascade,
  state text not null default 'waiting',
  -- Nightly runs are spread over hours.
  due_at timestamptz not null default now(),
  -- When the full round was asked for; what was read whole after it counts.
  asked_at timestamptz,
  lease_owner uuid,
  lease_until timestamptz,
  found jsonb not null default '{}',
  repaired jsonb not null default '{}',
  has_differed boolean not null default false,
  changes_taken_in integer not null default 0,
  reason_code text,
  reason text,
  finished_at timestamptz,
  primary key (reconciliation_id, configuration_id),
  constraint reconciliation_room_state_known check (state in ('waiting', 'reading', 'done', 'failed'))
);
create index reconciliation_room_due on reconciliation_room (due_at)
  where state in ('waiting', 'reading');
create index reconciliation_room_of_room on reconciliation_room (configuration_id, finished_at);
create index reconciliation_room_differed on reconciliation_room (finished_at) where has_differed;
