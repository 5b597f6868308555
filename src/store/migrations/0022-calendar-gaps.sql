-- What a room's calendar has and we do not take in is a known gap, for administrators to see: a
-- series whose recurrence cannot be read, or a meeting that its organizer's calendar has not any
-- more. Words are not kept: the meeting may be private. Gone with the item, or once it is read.

alter table calendar_item add column gap text;
alter table calendar_item add column gap_since timestamptz;
-- Of a recurrence: what about it cannot be read.
alter table calendar_item add column gap_reason text;
alter table calendar_item add constraint calendar_item_gap_known
  check (gap in ('recurrence_unreadable', 'left_in_room'));
alter table calendar_item add constraint calendar_item_gap_dated
  check ((gap is null) = (gap_since is null));
create index calendar_item_gap on calendar_item (gap_since) where gap is not null;
