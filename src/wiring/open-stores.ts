import { createAuditStore } from "../store/audit-store.ts";
import { createCalendarProviderStore } from "../store/calendar-provider-store.ts";
import { createCatalogueStore } from "../store/catalogue-store.ts";
import { createChangeReader } from "../store/change-reader.ts";
import type { Database } from "../store/database.ts";
import { createApiClientStore } from "../store/identity/api-client-store.ts";
import { createPanelStore } from "../store/identity/panel-store.ts";
import { createPeopleStore } from "../store/identity/people-store.ts";
import { createProviderAppStore } from "../store/identity/provider-app-store.ts";
import { createSessionRecordStore } from "../store/identity/session-record-store.ts";
import { createTokenRecordStore } from "../store/identity/token-record-store.ts";
import { createModeChangeFacts } from "../store/mode-change-facts.ts";
import { createPlacesStore } from "../store/places-store.ts";
import { createPropertyStore } from "../store/property-store.ts";
import { createReservationStore } from "../store/reservation-store.ts";
import { createSeriesRollingStore } from "../store/series-rolling-store.ts";
import { createSeriesStore } from "../store/series-store.ts";
import { createSetUpStore } from "../store/set-up-store.ts";
import { createSyncConfigurationStore } from "../store/sync-configuration-store.ts";
import { createLaneStore } from "../store/sync/lane-store.ts";
import { createRoomAnswerStore } from "../store/sync/room-answer-store.ts";
import { createSyncEventRegister } from "../store/sync/sync-event-register.ts";
import { createSyncEventStore } from "../store/sync/sync-event-store.ts";
import { createWaitingEventStore } from "../store/sync/waiting-event-store.ts";

export type Stores = ReturnType<typeof openStores>;

/** Every port that the database fills. */
export function openStores(database: Database) {
  const { kysely } = database;
  return {
    apiClients: createApiClientStore(kysely),
    audit: createAuditStore(kysely),
    catalogue: createCatalogueStore(database),
    changeReader: createChangeReader(database),
    configurations: createSyncConfigurationStore(kysely),
    lanes: createLaneStore(database),
    modeChangeFacts: createModeChangeFacts(kysely),
    panels: createPanelStore(kysely),
    people: createPeopleStore(kysely),
    places: createPlacesStore(database),
    properties: createPropertyStore(kysely),
    providerApps: createProviderAppStore(kysely),
    providers: createCalendarProviderStore(kysely),
    reservations: createReservationStore(database),
    roomAnswers: createRoomAnswerStore(database),
    series: createSeriesStore(database),
    seriesRolling: createSeriesRollingStore(database),
    setUp: createSetUpStore(database),
    sessions: createSessionRecordStore(kysely),
    syncEventRegister: createSyncEventRegister(database),
    syncEvents: createSyncEventStore(database),
    tokenRecords: createTokenRecordStore(kysely),
    waitingEvents: createWaitingEventStore(database),
  };
}
