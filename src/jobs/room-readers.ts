import type {
  ClaimedSource,
  DueRoom,
  RetiredSubscription,
  RoomSyncStore,
} from "../app/sync/sources/room-sync-store.ts";
import type { SyncLog } from "../app/sync/sync-log.ts";
import { createBell } from "./bell.ts";

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
const AFTER_ERROR_MS = 1_000;

/** Starts reading rooms and looking after their sources until it is stopped. */
export function startRoomReaders(options: RoomReaderOptions): RoomReaders {
  const { store, log, leaseMs = LEASE_MS, quickenMs = QUICKEN_MS } = options;
  const roomsAtOnceMax = options.roomsAtOnceMax ?? ROOMS_AT_ONCE_MAX;
  const bell = createBell();
  const leases = new Set<string>();
  const readings = new Set<Promise<void>>();
  const choices = new Set<Promise<void>>();
  const endings = new Set<Promise<void>>();
  const stopping = new AbortController();
  let quickenedAtMs = Number.NEGATIVE_INFINITY;

  /** Keeps count of the work, and looks again as soon as it ends. */
  function follow(underWay: Set<Promise<void>>, work: Promise<void>, what: string): void {
    const followed = work
      // Whoever comes after takes it over when the lease is over.
      .catch((error: unknown) => log.error({ err: error }, `${what} failed`))
      .finally(() => {
        underWay.delete(followed);
        bell.ring();
      });
    underWay.add(followed);
  }

  async function underLease(lease: string, work: Promise<void>): Promise<void> {
    leases.add(lease);
    try {
      await work;
    } finally {
      leases.delete(lease);
    }
  }

  async function takeOn(): Promise<void> {
    // Sources first: a room can only be read once it has one.
    const choicesFree = SOURCES_AT_ONCE_MAX - choices.size;
    if (choicesFree > 0) {
      for (const room of await store.claimSources({ leaseMs, limit: choicesFree })) {
        follow(choices, underLease(room.lease, options.chooseSource(room)), "choosing a source");
      }
    }
    const readingsFree = roomsAtOnceMax - readings.size;
    if (readingsFree > 0) {
      for (const room of await store.claimRooms({ leaseMs, limit: readingsFree })) {
        follow(readings, underLease(room.lease, options.readRoom(room)), "reading a room");
      }
    }
    const endingsFree = ENDED_AT_ONCE_MAX - endings.size;
    if (endingsFree > 0) {
      for (const retired of await store.claimRetired({ leaseMs, limit: endingsFree })) {
        follow(endings, options.endSubscription(retired), "ending a subscription");
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

  async function run(): Promise<void> {
    let hasBegun = false;
    while (!stopping.signal.aborted) {
      try {
        if (!hasBegun) await begin();
        hasBegun = true;
        if (performance.now() - quickenedAtMs >= quickenMs) {
          quickenedAtMs = performance.now();
          await store.quickenBusyRooms(quickenMs);
        }
        await takeOn();
        await bell.wait(options.pollMs ?? POLL_MS);
        await bell.rest(BETWEEN_CLAIMS_MS);
      } catch (error) {
        log.error({ err: error }, "the room readers could not look for work");
        await bell.rest(AFTER_ERROR_MS);
      }
    }
  }

  const renewal = setInterval(() => {
    store
      .renewLeases([...leases], leaseMs)
      .catch((error: unknown) => log.error({ err: error }, "leases could not be renewed"));
  }, leaseMs / 3);
  const running = run();

  return {
    wake: () => bell.ring(),
    async stop() {
      stopping.abort();
      bell.silence();
      await running;
      await Promise.all([...readings, ...choices, ...endings]);
      clearInterval(renewal);
    },
  };
}
