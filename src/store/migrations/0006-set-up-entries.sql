-- Which entries of a set-up file were applied, and what they made. An entry is applied once: then
-- what it made belongs to the people who work with it, who may rename or change it, and the same
-- file at the next start changes nothing.

create table set_up_entry (
  kind text not null,
  key text not null,
  -- What it made or found; null for a property, which has no id.
  id uuid,
  applied_at timestamptz not null default now(),
  primary key (kind, key),
  constraint set_up_entry_kind_known check (kind in ('building', 'module', 'space', 'person',
    'calendar_provider', 'sync_configuration', 'property'))
);
