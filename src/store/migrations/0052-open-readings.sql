-- What a reading could not judge yet is looked at again soon, and then ever less often.

alter table room_sync
  -- Readings in a row that have left something to be judged later.
  add column open_reads integer not null default 0;
