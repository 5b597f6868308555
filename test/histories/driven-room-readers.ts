import type { DueRoom } from "../../src/app/sync/sources/room-sync-store.ts";
import {
  chooseRoomSource,
  type ChooseRoomSourceDependencies,
} from "../../src/app/sync/sources/choose-room-source.ts";
import {
  endRetiredSubscription,
  type EndRetiredDependencies,
} from "../../src/app/sync/sources/end-retired-subscription.ts";
import {
  createNotificationInbox,
  type NotificationInbox,
} from "../../src/app/sync/sources/notification-inbox.ts";
import type { NotificationStore } from "../../src/app/sync/sources/notification-store.ts";
import {
  readDueRoom,
  type ReadDueRoomDependencies,
} from "../../src/app/sync/sources/read-due-room.ts";
import type { RoomSyncStore } from "../../src/app/sync/sources/room-sync-store.ts";
import type { SyncLog } from "../../src/app/sync/sync-log.ts";
import type { Tasks } from "./tasks.ts";

/** What is looked for; the server looks for all of it each time. */
export interface ReadersWork {
  readonly rooms: boolean;
  /** What rooms' changes are learnt from, and subscriptions that are needed no more. */
  readonly sources: boolean;
}

/** What `startRoomReaders` and the webhook do by themselves, step by step at the wish of a history. */
export interface DrivenRoomReaders {
  /** Where Exchange's notifications come to. What is not written down yet dies with the process. */
  readonly inbox: Pick<NotificationInbox, "accept">;
  readonly hasNotifications: () => boolean;
  /** Takes on what is due, as tasks of this process; answers how much that was. */
  readonly lookForWork: (work: ReadersWork) => Promise<number>;
  /** Rooms in which something begins to happen are read sooner. */
  readonly quicken: () => Promise<void>;
  /** A living process keeps its leases, however long its calls take. */
  readonly renew: () => Promise<void>;
}

export interface DrivenRoomReaderOptions {
  readonly name: string;
  readonly tasks: Tasks;
  readonly store: RoomSyncStore;
  readonly ungatedStore: RoomSyncStore;
  readonly notifications: NotificationStore;
  readonly reading: Omit<ReadDueRoomDependencies, "store">;
  readonly sources: Omit<ChooseRoomSourceDependencies, "store">;
  readonly log: SyncLog;
}

/** As the server has them. */
const LEASE_MS = 60_000;
const CLAIM = { leaseMs: LEASE_MS } as const;
const ROOMS_AT_ONCE_MAX = 8;
const SOURCES_AT_ONCE_MAX = 4;
const ENDED_AT_ONCE_MAX = 2;
const QUICKEN_MS = 10_000;

export function createDrivenRoomReaders(options: DrivenRoomReaderOptions): DrivenRoomReaders {
  const { name, tasks, store, ungatedStore, log } = options;
  const leases = new Set<string>();
  let accepted = 0;
  let readings = 0;
  const inbox = createNotificationInbox({
    store: options.notifications,
    onAccepted: () => (accepted += 1),
    onStamped: () => undefined,
    count: () => undefined,
    log,
  });

  function begin(what: string, lease: string | null, work: () => Promise<void>): Promise<unknown> {
    if (lease !== null) leases.add(lease);
    return tasks.start({
      owner: name,
      name: `${name} ${what}`,
      work: () => work().finally(() => lease !== null && leases.delete(lease)),
    });
  }

  async function writeDownNotifications(): Promise<number> {
    if (accepted === 0) return 0;
    accepted = 0;
    await begin("writes down notifications", null, () => inbox.flush());
    return 1;
  }

  async function read(room: DueRoom): Promise<void> {
    readings += 1;
    const work = () => readDueRoom({ ...options.reading, store }, room);
    await begin(`reads ${room.spaceName}`, room.lease, () => work().finally(() => (readings -= 1)));
  }

  async function lookAfterSources(): Promise<number> {
    const due = await store.claimSources({ ...CLAIM, limit: SOURCES_AT_ONCE_MAX });
    for (const room of due) {
      await begin(`chooses the source of ${room.spaceName}`, room.lease, () =>
        chooseRoomSource({ ...options.sources, store }, room),
      );
    }
    const retired = await store.claimRetired({ ...CLAIM, limit: ENDED_AT_ONCE_MAX });
    const ending: EndRetiredDependencies = { ...options.sources, store };
    for (const each of retired) {
      await begin("ends a subscription", null, () => endRetiredSubscription(ending, each));
    }
    return due.length + retired.length;
  }

  return {
    inbox,
    hasNotifications: () => accepted > 0,

    async lookForWork({ rooms, sources }) {
      let took = await writeDownNotifications();
      if (sources) took += await lookAfterSources();
      const limit = ROOMS_AT_ONCE_MAX - readings;
      for (const room of rooms && limit > 0 ? await store.claimRooms({ ...CLAIM, limit }) : []) {
        took += 1;
        await read(room);
      }
      return took;
    },

    async quicken() {
      await store.quickenBusyRooms(QUICKEN_MS);
    },

    async renew() {
      if (leases.size > 0) await ungatedStore.renewLeases([...leases], LEASE_MS);
    },
  };
}
