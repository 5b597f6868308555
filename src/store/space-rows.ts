import { type ApprovalPolicy, requiresApproval } from "../core/reservations/approval.ts";
import type { Space, SpaceKind } from "../app/places/ports.ts";

/** What a space is read with, and from what: to be followed by `where`. */
export const SPACE_COLUMNS = `s.id, s.name, s.kind, s.building_id, b.name as building_name,
  b.time_zone, s.floor, s.capacity, s.equipment, s.email, s.active,
  s.active and b.active and m.active as is_reservable,
  s.requires_check_in, s.requires_approval, m.approval_policy,
  m.id as module_id, m.name as module_name, m.on_behalf_shown,
  m.recurring_enabled, m.multi_space_enabled, m.group_enabled,
  coalesce(c.active, false) as synced,
  case when c.active then c.provider_id end as calendar_provider_id
  from space s
  join building b on b.id = s.building_id
  join reservable_module m on m.id = s.module_id
  left join reservable_sync_configuration c on c.space_id = s.id`;

export interface SpaceReadRow {
  readonly id: string;
  readonly name: string;
  readonly kind: SpaceKind;
  readonly building_id: string;
  readonly building_name: string;
  readonly time_zone: string;
  readonly floor: string;
  readonly capacity: number;
  readonly equipment: string[];
  readonly email: string | null;
  readonly active: boolean;
  readonly is_reservable: boolean;
  readonly requires_check_in: boolean;
  readonly requires_approval: boolean;
  readonly approval_policy: ApprovalPolicy;
  readonly module_id: string;
  readonly module_name: string;
  readonly on_behalf_shown: boolean;
  readonly recurring_enabled: boolean;
  readonly multi_space_enabled: boolean;
  readonly group_enabled: boolean;
  readonly synced: boolean;
  readonly calendar_provider_id: string | null;
}

export function spaceFrom(row: SpaceReadRow): Space {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    buildingId: row.building_id,
    buildingName: row.building_name,
    timeZone: row.time_zone,
    floor: row.floor,
    capacity: row.capacity,
    equipment: row.equipment,
    email: row.email,
    active: row.active,
    isReservable: row.is_reservable,
    requiresCheckIn: row.requires_check_in,
    requiresApproval: row.requires_approval,
    needsApproval: requiresApproval({
      policy: row.approval_policy,
      spaceRequiresIt: row.requires_approval,
    }),
    module: {
      id: row.module_id,
      name: row.module_name,
      onBehalfShown: row.on_behalf_shown,
      recurringEnabled: row.recurring_enabled,
      multiSpaceEnabled: row.multi_space_enabled,
      groupEnabled: row.group_enabled,
    },
    synced: row.synced,
    calendarProviderId: row.calendar_provider_id,
  };
}
