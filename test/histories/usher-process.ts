import { Temporal } from "temporal-polyfill";
import type { RecordAudit } from "../../src/app/audit-note.ts";
import type { DelegatedUserDependencies } from "../../src/app/people/delegated-user.ts";
import type { OwnCalendarDependencies } from "../../src/app/people/own-calendar.ts";
import type { Vault } from "../../src/app/people/vault.ts";
import { createSpaceCatalogue } from "../../src/app/places/space-catalogue.ts";
import { lapseApprovals } from "../../src/app/reservations/approval/lapse-approvals.ts";
import { bookingFactsFromMemory } from "../../src/app/reservations/booking-facts-from-memory.ts";
import type { ReservationDependencies } from "../../src/app/reservations/dependencies.ts";
import type { LifeStore } from "../../src/app/reservations/life/ports.ts";
import { endReservations } from "../../src/app/reservations/life/end-reservations.ts";
import { releaseNoShows } from "../../src/app/reservations/life/release-no-shows.ts";
import type { RollSeriesDependencies } from "../../src/app/reservations/roll-series.ts";
import type { ReservationStore } from "../../src/app/reservations/ports.ts";
import type { SeriesStore } from "../../src/app/reservations/series-ports.ts";
import { createProperties, type Properties } from "../../src/app/settings/properties.ts";
import type { SettingsDependencies } from "../../src/app/settings/settings-dependencies.ts";
import type { Calendar } from "../../src/app/sync/calendar.ts";
import { organizerAccessBy } from "../../src/app/sync/inbound/organizer-access.ts";
import type { InboundStore } from "../../src/app/sync/inbound/inbound-store.ts";
import { readRoom, type ReadRoomDependencies } from "../../src/app/sync/inbound/read-room.ts";
import { noteReading } from "../../src/app/sync/reconcile/note-reading.ts";
import { findOrganizersCopy } from "../../src/app/sync/reconcile/organizers-copy.ts";
import { repairDifference } from "../../src/app/sync/reconcile/repair-difference.ts";
import type { ReconciliationDependencies } from "../../src/app/sync/reconcile/start-reconciliation.ts";
import { createResumeWaitingEvents } from "../../src/app/sync/resume-waiting-events.ts";
import type { SendAgainDependencies } from "../../src/app/sync/send-again.ts";
import type { SyncLog } from "../../src/app/sync/sync-log.ts";
import { createExchange } from "../../src/exchange/exchange.ts";
import { createEntraClient } from "../../src/identity/oidc/entra-client.ts";
import { createTokenVault } from "../../src/identity/tokens/token-vault.ts";
import { readBookingHorizonDays } from "../../src/store/booking-horizon.ts";
import type { Database } from "../../src/store/database.ts";
import { openStores } from "../../src/wiring/open-stores.ts";
import type { Chance } from "./chance.ts";
import { createDrivenLanes, type DrivenLanes } from "./driven-lanes.ts";
import { createDrivenReconciler, type DrivenReconciler } from "./driven-reconciler.ts";
import { createDrivenRoomReaders, type DrivenRoomReaders } from "./driven-room-readers.ts";
import type { Tasks } from "./tasks.ts";
import type { HistoryTime } from "./time.ts";
import { WEBHOOK_ADDRESSES } from "./webhook.ts";

/**
 * One process of the server, all its services in it: adapters and memories of its own over the
 * shared database. Its calls wait for their turn, so it can be killed between any two of them.
 */
export interface UsherProcess {
  readonly name: string;
  readonly reservations: ReservationDependencies;
  readonly ownCalendar: OwnCalendarDependencies;
  readonly delegatedUser: DelegatedUserDependencies;
  readonly settings: Pick<SettingsDependencies, "providers" | "accessTokens"> & {
    readonly properties: Pick<Properties, "set" | "integrationMode">;
  };
  readonly sendAgain: SendAgainDependencies;
  readonly reconciliation: ReconciliationDependencies;
  readonly rolling: RollSeriesDependencies;
  readonly lanes: DrivenLanes;
  readonly readers: DrivenRoomReaders;
  readonly reconciler: DrivenReconciler;
  /** What is done each minute about no-shows, and about what is over; answers how many. */
  readonly runLifeJobs: (
    watched: (deps: ReservationDependencies) => ReservationDependencies,
  ) => Promise<number>;
}

