-- Mail that people have asked for. What is to be sent is a row, written with what causes it; what it
-- says is written when it is sent, so that nobody is told what is not so any more.

alter table person
  add column reminders_by_mail boolean not null default false,
  -- Null: not known.
  add column mail_language text,
  add constraint person_mail_language_known check (mail_language in ('en', 'de'));

create table mail (
  id uuid primary key default gen_random_uuid(),
  reservation_id uuid not null references reservation on delete cascade,
  person_id uuid not null references person on delete cascade,
  reminder_id uuid not null references reminder on delete cascade,
  state text not null default 'waiting',
  -- How often it was tried, the try under way included.
  tries integer not null default 0,
  -- Whoever takes it sets this to a time by which they have settled it or are dead.
  due_at timestamptz not null default clock_timestamp(),
  reason_code text,
  reason text,
  created_at timestamptz not null default clock_timestamp(),
  settled_at timestamptz,
  constraint mail_state_known check (state in ('waiting', 'sent', 'not_needed', 'given_up')),
  constraint mail_settled check ((state = 'waiting') = (settled_at is null))
);
create index mail_due on mail (due_at) where state = 'waiting';
create index mail_settled_at on mail (settled_at) where state <> 'waiting';
create index mail_of_reservation on mail (reservation_id);
create index mail_of_person on mail (person_id);
create index mail_of_reminder on mail (reminder_id);
