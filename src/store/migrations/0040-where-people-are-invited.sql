-- A person's day has the meetings that they are invited to, too. Their address leads to these, however
-- many reservations there are; most have no attendees, and are not in the index.
create index reservation_invited on reservation using gin (attendees jsonb_path_ops)
  where attendees <> '[]';
