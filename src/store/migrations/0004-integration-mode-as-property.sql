-- Strictness moves from each calendar provider to one property of the instance, so that there is
-- one answer to "whose hand writes". Strict if any active provider has the flag (also where active
-- providers disagree, which the report says), else normal. Policy, "Changing the mode, and upgrading".

insert into property (name, value)
select 'sn_wsd_rsvsync.sync_integration_mode',
       case when bool_or(strict_mode) filter (where active) then 'strict' else 'normal' end
from calendar_provider
on conflict (name) do nothing;

-- The upgrade's report: what was decided and from what, for the administrator to read.
insert into audit_entry (actor_kind, action, subject_kind, subject_id, details)
select 'system', 'integration_mode_upgraded', 'property', 'sn_wsd_rsvsync.sync_integration_mode',
       jsonb_build_object(
         'mode', case when bool_or(strict_mode) filter (where active) then 'strict' else 'normal' end,
         'active_providers', count(*) filter (where active),
         'active_strict_providers', count(*) filter (where active and strict_mode),
         'active_providers_disagreed', coalesce(
           bool_or(strict_mode) filter (where active) <> bool_and(strict_mode) filter (where active), false))
from calendar_provider
having count(*) > 0;

alter table calendar_provider rename column strict_mode_email to delegated_user_email;
alter table calendar_provider drop column strict_mode;
