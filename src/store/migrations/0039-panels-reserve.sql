-- Whom a reservation is for that somebody makes at the door; null: nothing is reserved there.
alter table panel add column requested_for uuid references person;
