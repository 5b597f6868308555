-- Every process keeps what it knows of spaces in memory. One row tells whether that still holds:
-- it changes with every change of a building, module, space, sync configuration or provider, in
-- the same transaction, whoever makes it. Asking for it is one tiny read for all spaces together.

create table catalogue_version (
  only_row boolean primary key default true check (only_row),
  version uuid not null default gen_random_uuid()
);
insert into catalogue_version default values;

create function change_catalogue_version() returns trigger language plpgsql as $$
begin
  insert into catalogue_version default values
  on conflict (only_row) do update set version = excluded.version;
  return null;
end $$;

create trigger building_changes_catalogue
  after insert or update or delete or truncate on building
  for each statement execute function change_catalogue_version();
create trigger reservable_module_changes_catalogue
  after insert or update or delete or truncate on reservable_module
  for each statement execute function change_catalogue_version();
create trigger space_changes_catalogue
  after insert or update or delete or truncate on space
  for each statement execute function change_catalogue_version();
create trigger sync_configuration_changes_catalogue
  after insert or update or delete or truncate on reservable_sync_configuration
  for each statement execute function change_catalogue_version();
create trigger calendar_provider_changes_catalogue
  after insert or update or delete or truncate on calendar_provider
  for each statement execute function change_catalogue_version();
