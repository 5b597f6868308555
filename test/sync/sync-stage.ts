/**
 * Outbound synchronisation as it runs: the use cases of reservations, lanes, tokens and the Graph
 * adapter over a database, writing into the simulated Exchange Online over HTTPS.
 */
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Temporal } from "temporal-polyfill";
import { signInAs } from "../../simulator/entra/sign-in-driver.ts";
import type { Outcome } from "../../src/app/outcome.ts";
import { createHealthCounters } from "../../src/app/health/health-counters.ts";
import type { PersonActor } from "../../src/app/people/actor.ts";
import {
  DELEGATED_USER_SCOPES,
  PERSONAL_SCOPES,
} from "../../src/core/integration-rules/permissions.ts";
import { providerSecretContext } from "../../src/app/people/provider-apps.ts";
import { createSpaceCatalogue } from "../../src/app/places/space-catalogue.ts";
import { bookingFactsFromMemory } from "../../src/app/reservations/booking-facts-from-memory.ts";
import { cancelReservation } from "../../src/app/reservations/cancel-reservation.ts";
import type { ConflictAnswer, CreateRequest } from "../../src/app/reservations/create-request.ts";
import { createReservation } from "../../src/app/reservations/create-reservation.ts";
import type { TogetherDependencies } from "../../src/app/reservations/together-ports.ts";
import type { Scope } from "../../src/app/reservations/load-series.ts";
import type { ReservationPatch } from "../../src/app/reservations/judge-update.ts";
import { updateReservation } from "../../src/app/reservations/update-reservation.ts";
import { createProperties } from "../../src/app/settings/properties.ts";
import type { AccessTokens, CredentialUse } from "../../src/app/sync/access-tokens.ts";
import { carryOutSyncEvent } from "../../src/app/sync/carry-out-sync-event.ts";
import { readRoomAnswers } from "../../src/app/sync/read-room-answers.ts";
import { createResumeWaitingEvents } from "../../src/app/sync/resume-waiting-events.ts";
import { sendAgain } from "../../src/app/sync/send-again.ts";
import type { ClaimedSyncEvent } from "../../src/app/sync/sync-work.ts";
import type { IntegrationMode } from "../../src/core/integration-rules/question.ts";
import {
  createExchange,
  type Exchange,
  type ExchangeOptions,
} from "../../src/exchange/exchange.ts";
import { createEntraClient } from "../../src/identity/oidc/entra-client.ts";
import { createTokenVault } from "../../src/identity/tokens/token-vault.ts";
import { KeyFileVault } from "../../src/identity/vault/key-file-vault.ts";
import { type Lanes, startLanes } from "../../src/jobs/lanes.ts";
import { createCatalogueStore } from "../../src/store/catalogue-store.ts";
import type { Database } from "../../src/store/database.ts";
import { createHealthCountStore } from "../../src/store/health/health-count-store.ts";
import { createPeopleStore } from "../../src/store/identity/people-store.ts";
import { createProviderAppStore } from "../../src/store/identity/provider-app-store.ts";
import { createTokenRecordStore } from "../../src/store/identity/token-record-store.ts";
import { createPropertyStore } from "../../src/store/property-store.ts";
import { createReservationStore } from "../../src/store/reservation-store.ts";
import { createLifeStore } from "../../src/store/life/life-store.ts";
import { createSeriesStore } from "../../src/store/series-store.ts";
import { createTogetherStore } from "../../src/store/together-store.ts";
import { createLaneStore } from "../../src/store/sync/lane-store.ts";
import { createRoomAnswerStore } from "../../src/store/sync/room-answer-store.ts";
import { createSyncEventStore } from "../../src/store/sync/sync-event-store.ts";
import { createSyncEventRegister } from "../../src/store/sync/sync-event-register.ts";
import { createWaitingEventStore } from "../../src/store/sync/waiting-event-store.ts";
import { TOMORROW_MORNING } from "../support/tomorrow-morning.ts";
import { CLIENT_SECRET, PUBLIC_URL, type Tenant } from "../identity/identity-stage.ts";
import { resetExchange } from "./exchange-calendars.ts";
import { COLLEAGUE, EMPLOYEE, PROVIDER_ID, type Room, saveOrganisation } from "./organisation.ts";
import type { ReservationNow, SyncEventNow } from "./rows-now.ts";

