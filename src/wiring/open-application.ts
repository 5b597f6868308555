import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import { Temporal } from "temporal-polyfill";
import { createAuthentication } from "../app/people/authenticate.ts";
import { createHealthCounters } from "../app/health/health-counters.ts";
import { refuseLostKeys } from "../app/people/refuse-lost-keys.ts";
import type { PlaceDependencies } from "../app/places/place-dependencies.ts";
import type { RoomImportDependencies } from "../app/places/room-import.ts";
import { createSpaceCatalogue } from "../app/places/space-catalogue.ts";
import { bookingFactsFromMemory } from "../app/reservations/booking-facts-from-memory.ts";
import { createChangeFeed } from "../app/reservations/change-feed.ts";
import type { TogetherDependencies } from "../app/reservations/together-ports.ts";
import type { ScanDependencies } from "../app/scan/scan-dependencies.ts";
import { createProperties, type Properties } from "../app/settings/properties.ts";
import type { SettingsDependencies } from "../app/settings/settings-dependencies.ts";
import { createResumeWaitingEvents } from "../app/sync/resume-waiting-events.ts";
import type { Config } from "../config.ts";
import { createExchange, type Exchange } from "../exchange/exchange.ts";
import { createAuthorizationFlows } from "../identity/oidc/authorization-flows.ts";
import { createEntraClient } from "../identity/oidc/entra-client.ts";
import { createReadMailboxAddress } from "../identity/oidc/mailbox-address.ts";
import { createProviderCertificates } from "../identity/oidc/provider-certificates.ts";
import { readApplicationClaims } from "../identity/tokens/application-claims.ts";
import { createTokenVault } from "../identity/tokens/token-vault.ts";
import { tokensFromMemory } from "../identity/tokens/tokens-from-memory.ts";
import { KeyFileVault } from "../identity/vault/key-file-vault.ts";
import { type Database, openDatabase } from "../store/database.ts";
import { createSealedRecordStore } from "../store/identity/sealed-record-store.ts";
import { migrateToLatest } from "../store/migrate.ts";
import { openStores, type Stores } from "./open-stores.ts";

/** Everything but the services: the data, the rules' facts, the calendar and the tokens. */
export type Application = Awaited<ReturnType<typeof openApplication>>;

/** What services tell each other within a process; each is set by the service when it starts. */
interface Signals {
  wakeLanes: () => void;
  wakeReconciler: () => void;
  wakeRoomReaders: () => void;
  wakeServiceFollower: () => void;
  wakeMailSender: () => void;
}

/** Where this process is reached; the port is known once it listens. */
interface Addresses {
  publicUrl: string;
}

/** Opens the database that the settings name, brings it up to date and puts the parts together. */
export async function openApplication(config: Config, log: Logger) {
  const database = await openDatabase(config.database, {
    onError: (error) => log.error({ err: error }, "the database connection failed"),
  });
  try {
    const applied = await migrateToLatest(database);
    if (applied.length > 0)
      log.info({ migrations: applied }, "the database was brought up to date");
    const parts = wire(config, log, database);
    const sealed = createSealedRecordStore(database.kysely);
    await refuseLostKeys(sealed, parts.identity.vault, config.vaultKeyFile);
    return { ...parts, database, config, log };
  } catch (error) {
    await database.close();
    throw error;
  }
}