/** What is done to a process' parts before it runs: to see that histories find what is wrong. */
export interface Sabotage {
  readonly calendar?: (calendar: Calendar) => Calendar;
  readonly reservations?: (store: ReservationStore) => ReservationStore;
  readonly inbound?: (store: InboundStore) => InboundStore;
  readonly life?: (store: LifeStore) => LifeStore;
  readonly lifeJobs?: (deps: ReservationDependencies) => ReservationDependencies;
  readonly series?: (store: SeriesStore) => SeriesStore;
}

export interface ProcessParts {
  readonly database: Database;
  readonly vault: Vault;
  readonly exchangeUrl: string;
  readonly time: HistoryTime;
  readonly tasks: Tasks;
  readonly chance: Chance;
  readonly log: SyncLog;
  readonly sabotage: Sabotage;
}

export function startUsherProcess(name: string, parts: ProcessParts): UsherProcess {
  const { database, vault, exchangeUrl, time, tasks, chance, log, sabotage } = parts;
  const stores = openStores(database);
  const reservations = sabotage.reservations?.(stores.reservations) ?? stores.reservations;
  const now = (): Date => new Date(time.nowMs());
  const { nowMs } = time;
  const newId = (): string => chance.uuid();
  const entra = createEntraClient({ loginUrl: exchangeUrl, graphUrl: exchangeUrl, now });
  const tokens = createTokenVault({
    signIn: null,
    providerApps: stores.providerApps,
    vault,
    entra,
    records: stores.tokenRecords,
    now,
    pause: (durationMs) => time.advance(durationMs),
  });
  const properties = createProperties({ store: stores.properties, nowMs });
  // A call that a history holds up is under way: a fifth to its mailbox would wait, and be no task.
  const callsAtOnceMax = Number.POSITIVE_INFINITY;
  const exchange = createExchange({
    graphUrl: exchangeUrl,
    accessTokens: tokens,
    now,
    nowMs,
    callsAtOnceMax,
  });
  // Organizers' copies are read several at once; a history makes one call after another.
  // Rooms that meet in an organizer's calendar wait for one reading of it, and that for its turns.
  const rooms = tasks.inOrder(tasks.oneAtATime(exchange.rooms, "findMeetings"));
  const calendar = sabotage.calendar?.(exchange.calendar) ?? exchange.calendar;
  const quiet = { wakeLanes: () => undefined, announceChange: () => undefined };
  const gatedTokens = tasks.gated("tokens", tokens);
  const calendarConnected = createResumeWaitingEvents({
    ...quiet,
    log,
    store: tasks.gated("waitingEvents", stores.waitingEvents),
  });
  const inbound: ReadRoomDependencies = {
    ...quiet,
    rooms,
    store: tasks.gated("inbound", sabotage.inbound?.(stores.inbound) ?? stores.inbound),
    organizerAccess: organizerAccessBy(
      async (id) => (await stores.providers.find(id))?.delegatedUserEmail ?? null,
    ),
    horizonDays: () => readBookingHorizonDays(database),
    pastDays: () => properties.pastSyncPeriodDays(),
    now,
    newId,
    log,
  };
  const quietMinutes = (): Promise<number> => properties.roomReadIntervalMinutes();
  const recordAudit: RecordAudit = (note) => stores.audit.record(note);
  const connecting = { tokens: gatedTokens, calendarConnected, recordAudit };
  const reserving: ReservationDependencies = {
    ...quiet,
    store: tasks.gated("reservations", reservations),
    seriesStore: tasks.gated("series", sabotage.series?.(stores.series) ?? stores.series),
    lifeStore: tasks.gated("life", sabotage.life?.(stores.life) ?? stores.life),
    facts: bookingFactsFromMemory({
      catalogue: createSpaceCatalogue({ source: stores.catalogue, nowMs }),
      people: stores.people,
      properties,
      personalTokens: tokens,
      now,
    }),
    now: () => Temporal.Instant.fromEpochMilliseconds(time.nowMs()),
    newId,
  };
  const reconciliations = tasks.gated("reconciliations", stores.reconciliations);
  const counters = { count: () => undefined };
  const noting = {
    reconciliations,
    lags: stores.healthCounts,
    counters,
    wakeReconciler: () => undefined,
  };
  const repairing = {
    ...reserving,
    organizersCopy: ({ id }: { readonly id: string }) =>
      findOrganizersCopy({ rooms, reconciliations, newId }, id),
  };
  return {
    name,
    reservations: reserving,
    ownCalendar: {
      ...connecting,
      providerApps: stores.providerApps,
      tokenRecords: stores.tokenRecords,
    },
    delegatedUser: { ...connecting, readMailboxAddress: () => Promise.resolve(null) },
    settings: {
      providers: stores.providers,
      accessTokens: tokens,
      properties: tasks.gated("properties", properties),
    },
    sendAgain: { ...quiet, register: tasks.gated("register", stores.syncEventRegister) },
    async runLifeJobs(watched) {
      const jobs = watched(reserving);
      const deps = { ...(sabotage.lifeJobs?.(jobs) ?? jobs), log };
      const released = await releaseNoShows(deps);
      const lapsed = await lapseApprovals({ ...deps, approvals: stores.approvals, counters });
      return released + lapsed + (await endReservations(deps));
    },
    reconciliation: { ...quiet, reconciliations, newId, wakeReconciler: () => undefined },
    rolling: {
      rolling: tasks.gated("rolling", stores.seriesRolling),
      now: reserving.now,
      newId,
      announceChange: quiet.announceChange,
      log,
    },
    reconciler: createDrivenReconciler({
      name,
      tasks,
      chance,
      reconciling: {
        ...quiet,
        log,
        reconciliations,
        counters,
        repair: (room, difference) => repairDifference(repairing, room, difference),
      },
    }),
    lanes: createDrivenLanes({
      name,
      tasks,
      chance,
      store: tasks.gated("lanes", stores.lanes),
      ungatedStore: stores.lanes,
      carryOut: {
        ...quiet,
        log,
        calendar,
        rooms,
        counters,
        store: tasks.gated("syncEvents", stores.syncEvents),
        triesMax: () => properties.eventRetryCountMax(),
        random: chance.next,
      },
      readAnswers: {
        ...quiet,
        log,
        calendar,
        roomCalendar: rooms,
        store: tasks.gated("roomAnswers", stores.roomAnswers),
        newId,
        roomAnswerLimitMs: async () => 1000 * (await properties.roomAnswerTimeLimitSeconds()),
      },
    }),
    readers: createDrivenRoomReaders({
      name,
      tasks,
      log,
      store: tasks.gated("roomSync", stores.roomSync),
      ungatedStore: stores.roomSync,
      notifications: tasks.gated("notifications", stores.notifications),
      reading: {
        readRoom: (claimed) => noteReading(noting, claimed, (room) => readRoom(inbound, room)),
        quietMinutes,
        random: chance.next,
        log,
      },
      sources: {
        rooms,
        subscriptions: exchange.subscriptions,
        integrationMode: () => properties.integrationMode(),
        quietMinutes,
        notificationAddresses: () => WEBHOOK_ADDRESSES,
        newClientState: () => chance.uuid(),
        newId,
        now,
        random: chance.next,
        log,
      },
    }),
  };
}
