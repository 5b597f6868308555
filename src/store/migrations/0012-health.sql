-- How well synchronisation does, so that any process can tell it and so that a person hears of what
-- needs one.

-- What happened, counted by the hour over all processes, and kept for 30 days. What is older is
-- folded into the row of the hour 1970-01-01, so that a total over all rows never goes down, as
-- those who watch it from outside need it.
create table health_count (
  name text not null,
  hour timestamptz not null,
  label text not null default '',
  count bigint not null,
  primary key (name, hour, label)
);

-- What needs a person. Open while `resolved_at` is null: the periodic evaluation raises a notice
-- once for its subject, sees it again, and resolves it when the cause is gone.
create table admin_notice (
  id uuid primary key default gen_random_uuid(),
  code text not null,
  severity text not null,
  subject_kind text not null,
  subject_id text not null,
  subject_name text not null,
  sentence text not null,
  remedy text not null,
  -- How many things it concerned when it was seen last, such as sync events in error.
  count integer not null default 1,
  since timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  resolved_at timestamptz,
  acknowledged_at timestamptz,
  -- A person's or an API client's name as it was then: notices are for reading.
  acknowledged_by text,
  -- Of what people see of it; open pages look for it.
  changed_at timestamptz not null default now(),
  constraint admin_notice_severity_known check (severity in ('error', 'warning')),
  constraint admin_notice_subject_known
    check (subject_kind in ('provider', 'room', 'mailbox', 'cause', 'installation'))
);
create unique index admin_notice_open on admin_notice (code, subject_kind, subject_id)
  where resolved_at is null;
create index admin_notice_resolved on admin_notice (resolved_at) where resolved_at is not null;
create index admin_notice_changed on admin_notice (changed_at);

-- What the health page counts, so that it does not grow with what lies behind.
create index sync_event_in_error on sync_event (processed_at, reason_code) where state = 'error';
create index mailbox_lane_throttled on mailbox_lane (throttled_until)
  where throttled_until is not null;
