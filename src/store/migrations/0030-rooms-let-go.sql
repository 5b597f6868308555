-- What a sync event gives up may be more than one reservation of its meeting: each of their rooms
-- lets go where the meeting itself cannot be told. An event that replaces another takes it over.

create table sync_event_release (
  sync_event_id bigint not null references sync_event on delete cascade,
  reservation_id uuid not null references reservation on delete cascade,
  primary key (sync_event_id, reservation_id)
);
create index sync_event_release_reservation on sync_event_release (reservation_id);

insert into sync_event_release (sync_event_id, reservation_id)
select id, releases from sync_event where releases is not null;

alter table sync_event drop column releases;