export { calendarOf, occurrenceStarts } from "./exchange-calendars.ts";
export type { ReservationNow, SyncEventNow } from "./rows-now.ts";

/** What was logged, to see that nothing private was. */
export interface LoggedLine {
  readonly level: string;
  readonly fields: object;
  readonly message: string;
}

export interface SyncStage extends Exchange {
  /** What the use cases of reservations stand on here. */
  readonly deps: TogetherDependencies;
  /** A process of its own, tuned otherwise. */
  exchangeWith(tuning: Partial<ExchangeOptions>): Exchange;
  applicationToken(): Promise<string>;
  readonly accessTokens: AccessTokens;
  /** Shorter than an administrator may set it; null leaves it to the property. */
  readonly limits: { roomAnswerMs: number | null };
  readonly lines: readonly LoggedLine[];
  readonly people: Readonly<Record<string, string>>;
  readonly resume: ReturnType<typeof createResumeWaitingEvents>;
  /** One process' lanes; all are stopped when the stage is closed. */
  runLanes(options?: { readonly leaseMs?: number; readonly atOnceMax?: number }): Lanes;
  /** Takes the lanes' place: claims, and carries out or is killed in the middle. */
  claim(leaseMs: number): Promise<readonly ClaimedSyncEvent[]>;
  carryOut(claimed: ClaimedSyncEvent): Promise<void>;
  sendWithoutRecording(claimed: ClaimedSyncEvent): Promise<void>;
  sendAgain(syncEventId: string): Promise<void>;
  actor(email: string): PersonActor;
  spaceId(room: Room): string;
  book(request?: Partial<CreateRequest> & { readonly room?: Room }): Promise<string>;
  change(
    id: string,
    patch: ReservationPatch,
    scope?: Scope,
    answer?: ConflictAnswer,
  ): Promise<void>;
  cancel(id: string, cancelNotes?: string, scope?: Scope): Promise<void>;
  /** As if nobody had got round to sending it. */
  setDueSecondsAgo(id: string, seconds: number): Promise<void>;
  setProperty(name: string, value: string): Promise<void>;
  /** As an administrator does for the calendar provider. */
  enterSecret(secret: string): Promise<void>;
  connect(email: string, kind: "personal" | "delegated_user"): Promise<void>;
  disconnect(email: string): Promise<void>;
  reservation(id: string): Promise<ReservationNow>;
  /** Of a series, by start. */
  occurrences(id: string): Promise<readonly ReservationNow[]>;
  events(id: string): Promise<readonly SyncEventNow[]>;
  holds(id: string): Promise<number>;
  close(): Promise<void>;
}

