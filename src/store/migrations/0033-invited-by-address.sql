-- Whom a sync event invites besides is the address that the blocker user had when the rules decided:
-- whoever was invited stays invited, whatever the property says later.
update sync_event
set invited = coalesce((select lower(value) from property
  where name = 'sn_wsd_rsv.blocker_user' and value <> ''), 'requested_for')
where invited = 'blocker_user';
