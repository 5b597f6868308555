-- Approvals: whether somebody has to agree is said by the space and its module when a reservation is
-- placed, and what they say is kept with the reservation (facts workplace 7.1, 7.4 and 4.2).

alter table reservable_module
  add column approval_policy text not null default 'by_space',
  -- Grows with every change, for those who change it at the same time.
  add column version integer not null default 1,
  add constraint reservable_module_approval_policy_known
    check (approval_policy in ('by_space', 'always', 'never'));

alter table space add column requires_approval boolean not null default false;

-- Where a module names nobody, its reservations are for managers to decide on.
create table module_approver (
  module_id uuid not null references reservable_module on delete cascade,
  person_id uuid not null references person on delete cascade,
  primary key (module_id, person_id)
);
create index module_approver_person on module_approver (person_id);

alter table reservation
  -- For the time and space that it has; of a series' row, what its occurrences come to.
  add column approval_state text not null default 'not_required',
  -- Since when somebody has been asked, for this time and space.
  add column approval_asked_at timestamptz,
  add column decided_by uuid references person,
  add column decided_at timestamptz,
  add column decision_comment text,
  add constraint reservation_approval_state_known check (approval_state in
    ('not_required', 'awaiting_approval', 'approved', 'rejected', 'not_given'));

-- Many place reservations: people, jobs, what happens in Outlook. What was decided for another time
-- or space is void, and is told by the audit alone.
create function reservation_asks_for_approval() returns trigger language plpgsql as $$
  begin
    new.approval_asked_at := clock_timestamp();
    new.decided_by := null;
    new.decided_at := null;
    new.decision_comment := null;
    return new;
  end $$;
create trigger reservation_asks_for_approval_when_made
  before insert on reservation
  for each row when (new.approval_state = 'awaiting_approval')
  execute function reservation_asks_for_approval();
create trigger reservation_asks_for_approval_anew
  before update of approval_state, space_id, start_at, end_at on reservation
  for each row when (new.approval_state = 'awaiting_approval'
    and (old.approval_state <> 'awaiting_approval' or old.space_id <> new.space_id
      or old.start_at <> new.start_at or old.end_at <> new.end_at))
  execute function reservation_asks_for_approval();

-- What waits for somebody, for the list of those who may decide and for the job of each minute:
-- neither grows with what is decided or over.
create index reservation_awaiting_approval on reservation (start_at, id)
  where approval_state = 'awaiting_approval' and state = 'awaiting_approval' and not is_parent;
