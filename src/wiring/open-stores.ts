import { createApprovalStore } from "../store/approval/approval-store.ts";
import { createAuditStore } from "../store/audit-store.ts";
import { createCalendarProviderStore } from "../store/calendar-provider-store.ts";
import { createCatalogueStore } from "../store/catalogue-store.ts";
import { createChangeSourceFacts } from "../store/change-source-facts.ts";
import { createChangeReader } from "../store/change-reader.ts";
import { createConfigurationScanStore } from "../store/configuration-scan-store.ts";
import type { Database } from "../store/database.ts";
import { createHealthCountStore } from "../store/health/health-count-store.ts";
import { createHealthReader } from "../store/health/health-reader.ts";
import { createNoticeStore } from "../store/health/notice-store.ts";
import { createApiClientStore } from "../store/identity/api-client-store.ts";
import { createPanelStore } from "../store/identity/panel-store.ts";
import { createPeopleStore } from "../store/identity/people-store.ts";
import { createProviderAppStore } from "../store/identity/provider-app-store.ts";
import { createSessionRecordStore } from "../store/identity/session-record-store.ts";
import { createTokenRecordStore } from "../store/identity/token-record-store.ts";
import { createLifeStore } from "../store/life/life-store.ts";
import { createReminderStore } from "../store/life/reminder-store.ts";
import { createMailOutbox } from "../store/mail/mail-outbox.ts";
import { createMailPreferenceStore } from "../store/mail/mail-preference-store.ts";
import { createShareStore } from "../store/mail/share-store.ts";
import { createKnownSpacesStore } from "../store/known-spaces-store.ts";
import { createModeChangeFacts } from "../store/mode-change-facts.ts";
import { createModuleStore } from "../store/module-store.ts";
import { createPlacesStore } from "../store/places-store.ts";
import { createPropertyStore } from "../store/property-store.ts";
import { createReservationSearchStore } from "../store/reservation-search-store.ts";
import { createReservationStore } from "../store/reservation-store.ts";
import { createScheduleStore } from "../store/schedule-store.ts";
import { createSeriesRollingStore } from "../store/series-rolling-store.ts";
import { createSeriesStore } from "../store/series-store.ts";
import { createTogetherStore } from "../store/together-store.ts";
import { createScanFactsStore } from "../store/scan-facts-store.ts";
import { createModuleServiceStore } from "../store/services/module-service-store.ts";
import { createServiceFollowUpStore } from "../store/services/service-follow-up-store.ts";
import { createSetUpStore } from "../store/set-up-store.ts";
import { createSyncConfigurationStore } from "../store/sync-configuration-store.ts";
import { createBulkWorkStore } from "../store/sync/bulk-work-store.ts";
import { createReconciliationStore } from "../store/sync/reconcile/reconciliation-store.ts";
import { createInboundStore } from "../store/sync/inbound-store.ts";
import { createLaneStore } from "../store/sync/lane-store.ts";
import { createNotificationStore } from "../store/sync/notification-store.ts";
import { createRoomAnswerStore } from "../store/sync/room-answer-store.ts";
import { createRoomSyncStore } from "../store/sync/room-sync-store.ts";
import { createSyncEventRegister } from "../store/sync/sync-event-register.ts";
import { createSyncEventStore } from "../store/sync/sync-event-store.ts";
import { createWaitingEventStore } from "../store/sync/waiting-event-store.ts";

export type Stores = ReturnType<typeof openStores>;

/** Every port that the database fills. */
export function openStores(database: Database) {
  const { kysely } = database;
  return {
    apiClients: createApiClientStore(kysely),
    approvals: createApprovalStore(database),
    audit: createAuditStore(kysely),
    bulkWork: createBulkWorkStore(kysely),
    catalogue: createCatalogueStore(database),
    changeSources: createChangeSourceFacts(kysely),
    changeReader: createChangeReader(database),
    configurations: createSyncConfigurationStore(kysely),
    healthCounts: createHealthCountStore(kysely),
    healthReader: createHealthReader(kysely),
    notices: createNoticeStore(kysely),
    inbound: createInboundStore(database),
    knownSpaces: createKnownSpacesStore(kysely),
    lanes: createLaneStore(database),
    life: createLifeStore(database),
    mailOutbox: createMailOutbox(database),
    mailPreferences: createMailPreferenceStore(kysely),
    modules: createModuleStore(database),
    moduleServices: createModuleServiceStore(database),
    modeChangeFacts: createModeChangeFacts(kysely),
    notifications: createNotificationStore(database),
    panels: createPanelStore(kysely),
    people: createPeopleStore(kysely),
    places: createPlacesStore(database),
    properties: createPropertyStore(kysely),
    providerApps: createProviderAppStore(kysely),
    providers: createCalendarProviderStore(kysely),
    reconciliations: createReconciliationStore(kysely),
    reminders: createReminderStore(database),
    reservations: createReservationStore(database),
    reservationSearch: createReservationSearchStore(database),
    schedule: createScheduleStore(database),
    scanFacts: createScanFactsStore(kysely),
    scans: createConfigurationScanStore(kysely),
    roomAnswers: createRoomAnswerStore(database),
    roomSync: createRoomSyncStore(database),
    serviceFollowUps: createServiceFollowUpStore(database),
    series: createSeriesStore(database),
    together: createTogetherStore(database),
    seriesRolling: createSeriesRollingStore(database),
    setUp: createSetUpStore(database),
    shares: createShareStore(database),
    sessions: createSessionRecordStore(kysely),
    syncEventRegister: createSyncEventRegister(database),
    syncEvents: createSyncEventStore(database),
    tokenRecords: createTokenRecordStore(kysely),
    waitingEvents: createWaitingEventStore(database),
  };
}
