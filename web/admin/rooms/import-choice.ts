import type {
  ImportRooms,
  RoomInExchange,
  RoomsInExchange,
} from "../../../src/contract/room-import.ts";

type Field = RoomInExchange["differences"][number]["field"];

/** What an administrator has chosen of the rooms that are listed. */
export interface ImportChoice {
  /** Addresses of new rooms. */
  readonly added: ReadonlySet<string>;
  /** Address and field of differences, by `differenceKey`. */
  readonly taken: ReadonlySet<string>;
  /** By building, where it differs from what was proposed. */
  readonly zones: Readonly<Record<string, string>>;
  /** By address, where Exchange does not say it. */
  readonly capacities: Readonly<Record<string, number | undefined>>;
  /** Of rooms that do not name theirs. */
  readonly building: string | null;
}

export const NOTHING_CHOSEN: ImportChoice = {
  added: new Set(),
  taken: new Set(),
  zones: {},
  capacities: {},
  building: null,
};

export type RoomView = "new" | "different" | "same";

export function viewOf({ space, differences }: RoomInExchange): RoomView {
  if (space === null) return "new";
  return differences.length > 0 ? "different" : "same";
}

export function differenceKey(address: string, field: Field): string {
  return `${field} ${address}`;
}

/** The set with the item in it or not. */
export function withItem(
  items: ReadonlySet<string>,
  item: string,
  isIn: boolean,
): ReadonlySet<string> {
  const next = new Set(items);
  if (isIn) next.add(item);
  else next.delete(item);
  return next;
}

/** New buildings that a chosen room needs, with the zone that is entered or proposed. */
export function neededBuildings(
  { items, buildings }: RoomsInExchange,
  { added, taken, zones }: ImportChoice,
): readonly { readonly name: string; readonly timeZone: string }[] {
  const needed = new Set(
    items
      .filter(({ address }) => added.has(address) || taken.has(differenceKey(address, "building")))
      .map(({ building }) => building),
  );
  return buildings
    .filter(({ name, is_known: isKnown }) => !isKnown && needed.has(name))
    .map(({ name, time_zone: proposed }) => ({ name, timeZone: zones[name] ?? proposed ?? "" }));
}

/** The request that imports what is chosen. */
export function importOf(
  providerId: string,
  listed: RoomsInExchange,
  choice: ImportChoice,
): ImportRooms {
  const { added, taken, capacities, building } = choice;
  return {
    provider_id: providerId,
    buildings: neededBuildings(listed, choice).map(({ name, timeZone }) => ({
      name,
      time_zone: timeZone,
    })),
    add: listed.items
      .filter(({ address, space }) => space === null && added.has(address))
      .map((room) => {
        const capacity = capacities[room.address];
        return {
          address: room.address,
          ...(room.building === null && building !== null && { building }),
          ...(!room.capacity && capacity !== undefined && { capacity }),
        };
      }),
    change: listed.items.flatMap(({ address, differences }) => {
      const fields = differences
        .map(({ field }) => field)
        .filter((field) => taken.has(differenceKey(address, field)));
      return fields.length === 0 ? [] : [{ address, fields }];
    }),
  };
}
