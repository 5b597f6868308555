-- A room that has not answered within the limit is invited once again before it is given up.

-- The room is uninvited first, so that the invitation reaches it anew.
alter table sync_event add column asks_again boolean not null default false;
