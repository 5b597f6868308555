-- Series have services: their row says which, and each date has them, with blockers of its own. What
-- has services already is no date of a series, and nothing of it changes.

-- A date that is made later, whoever makes it: the series rolls on, somebody here or in Outlook adds
-- it. What its series has, and what every reservation of its module has, follows in a moment.
create function date_takes_services() returns trigger language plpgsql as $$
  begin
    insert into reservation_service (reservation_id, service_id)
    select new.id, c.service_id
    from reservation p join reservation_service c on c.reservation_id = p.id
    where p.id = new.parent_id and p.has_services;
    if found then
      update reservation set has_services = true where id = new.id;
      insert into service_follow_up (reservation_id) values (new.id) on conflict do nothing;
    elsif exists (select 1 from space s
      join module_service v on v.module_id = s.module_id and v.active and v.on_every_reservation
      where s.id = new.space_id)
    then
      insert into service_follow_up (reservation_id) values (new.id) on conflict do nothing;
    end if;
    return null;
  end $$;
create trigger date_takes_services
  after insert on reservation
  for each row when (new.original_date is not null and new.parent_id is not null)
  execute function date_takes_services();
