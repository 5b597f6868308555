-- Reservations that wait for time that another has: looked for whenever time becomes free in a
-- space, and there are hardly ever any.

create index reservation_double_booked on reservation (space_id)
  where state = 'conflicted' and reason_code = 'double_booked';
