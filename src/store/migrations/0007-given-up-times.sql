-- Time that a reservation has given up here while the room's calendar may still hold it: until the
-- sync event that tells the calendar is processed, and for a moment longer, since rooms work off
-- cancellations by themselves. A meeting that asks the room for such a time before would be
-- declined (facts 2), and the person would lose a space that is free.

create table given_up_time (
  -- Whose event tells the calendar; a successor takes it over when it supersedes that event.
  sync_event_id bigint not null references sync_event on delete cascade,
  reservation_id uuid not null references reservation on delete cascade,
  space_id uuid not null references space,
  start_at timestamptz not null,
  end_at timestamptz not null,
  given_up_at timestamptz not null default now()
);
create index given_up_time_of_space on given_up_time (space_id, start_at);
create index given_up_time_of_event on given_up_time (sync_event_id);
create index given_up_time_of_reservation on given_up_time (reservation_id);
