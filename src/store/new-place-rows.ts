import type { NewModule, NewSpace } from "../app/places/ports.ts";

export function moduleRow(
  id: string,
  { name, limits, showAs, checkIn, approvalPolicy, reminderMinutesBefore }: NewModule,
) {
  return {
    id,
    name,
    duration_minutes_min: limits.durationMinutesMin,
    duration_minutes_max: limits.durationMinutesMax,
    days_ahead_max: limits.daysAheadMax,
    recurring_enabled: limits.recurringEnabled,
    multi_space_enabled: limits.multiSpaceEnabled,
    group_enabled: limits.groupEnabled,
    on_behalf_shown: limits.onBehalfShown,
    subject_required: limits.subjectRequired,
    show_as: showAs,
    check_in_policy: checkIn.policy,
    check_in_opens_minutes_before: checkIn.opensMinutesBefore,
    releases_no_shows: checkIn.releasesNoShows,
    approval_policy: approvalPolicy,
    reminder_minutes_before: reminderMinutesBefore,
  };
}

export function spaceRow(id: string, space: NewSpace) {
  return {
    id,
    name: space.name,
    building_id: space.buildingId,
    module_id: space.moduleId,
    kind: space.kind,
    floor: space.floor,
    capacity: space.capacity,
    equipment: [...space.equipment],
    email: space.email,
    requires_check_in: space.requiresCheckIn,
    requires_approval: space.requiresApproval,
  };
}
