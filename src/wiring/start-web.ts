import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { collectDefaultMetrics, Counter, Registry } from "prom-client";
import {
  createNotificationInbox,
  type NotificationInbox,
} from "../app/sync/sources/notification-inbox.ts";
import { createServer } from "../http/create-server.ts";
import type { IdentityDependencies } from "../http/identity/identity-dependencies.ts";
import { registerIdentity } from "../http/identity/register-identity.ts";
import { type NotificationWriter, startNotificationWriter } from "../jobs/notification-writer.ts";
import type { Application } from "./open-application.ts";

const WEB_FOLDER = fileURLToPath(new URL("../../dist/web", import.meta.url));
const COOKIE_PURPOSE = "session cookies";

export interface WebService {
  /** Where browsers reach it. */
  readonly url: string;
  close(): Promise<void>;
}

/** The service `web`: the API, sign-in and the faces. Rejects where the port is taken. */
export async function startWeb(application: Application): Promise<WebService> {
  const { config, log, stores, reservations, settings, changeFeed, properties } = application;
  const { addresses } = application;
  const metrics = new Registry();
  collectDefaultMetrics({ register: metrics });
  const notifications = takeNotifications(application, metrics);
  const server = await createServer({
    logger: log,
    publicUrl: addresses.publicUrl,
    trustProxy: config.trustProxy,
    requestsPerMinuteMax: config.requestsPerMinuteMax,
    webFolder: WEB_FOLDER,
    metrics,
    isReady: () => answers(application.database.ping()),
    registerIdentity: (app) =>
      registerIdentity(
        app,
        identityDependencies(application, () => addresses.publicUrl),
      ),
    placeDependencies: application.places,
    modules: {
      modules: stores.modules,
      services: stores.moduleServices,
      forgetPlaces: application.places.forgetPlaces,
      announceChange: reservations.announceChange,
    },
    audit: stores.audit,
    scan: application.scan,
    guidedSetUp: {
      scan: application.scan,
      properties,
      places: stores.places,
      people: stores.people,
      signIn: config.signIn,
    },
    roomImport: application.roomImport,
    syncEvents: {
      register: stores.syncEventRegister,
      bulk: stores.bulkWork,
      wakeLanes: reservations.wakeLanes,
      announceChange: reservations.announceChange,
    },
    health: {
      reader: stores.healthReader,
      notices: stores.notices,
      announceChange: reservations.announceChange,
    },
    reconciling: {
      reconciliations: stores.reconciliations,
      newId: reservations.newId,
      announceChange: reservations.announceChange,
      wakeReconciler: () => application.signals.wakeReconciler(),
    },
    reservations,
    reservationSearch: stores.reservationSearch,
    schedule: { ...reservations, schedule: stores.schedule },
    approvals: { ...reservations, approvals: stores.approvals },
    reminders: { ...reservations, reminders: stores.reminders },
    mail: { mailPreferences: stores.mailPreferences, isMailSent: config.mail !== null },
    sharing: {
      ...reservations,
      shares: stores.shares,
      isMailSent: config.mail !== null,
      wakeMailSender: () => application.signals.wakeMailSender(),
    },
    exporting: { ...reservations, bulk: stores.bulkWork, configurations: stores.configurations },
    changeFeed,
    settings,
    properties,
    notifications: notifications.inbox,
  });
  await server.listen({ host: config.host, port: config.port });
  const { port } = server.server.address() as AddressInfo;
  addresses.publicUrl = config.publicUrl ?? `http://localhost:${port}`;
  log.info({ url: addresses.publicUrl }, "listening");
  notifications.start();
  return {
    url: addresses.publicUrl,
    async close() {
      await server.close();
      await notifications.stop();
    },
  };
}

/** Exchange is answered at once; what it told is written down right afterwards. */
function takeNotifications(
  { stores, signals, log }: Application,
  metrics: Registry,
): { readonly inbox: NotificationInbox; start(): void; stop(): Promise<void> } {
  let writer: NotificationWriter | null = null;
  const counter = new Counter({
    name: "usher_change_notifications_total",
    help: "Change notifications from Exchange by what became of them",
    labelNames: ["outcome"],
    registers: [metrics],
  });
  const inbox = createNotificationInbox({
    store: stores.notifications,
    onAccepted: () => writer?.wake(),
    onStamped: () => signals.wakeRoomReaders(),
    count: (outcome, notifications) => counter.inc({ outcome }, notifications),
    log,
  });
  return {
    inbox,
    start: () => (writer = startNotificationWriter({ flush: () => inbox.flush(), log })),
    stop: async () => await writer?.stop(),
  };
}

function identityDependencies(
  application: Application,
  publicUrl: () => string,
): IdentityDependencies {
  const { config, stores, identity, resumeWaiting, properties } = application;
  const { vault, tokens, flows, readMailboxAddress, authentication } = identity;
  return {
    sessions: stores.sessions,
    cookieSecrets: vault.deriveSecrets(COOKIE_PURPOSE),
    secureCookies: publicUrl().startsWith("https:"),
    now: () => new Date(),
    admins: config.admins,
    outlookUrl: config.outlookUrl,
    people: stores.people,
    apiClients: stores.apiClients,
    panels: stores.panels,
    providerApps: stores.providerApps,
    tokenRecords: stores.tokenRecords,
    calendarConnected: resumeWaiting,
    recordAudit: (entry) => stores.audit.record(entry),
    isFresh: () => isFresh(stores),
    integrationMode: () => properties.integrationMode(),
    publicUrl,
    vault,
    tokens,
    flows,
    readMailboxAddress,
    authentication,
  };
}

async function isFresh({ providers, places }: Application["stores"]): Promise<boolean> {
  if ((await providers.list()).length > 0) return false;
  return (await places.spaces({ after: null, limit: 1 })).length === 0;
}

async function answers(question: Promise<unknown>): Promise<boolean> {
  return await question.then(
    () => true,
    () => false,
  );
}
