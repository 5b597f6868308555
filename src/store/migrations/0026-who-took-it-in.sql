-- Two rooms of one meeting are read at the same time, and each reading looks at the organizer's copy
-- by itself: the one that looked first may be the last to write. By its lease a reading knows what
-- another has taken in since it began.
alter table reservation
  add column taken_in_at timestamptz,
  add column taken_in_by uuid;
