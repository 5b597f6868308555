-- A schedule of many spaces: who may look at it without planning, and what lasts so long that it
-- began before what is looked at. There is little of that, so it has an index of its own; everything
-- else is found by its start (see schedule-store.ts).
alter table person
  drop constraint person_roles_known,
  add constraint person_roles_known
    check (roles <@ '{user,viewer,planner,manager,admin}'::text[]);

create index reservation_longer_than_a_day on reservation (space_id, end_at)
  where end_at - start_at > interval '24 hours';
