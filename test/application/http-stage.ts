import { randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { pino } from "pino";
import { Registry } from "prom-client";
import type { Actor } from "../../src/app/people/actor.ts";
import { createChangeFeed } from "../../src/app/reservations/change-feed.ts";
import {
  createNotificationInbox,
  type NotificationInbox,
  type NotificationOutcome,
} from "../../src/app/sync/sources/notification-inbox.ts";
import type { SettingsDependencies } from "../../src/app/settings/settings-dependencies.ts";
import { createServer } from "../../src/http/create-server.ts";
import { logOptions } from "../../src/http/log-options.ts";
import type { ServerDependencies } from "../../src/http/server-dependencies.ts";
import { createReminderStore } from "../../src/store/life/reminder-store.ts";
import { createApprovalStore } from "../../src/store/approval/approval-store.ts";
import { createAuditStore } from "../../src/store/audit-store.ts";
import { createCalendarProviderStore } from "../../src/store/calendar-provider-store.ts";
import { createChangeReader } from "../../src/store/change-reader.ts";
import type { Database } from "../../src/store/database.ts";
import { createHealthReader } from "../../src/store/health/health-reader.ts";
import { createNoticeStore } from "../../src/store/health/notice-store.ts";
import { createModeChangeFacts } from "../../src/store/mode-change-facts.ts";
import { createMailPreferenceStore } from "../../src/store/mail/mail-preference-store.ts";
import { createShareStore } from "../../src/store/mail/share-store.ts";
import { createModuleStore } from "../../src/store/module-store.ts";
import { createModuleServiceStore } from "../../src/store/services/module-service-store.ts";
import { createPeopleStore } from "../../src/store/identity/people-store.ts";
import { createReservationSearchStore } from "../../src/store/reservation-search-store.ts";
import { createPlacesStore } from "../../src/store/places-store.ts";
import { createScheduleStore } from "../../src/store/schedule-store.ts";
import { createSyncConfigurationStore } from "../../src/store/sync-configuration-store.ts";
import { createBulkWorkStore } from "../../src/store/sync/bulk-work-store.ts";
import { createReconciliationStore } from "../../src/store/sync/reconcile/reconciliation-store.ts";
import { createNotificationStore } from "../../src/store/sync/notification-store.ts";
import { createSyncEventRegister } from "../../src/store/sync/sync-event-register.ts";
import {
  anOutside,
  DENIED,
  type Outside,
  roomImportDependencies,
  scanDependencies,
} from "./exchange-outside.ts";
import { openStage, type Stage } from "./stage.ts";

/** The whole server over real HTTP, with a test in place of the sign-in. */
export interface HttpStage extends Stage, Outside {
  readonly app: FastifyInstance;
  readonly url: string;
  readonly logged: string[];
  /** Who is known, by what is sent as `test-actor`. */
  readonly actors: Map<string, Actor>;
  /** Written down when a test says so, and counted by what became of them. */
  readonly notifications: NotificationInbox;
  readonly notified: Record<NotificationOutcome, number>;
  /** For what only the command line asks of a scan. */
  readonly scan: ServerDependencies["scan"];
  /** Sends a request as the actor; null: nobody. */
  send(actor: Actor | null, method: string, path: string, options?: SendOptions): Promise<Answer>;
  close(): Promise<void>;
}

export interface SendOptions {
  readonly body?: unknown;
  /** Sent as it is, in place of a JSON body. */
  readonly raw?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // What came is looked at, never trusted.
  readonly body: Record<string, unknown>;
}

export async function openHttpStage(
  database: Database,
  settings: Partial<Pick<ServerDependencies, "requestsPerMinuteMax" | "webFolder" | "mail">> & {
    readonly sharing?: Partial<ServerDependencies["sharing"]>;
  } = {},
): Promise<HttpStage> {
  const stage = await openStage(database);
  const actors = new Map<string, Actor>();
  const logged: string[] = [];
  const notified = { taken: 0, forged: 0, unknown: 0 };
  const notifications = createNotificationInbox({
    store: createNotificationStore(database),
    onAccepted: () => undefined,
    onStamped: () => undefined,
    count: (outcome, count) => void (notified[outcome] += count),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  const outside = anOutside();
  const deps = dependencies(stage, actors, logged, outside);
  const sharing = { ...deps.sharing, ...settings.sharing };
  const app = await createServer({ ...deps, notifications, ...settings, sharing });
  await app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    ...stage,
    app,
    url,
    logged,
    actors,
    notifications,
    notified,
    ...outside,
    scan: deps.scan,
    send: (actor, method, path, options) => send(url, actors, actor, method, path, options),
    close: () => app.close(),
  };
}

async function send(
  url: string,
  actors: Map<string, Actor>,
  actor: Actor | null,
  method: string,
  path: string,
  { body, raw, headers = {} }: SendOptions = {},
): Promise<Answer> {
  const sent: Record<string, string> = { ...headers };
  if (actor !== null) {
    const name = JSON.stringify(actor);
    actors.set(name, actor);
    sent["test-actor"] = name;
  }
  const content = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  if (content !== undefined) sent["content-type"] ??= "application/json";
  const response = await fetch(`${url}${path}`, {
    method,
    headers: sent,
    ...(content !== undefined && { body: content }),
  });
  const text = await response.text();
  const isJson = /^application\/(problem\+)?json\b/.test(
    response.headers.get("content-type") ?? "",
  );
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson ? (JSON.parse(text) as Record<string, unknown>) : {},
  };
}

function dependencies(
  stage: Stage,
  actors: Map<string, Actor>,
  logged: string[],
  outside: Outside,
): Omit<ServerDependencies, "notifications"> {
  const { database, deps, properties } = stage;
  const settings = settingsDependencies(stage, outside);
  const places = createPlacesStore(database);
  const changeFeed = createChangeFeed(createChangeReader(database));
  return {
    logger: pino(logOptions("info"), { write: (line: string) => logged.push(line) }),
    publicUrl: "http://localhost",
    trustProxy: false,
    requestsPerMinuteMax: 0,
    webFolder: "nowhere",
    metrics: new Registry(),
    isReady: () => database.ping().then(() => true),
    async registerIdentity(app) {
      app.decorateRequest("actor", null);
      const actorOf = (request: FastifyRequest) =>
        actors.get(String(request.headers["test-actor"])) ?? null;
      app.decorate("identifyAgain", async (request: FastifyRequest) => actorOf(request));
      app.addHook("onRequest", async (request) => {
        request.actor = actorOf(request);
      });
    },
    reservations: { ...deps, announceChange: () => changeFeed.wake() },
    reservationSearch: createReservationSearchStore(database),
    schedule: { ...deps, schedule: createScheduleStore(database) },
    approvals: {
      ...deps,
      announceChange: () => changeFeed.wake(),
      approvals: createApprovalStore(database),
    },
    reminders: { ...deps, reminders: createReminderStore(database) },
    mail: { mailPreferences: createMailPreferenceStore(database.kysely), isMailSent: false },
    sharing: {
      ...deps,
      shares: createShareStore(database),
      isMailSent: false,
      wakeMailSender: () => undefined,
    },
    changeFeed,
    modules: {
      modules: createModuleStore(database),
      services: createModuleServiceStore(database),
      forgetPlaces: stage.forgetPlaces,
      announceChange: () => changeFeed.wake(),
    },
    placeDependencies: { places, now: deps.now, forgetPlaces: stage.forgetPlaces },
    settings,
    scan: scanDependencies(stage, settings, outside),
    guidedSetUp: {
      scan: scanDependencies(stage, settings, outside),
      properties,
      places,
      people: createPeopleStore(database.kysely),
      signIn: null,
    },
    roomImport: roomImportDependencies(stage, settings, outside),
    properties,
    reconciling: {
      reconciliations: createReconciliationStore(database.kysely),
      newId: randomUUID,
      announceChange: () => changeFeed.wake(),
      wakeReconciler: () => undefined,
    },
    exporting: {
      ...deps,
      bulk: createBulkWorkStore(database.kysely),
      configurations: createSyncConfigurationStore(database.kysely),
    },
    health: {
      reader: createHealthReader(database.kysely),
      notices: createNoticeStore(database.kysely),
      announceChange: () => changeFeed.wake(),
    },
    audit: createAuditStore(database.kysely),
    syncEvents: {
      register: createSyncEventRegister(database),
      bulk: createBulkWorkStore(database.kysely),
      wakeLanes: deps.wakeLanes,
      announceChange: () => changeFeed.wake(),
    },
  };
}

function settingsDependencies(
  { database, deps, properties, forgetPlaces }: Stage,
  { trouble }: Outside,
): SettingsDependencies {
  return {
    providers: createCalendarProviderStore(database.kysely),
    configurations: createSyncConfigurationStore(database.kysely),
    modeChangeFacts: createModeChangeFacts(database.kysely),
    integrationMode: () => properties.integrationMode(),
    tokenRecords: { read: () => Promise.resolve(null) },
    accessTokens: {
      get: (use) =>
        Promise.resolve(
          trouble.tokens.has(`${use.kind} ${use.providerId}`)
            ? { ok: false, failure: { code: "token_missing", message: "Nobody connected." } }
            : { ok: true, value: { token: "token", expiresAt: new Date(8.64e15) } },
        ),
    },
    calendar: {
      checkAccess: ({ mailbox }) =>
        Promise.resolve(
          trouble.rooms.has(mailbox) ? DENIED : { ok: true, value: { timeZone: "Europe/Berlin" } },
        ),
    },
    vault: { seal: (plain, context) => Buffer.from(`sealed ${context} ${plain.length}`) },
    now: () => new Date(deps.now().epochMilliseconds),
    newId: randomUUID,
    forgetPlaces,
  };
}
