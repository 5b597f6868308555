-- A meeting in the calendar may be several reservations here: one for each space, and one for each
-- occurrence of a series. Such a meeting has a row of its own, the parent, which holds no space and
-- is what synchronisation writes and pairs; its children each hold one space for one time. A
-- reservation without parent or children is its own meeting, as before.

alter table reservation
  add column parent_id uuid references reservation on delete cascade,
  add column is_parent boolean not null default false,
  -- Of a series' occurrence: the date that the pattern gave it, in the series' zone. It is what an
  -- occurrence is known by, however often it was moved.
  add column original_date date,
  -- The occurrence has a time or a space that the series has not.
  add column is_exception boolean not null default false,
  add column is_all_day boolean not null default false,
  -- What the room's own delegates decide in Outlook (facts workplace 4.2).
  add column external_approval text not null default 'not_required',
  -- What both sides showed when they last agreed: the third view beside here and there, without
  -- which nobody could tell who changed what. Of the meeting's own row only.
  add column agreed jsonb,
  add constraint reservation_child_of_parent check (parent_id is null or not is_parent),
  add constraint reservation_external_approval_known
    check (external_approval in ('not_required', 'awaiting_approval', 'accepted', 'declined'));
create index reservation_children on reservation (parent_id, original_date) where parent_id is not null;

-- The pattern of a series, by the row of its meeting.
create table reservation_series (
  reservation_id uuid primary key references reservation on delete cascade,
  -- In the words of src/core/recurrence/parse-series.ts.
  series jsonb not null,
  -- Occurrences are reservations up to here; the window rolls on by itself.
  held_until timestamptz not null
);
create index reservation_series_rolling on reservation_series (held_until);
