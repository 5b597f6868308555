/** Rows for tests: every column that a test does not care about is filled in. */
import { randomUUID } from "node:crypto";
import type { Insertable, Kysely } from "kysely";
import type {
  CalendarProviderRow,
  ReservableSyncConfigurationRow,
  ReservationRow,
  Schema,
} from "../schema.ts";
import type { PersonRow } from "../identity-rows.ts";
import type { ReservableModuleRow, SpaceRow } from "../place-rows.ts";

let counter = 0;

/** A name that no other row has. */
function unique(what: string): string {
  counter += 1;
  return `${what} ${counter}`;
}

export async function buildPerson(
  db: Kysely<Schema>,
  person: Partial<Insertable<PersonRow>> = {},
): Promise<{ id: string; email: string; displayName: string }> {
  const name = unique("Person");
  const row = {
    id: randomUUID(),
    email: `${name.toLowerCase().replace(" ", ".")}@example.org`,
    display_name: name,
    time_zone: "Europe/Berlin",
    ...person,
  };
  await db.insertInto("person").values(row).execute();
  return { id: row.id, email: row.email, displayName: row.display_name };
}

export async function buildBuilding(
  db: Kysely<Schema>,
  building: Partial<Insertable<Schema["building"]>> = {},
): Promise<{ id: string; name: string }> {
  const row = {
    id: randomUUID(),
    name: unique("Building"),
    time_zone: "Europe/Berlin",
    ...building,
  };
  await db.insertInto("building").values(row).execute();
  return { id: row.id, name: row.name };
}

export async function buildModule(
  db: Kysely<Schema>,
  module: Partial<Insertable<ReservableModuleRow>> = {},
): Promise<{ id: string }> {
  const row = { id: randomUUID(), name: unique("Module"), ...module };
  await db.insertInto("reservable_module").values(row).execute();
  return { id: row.id };
}

/** With a building and a module of its own, unless they are given. */
export async function buildSpace(
  db: Kysely<Schema>,
  space: Partial<Insertable<SpaceRow>> = {},
): Promise<{ id: string; name: string; buildingId: string; moduleId: string }> {
  const row = {
    id: randomUUID(),
    name: unique("Space"),
    kind: "room",
    capacity: 8,
    email: null,
    ...space,
    building_id: space.building_id ?? (await buildBuilding(db)).id,
    module_id: space.module_id ?? (await buildModule(db)).id,
  };
  await db.insertInto("space").values(row).execute();
  return { id: row.id, name: row.name, buildingId: row.building_id, moduleId: row.module_id };
}

/** Active, unless told otherwise. */
export async function buildProvider(
  db: Kysely<Schema>,
  provider: Partial<Insertable<CalendarProviderRow>> = {},
): Promise<{ id: string }> {
  const row = {
    id: randomUUID(),
    name: unique("Provider"),
    tenant_id: randomUUID(),
    client_id: randomUUID(),
    client_secret_sealed: null,
    client_certificate_sealed: null,
    delegated_user_email: null,
    active: true,
    ...provider,
  };
  await db.insertInto("calendar_provider").values(row).execute();
  return { id: row.id };
}

/** Active, with a provider of its own unless one is given: the space is synced then. */
export async function buildSyncConfiguration(
  db: Kysely<Schema>,
  configuration: Partial<Insertable<ReservableSyncConfigurationRow>> & { space_id: string },
): Promise<{ id: string; providerId: string; roomMailbox: string }> {
  const id = randomUUID();
  const row = {
    id,
    room_mailbox: `room-${id}@example.org`,
    active: true,
    ...configuration,
    provider_id: configuration.provider_id ?? (await buildProvider(db)).id,
  };
  await db.insertInto("reservable_sync_configuration").values(row).execute();
  return { id: row.id, providerId: row.provider_id, roomMailbox: row.room_mailbox };
}

/** Confirmed and holding its space, from `start_at` to `end_at`; pass `holds: false` for none. */
export async function buildReservation(
  db: Kysely<Schema>,
  {
    holds = true,
    ...reservation
  }: Partial<Insertable<ReservationRow>> &
    Pick<Insertable<ReservationRow>, "space_id" | "start_at" | "end_at"> & { holds?: boolean },
): Promise<{ id: string }> {
  const row = {
    id: randomUUID(),
    kind: "single",
    state: "confirmed",
    subject: "",
    time_zone: "Europe/Berlin",
    opened_by: null,
    opened_by_client: null,
    attendees: "[]",
    channel: "portal",
    sub_source: "usher_portal",
    last_updated_channel: "portal",
    last_updated_sub_source: "usher_portal",
    calendar_mailbox: null,
    calendar_event_id: null,
    ical_uid: null,
    reason_code: null,
    reason: null,
    cancel_notes: null,
    ...reservation,
    requested_for: reservation.requested_for ?? (await buildPerson(db)).id,
  };
  await db.insertInto("reservation").values(row).execute();
  if (holds) {
    await db
      .insertInto("space_hold")
      .values({
        reservation_id: row.id,
        space_id: row.space_id,
        start_at: row.start_at,
        end_at: row.end_at,
      })
      .execute();
  }
  return { id: row.id };
}
