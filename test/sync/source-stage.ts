/**
 * Sources of changes as they run: rooms' rows in a database, the Graph adapter, and the webhook over
 * HTTP, against the simulated Exchange Online whose clock the test moves.
 */
import { randomBytes, randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";
import Fastify from "fastify";
import type { Selectable } from "kysely";
import type { ClaimedRoom, RoomReading } from "../../src/app/sync/inbound/claimed-room.ts";
import { chooseRoomSource } from "../../src/app/sync/sources/choose-room-source.ts";
import { endRetiredSubscription } from "../../src/app/sync/sources/end-retired-subscription.ts";
import { createNotificationInbox } from "../../src/app/sync/sources/notification-inbox.ts";
import { readDueRoom } from "../../src/app/sync/sources/read-due-room.ts";
import type { IntegrationMode } from "../../src/core/integration-rules/question.ts";
import { createExchange } from "../../src/exchange/exchange.ts";
import { readJsonBodies } from "../../src/http/json-bodies.ts";
import {
  NOTIFICATION_PATHS,
  registerExchangeWebhook,
} from "../../src/http/webhooks/register-exchange-webhook.ts";
import type { Database } from "../../src/store/database.ts";
import type { RoomSyncRow } from "../../src/store/sync-rows.ts";
import { createNotificationStore } from "../../src/store/sync/notification-store.ts";
import { createRoomSyncStore } from "../../src/store/sync/room-sync-store.ts";
import type { Tenant } from "../identity/identity-stage.ts";
import { ROOMS, type Room, SERVICE } from "./organisation.ts";
import { openSyncStage, type SyncStage, until } from "./sync-stage.ts";

const CLAIM = { leaseMs: 60_000, limit: 100 };
const GOOD: RoomReading = { kind: "read", changes: 0, wasFull: false };

export interface SourceStage extends SyncStage {
  /** Looks for the sources of all rooms that are due, and ends what is retired; answers how many. */
  lookAfterSources(): Promise<number>;
  /** Reads the rooms that are due, and answers which they were. */
  readDueRooms(read?: (room: ClaimedRoom) => Promise<RoomReading>): Promise<readonly string[]>;
  /** The same once some are: what is told comes a second after the last reading. */
  readToldRooms(): Promise<readonly string[]>;
  /** Writes down what notifications have come, once one has. */
  takeNotifications(): Promise<void>;
  /** How many have been taken, forged or not known. */
  readonly notified: Readonly<Record<string, number>>;
  row(room: Room): Promise<Selectable<RoomSyncRow>>;
  /** Makes every room due for a look at its source. */
  reviewAll(): Promise<void>;
  /** Time passes: in Exchange, and for what is due here. */
  pass(durationMs: number): Promise<void>;
  /** Exchange reaches us elsewhere from now on. */
  moveTo(baseUrl: string): void;
  readonly url: string;
  /** The permissions of the application for room mailboxes, as an administrator of Exchange gives them. */
  letApplicationRead(mailboxes: "all" | readonly Room[]): void;
  /** Who is delegated to a room. */
  delegate(room: Room, emails: readonly string[]): void;
}

export async function openSourceStage(
  database: Database,
  tenant: Tenant,
  mode: IntegrationMode = "normal",
): Promise<SourceStage> {
  const { world, httpsUrl } = tenant.simulator;
  const now = (): Date => new Date(world.clock.now());
  const stage = await openSyncStage(database, tenant, { mode, now });
  for (const { id } of world.subscriptions.all()) world.subscriptions.remove(id);
  Object.assign(world.settings.notifications, { httpToLoopback: true, delayMs: [5, 30] });
  const exchange = createExchange({ graphUrl: httpsUrl, accessTokens: stage.accessTokens, now });
  const store = createRoomSyncStore(database);
  const notified: Record<string, number> = { taken: 0, forged: 0, unknown: 0 };
  let accepted = 0;
  const inbox = createNotificationInbox({
    store: createNotificationStore(database),
    onAccepted: () => (accepted += 1),
    onStamped: () => undefined,
    count: (outcome, count) => (notified[outcome] = (notified[outcome] ?? 0) + count),
    log: SILENT,
  });
  const app = Fastify();
  readJsonBodies(app);
  registerExchangeWebhook(app, { notifications: inbox });
  await app.listen({ host: "127.0.0.1", port: 0 });
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  let base = url;
  const sources = {
    ...exchange,
    store,
    integrationMode: () => Promise.resolve(mode),
    quietMinutes: () => Promise.resolve(2),
    notificationAddresses: () => ({
      events: base + NOTIFICATION_PATHS.events,
      lifecycle: base + NOTIFICATION_PATHS.lifecycle,
    }),
    newClientState: () => randomBytes(32).toString("base64url"),
    newId: randomUUID,
    now,
    random: () => 0.5,
    log: SILENT,
  };
  /** Without waiting until every process knows of what was changed last. */
  const reviewAll = async (): Promise<void> => {
    await database.pool.query("update room_sync set subscription_due_at = now()");
  };
  await reviewAll();
  const user = (room: Room) => tenant.user(ROOMS[room]);
  const readDueRooms: SourceStage["readDueRooms"] = async (read = () => Promise.resolve(GOOD)) => {
    const claimed = await store.claimRooms(CLAIM);
    for (const room of claimed) await readDueRoom({ ...sources, readRoom: read }, room);
    return claimed.map(({ roomMailbox }) => roomMailbox);
  };
  return {
    ...stage,
    url,
    notified,
    async lookAfterSources() {
      const claimed = await store.claimSources(CLAIM);
      for (const room of claimed) await chooseRoomSource(sources, room);
      for (const retired of await store.claimRetired(CLAIM)) {
        await endRetiredSubscription(sources, retired);
      }
      return claimed.length;
    },
    readDueRooms,
    readToldRooms: () =>
      until("a room is due", async () => {
        const read = await readDueRooms();
        return read.length > 0 && read;
      }),
    async takeNotifications() {
      await until("a notification has come", () => accepted > 0);
      // The rest of the same batch, which other rooms' changes may have made.
      await tenant.simulator.world.subscriptions.outbox.idle();
      accepted = 0;
      await inbox.flush();
    },
    row: (room) =>
      database.kysely
        .selectFrom("room_sync as r")
        .innerJoin("reservable_sync_configuration as c", "c.id", "r.configuration_id")
        .selectAll("r")
        .where("c.space_id", "=", stage.spaceId(room))
        .executeTakeFirstOrThrow(),
    reviewAll,
    async connect(email, kind) {
      await stage.connect(email, kind);
      await reviewAll();
    },
    async pass(durationMs) {
      await world.clock.advance(durationMs);
      const by = "$1::float8 * interval '1 millisecond'";
      await database.pool.query(
        `update room_sync set subscription_due_at = subscription_due_at - ${by},
           next_read_at = next_read_at - ${by},
           subscription_expires_at = subscription_expires_at - ${by}`,
        [durationMs],
      );
    },
    moveTo: (baseUrl) => (base = baseUrl),
    letApplicationRead(mailboxes) {
      const { application } = tenant;
      application.applicationRoles = mailboxes === "all" ? ["Calendars.ReadWrite"] : [];
      application.rbacAssignments =
        mailboxes === "all"
          ? []
          : [
              {
                role: "Application Calendars.ReadWrite",
                mailboxIds: mailboxes.map((room) => user(room).id),
              },
            ];
    },
    delegate(room, emails) {
      const { room: facts } = user(room);
      if (facts) facts.delegates = emails.map((email) => tenant.user(email).id);
    },
    async close() {
      tenant.application.rbacAssignments = [];
      for (const room of Object.keys(ROOMS) as Room[]) {
        const { room: facts } = user(room);
        if (facts) facts.delegates = [tenant.user(SERVICE).id];
      }
      await app.close();
      await stage.close();
    },
  };
}

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };
