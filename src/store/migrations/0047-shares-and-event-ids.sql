-- The details of a reservation, mailed to whom somebody has named: people here, or addresses of others.

create table reservation_share (
  id uuid primary key,
  reservation_id uuid not null references reservation on delete cascade,
  about text not null,
  message text not null,
  shared_by_kind text not null,
  shared_by_id uuid,
  -- As the mail has it: of whoever leaves the name stays.
  shared_by_name text not null,
  -- Where an answer goes; null: to nobody.
  reply_to text,
  -- For those whose own is not known.
  mail_language text,
  shared_at timestamptz not null default clock_timestamp(),
  constraint reservation_share_about_known
    check (about in ('details', 'created', 'updated', 'cancelled')),
  constraint reservation_share_language_known check (mail_language in ('en', 'de'))
);
create index reservation_share_of_reservation on reservation_share (reservation_id);
create index reservation_share_by on reservation_share (shared_by_id, shared_at);
create index reservation_share_at on reservation_share (shared_at);

alter table mail
  alter column person_id drop not null,
  alter column reminder_id drop not null,
  add column share_id uuid references reservation_share on delete cascade,
  -- Of somebody who is not known here.
  add column address text,
  add constraint mail_about_one check (num_nonnulls(reminder_id, share_id) = 1),
  add constraint mail_for_one check (num_nonnulls(person_id, address) = 1);
create index mail_of_share on mail (share_id);

-- For programs that know an event, and ask for its reservation.
create index reservation_calendar_event on reservation (calendar_event_id)
  where calendar_event_id is not null;
