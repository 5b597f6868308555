-- What the calendar may show because of a sync event whose outcome is not certain: so that our own
-- write is told from what somebody has changed there.

-- Views as in reservation.agreed, one for each content that was perhaps written, the first first.
alter table sync_event add column may_show jsonb not null default '[]';
