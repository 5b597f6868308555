import { randomUUID } from "node:crypto";
import type { Database } from "../../src/store/database.ts";

/** A workplace of one building, written straight into the database for a test to act in. */
export interface Workplace {
  readonly providerId: string;
  readonly otherProviderId: string;
  readonly buildingId: string;
  readonly moduleId: string;
  readonly ada: TestPerson;
  readonly ben: TestPerson;
  readonly planner: TestPerson;
  readonly admin: TestPerson;
  /** Synced with the provider. */
  readonly oak: TestSpace;
  readonly elm: TestSpace;
  /** Synced with the other provider. */
  readonly fir: TestSpace;
  /** Synced as a dry run. */
  readonly dry: TestSpace;
  /** Not synced. */
  readonly desk: TestSpace;
}

export interface TestPerson {
  readonly id: string;
  readonly email: string;
}

export interface TestSpace {
  readonly id: string;
  readonly name: string;
}

export const DELEGATED_USER = "service@usher.example";
export const OTHER_DELEGATED_USER = "other-service@usher.example";

export async function buildWorkplace(database: Database): Promise<Workplace> {
  const db = database.kysely;
  const buildingId = randomUUID();
  await db
    .insertInto("building")
    .values({ id: buildingId, name: "North House", time_zone: "Europe/Berlin" })
    .execute();
  const moduleId = randomUUID();
  await db
    .insertInto("reservable_module")
    .values({ id: moduleId, name: "Rooms", duration_minutes_max: 1440, group_enabled: true })
    .execute();
  const providerId = await buildProvider(database, "Exchange", DELEGATED_USER);
  const otherProviderId = await buildProvider(database, "Exchange 2", OTHER_DELEGATED_USER);
  const place = { buildingId, moduleId };
  return {
    providerId,
    otherProviderId,
    buildingId,
    moduleId,
    ada: await buildPerson(database, "Ada", ["user"]),
    ben: await buildPerson(database, "Ben", ["user"]),
    planner: await buildPerson(database, "Pia", ["user", "planner"]),
    admin: await buildPerson(database, "Amir", ["user", "admin"]),
    oak: await buildSpace(database, "Oak", place, { providerId }),
    elm: await buildSpace(database, "Elm", place, { providerId }),
    fir: await buildSpace(database, "Fir", place, { providerId: otherProviderId }),
    dry: await buildSpace(database, "Dry", place, { providerId, dryRun: true }),
    desk: await buildSpace(database, "Desk", place, null),
  };
}

export async function buildPerson(
  database: Database,
  name: string,
  roles: string[],
): Promise<TestPerson> {
  const id = randomUUID();
  const email = `${name.toLowerCase()}@usher.example`;
  await database.kysely
    .insertInto("person")
    .values({ id, email, display_name: name, time_zone: "Europe/Berlin", roles })
    .execute();
  return { id, email };
}

export async function buildSpace(
  database: Database,
  name: string,
  place: { readonly buildingId: string; readonly moduleId: string },
  sync: { readonly providerId: string; readonly dryRun?: boolean } | null,
): Promise<TestSpace> {
  const id = randomUUID();
  await database.kysely
    .insertInto("space")
    .values({
      id,
      name,
      building_id: place.buildingId,
      module_id: place.moduleId,
      kind: "room",
      floor: "1",
      capacity: 6,
    })
    .execute();
  if (sync !== null) {
    await database.kysely
      .insertInto("reservable_sync_configuration")
      .values({
        id: randomUUID(),
        space_id: id,
        provider_id: sync.providerId,
        room_mailbox: `${name.toLowerCase()}-room@usher.example`,
        active: true,
        dry_run: sync.dryRun ?? false,
      })
      .execute();
  }
  return { id, name };
}

async function buildProvider(database: Database, name: string, delegatedUser: string) {
  const id = randomUUID();
  await database.kysely
    .insertInto("calendar_provider")
    .values({
      id,
      name,
      tenant_id: randomUUID(),
      client_id: randomUUID(),
      delegated_user_email: delegatedUser,
      active: true,
    })
    .execute();
  return id;
}
