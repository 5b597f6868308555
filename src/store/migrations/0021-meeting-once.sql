-- A meeting made in Outlook that is in two rooms is taken in by whichever room is read first. Where
-- both are read at the same moment, this lets one of the two transactions find the other's.

-- What was taken in twice before: the first stays, and the items are judged anew.
create temporary table taken_in_twice on commit drop as
  select id, ical_uid from (
    select id, ical_uid, row_number() over (partition by ical_uid order by created_at, id) as place
    from reservation
    where ical_uid is not null and parent_id is null and origin = 'calendar'
      and state not in ('completed', 'rejected', 'cancelled', 'no_show')
  ) as each where place > 1;
update calendar_item set change_key = '', reservation_id = null
  where ical_uid in (select ical_uid from taken_in_twice);
delete from reservation where id in (select id from taken_in_twice);

create unique index reservation_meeting_once on reservation (ical_uid)
  where parent_id is null and origin = 'calendar'
    and state not in ('completed', 'rejected', 'cancelled', 'no_show');
