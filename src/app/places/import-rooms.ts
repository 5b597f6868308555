import {
  type ComparedRoom,
  compareRooms,
  type ImportedField,
} from "../../core/places/room-import-plan.ts";
import { done, type Outcome, type Refusal, refused } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import { createSyncConfiguration } from "../settings/sync-configurations.ts";
import { createBuilding } from "./save-building.ts";
import type { SpaceChange } from "./ports.ts";
import { readProviderRooms, type RoomImportDependencies } from "./room-import.ts";
import { createSpace, updateSpace } from "./save-space.ts";

/** What an administrator chose; whatever is not named stays as it is. */
export interface RoomImportChoice {
  readonly providerId: string;
  /** Buildings to make, as far as the chosen rooms need them. */
  readonly buildings: readonly { readonly name: string; readonly timeZone: string }[];
  /** New rooms to add; with what the directory leaves open. */
  readonly add: readonly {
    readonly address: string;
    readonly building?: string | undefined;
    readonly capacity?: number | undefined;
  }[];
  /** Known rooms, and which of their differences to take over. */
  readonly change: readonly {
    readonly address: string;
    readonly fields: readonly ImportedField[];
  }[];
}

export interface ImportedRoom {
  readonly address: string;
  readonly outcome: "added" | "changed" | "unchanged" | "refused";
  readonly spaceId: string | null;
  /** Why it was refused, or what of it could not be done. */
  readonly refusal: Refusal | null;
}

/**
 * Imports the chosen rooms: makes buildings, spaces and their sync configurations, which begin
 * inactive, and takes over the chosen differences. The directory is read again, so that only what
 * it says now is taken. Each room stands for itself: one that is refused keeps no other back.
 */
export async function importRooms(
  deps: RoomImportDependencies,
  actor: Actor,
  choice: RoomImportChoice,
  requestId: string,
): Promise<Outcome<readonly ImportedRoom[]>> {
  const read = await readProviderRooms(deps, choice.providerId, requestId);
  if (!read.ok) return read;
  const compared = new Map(
    compareRooms(read.value.rooms, await deps.knownSpaces.list()).map((each) => [
      each.room.address.toLowerCase(),
      each,
    ]),
  );
  const act: Act = { deps, actor, choice, buildings: await knownBuildings(deps) };
  const imported: ImportedRoom[] = [];
  for (const wanted of choice.add) {
    imported.push(await addRoom(act, compared.get(wanted.address.toLowerCase()), wanted));
  }
  for (const wanted of choice.change) {
    imported.push(await changeRoom(act, compared.get(wanted.address.toLowerCase()), wanted));
  }
  return done(imported);
}

interface Act {
  readonly deps: RoomImportDependencies;
  readonly actor: Actor;
  readonly choice: RoomImportChoice;
  /** Ids by name; grows by those that are made. */
  readonly buildings: Map<string, string>;
}

async function knownBuildings({ places }: RoomImportDependencies): Promise<Map<string, string>> {
  const buildings = await places.buildings({ includesInactive: true });
  return new Map(buildings.map(({ name, id }) => [name, id]));
}

async function addRoom(
  act: Act,
  compared: ComparedRoom | undefined,
  wanted: RoomImportChoice["add"][number],
): Promise<ImportedRoom> {
  const { address } = wanted;
  if (compared === undefined) return notThere(address);
  const { room, space } = compared;
  // Added meanwhile, or twice in one request.
  if (space !== null) return { address, outcome: "unchanged", spaceId: space.id, refusal: null };
  const capacity = room.capacity || wanted.capacity;
  if (!capacity) {
    return refusedRoom(
      address,
      refused(
        "capacity_required",
        `Exchange does not say how many people ${room.name} holds.`,
        "Enter its capacity.",
      ),
    );
  }
  const building = await buildingFor(act, room.building ?? wanted.building, room.name);
  if (!building.ok) return refusedRoom(address, building);
  const made = await createSpace(act.deps, act.actor, {
    name: room.name,
    buildingId: building.value,
    kind: "room",
    floor: room.floor ?? "",
    capacity,
    equipment: room.tags,
    email: room.address,
    requiresCheckIn: false,
    requiresApproval: false,
  });
  if (!made.ok) return refusedRoom(address, made);
  const refusal = await configure(act, made.value.id, room.address);
  return { address, outcome: "added", spaceId: made.value.id, refusal };
}

async function changeRoom(
  act: Act,
  compared: ComparedRoom | undefined,
  { address, fields }: RoomImportChoice["change"][number],
): Promise<ImportedRoom> {
  if (!compared?.space) return notThere(address);
  const { room, space, differences } = compared;
  const chosen = differences.filter(({ field }) => fields.includes(field));
  const takes = new Set(chosen.map(({ field }) => field));
  if (chosen.length === 0)
    return { address, outcome: "unchanged", spaceId: space.id, refusal: null };
  const change: SpaceChange = {
    ...(takes.has("name") && { name: room.name }),
    ...(takes.has("floor") && { floor: room.floor ?? "" }),
    ...(takes.has("capacity") && { capacity: room.capacity ?? space.capacity }),
    ...(takes.has("address") && { email: room.address }),
  };
  const building = takes.has("building")
    ? await buildingFor(act, room.building ?? undefined, room.name)
    : null;
  if (building !== null && !building.ok) return refusedRoom(address, building, space.id);
  const whole = { ...change, ...(building !== null && { buildingId: building.value }) };
  if (Object.keys(whole).length > 0) {
    const changed = await updateSpace(act.deps, act.actor, space.id, whole);
    if (!changed.ok) return refusedRoom(address, changed, space.id);
  }
  const refusal = takes.has("sync_configuration")
    ? await configure(act, space.id, room.address)
    : null;
  return { address, outcome: "changed", spaceId: space.id, refusal };
}

/** The building of the name; made where the administrator said in which zone it is. */
async function buildingFor(
  { deps, actor, choice, buildings }: Act,
  name: string | undefined,
  roomName: string,
): Promise<Outcome<string>> {
  if (name === undefined) {
    return refused(
      "building_required",
      `Exchange does not say in which building ${roomName} is.`,
      "Choose its building.",
    );
  }
  const known = buildings.get(name);
  if (known !== undefined) return done(known);
  const wanted = choice.buildings.find((building) => building.name === name);
  if (wanted === undefined) {
    return refused(
      "building_required",
      `There is no building "${name}" yet.`,
      "Say in which time zone it is, so that it can be made.",
    );
  }
  const made = await createBuilding(deps, actor, { ...wanted, address: "" });
  if (!made.ok) return made;
  buildings.set(name, made.value.id);
  return done(made.value.id);
}

/** Null where it has one now; nothing is told to the calendar before it is activated. */
async function configure(
  { deps, actor, choice }: Act,
  spaceId: string,
  roomMailbox: string,
): Promise<Refusal | null> {
  const { providerId } = choice;
  const form = { spaceId, providerId, roomMailbox, dryRun: false };
  const made = await createSyncConfiguration(deps, actor, form);
  return made.ok ? null : made.refusal;
}

function notThere(address: string): ImportedRoom {
  return refusedRoom(
    address,
    refused(
      "room_not_there",
      `Exchange does not list ${address}, or it is not known here.`,
      "Look at the list again; the directory of rooms may lag by a day.",
    ),
  );
}

function refusedRoom(
  address: string,
  { refusal }: { readonly refusal: Refusal },
  spaceId: string | null = null,
): ImportedRoom {
  return { address, outcome: "refused", spaceId, refusal };
}
