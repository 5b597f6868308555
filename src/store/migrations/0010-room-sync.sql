-- What is known of each synced room's calendar: how its changes reach us, how far they were read,
-- and the items that were seen there (design, "How a change in Outlook flows").

create table room_sync (
  configuration_id uuid primary key references reservable_sync_configuration on delete cascade,
  -- How changes reach us: told (subscription) or looked for (polling); none until it is known.
  source text not null default 'none',
  state text not null default 'pending',
  -- Which of the system's credentials reads the room.
  credential text,
  reason_code text,
  reason text,
  subscription_id text unique,
  -- SHA-256: only compared.
  client_state_hash bytea,
  subscription_expires_at timestamptz,
  -- When to create or renew the subscription, or to try again to.
  subscription_due_at timestamptz not null default now(),
  -- A change was told; whatever was read before it does not count.
  hinted_at timestamptz,
  -- When to read next without being told.
  next_read_at timestamptz not null default now(),
  lease_owner uuid,
  lease_until timestamptz,
  -- Where the next page, or the next round, begins; opaque. Null: a full round is due.
  cursor text,
  -- A round tells everything in its window when it began without a cursor: what is known and was
  -- not told by its end is gone. Grows with each full round.
  round integer not null default 0,
  is_round_full boolean not null default false,
  window_start timestamptz,
  window_end timestamptz,
  last_read_at timestamptz,
  last_full_read_at timestamptz,
  last_change_at timestamptz,
  -- In a row, without a good one between.
  failed_reads integer not null default 0,
  constraint room_sync_source_known check (source in ('subscription', 'polling', 'none')),
  constraint room_sync_state_known check (state in ('active', 'pending', 'failing', 'inactive')),
  constraint room_sync_credential_known check (credential in ('application', 'delegated_user'))
);
create index room_sync_due on room_sync (next_read_at) where state <> 'inactive';
create index room_sync_subscription_due on room_sync (subscription_due_at) where state <> 'inactive';
insert into room_sync (configuration_id, state)
select id, case when active then 'pending' else 'inactive' end from reservable_sync_configuration;

-- What stands in a room's calendar, by the room's own copy: single meetings, and series as one.
create table calendar_item (
  configuration_id uuid not null references reservable_sync_configuration on delete cascade,
  event_id text not null,
  -- The only key that all copies of a meeting share (facts 1.2); null where Exchange left it out.
  ical_uid text,
  kind text not null,
  -- Of the room's copy as it was taken in: the same again is no change.
  change_key text not null,
  organizer_email text,
  response text not null,
  start_at timestamptz not null,
  end_at timestamptz not null,
  -- The meeting's own row here; null while it was not taken in.
  reservation_id uuid references reservation on delete set null,
  seen_in_round integer not null,
  updated_at timestamptz not null default now(),
  primary key (configuration_id, event_id),
  constraint calendar_item_kind_known check (kind in ('single', 'series')),
  constraint calendar_item_response_known
    check (response in ('none', 'accepted', 'tentatively_accepted', 'declined'))
);
create index calendar_item_ical_uid on calendar_item (ical_uid);
create index calendar_item_reservation on calendar_item (reservation_id);
