-- A group is many reservations, each its own meeting with its own person, and a row that they are of. The
-- row holds nothing, no calendar knows of it, and its state is read from theirs.
alter table reservation
  add column group_id uuid references reservation on delete cascade,
  add constraint reservation_group_of_group check (group_id is null or kind = 'group');
create index reservation_group on reservation (group_id) where group_id is not null;
