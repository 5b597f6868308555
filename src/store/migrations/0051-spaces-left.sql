-- The door that a meeting has left is told of it as well, whoever moved it there.

alter table reservation
  -- Where it was before it was moved to where it is; null where it has always been there.
  add column left_space_id uuid references space;

create function reservation_leaves_space() returns trigger language plpgsql as $$
  begin
    new.left_space_id = old.space_id;
    return new;
  end $$;
create trigger reservation_leaves_space
  before update of space_id on reservation
  for each row when (new.space_id <> old.space_id)
  execute function reservation_leaves_space();
