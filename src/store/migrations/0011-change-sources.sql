-- How changes in rooms' calendars reach us follows what administrators set, in the same
-- transaction, whoever makes the change: a room that is read under rights or from a mailbox that
-- it has no more would be worse than one that is not read.

alter table room_sync
  -- When the last reading began: it has seen what was told before.
  add column read_began_at timestamptz,
  -- Where the subscription sends its notifications; it cannot be told another place.
  add column notification_url text,
  -- Looks for a better source since one was had, or since something changed.
  add column source_looks integer not null default 0,
  -- Why the last reading failed. The reason of the source itself stays beside it.
  add column read_failure_code text,
  add column read_failure text;

-- Subscriptions that nobody listens to any more, until the provider is told to end them. They end
-- by themselves within a week (facts 3.1), so none of this has to succeed.
create table retired_subscription (
  subscription_id text primary key,
  provider_id uuid not null references calendar_provider on delete cascade,
  mailbox text not null,
  retired_at timestamptz not null default now(),
  -- Who takes it puts this off, so that nobody else does meanwhile.
  due_at timestamptz not null default now(),
  tries integer not null default 0
);
create index retired_subscription_due on retired_subscription (due_at);

-- All that was read is forgotten, and whoever reads at this moment is no longer listened to. The
-- row of room_sync is locked first, as the transaction that takes a reading in does.
create function begin_room_anew(room uuid, old_provider uuid, old_mailbox text, is_read boolean)
returns void language plpgsql as $$
begin
  perform 1 from room_sync where configuration_id = room for update;
  insert into retired_subscription (subscription_id, provider_id, mailbox)
    select subscription_id, old_provider, old_mailbox from room_sync
    where configuration_id = room and subscription_id is not null
    on conflict do nothing;
  update room_sync
    set source = 'none', state = case when is_read then 'pending' else 'inactive' end,
      credential = null, reason_code = null, reason = null, subscription_id = null,
      client_state_hash = null, subscription_expires_at = null, notification_url = null,
      subscription_due_at = now(), source_looks = 0, hinted_at = null, read_began_at = null,
      next_read_at = now(), lease_owner = null, lease_until = null, cursor = null,
      is_round_full = false, window_start = null, window_end = null, last_read_at = null,
      last_full_read_at = null, last_change_at = null, failed_reads = 0,
      read_failure_code = null, read_failure = null
    where configuration_id = room;
  delete from calendar_item where configuration_id = room;
end $$;

create function room_sync_follows_configuration() returns trigger language plpgsql as $$
declare
  is_read boolean := new.active and (select active from calendar_provider where id = new.provider_id);
begin
  if tg_op = 'INSERT' then
    insert into room_sync (configuration_id, state)
      values (new.id, case when is_read then 'pending' else 'inactive' end);
  elsif (old.active, lower(old.room_mailbox), old.provider_id)
      is distinct from (new.active, lower(new.room_mailbox), new.provider_id) then
    perform begin_room_anew(new.id, old.provider_id, old.room_mailbox, is_read);
  end if;
  return null;
end $$;
create trigger sync_configuration_has_room_sync
  after insert or update on reservable_sync_configuration
  for each row execute function room_sync_follows_configuration();

-- What decides about sources has changed. Each process knows properties two seconds late.
-- Rows are locked in order here and wherever else several are, so that nobody waits in a circle.
create function review_sources(of_provider uuid) returns void language plpgsql as $$
begin
  perform 1 from room_sync r join reservable_sync_configuration c on c.id = r.configuration_id
    where r.state <> 'inactive' and (of_provider is null or c.provider_id = of_provider)
    order by r.configuration_id for update of r;
  update room_sync r set subscription_due_at = now() + interval '3 seconds', source_looks = 0
    from reservable_sync_configuration c
    where c.id = r.configuration_id and r.state <> 'inactive'
      and (of_provider is null or c.provider_id = of_provider);
end $$;

create function room_sync_follows_provider() returns trigger language plpgsql as $$
begin
  if old.active <> new.active then
    perform begin_room_anew(id, provider_id, room_mailbox, new.active)
      from reservable_sync_configuration where provider_id = new.id and active order by id;
  elsif (old.tenant_id, old.client_id, old.client_secret_sealed, old.client_certificate_sealed,
        old.delegated_user_email)
      is distinct from (new.tenant_id, new.client_id, new.client_secret_sealed,
        new.client_certificate_sealed, new.delegated_user_email) then
    perform review_sources(new.id);
  end if;
  return null;
end $$;
create trigger calendar_provider_has_room_sync
  after update on calendar_provider
  for each row execute function room_sync_follows_provider();

create function room_sync_follows_credential() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'connected' then return null; end if;
    perform review_sources(new.provider_id);
  -- The application has its first token whenever somebody needs one, which changes nothing.
  elsif (old.state, old.connected_at) is distinct from (new.state, new.connected_at)
      and not (new.kind = 'application' and old.state = 'not_connected') then
    perform review_sources(new.provider_id);
  end if;
  return null;
end $$;
create trigger provider_credential_has_room_sync
  after insert or update on provider_credential
  for each row execute function room_sync_follows_credential();

create function room_sync_follows_mode() returns trigger language plpgsql as $$
begin
  if new.name = 'sn_wsd_rsvsync.sync_integration_mode' then
    perform review_sources(null);
  end if;
  return null;
end $$;
create trigger property_has_room_sync
  after insert or update on property
  for each row execute function room_sync_follows_mode();
