-- Services of a module, and the blockers that their preparation and clean-up make: reservations of
-- the kind `blocker` right before and right after a meeting (facts workplace 7.5).

create table module_service (
  id uuid primary key default gen_random_uuid(),
  module_id uuid not null references reservable_module on delete cascade,
  name text not null,
  description text not null default '',
  preparation_minutes integer not null default 0,
  clean_up_minutes integer not null default 0,
  -- It has to be asked for so long before the meeting.
  lead_time_minutes integer not null default 0,
  -- Where the space is taken for its preparation or clean-up, the meeting does not take place.
  is_blocker_mandatory boolean not null default false,
  -- Every reservation of the module has it, without anybody choosing it.
  on_every_reservation boolean not null default false,
  -- One that is withdrawn stays with the reservations that have it.
  active boolean not null default true,
  -- Grows with every change, for those who change it at the same time.
  version integer not null default 1,
  constraint module_service_minutes check (preparation_minutes between 0 and 1440
    and clean_up_minutes between 0 and 1440 and lead_time_minutes between 0 and 525600)
);
create unique index module_service_name on module_service (module_id, name) where active;

create trigger module_service_changes_catalogue
  after insert or update or delete or truncate on module_service
  for each statement execute function change_catalogue_version();

create table reservation_service (
  reservation_id uuid not null references reservation on delete cascade,
  service_id uuid not null references module_service on delete cascade,
  primary key (reservation_id, service_id)
);
create index reservation_service_service on reservation_service (service_id);

alter table reservation
  -- It has rows there: for those many that have none, nothing is looked up.
  add column has_services boolean not null default false,
  -- Of a blocker: the reservation it is made for, and which time of it.
  add column blocks_reservation_id uuid references reservation on delete cascade,
  add column blocker_part text,
  add constraint reservation_blocker_part_known check (blocker_part in ('preparation', 'clean_up')),
  add constraint reservation_blocker_whole
    check ((blocks_reservation_id is null) = (blocker_part is null));
create index reservation_blockers on reservation (blocks_reservation_id)
  where blocks_reservation_id is not null;

-- Reservations whose services or blockers may not fit any more. Whoever acts on a reservation here
-- settles them in the same transaction; what rooms answer, and what happens in Outlook, is followed
-- by a job that is woken at once.
create table service_follow_up (
  reservation_id uuid primary key references reservation on delete cascade,
  since timestamptz not null default clock_timestamp()
);
create index service_follow_up_since on service_follow_up (since, reservation_id);

create function reservation_services_follow() returns trigger language plpgsql as $$
  begin
    if new.has_services or exists (select 1 from space s
      join module_service v on v.module_id = s.module_id and v.active and v.on_every_reservation
      where s.id = new.space_id)
    then
      insert into service_follow_up (reservation_id) values (new.id) on conflict do nothing;
    end if;
    return null;
  end $$;
-- What Outlook made, or gave one more room. A series has no services, and so its dates have none.
create trigger reservation_services_follow_outlook
  after insert on reservation
  for each row when ((new.origin = 'calendar' or new.parent_id is not null) and not new.is_parent
    and new.original_date is null)
  execute function reservation_services_follow();
-- A blocker that has lost its room is given up.
create function blocker_is_lost() returns trigger language plpgsql as $$
  begin
    insert into service_follow_up (reservation_id) values (new.blocks_reservation_id)
    on conflict do nothing;
    return null;
  end $$;
create trigger blocker_is_lost
  after update of state on reservation
  for each row when (new.blocks_reservation_id is not null and new.state = 'conflicted'
    and old.state <> 'conflicted')
  execute function blocker_is_lost();
create trigger reservation_services_follow_change
  after update of state, space_id, start_at, end_at, is_parent, original_date on reservation
  for each row when (new.kind <> 'blocker' and (new.space_id <> old.space_id
    or new.is_parent <> old.is_parent
    or new.has_services and (new.state <> old.state or new.start_at <> old.start_at
      or new.end_at <> old.end_at or new.original_date is distinct from old.original_date)))
  execute function reservation_services_follow();
