/**
 * What happens in Outlook and how it is taken in, as it runs: people act through plain Graph on the
 * simulated Exchange Online, and rooms' calendars are read with the system's own credential.
 */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before } from "node:test";
import { sql } from "kysely";
import { Temporal } from "temporal-polyfill";
import { ROOM_PROCESSING_DEFAULTS } from "../../simulator/rooms/room-processing.ts";
import type { ClaimedRoom, RoomReading } from "../../src/app/sync/inbound/claimed-room.ts";
import { organizerAccessBy } from "../../src/app/sync/inbound/organizer-access.ts";
import { readRoom, type ReadRoomDependencies } from "../../src/app/sync/inbound/read-room.ts";
import type { IntegrationMode } from "../../src/core/integration-rules/question.ts";
import type { Database } from "../../src/store/database.ts";
import { createInboundStore } from "../../src/store/sync/inbound-store.ts";
import { startTenant, type Tenant } from "../identity/identity-stage.ts";
import { PROVIDER_ID, type Room, ROOMS, SERVICE } from "./organisation.ts";
import { openSyncStage, type SyncStage, until } from "./sync-stage.ts";

export type Json = Readonly<Record<string, unknown>>;

export interface InboundStage extends SyncStage {
  /** Plain Graph below a mailbox, as Outlook would act for its owner. */
  graph(method: string, mailbox: string, path: string, body?: Json): Promise<Json>;
  /** What rooms are read with. */
  readonly reading: ReadRoomDependencies;
  /** Reads the room's calendar to the end of the round; `anew` from the beginning. */
  read(room: Room, anew?: boolean): Promise<RoomReading>;
  /** Reads the rooms until what is asked for is so; fails with what was seen last. */
  readUntil<T>(
    what: string,
    ask: () => Promise<T | false | null | undefined>,
    rooms?: readonly Room[],
  ): Promise<T>;
  /** All reservations, those that hold spaces and their parents, oldest first. */
  reservations(): Promise<readonly ReservationSeen[]>;
  holdsOf(room: Room): Promise<readonly { readonly startAt: Date; readonly endAt: Date }[]>;
  auditOf(id: string): Promise<readonly string[]>;
  writesToExchange(): number;
  /** The room and the organizer's calendar have nothing left to tell each other. */
  roomHasAnswered(room: Room, meetings: number): Promise<void>;
}

/** The tenant of a test file, in which everybody has consented: it begins and ends with the file. */
export function consentedTenant(): () => Tenant {
  let tenant: Tenant | undefined;
  before(async () => {
    tenant = await startTenant();
    tenant.consentForEverybody();
  });
  after(() => tenant?.close());
  return () => tenant ?? assert.fail("the tenant begins with the first test");
}

export interface ReservationSeen {
  readonly id: string;
  readonly number: string;
  readonly kind: string;
  readonly state: string;
  readonly origin: string;
  readonly subject: string;
  readonly sensitivity: string;
  readonly room: string;
  readonly startAt: Date;
  readonly endAt: Date;
  readonly parentId: string | null;
  readonly isParent: boolean;
  readonly originalDate: string | null;
  readonly isException: boolean;
  readonly isAllDay: boolean;
  readonly externalApproval: string;
  readonly reasonCode: string | null;
  readonly reason: string | null;
  readonly requestedFor: string;
  readonly attendees: readonly { readonly email: string; readonly kind?: string }[];
  readonly version: number;
}

