import type { IntegrationMode } from "../../core/integration-rules/question.ts";
import { type ComparedRoom, compareRooms } from "../../core/places/room-import-plan.ts";
import { zoneFromCalendar } from "../../core/time/zones.ts";
import { done, type Outcome } from "../outcome.ts";
import { systemCredential } from "../people/system-credential.ts";
import { readProviderRooms, type RoomImportDependencies } from "./room-import.ts";

/** New buildings whose zone is asked of one of their rooms. */
const ZONES_ASKED_MAX = 20;

export interface RoomImportPreview {
  readonly rooms: readonly ComparedRoom[];
  /** Every building that a room names. */
  readonly buildings: readonly {
    readonly name: string;
    /** False: an import has to make it. */
    readonly isKnown: boolean;
    /** IANA; of a new one what its rooms are set to, null where they do not say. */
    readonly timeZone: string | null;
  }[];
}

/** The rooms in Exchange beside the spaces here: which are new, and what differs. Writes nothing. */
export async function previewRoomImport(
  deps: RoomImportDependencies,
  providerId: string,
  requestId: string,
): Promise<Outcome<RoomImportPreview>> {
  const read = await readProviderRooms(deps, providerId, requestId);
  if (!read.ok) return read;
  const { rooms, mode } = read.value;
  const compared = compareRooms(rooms, await deps.knownSpaces.list());
  const there = await deps.places.buildings({ includesInactive: true });
  const known = new Map(there.map((each) => [each.name, each.timeZone]));
  const roomByBuilding = new Map<string, string>();
  for (const { room } of compared) {
    if (room.building !== null && !roomByBuilding.has(room.building)) {
      roomByBuilding.set(room.building, room.address);
    }
  }
  let asked = 0;
  const buildings = await Promise.all(
    [...roomByBuilding].map(async ([name, mailbox]) => {
      const timeZone = known.get(name);
      if (timeZone !== undefined) return { name, isKnown: true, timeZone };
      asked += 1;
      const told =
        asked > ZONES_ASKED_MAX
          ? null
          : await zoneOfRoom(deps, providerId, mode, mailbox, requestId);
      return { name, isKnown: false, timeZone: told };
    }),
  );
  return done({ rooms: compared, buildings });
}

async function zoneOfRoom(
  deps: RoomImportDependencies,
  providerId: string,
  mode: IntegrationMode,
  mailbox: string,
  requestId: string,
): Promise<string | null> {
  const credential = systemCredential(mode, providerId);
  const looked = await deps.roomMailboxes.look({ credential, mailbox, requestId });
  if (!looked.ok || looked.value.timeZone === null) return null;
  return zoneFromCalendar(looked.value.timeZone) ?? null;
}
