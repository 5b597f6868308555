import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import { Temporal } from "temporal-polyfill";
import { createAuthentication } from "../app/people/authenticate.ts";
import { refuseLostKeys } from "../app/people/refuse-lost-keys.ts";
import type { PlaceDependencies } from "../app/places/place-dependencies.ts";
import { createSpaceCatalogue } from "../app/places/space-catalogue.ts";
import { bookingFactsFromMemory } from "../app/reservations/booking-facts-from-memory.ts";
import { createChangeFeed } from "../app/reservations/change-feed.ts";
import type { ReservationDependencies } from "../app/reservations/dependencies.ts";
import { createProperties } from "../app/settings/properties.ts";
import type { SettingsDependencies } from "../app/settings/settings-dependencies.ts";
import { createResumeWaitingEvents } from "../app/sync/resume-waiting-events.ts";
import type { Config } from "../config.ts";
import { createExchange } from "../exchange/exchange.ts";
import { createAuthorizationFlows } from "../identity/oidc/authorization-flows.ts";
import { createEntraClient } from "../identity/oidc/entra-client.ts";
import { createReadMailboxAddress } from "../identity/oidc/mailbox-address.ts";
import { createTokenVault } from "../identity/tokens/token-vault.ts";
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
  const signals: Signals = { wakeLanes: () => undefined };
  const changeFeed = createChangeFeed(stores.changeReader);
  const announceChange = (): void => changeFeed.wake();
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
  const { calendar, rooms, subscriptions } = createExchange({
    graphUrl: config.graphUrl,
    accessTokens: identity.tokens,
    now,
  });
  const resumeWaiting = createResumeWaitingEvents({
    store: stores.waitingEvents,
    wakeLanes,
    announceChange,
    log,
  });
  const reservations: ReservationDependencies = {
    store: stores.reservations,
    seriesStore: stores.series,
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
  return {
    stores,
    signals,
    changeFeed,
    announceChange,
    properties,
    catalogue,
    identity,
    calendar,
    rooms,
    subscriptions,
    resumeWaiting,
    reservations,
    settings,
    places,
  };
}

function wireIdentity(config: Config, stores: Stores) {
  const vault = new KeyFileVault(config.vaultKeyFile);
  const { loginUrl, graphUrl, signIn } = config;
  const entra = createEntraClient({ loginUrl, graphUrl, now });
  const apps = { signIn, providerApps: stores.providerApps, vault };
  return {
    vault,
    tokens: createTokenVault({ ...apps, entra, records: stores.tokenRecords, now }),
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
