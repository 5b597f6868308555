import { randomBytes, randomUUID } from "node:crypto";
import { createBriefMemory } from "../app/people/brief-memory.ts";
import { organizerAccessBy } from "../app/sync/inbound/organizer-access.ts";
import { readRoom, type ReadRoomDependencies } from "../app/sync/inbound/read-room.ts";
import { noteReading, type NoteReadingDependencies } from "../app/sync/reconcile/note-reading.ts";
import type { RoomSyncStore } from "../app/sync/sources/room-sync-store.ts";
import {
  chooseRoomSource,
  type ChooseRoomSourceDependencies,
  type NotificationAddresses,
} from "../app/sync/sources/choose-room-source.ts";
import { endRetiredSubscription } from "../app/sync/sources/end-retired-subscription.ts";
import { readDueRoom, type ReadDueRoomDependencies } from "../app/sync/sources/read-due-room.ts";
import { NOTIFICATION_PATHS } from "../http/webhooks/register-exchange-webhook.ts";
import { type RoomReaders, startRoomReaders } from "../jobs/room-readers.ts";
import { readBookingHorizonDays } from "../store/booking-horizon.ts";
import type { Application } from "./open-application.ts";

/**
 * The other half of the service `sync`: rooms' calendars are read, and their subscriptions looked
 * after. Start it after the web service of the same process, for Exchange asks at once whether the
 * addresses for notifications answer.
 */
export function startReadingRooms(
  application: Application,
  { onlyReads = false }: { readonly onlyReads?: boolean } = {},
): RoomReaders {
  const { stores, database, subscriptions, log, signals } = application;
  const inbound = inboundDependencies(application);
  const noting: NoteReadingDependencies = {
    reconciliations: stores.reconciliations,
    lags: stores.healthCounts,
    counters: application.counters,
    wakeReconciler: () => signals.wakeReconciler(),
  };
  const reading: ReadDueRoomDependencies = {
    store: stores.roomSync,
    readRoom: (claimed) => noteReading(noting, claimed, (room) => readRoom(inbound, room)),
    quietMinutes: () => application.properties.roomReadIntervalMinutes(),
    random: Math.random,
    log,
  };
  const sources = sourceDependencies(application);
  const ending = { store: stores.roomSync, subscriptions, newId: randomUUID };
  const readers = startRoomReaders({
    store: onlyReads ? withoutSources(stores.roomSync) : stores.roomSync,
    readRoom: (room) => readDueRoom(reading, room),
    chooseSource: (room) => chooseRoomSource(sources, room),
    endSubscription: (retired) => endRetiredSubscription(ending, retired),
    log,
    isOnlyProcess: database.kind === "embedded",
    notificationUrl: () => sources.notificationAddresses().events,
  });
  signals.wakeRoomReaders = () => readers.wake();
  return readers;
}

/** A command leaves it to the servers how changes reach them: notifications do not come to it. */
function withoutSources(store: RoomSyncStore): RoomSyncStore {
  return {
    ...store,
    claimSources: () => Promise.resolve([]),
    claimRetired: () => Promise.resolve([]),
    reviewSubscriptionsElsewhere: () => Promise.resolve(0),
  };
}

/** A calendar is read a little further a moment after a module's limit was raised. */
const HORIZON_REMEMBERED_MS = 5_000;

function inboundDependencies(application: Application): ReadRoomDependencies {
  const { stores, rooms, reservations, properties, database, log } = application;
  const horizon = createBriefMemory<number>({
    lifetimeMs: HORIZON_REMEMBERED_MS,
    entriesMax: 1,
    now: () => new Date(),
  });
  return {
    rooms,
    store: stores.inbound,
    organizerAccess: organizerAccessBy(
      async (id) => (await stores.providers.find(id))?.delegatedUserEmail ?? null,
    ),
    horizonDays: async () =>
      (await horizon.get("days", () => readBookingHorizonDays(database))) ?? 0,
    pastDays: () => properties.pastSyncPeriodDays(),
    now: () => new Date(),
    newId: randomUUID,
    announceChange: reservations.announceChange,
    wakeLanes: reservations.wakeLanes,
    log,
  };
}

function sourceDependencies({
  stores,
  rooms,
  subscriptions,
  properties,
  config,
  addresses,
  log,
}: Application) {
  return {
    store: stores.roomSync,
    rooms,
    subscriptions,
    integrationMode: () => properties.integrationMode(),
    quietMinutes: () => properties.roomReadIntervalMinutes(),
    notificationAddresses: (): NotificationAddresses => {
      const base = config.notificationUrl ?? addresses.publicUrl;
      return {
        events: base + NOTIFICATION_PATHS.events,
        lifecycle: base + NOTIFICATION_PATHS.lifecycle,
      };
    },
    newClientState: () => randomBytes(32).toString("base64url"),
    newId: randomUUID,
    now: () => new Date(),
    random: Math.random,
    log,
  } satisfies ChooseRoomSourceDependencies;
}