function wire(config: Config, log: Logger, database: Database) {
  const stores = openStores(database);
  const signals: Signals = {
    wakeLanes: () => undefined,
    wakeReconciler: () => undefined,
    wakeRoomReaders: () => undefined,
    wakeServiceFollower: () => undefined,
    wakeMailSender: () => undefined,
  };
  const addresses: Addresses = {
    publicUrl: config.publicUrl ?? `http://localhost:${config.port}`,
  };
  const changeFeed = createChangeFeed(stores.changeReader);
  const announceChange = (): void => {
    changeFeed.wake();
    signals.wakeServiceFollower();
  };
  const wakeLanes = (): void => signals.wakeLanes();
  const properties = createProperties({
    store: stores.properties,
    nowMs: () => performance.now(),
  });
  const catalogue = createSpaceCatalogue({
    source: stores.catalogue,
    nowMs: () => performance.now(),
  });
  const identity = wireIdentity(config, stores);
  const exchange = createExchange({
    graphUrl: config.graphUrl,
    accessTokens: identity.tokens,
    now,
  });
  const { calendar, rooms, subscriptions } = exchange;
  const counters = createHealthCounters(stores.healthCounts);
  const resumeWaiting = createResumeWaitingEvents({
    store: stores.waitingEvents,
    wakeLanes,
    announceChange,
    log,
  });
  const reservations: TogetherDependencies = {
    store: stores.reservations,
    seriesStore: stores.series,
    lifeStore: stores.life,
    togetherStore: stores.together,
    facts: bookingFactsFromMemory({
      catalogue,
      properties,
      now,
      people: stores.people,
      personalTokens: identity.tokens,
    }),
    now: () => Temporal.Now.instant(),
    newId: randomUUID,
    wakeLanes,
    announceChange,
  };
  const settings: SettingsDependencies = {
    providers: stores.providers,
    configurations: stores.configurations,
    modeChangeFacts: stores.modeChangeFacts,
    integrationMode: () => properties.integrationMode(),
    tokenRecords: stores.tokenRecords,
    accessTokens: identity.tokens,
    vault: identity.vault,
    newId: randomUUID,
    forgetPlaces: () => catalogue.forget(),
    calendar,
    now,
  };
  const places: PlaceDependencies = {
    places: stores.places,
    now: () => Temporal.Now.instant(),
    forgetPlaces: () => catalogue.forget(),
  };
  const scan = wireScan(config, stores, identity, properties, exchange, addresses);
  const roomImport: RoomImportDependencies = {
    places: stores.places,
    forgetPlaces: () => catalogue.forget(),
    knownSpaces: stores.knownSpaces,
    providers: stores.providers,
    configurations: stores.configurations,
    placeDirectory: scan.placeDirectory,
    roomMailboxes: scan.roomMailboxes,
    integrationMode: () => properties.integrationMode(),
  };
  return {
    stores,
    signals,
    addresses,
    scan,
    roomImport,
    changeFeed,
    announceChange,
    properties,
    catalogue,
    identity,
    calendar,
    counters,
    rooms,
    subscriptions,
    resumeWaiting,
    reservations,
    settings,
    places,
  };
}

function wireScan(
  config: Config,
  stores: Stores,
  { tokens, vault, readMailboxAddress }: ReturnType<typeof wireIdentity>,
  properties: Properties,
  { roomMailboxes, placeDirectory }: Exchange,
  addresses: Addresses,
): ScanDependencies {
  const { loginUrl, graphUrl } = config;
  const { providerApps } = stores;
  return {
    scans: stores.scans,
    source: stores.scanFacts,
    providers: stores.providers,
    certificates: createProviderCertificates({ providerApps, vault }),
    accessTokens: tokens,
    tokenRecords: stores.tokenRecords,
    readMailboxAddress,
    readApplicationClaims,
    roomMailboxes,
    placeDirectory,
    changeSources: stores.changeSources,
    integrationMode: () => properties.integrationMode(),
    roomAnswerTimeLimitSeconds: () => properties.roomAnswerTimeLimitSeconds(),
    instance: () => ({ publicUrl: addresses.publicUrl, loginUrl, graphUrl }),
    now,
  };
}

function wireIdentity(config: Config, stores: Stores) {
  const vault = new KeyFileVault(config.vaultKeyFile);
  const { loginUrl, graphUrl, signIn } = config;
  const entra = createEntraClient({ loginUrl, graphUrl, now });
  const apps = { signIn, providerApps: stores.providerApps, vault };
  return {
    vault,
    tokens: tokensFromMemory(
      createTokenVault({ ...apps, entra, records: stores.tokenRecords, now }),
      () => performance.now(),
    ),
    flows: createAuthorizationFlows(entra, apps),
    readMailboxAddress: createReadMailboxAddress(graphUrl),
    authentication: createAuthentication({
      people: stores.people,
      apiClients: stores.apiClients,
      panels: stores.panels,
      now,
    }),
  };
}

function now(): Date {
  return new Date();
}