export async function openSyncStage(
  database: Database,
  tenant: Tenant,
  options: {
    readonly mode?: IntegrationMode;
    readonly dryRun?: boolean;
    /** Where time is moved ahead, that of Exchange; tokens are judged by it. */
    readonly now?: () => Date;
  } = {},
): Promise<SyncStage> {
  resetExchange(tenant);
  const { httpsUrl } = tenant.simulator;
  const folder = mkdtempSync(join(tmpdir(), "usher-sync-"));
  const vault = new KeyFileVault(join(folder, "vault-keys.json"));
  const now = options.now ?? (() => new Date());
  const nowMs = (): number => performance.now();
  const entra = createEntraClient({ loginUrl: httpsUrl, graphUrl: httpsUrl, now });
  const db = database.kysely;
  const tokens = createTokenVault({
    signIn: null,
    providerApps: createProviderAppStore(db),
    vault,
    entra,
    records: createTokenRecordStore(db),
    now,
  });
  const provider = {
    tenant: tenant.simulator.world.directory.tenant.id,
    clientId: tenant.application.clientId,
    credential: { kind: "secret", secret: CLIENT_SECRET },
  } as const;
  const spaces = await saveOrganisation(database, tenant, vault, options.dryRun ?? false);
  const properties = createProperties({
    store: createPropertyStore(db),
    nowMs: () => nowMs() * 1e6,
  });
  const lanes = new Set<Lanes>();
  const wakeLanes = (): void => lanes.forEach((lane) => lane.wake());
  const deps: TogetherDependencies = {
    store: createReservationStore(database),
    seriesStore: createSeriesStore(database),
    lifeStore: createLifeStore(database),
    togetherStore: createTogetherStore(database),
    facts: bookingFactsFromMemory({
      catalogue: createSpaceCatalogue({ source: createCatalogueStore(database), nowMs }),
      people: createPeopleStore(db),
      properties,
      personalTokens: tokens,
      now,
    }),
    now: () => Temporal.Now.instant(),
    newId: randomUUID,
    wakeLanes,
    announceChange: () => undefined,
  };
  const limits: { roomAnswerMs: number | null } = { roomAnswerMs: null };
  const lines: LoggedLine[] = [];
  const write = (level: string) => (fields: object, message: string) =>
    void lines.push({ level, fields, message });
  const log = { info: write("info"), warn: write("warn"), error: write("error") };
  const told = { announceChange: () => undefined, log };

  const counters = createHealthCounters(createHealthCountStore(db));
  const exchange = (tuning: Partial<ExchangeOptions> = {}) =>
    createExchange({ graphUrl: httpsUrl, accessTokens: tokens, now, ...tuning });

  const newProcess = () => {
    const { calendar, rooms } = exchange();
    const sync = { ...told, calendar };
    return {
      carryOut: {
        ...sync,
        rooms,
        store: createSyncEventStore(database),
        counters,
        triesMax: () => properties.eventRetryCountMax(),
        // The shortest delays between tries that there can be.
        random: () => 0,
      },
      readAnswers: {
        ...sync,
        store: createRoomAnswerStore(database),
        roomCalendar: rooms,
        newId: randomUUID,
        roomAnswerLimitMs: async () =>
          limits.roomAnswerMs ?? 1000 * (await properties.roomAnswerTimeLimitSeconds()),
      },
    };
  };

  const stage: SyncStage = {
    deps,
    ...exchange(),
    exchangeWith: exchange,
    accessTokens: tokens,
    async applicationToken() {
      const token = await tokens.get({ kind: "application", providerId: PROVIDER_ID });
      if (!token.ok) throw new Error(token.failure.message);
      return token.value.token;
    },
    limits,
    lines,
    people: spaces.people,
    resume: createResumeWaitingEvents({
      ...told,
      wakeLanes,
      store: createWaitingEventStore(database),
    }),
    runLanes({ leaseMs, atOnceMax } = {}) {
      // Each process has an adapter of its own, and with it its own view of a mailbox's limits.
      const process = newProcess();
      const running = startLanes({
        store: createLaneStore(database),
        carryOut: (claimed) => carryOutSyncEvent(process.carryOut, claimed),
        readAnswers: (claimed) => readRoomAnswers(process.readAnswers, claimed),
        log,
        isOnlyProcess: false,
        pollMs: 100,
        sweepMs: 300,
        ...(leaseMs !== undefined && { leaseMs }),
        ...(atOnceMax !== undefined && { atOnceMax }),
      });
      lanes.add(running);
      return running;
    },
    claim: (leaseMs) =>
      createLaneStore(database).claimSyncEvents({ lease: randomUUID(), leaseMs, limit: 100 }),
    carryOut: (claimed) => carryOutSyncEvent(newProcess().carryOut, claimed),
    async sendWithoutRecording(claimed) {
      const { carryOut } = newProcess();
      const store = { ...carryOut.store, settle: () => Promise.resolve(false) };
      await carryOutSyncEvent({ ...carryOut, store }, claimed);
    },
    async sendAgain(syncEventId) {
      const register = createSyncEventRegister(database);
      const sent = { register, wakeLanes, announceChange: () => undefined };
      granted(await sendAgain(sent, { ...stage.actor(EMPLOYEE), roles: ["admin"] }, syncEventId));
    },
    actor: (email) => ({
      kind: "person",
      personId: spaces.people[email] ?? "",
      roles: ["user"],
      channel: "portal",
    }),
    spaceId: (room) => spaces.rooms[room],
    async book({ room = "wren", ...request } = {}) {
      const created = await createReservation(deps, stage.actor(EMPLOYEE), {
        spaceId: spaces.rooms[room],
        ...slot(24),
        subject: "Calibration review",
        notes: "Bring the logbook.",
        sensitivity: "normal",
        attendees: [{ email: COLLEAGUE, name: "Mira Castellan", type: "required" }],
        ...request,
      });
      return granted(created).view.reservation.id;
    },
    async change(id, patch, scope, answer = {}) {
      const request = { id, patch, ...(scope && { scope }), ...answer };
      granted(await updateReservation(deps, stage.actor(EMPLOYEE), request));
    },
    async cancel(id, cancelNotes = "", scope) {
      const request = { id, cancelNotes, ...(scope && { scope }) };
      granted(await cancelReservation(deps, stage.actor(EMPLOYEE), request));
    },
    async setDueSecondsAgo(id, seconds) {
      const dueAt = new Date(Date.now() - seconds * 1000);
      await db
        .updateTable("sync_event")
        .set({ due_at: dueAt })
        .where("reservation_id", "=", id)
        .execute();
    },
    async setProperty(name, value) {
      await db
        .insertInto("property")
        .values({ name, value })
        .onConflict((conflict) => conflict.column("name").doUpdateSet({ value }))
        .execute();
    },
    async enterSecret(secret) {
      const sealed = vault.seal(secret, providerSecretContext("client_secret", PROVIDER_ID));
      await db
        .updateTable("calendar_provider")
        .set({ client_secret_sealed: Buffer.from(sealed), updated_at: new Date() })
        .execute();
    },
    async connect(email, kind) {
      const use: CredentialUse =
        kind === "personal"
          ? { kind, providerId: PROVIDER_ID, personId: spaces.people[email] ?? "" }
          : { kind, providerId: PROVIDER_ID };
      const begun = await entra.authorizationUrl(provider, {
        scopes: kind === "personal" ? PERSONAL_SCOPES : DELEGATED_USER_SCOPES,
        redirectUri: `${PUBLIC_URL}/connect/outlook/callback`,
        selectAccount: false,
      });
      if (!begun.ok) throw new Error(begun.failure.message);
      const back = await signInAs(begun.value.url, email);
      const account = await entra.redeemCode(provider, begun.value.pending, back);
      if (!account.ok) throw new Error(account.failure.message);
      await tokens.keep(use, account.value);
    },
    async disconnect(email) {
      const personId = spaces.people[email] ?? "";
      await tokens.forget({ kind: "personal", providerId: PROVIDER_ID, personId });
    },
    reservation: (id) =>
      db.selectFrom("reservation").selectAll().where("id", "=", id).executeTakeFirstOrThrow(),
    occurrences: (id) =>
      db
        .selectFrom("reservation")
        .selectAll()
        .where("parent_id", "=", id)
        .orderBy("start_at")
        .execute(),
    events: (id) =>
      db
        .selectFrom("sync_event")
        .selectAll()
        .where("reservation_id", "=", id)
        .orderBy("id")
        .execute(),
    async holds(id) {
      const rows = await db
        .selectFrom("space_hold")
        .select("reservation_id")
        .where("reservation_id", "=", id)
        .execute();
      return rows.length;
    },
    async close() {
      await Promise.all([...lanes].map((lane) => lane.stop()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await stage.setProperty("sn_wsd_rsvsync.sync_integration_mode", options.mode ?? "normal");
  return stage;
}

/** A slot of half an hour that begins so many hours after tomorrow's morning. */
export function slot(hours: number): {
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
} {
  const start = TOMORROW_MORNING.add({ hours });
  return { start, end: start.add({ minutes: 30 }) };
}

/**
 * Waits until the answer is something; fails after `deadlineMs`: usually some looks at a room more than
 * one needs, of which the sixth comes after 21.5 s and the seventh after 36.5 s.
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T | false | null | undefined> | T | false | null | undefined,
  deadlineMs = 60_000,
): Promise<T> {
  const endsAtMs = performance.now() + deadlineMs;
  for (;;) {
    const answer = await ask();
    if (answer !== false && answer !== null && answer !== undefined) return answer;
    if (performance.now() > endsAtMs) throw new Error(`It never came that ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function granted<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.refusal.code}: ${outcome.refusal.message}`);
  return outcome.value;
}
