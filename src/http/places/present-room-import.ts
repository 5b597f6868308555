import type { ImportedRoom } from "../../app/places/import-rooms.ts";
import type { RoomImportPreview } from "../../app/places/preview-room-import.ts";
import type { ImportedRooms, RoomsInExchange } from "../../contract/room-import.ts";

/** The rooms in Exchange as the API and the command line tell them. */
export function presentPreview({ rooms, buildings }: RoomImportPreview): RoomsInExchange {
  return {
    items: rooms.map(({ room, space, differences }) => ({
      address: room.address,
      name: room.name,
      capacity: room.capacity,
      building: room.building,
      floor: room.floor,
      equipment: [...room.tags],
      space: space && { id: space.id, name: space.name, building_name: space.buildingName },
      differences: differences.map((difference) => ({ ...difference })),
    })),
    buildings: buildings.map(({ name, isKnown, timeZone }) => ({
      name,
      is_known: isKnown,
      time_zone: timeZone,
    })),
  };
}

export function presentImported(rooms: readonly ImportedRoom[]): ImportedRooms {
  return {
    items: rooms.map(({ address, outcome, spaceId, refusal }) => ({
      address,
      outcome,
      space_id: spaceId,
      problem: refusal && {
        code: refusal.code,
        detail: refusal.message,
        remedy: refusal.remedy ?? null,
      },
    })),
  };
}
