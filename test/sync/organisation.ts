import { randomUUID } from "node:crypto";
import { providerSecretContext } from "../../src/app/people/provider-apps.ts";
import type { KeyFileVault } from "../../src/identity/vault/key-file-vault.ts";
import type { Database } from "../../src/store/database.ts";
import { CLIENT_SECRET, type Tenant } from "../identity/identity-stage.ts";

export const EMPLOYEE = "jonas.brandt@larkfield.example";
export const COLLEAGUE = "mira.castellan@larkfield.example";
export const SERVICE = "usher.service@larkfield.example";
export const ROOMS = {
  wren: "room.wren@larkfield.example",
  robin: "room.robin@larkfield.example",
  swift: "room.swift@larkfield.example",
} as const;
export type Room = keyof typeof ROOMS;
export const PROVIDER_ID = "0f6a9b2e-7d0c-4a57-9a6e-3f1f6a4f2c11";

export interface Organisation {
  readonly people: Readonly<Record<string, string>>;
  readonly rooms: Readonly<Record<Room, string>>;
}

/** A building with three synced rooms, its people and the calendar provider, as set up by hand. */
export async function saveOrganisation(
  { kysely: db }: Database,
  tenant: Tenant,
  vault: KeyFileVault,
  dryRun: boolean,
): Promise<Organisation> {
  const [buildingId, moduleId] = [randomUUID(), randomUUID()];
  const timeZone = "Europe/Berlin";
  await db
    .insertInto("building")
    .values({ id: buildingId, name: "Spreehaus", time_zone: timeZone })
    .execute();
  await db
    .insertInto("reservable_module")
    .values({ id: moduleId, name: "Meeting rooms" })
    .execute();
  const sealed = vault.seal(CLIENT_SECRET, providerSecretContext("client_secret", PROVIDER_ID));
  await db
    .insertInto("calendar_provider")
    .values({
      id: PROVIDER_ID,
      name: "Exchange Online",
      tenant_id: tenant.simulator.world.directory.tenant.id,
      client_id: tenant.application.clientId,
      client_secret_sealed: Buffer.from(sealed),
      client_certificate_sealed: null,
      delegated_user_email: SERVICE,
      active: true,
    })
    .execute();
  const people = Object.fromEntries(
    [EMPLOYEE, COLLEAGUE, SERVICE].map((email) => [email, randomUUID()]),
  );
  for (const [email, id] of Object.entries(people)) {
    const { id: objectId, displayName } = tenant.user(email);
    await db
      .insertInto("person")
      .values({
        id,
        email,
        display_name: displayName,
        time_zone: timeZone,
        tenant_id: tenant.simulator.world.directory.tenant.id,
        object_id: objectId,
      })
      .execute();
  }
  const rooms = { wren: randomUUID(), robin: randomUUID(), swift: randomUUID() };
  for (const [name, id] of Object.entries(rooms)) {
    const mailbox = ROOMS[name as Room];
    await db
      .insertInto("space")
      .values({
        id,
        building_id: buildingId,
        module_id: moduleId,
        name,
        kind: "room",
        capacity: 6,
        email: mailbox,
      })
      .execute();
    await db
      .insertInto("reservable_sync_configuration")
      .values({
        id: randomUUID(),
        space_id: id,
        provider_id: PROVIDER_ID,
        room_mailbox: mailbox,
        active: true,
        dry_run: dryRun,
      })
      .execute();
  }
  return { people, rooms };
}