export async function openInboundStage(
  database: Database,
  tenant: Tenant,
  mode: IntegrationMode = "normal",
): Promise<InboundStage> {
  const sync = await openSyncStage(database, tenant, { mode });
  const { world } = tenant.simulator;
  for (const { room } of world.directory.users.values()) {
    Object.assign(room?.processing ?? {}, structuredClone(ROOM_PROCESSING_DEFAULTS));
  }
  Object.assign(world.settings, { roomDecisionDelayMs: [5, 20], roomRewriteDelayMs: 5 });
  if (mode !== "normal") await sync.connect(SERVICE, "delegated_user");
  const db = database.kysely;
  await db
    .insertInto("room_sync")
    .columns(["configuration_id", "state"])
    .expression((query) =>
      query
        .selectFrom("reservable_sync_configuration")
        .select(["id", (select) => select.val("active").as("state")]),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const reading: ReadRoomDependencies = {
    rooms: sync.rooms,
    store: createInboundStore(database),
    organizerAccess: organizerAccessBy(() => Promise.resolve(SERVICE)),
    horizonDays: () => Promise.resolve(200),
    pastDays: () => Promise.resolve(7),
    now: () => new Date(),
    newId: randomUUID,
    announceChange: () => undefined,
    wakeLanes: () => undefined,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  };

  const stage: InboundStage = {
    ...sync,
    reading,
    async graph(method, mailbox, path, body) {
      const token = await sync.applicationToken();
      const response = await fetch(`${tenant.simulator.httpsUrl}/v1.0/users/${mailbox}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          "content-type": "application/json",
          prefer: 'IdType="ImmutableId"',
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      assert.ok(response.ok, `${method} ${path}: ${response.status} ${text}`);
      return text === "" ? {} : (JSON.parse(text) as Json);
    },
    async read(room, anew = false) {
      const read = await readRoom(reading, await claimRoom(database, sync, room, mode, anew));
      assert.equal(read.kind, "read", JSON.stringify(read));
      return read;
    },
    readUntil: (what, ask, rooms = ["wren"]) =>
      until(what, async () => {
        for (const room of rooms) await stage.read(room);
        return ask();
      }),
    async reservations() {
      const rows = await db
        .selectFrom("reservation as r")
        .innerJoin("space as s", "s.id", "r.space_id")
        .innerJoin("person as p", "p.id", "r.requested_for")
        .selectAll("r")
        .select(["s.name as room", "p.email as requested_for_email"])
        .select((select) => select.cast<string | null>("r.original_date", "text").as("date"))
        .orderBy("r.number")
        .execute();
      return rows.map((row) => ({
        id: row.id,
        number: row.number,
        kind: row.kind,
        state: row.state,
        origin: row.origin,
        subject: row.subject,
        sensitivity: row.sensitivity,
        room: row.room,
        startAt: row.start_at,
        endAt: row.end_at,
        parentId: row.parent_id,
        isParent: row.is_parent,
        originalDate: row.date,
        isException: row.is_exception,
        isAllDay: row.is_all_day,
        externalApproval: row.external_approval,
        reasonCode: row.reason_code,
        reason: row.reason,
        requestedFor: row.requested_for_email,
        attendees: row.attendees,
        version: row.version,
      }));
    },
    async holdsOf(room) {
      const rows = await db
        .selectFrom("space_hold")
        .select(["start_at", "end_at"])
        .where("space_id", "=", sync.spaceId(room))
        .orderBy("start_at")
        .execute();
      return rows.map((row) => ({ startAt: row.start_at, endAt: row.end_at }));
    },
    async auditOf(id) {
      const rows = await db
        .selectFrom("audit_entry")
        .select("action")
        .where("subject_id", "=", id)
        .orderBy("id")
        .execute();
      return rows.map((row) => row.action);
    },
    roomHasAnswered: (room, meetings) =>
      until(`${room} has answered`, () => {
        const { id } = tenant.user(ROOMS[room]);
        const copies = [...world.mailboxes.of(id).items()];
        const isDone = copies.every(
          ({ myResponse, pending }) => pending === null && myResponse.timeMs !== null,
        );
        return Promise.resolve(isDone && copies.length === meetings);
      }).then(() => undefined),
    writesToExchange: () =>
      world.journal
        .entries()
        .filter(({ method, path }) => method !== "GET" && !path.endsWith("/$batch")).length,
  };
  return stage;
}

/** As the readers claim it: with the application where it may read, else the delegated user. */
export async function claimRoom(
  { kysely: db }: Database,
  stage: SyncStage,
  room: Room,
  mode: IntegrationMode,
  anew: boolean,
): Promise<ClaimedRoom> {
  const lease = randomUUID();
  const row = await db
    .updateTable("room_sync as y")
    .from("reservable_sync_configuration as c")
    .set({
      lease_owner: lease,
      read_began_at: sql<Date>`clock_timestamp()`,
      ...(anew && { cursor: null }),
    })
    .whereRef("c.id", "=", "y.configuration_id")
    .where("c.space_id", "=", stage.spaceId(room))
    .returningAll("y")
    .executeTakeFirstOrThrow();
  const kind = mode === "normal" ? "application" : "delegated_user";
  return {
    configurationId: row.configuration_id,
    spaceId: stage.spaceId(room),
    spaceName: room,
    providerId: PROVIDER_ID,
    roomMailbox: ROOMS[room],
    buildingZone: "Europe/Berlin",
    credential: { kind, providerId: PROVIDER_ID },
    lease,
    cursor: row.cursor,
    round: row.round,
    isRoundFull: row.is_round_full,
    windowStart: row.window_start,
    windowEnd: row.window_end,
  };
}

/** The Monday after next, so that what is booked lies within every room's window. */
const MONDAY = (() => {
  const today = Temporal.Now.plainDateISO("UTC");
  return today.add({ days: 15 - today.dayOfWeek });
})();

/** A day counted from that Monday. */
export const day = (days: number): string => MONDAY.add({ days }).toString();

/** The instant of a wall time in Berlin on a day counted from that Monday. */
export function at(days: number, time: string): Date {
  const wallTime = MONDAY.add({ days }).toPlainDateTime(time);
  return new Date(wallTime.toZonedDateTime("Europe/Berlin").epochMilliseconds);
}

export function times(days: number, start: string, end: string): Json {
  const timeZone = "W. Europe Standard Time";
  return {
    start: { dateTime: `${day(days)}T${start}:00`, timeZone },
    end: { dateTime: `${day(days)}T${end}:00`, timeZone },
  };
}

/** Attendees as Graph has them; rooms are resources. */
export function invite(...emails: readonly string[]): Json {
  return {
    attendees: emails.map((address) => ({
      type: address.startsWith("room.") ? "resource" : "required",
      emailAddress: { address },
    })),
  };
}

export function weekly(numberOfOccurrences: number): Json {
  return {
    recurrence: {
      pattern: { type: "weekly", interval: 1, daysOfWeek: ["monday"] },
      range: { type: "numbered", startDate: day(0), numberOfOccurrences },
    },
  };
}
