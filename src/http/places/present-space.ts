import type { Building, Space } from "../../app/places/ports.ts";
import type { Building as BuildingAnswer, Space as SpaceAnswer } from "../../contract/places.ts";

export function presentSpace(space: Space): SpaceAnswer {
  const { module } = space;
  return {
    id: space.id,
    name: space.name,
    kind: space.kind,
    building_id: space.buildingId,
    building_name: space.buildingName,
    time_zone: space.timeZone,
    floor: space.floor,
    capacity: space.capacity,
    equipment: [...space.equipment],
    email: space.email,
    active: space.active,
    reservable: space.isReservable,
    requires_check_in: space.requiresCheckIn,
    requires_approval: space.requiresApproval,
    needs_approval: space.needsApproval,
    module: {
      id: module.id,
      name: module.name,
      on_behalf_shown: module.onBehalfShown,
      recurring_enabled: module.recurringEnabled,
      multi_space_enabled: module.multiSpaceEnabled,
      group_enabled: module.groupEnabled,
    },
    synced: space.synced,
    calendar_provider_id: space.calendarProviderId,
  };
}

export function presentBuilding(building: Building): BuildingAnswer {
  const { id, name, address, timeZone: time_zone, active } = building;
  return { id, name, address, time_zone, active };
}
