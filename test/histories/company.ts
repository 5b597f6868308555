import type { DirectoryUser } from "../../simulator/directory/directory.ts";
import type { World } from "../../simulator/world.ts";
import type { Role } from "../../src/app/people/actor.ts";
import { providerSecretContext } from "../../src/app/people/provider-apps.ts";
import type { Vault } from "../../src/app/people/vault.ts";
import type { Database } from "../../src/store/database.ts";

/**
 * The company of the histories: few people and few rooms, so that what they do meets. Ids are
 * fixed, since chance has no part in them.
 */
export interface Somebody {
  readonly personId: string;
  /** In Entra ID. */
  readonly objectId: string;
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

export interface Space {
  readonly id: string;
  readonly name: string;
  /** Null for a space that is not synced. */
  readonly mailbox: string | null;
}

export interface Company {
  readonly employees: readonly Somebody[];
  readonly planner: Somebody;
  readonly admin: Somebody;
  readonly everybody: readonly Somebody[];
  /** They decide, where somebody has to agree to what is reserved. */
  readonly approvers: readonly Somebody[];
  /** The delegated user: an account that nobody works with. */
  readonly service: DirectoryUser;
  readonly spaces: readonly Space[];
  readonly providerId: string;
  spaceById(id: string): Space;
  personById(id: string): Somebody;
}

export const CLIENT_SECRET = "the company's own secret";
export const BUILDING_ZONE = "Europe/Berlin";
/** Its requests are not answered until somebody who looks after it agrees. */
export const APPROVED_ROOM = "room.swift@larkfield.example";

const PROVIDER_ID = "0f6a9b2e-7d0c-4a57-9a6e-3f1f6a4f2c11";
const BUILDING_ID = "5f0c0f3e-2f1c-4c0e-9d7e-0a6f1c2b3d4e";
const MODULE_ID = "6a1d1f4e-3f2c-4d1e-8e8f-1b7a2d3c4e5f";
/** Few, so that series have few occurrences; more than are compared. */
const DAYS_AHEAD = 40;
const ROOMS = ["wren", "robin", "swift"] as const;
const PEOPLE = [
  ["jonas.brandt", ["user"]],
  ["mira.castellan", ["user"]],
  ["renata.osei", ["user", "planner"]],
  ["tobias.krane", ["user", "admin"]],
] as const;

export function companyOf({ directory }: Pick<World, "directory">): Company {
  const user = (address: string): DirectoryUser => {
    const account = directory.findUser(address);
    if (!account) throw new Error(`The directory has no ${address}.`);
    return account;
  };
  const everybody = PEOPLE.map(([name, roles], at): Somebody => {
    const { id, mail, displayName } = user(`${name}@larkfield.example`);
    return { personId: fixedId(1, at), objectId: id, email: mail, name: displayName, roles };
  });
  const [jonas, mira, planner, admin] = everybody;
  if (!jonas || !mira || !planner || !admin) throw new Error("Somebody is missing.");
  const spaces: Space[] = ROOMS.map((name, at) => ({
    id: fixedId(2, at),
    name: name.replace(/^./, (first) => first.toUpperCase()),
    mailbox: `room.${name}@larkfield.example`,
  }));
  spaces.push({ id: fixedId(2, spaces.length), name: "Desk 1", mailbox: null });
  return {
    employees: [jonas, mira],
    planner,
    admin,
    everybody,
    approvers: [planner, mira],
    service: user("usher.service@larkfield.example"),
    spaces,
    providerId: PROVIDER_ID,
    spaceById: (id) => found(spaces, (space) => space.id === id),
    personById: (id) => found(everybody, ({ personId }) => personId === id),
  };
}

function found<T>(among: readonly T[], isIt: (each: T) => boolean): T {
  const one = among.find(isIt);
  if (one === undefined) throw new Error("The company has no such person or space.");
  return one;
}

function fixedId(kind: number, at: number): string {
  return `00000000-0000-4000-8000-${String(kind * 100 + at).padStart(12, "0")}`;
}

/** As an administrator set it up before the history begins. */
export async function saveCompany(
  { kysely: db }: Database,
  world: World,
  vault: Vault,
  { everybody, approvers, spaces, service }: Company,
): Promise<void> {
  const tenantId = world.directory.tenant.id;
  await db
    .insertInto("building")
    .values({ id: BUILDING_ID, name: "Spreehaus", time_zone: BUILDING_ZONE })
    .execute();
  await db
    .insertInto("reservable_module")
    .values({ id: MODULE_ID, name: "Spaces", group_enabled: true, days_ahead_max: DAYS_AHEAD })
    .execute();
  await db
    .insertInto("calendar_provider")
    .values({
      id: PROVIDER_ID,
      name: "Exchange Online",
      tenant_id: tenantId,
      client_id: clientIdOf(world),
      client_secret_sealed: sealedSecret(vault, CLIENT_SECRET),
      client_certificate_sealed: null,
      delegated_user_email: service.mail,
      active: true,
    })
    .execute();
  await db
    .insertInto("person")
    .values(
      everybody.map(({ personId, objectId, email, name, roles }) => ({
        id: personId,
        email,
        display_name: name,
        time_zone: BUILDING_ZONE,
        roles: [...roles],
        tenant_id: tenantId,
        object_id: objectId,
      })),
    )
    .execute();
  await db
    .insertInto("module_approver")
    .values(approvers.map(({ personId }) => ({ module_id: MODULE_ID, person_id: personId })))
    .execute();
  await db
    .insertInto("space")
    .values(
      spaces.map(({ id, name, mailbox }) => ({
        id,
        name,
        building_id: BUILDING_ID,
        module_id: MODULE_ID,
        kind: mailbox === null ? "desk" : "room",
        capacity: 6,
        email: mailbox,
      })),
    )
    .execute();
  await db
    .insertInto("reservable_sync_configuration")
    .values(
      spaces.flatMap(({ id, mailbox }, at) =>
        mailbox === null
          ? []
          : [
              {
                id: fixedId(3, at),
                space_id: id,
                provider_id: PROVIDER_ID,
                room_mailbox: mailbox,
                active: true,
                dry_run: false,
              },
            ],
      ),
    )
    .execute();
}

export function clientIdOf({ directory }: Pick<World, "directory">): string {
  const [application] = directory.applications.values();
  if (!application) throw new Error("The directory has no application.");
  return application.clientId;
}

/** The application's secret as the calendar provider keeps it. */
export function sealedSecret(vault: Vault, secret: string): Buffer {
  return Buffer.from(vault.seal(secret, providerSecretContext("client_secret", PROVIDER_ID)));
}
