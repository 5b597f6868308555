/** Characters that a name and a floor may have here; a directory may have longer ones. */
const NAME_CHARACTERS_MAX = 100;
const FLOOR_CHARACTERS_MAX = 50;
const EQUIPMENT_MAX = 50;

/** A room as the directory has it. */
export interface RoomThere {
  readonly address: string;
  readonly name: string;
  readonly capacity: number | null;
  readonly building: string | null;
  readonly floor: string | null;
  readonly tags: readonly string[];
}

/** A space as it is here. */
export interface SpaceHere {
  readonly id: string;
  readonly name: string;
  readonly buildingName: string;
  readonly floor: string;
  readonly capacity: number;
  readonly email: string | null;
  /** Of its sync configuration; null where it has none. */
  readonly roomMailbox: string | null;
}

export const IMPORTED_FIELDS = [
  "name",
  "building",
  "floor",
  "capacity",
  "address",
  "sync_configuration",
] as const;
export type ImportedField = (typeof IMPORTED_FIELDS)[number];

export interface RoomDifference {
  readonly field: ImportedField;
  /** As it is here; empty where there is nothing. */
  readonly here: string;
  readonly there: string;
}

/** A room beside the space that it is; without one it is new. */
export interface ComparedRoom {
  readonly room: RoomThere;
  readonly space: SpaceHere | null;
  /** What the space could take from the directory. */
  readonly differences: readonly RoomDifference[];
}

/**
 * Pairs rooms with spaces: by address, else by building and name where the space has no address
 * yet. What the directory leaves open is no difference: nothing here is emptied because of it.
 */
export function compareRooms(
  rooms: readonly RoomThere[],
  spaces: readonly SpaceHere[],
): readonly ComparedRoom[] {
  const byAddress = new Map<string, SpaceHere>();
  const byName = new Map<string, SpaceHere>();
  for (const space of spaces) {
    const addresses = [space.email, space.roomMailbox].filter((address) => address !== null);
    for (const address of addresses) byAddress.set(address.toLowerCase(), space);
    if (addresses.length === 0) byName.set(nameKey(space.buildingName, space.name), space);
  }
  return rooms.map(asKeptHere).map((room) => {
    const space =
      byAddress.get(room.address.toLowerCase()) ??
      byName.get(nameKey(room.building ?? "", room.name)) ??
      null;
    return { room, space, differences: space === null ? [] : differencesOf(room, space) };
  });
}

function differencesOf(room: RoomThere, space: SpaceHere): RoomDifference[] {
  const differences: (RoomDifference & { readonly there: string })[] = [];
  const compare = (field: ImportedField, here: string, there: string | null): void => {
    if (there !== null && there !== "" && there !== here) differences.push({ field, here, there });
  };
  compare("name", space.name, room.name);
  compare("building", space.buildingName, room.building);
  compare("floor", space.floor, room.floor);
  // A room for nobody is a capacity that nobody has entered.
  compare("capacity", `${space.capacity}`, room.capacity ? `${room.capacity}` : null);
  if (space.email === null) compare("address", "", room.address);
  if (space.roomMailbox === null) compare("sync_configuration", "", room.address);
  return differences;
}

/** Cut to what can be kept here, so that a long name does not differ for ever. */
function asKeptHere(room: RoomThere): RoomThere {
  const { name, building, floor, tags } = room;
  return {
    ...room,
    name: cut(name, NAME_CHARACTERS_MAX),
    building: building === null ? null : cut(building, NAME_CHARACTERS_MAX),
    floor: floor === null ? null : cut(floor, FLOOR_CHARACTERS_MAX),
    tags: tags.map((tag) => cut(tag, FLOOR_CHARACTERS_MAX)).slice(0, EQUIPMENT_MAX),
  };
}

function cut(text: string, charactersMax: number): string {
  return text.slice(0, charactersMax).trim();
}

function nameKey(building: string, name: string): string {
  return JSON.stringify([building.toLowerCase(), name.toLowerCase()]);
}
