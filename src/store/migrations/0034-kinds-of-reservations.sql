-- Which kinds of reservations a module's spaces take. What could be made until now still can.
alter table reservable_module
  add column recurring_enabled boolean not null default true,
  add column multi_space_enabled boolean not null default true;

-- A meeting in several spaces is one event, which invites the rooms that are synced with its calendar.
-- This one of them is not: it is part of the meeting here alone.
alter table reservation
  add column outside_calendar boolean not null default false;
