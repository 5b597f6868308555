-- Strictness moves from each calendar provider to one property of the instance, so that there is
-- one answer to "whose hand writes". Strict if any active provider has the flag (also where active
-- providers disagree, which the report says), else normal. Policy, "Changing the mode, and upgrading".
-- The flags are what the earlier version obeyed, so they decide over a value that the property may
-- have already. A database without any provider is left to the property's default, normal.

-- The upgrade's report: what was decided and from what, for the administrator to read.
insert into audit_entry (actor_kind, action, subject_kind, subject_id, details)
select 'system', 'integration_mode_upgraded', 'property', 'sn_wsd_rsvsync.sync_integration_mode',
       jsonb_build_object(
         'mode', case when bool_or(strict_mode) filter (where active) then 'strict' else 'normal' end,
         'active_providers', count(*) filter (where active),
         'active_strict_providers', count(*) filter (where active and strict_mode),
         'active_providers_disagreed', coalesce(
           bool_or(strict_mode) filter (where active) <> bool_and(strict_mode) filter (where active), false),
         'value_before', (select value from property where name = 'sn_wsd_rsvsync.sync_integration_mode'))
from calendar_provider
having count(*) > 0;

insert into property (name, value)
select 'sn_wsd_rsvsync.sync_integration_mode',
       case when bool_or(strict_mode) filter (where active) then 'strict' else 'normal' end
from calendar_provider
having count(*) > 0
on conflict (name) do update set value = excluded.value, updated_at = now(), updated_by = null;

alter table calendar_provider rename column strict_mode_email to delegated_user_email;
alter table calendar_provider drop column strict_mode;
