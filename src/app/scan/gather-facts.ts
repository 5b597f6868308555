import type { ScanFacts } from "../../core/configuration-scan/facts.ts";
import { matchRoomSettings } from "../../core/configuration-scan/room-settings.ts";
import type { CalendarProviderRecord } from "../settings/ports.ts";
import { instantOf, lookAtProviders } from "./look-at-providers.ts";
import { lookAtRooms } from "./look-at-rooms.ts";
import type { ScannedRoom } from "./ports.ts";
import { roomFacts } from "./room-facts.ts";
import type { ScanDependencies } from "./scan-dependencies.ts";

/** A reservation waits for seconds or minutes (design, truth 5), unless rooms may take longer. */
const AWAITING_MINUTES_MAX = 15;
const AWAITING_LIMITS = 2;
/** So many reservations of a kind tell what is wrong. */
const TROUBLES_MAX = 100;

export interface GatheredFacts {
  readonly facts: ScanFacts;
  readonly roomsChecked: number;
}

/** Everything that the rules judge, from the database and from Exchange. */
export async function gatherFacts(
  deps: ScanDependencies,
  providers: readonly CalendarProviderRecord[],
  { roomsMax, requestId }: { readonly roomsMax: number; readonly requestId: string },
): Promise<GatheredFacts> {
  const now = deps.now();
  const mode = await deps.integrationMode();
  const ids = new Set(providers.map(({ id }) => id));
  const allRooms = await deps.source.rooms();
  const rooms = allRooms.filter(({ providerId }) => ids.has(providerId));
  const looked = await lookAtProviders(deps, providers, mode, requestId);
  const reachable = new Set(
    looked.filter(({ facts }) => facts.active && facts.token?.ok).map(({ facts }) => facts.id),
  );
  const toCheck = rooms
    .filter((room) => room.active && room.roomMailbox !== "" && reachable.has(room.providerId))
    .slice(0, roomsMax);
  const mailboxes = await lookAtRooms(deps, toCheck, mode, requestId);
  const sources = new Map(
    (await deps.changeSources?.list())?.map((record) => [record.configurationId, record]),
  );
  const directories = new Map(looked.map(({ facts, directory }) => [facts.id, directory]));
  return {
    roomsChecked: toCheck.length,
    facts: {
      now: instantOf(now),
      mode,
      instance: deps.instance(),
      providers: looked.map(({ facts }) => facts),
      rooms: rooms.map((room) =>
        roomFacts(room, {
          mailbox: mailboxes.get(room.configurationId) ?? null,
          directory: directories.get(room.providerId) ?? null,
          source: sources.get(room.configurationId) ?? null,
        }),
      ),
      addresses: await deps.source.addresses(),
      handedIn: await readHandedIn(
        deps,
        allRooms.filter(({ providerId }) => !ids.has(providerId)),
      ),
      troubles: await readTroubles(deps, now),
      gaps: (await deps.source.gaps(TROUBLES_MAX)).map(({ startAt, seenAt, ...gap }) => ({
        ...gap,
        start: startAt && instantOf(startAt),
        seenAt: instantOf(seenAt),
      })),
    },
  };
}

/** Without what belongs to rooms of providers that are not looked at. */
async function readHandedIn(
  deps: ScanDependencies,
  otherRooms: readonly ScannedRoom[],
): Promise<ScanFacts["handedIn"]> {
  const handedIn = await deps.scans.handedIn();
  if (handedIn === null) return null;
  const others = new Set(matchRoomSettings(handedIn.rooms, otherRooms).byRoom.values());
  const rooms = handedIn.rooms.filter((settings) => !others.has(settings));
  return { at: instantOf(handedIn.at), rooms };
}

async function readTroubles(deps: ScanDependencies, now: Date): Promise<ScanFacts["troubles"]> {
  const limitSeconds = await deps.roomAnswerTimeLimitSeconds();
  const patienceMs = Math.max(AWAITING_MINUTES_MAX * 60, AWAITING_LIMITS * limitSeconds) * 1000;
  const waitingSince = new Date(now.getTime() - patienceMs);
  const found = await deps.source.troubles({ now, waitingSince, limit: TROUBLES_MAX });
  return found.map((trouble) => ({ ...trouble, at: instantOf(trouble.at) }));
}
