-- Checking in, and the end of a reservation's life: who has to check in is said by the space and
-- its module, what came of it is kept with the reservation (facts workplace 7.1 and 7.3).

alter table reservable_module
  add column check_in_policy text not null default 'by_space',
  add column check_in_opens_minutes_before integer not null default 30,
  -- What nobody has checked in to is released, after the minutes that a property says.
  add column releases_no_shows boolean not null default false,
  -- Since when the three say so: nobody misses a check-in that was not asked for yet.
  add column check_in_since timestamptz not null default now(),
  add constraint reservable_module_check_in_policy_known
    check (check_in_policy in ('by_space', 'always', 'never')),
  add constraint reservable_module_check_in_opens_before
    check (check_in_opens_minutes_before between 0 and 1440);

alter table space
  add column requires_check_in boolean not null default false,
  add column check_in_since timestamptz not null default now();

alter table reservation
  -- What somebody did, or nobody; null until then, and while it is only expected: whether it is
  -- expected is for the space and the module to say.
  add column check_in_state text,
  add column checked_in_at timestamptz,
  add column checked_out_at timestamptz,
  -- Since when it has been confirmed for this time and space, or since it was made: a meeting that
  -- is confirmed late has the same time to check in as any other.
  add column standing_since timestamptz not null default now(),
  add constraint reservation_check_in_state_known check (check_in_state in
    ('not_required', 'checked_in', 'checked_out', 'no_check_out', 'no_show'));

-- Many write how a reservation stands: people, rooms' answers, what happens in Outlook.
create function reservation_stands_anew() returns trigger language plpgsql as $$
  begin
    new.standing_since := clock_timestamp();
    return new;
  end $$;
create trigger reservation_stands_anew
  before update of state, space_id, start_at on reservation
  for each row when (new.state = 'confirmed' and (old.state <> 'confirmed'
    or old.space_id <> new.space_id or old.start_at <> new.start_at))
  execute function reservation_stands_anew();

-- What is under way or was left unfinished, for the jobs of each minute: they do not grow with what
-- is over or lies ahead.
create index reservation_to_check_in on reservation (start_at, id)
  where state = 'confirmed' and not is_parent;
create index reservation_to_end on reservation (end_at, id)
  where not is_parent and state not in ('completed', 'rejected', 'cancelled', 'no_show');

-- A room that lets a meeting go in its own name, since the meeting itself is not ours to change.
alter table sync_event
  drop constraint sync_event_type_known,
  add constraint sync_event_type_known check (type in ('create', 'update', 'cancel', 'release')),
  -- Which reservation of the meeting is given up; its room lets go where the meeting cannot be told.
  add column releases uuid references reservation on delete cascade;
create index sync_event_releases on sync_event (releases) where releases is not null;
