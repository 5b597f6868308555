-- The last scan of the configuration, and what an administrator handed in of the rooms' own rules,
-- which Microsoft Graph does not tell (facts 2).

create table configuration_scan (
  only_row boolean primary key default true check (only_row),
  scanned_at timestamptz,
  -- In the words of src/app/scan/ports.ts, without the instant.
  result jsonb,
  room_settings_at timestamptz,
  room_settings jsonb,
  constraint configuration_scan_result_dated check ((result is null) = (scanned_at is null)),
  constraint configuration_scan_settings_dated
    check ((room_settings is null) = (room_settings_at is null))
);

-- What the scan looks for among reservations: few at any time, and not to be searched for. Those
-- that share their room have an index already.
create index reservation_awaiting on reservation (updated_at) where state = 'awaiting_confirmation';
