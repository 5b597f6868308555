import type {
  ClaimedSource,
  DueRoom,
  RetiredSubscription,
  RoomSyncStore,
} from "../app/sync/sources/room-sync-store.ts";
import type { SyncLog } from "../app/sync/sync-log.ts";
import { createBell } from "./bell.ts";
import { createUnderWay, startClaimLoop } from "./claim-loop.ts";

export interface RoomReaderOptions {
  readonly store: RoomSyncStore;
  readonly readRoom: (room: DueRoom) => Promise<void>;
  readonly chooseSource: (room: ClaimedSource) => Promise<void>;
  readonly endSubscription: (retired: RetiredSubscription) => Promise<void>;
  readonly log: SyncLog;
  /** No other process works on this database (it is embedded): what is held at the start is left over. */
  readonly isOnlyProcess: boolean;
  /** Where notifications are to come to. */
  readonly notificationUrl: () => string;
  readonly roomsAtOnceMax?: number;
  /** How often to look without being woken. */
  readonly pollMs?: number;
  readonly leaseMs?: number;
  /** How often to look for rooms in which something begins to happen. */
  readonly quickenMs?: number;
}

export interface RoomReaders {
  /** A change was told: there is no need to wait for the next look. */
  wake(): void;
  /** Takes on nothing more, and resolves when what is under way has ended. */
  stop(): Promise<void>;
}

const ROOMS_AT_ONCE_MAX = 8;
/** A thousand rooms that are activated together are subscribed to by and by. */
const SOURCES_AT_ONCE_MAX = 4;
const ENDED_AT_ONCE_MAX = 2;
const POLL_MS = 500;
/** So that a burst of hints is claimed together. */
const BETWEEN_CLAIMS_MS = 25;
/** A killed process' rooms are taken over after so long; a living one renews long before. */
const LEASE_MS = 60_000;
const QUICKEN_MS = 10_000;

/** Starts reading rooms and looking after their sources until it is stopped. */
export function startRoomReaders(options: RoomReaderOptions): RoomReaders {
  const { store, log, leaseMs = LEASE_MS, quickenMs = QUICKEN_MS } = options;
  const roomsAtOnceMax = options.roomsAtOnceMax ?? ROOMS_AT_ONCE_MAX;
  const bell = createBell();
  const readings = createUnderWay(bell, log);
  const choices = createUnderWay(bell, log);
  const endings = createUnderWay(bell, log);
  const leases = new Set<string>();
  let hasBegun = false;
  let quickenedAtMs = Number.NEGATIVE_INFINITY;

  async function underLease(lease: string, work: Promise<void>): Promise<void> {
    leases.add(lease);
    try {
      await work;
    } finally {
      leases.delete(lease);
    }
  }

  async function claim(): Promise<void> {
    // Sources first: a room can only be read once it has one.
    const choicesFree = SOURCES_AT_ONCE_MAX - choices.count();
    if (choicesFree > 0) {
      for (const room of await store.claimSources({ leaseMs, limit: choicesFree })) {
        choices.follow(underLease(room.lease, options.chooseSource(room)), "choosing a source");
      }
    }
    const readingsFree = roomsAtOnceMax - readings.count();
    if (readingsFree > 0) {
      for (const room of await store.claimRooms({ leaseMs, limit: readingsFree })) {
        readings.follow(underLease(room.lease, options.readRoom(room)), "reading a room");
      }
    }
    const endingsFree = ENDED_AT_ONCE_MAX - endings.count();
    if (endingsFree > 0) {
      for (const retired of await store.claimRetired({ leaseMs, limit: endingsFree })) {
        endings.follow(options.endSubscription(retired), "ending a subscription");
      }
    }
  }

  async function begin(): Promise<void> {
    if (options.isOnlyProcess) {
      const released = await store.releaseLeases();
      if (released > 0) log.warn({ released }, "rooms of an ended process are taken over");
    }
    await store.reviewSubscriptionsElsewhere(options.notificationUrl());
  }

  const loop = startClaimLoop({
    name: "the room readers",
    bell,
    underWay: [readings, choices, endings],
    log,
    leaseMs,
    pollMs: options.pollMs ?? POLL_MS,
    betweenClaimsMs: BETWEEN_CLAIMS_MS,
    async takeOn() {
      if (!hasBegun) await begin();
      hasBegun = true;
      if (performance.now() - quickenedAtMs >= quickenMs) {
        quickenedAtMs = performance.now();
        await store.quickenBusyRooms(quickenMs);
      }
      await claim();
    },
    renewLeases: () => store.renewLeases([...leases], leaseMs),
  });
  return { wake: () => bell.ring(), stop: () => loop.stop() };
}
