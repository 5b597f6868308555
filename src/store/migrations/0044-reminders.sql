-- What people are reminded of shortly before it begins: that they have to check in, that a reservation
-- is still not confirmed, that an approval is about to lapse.

alter table reservable_module
  -- So long before the start; 0: nobody is reminded.
  add column reminder_minutes_before integer not null default 10,
  add constraint reservable_module_reminder_before
    check (reminder_minutes_before between 0 and 1440);

create table reminder (
  id uuid primary key default gen_random_uuid(),
  reservation_id uuid not null references reservation on delete cascade,
  person_id uuid not null references person on delete cascade,
  kind text not null,
  -- For which start it was told: what is moved is told of anew.
  start_at timestamptz not null,
  told_at timestamptz not null default clock_timestamp(),
  dismissed_at timestamptz,
  constraint reminder_kind_known check (kind in ('check_in', 'not_confirmed', 'approval_lapses')),
  -- Whoever writes it first has told it, however many processes there are.
  constraint reminder_once unique (reservation_id, person_id, kind, start_at)
);
create index reminder_of_person on reminder (person_id, start_at) where dismissed_at is null;
-- For open pages, and for what is removed once it is old.
create index reminder_told on reminder (told_at);

-- What is not settled, for the job of each minute: what is confirmed has an index already.
create index reservation_unsettled on reservation (start_at, id)
  where not is_parent
    and state in ('awaiting_confirmation', 'awaiting_approval', 'approved', 'conflicted');
