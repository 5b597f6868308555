import { sql, type Transaction } from "kysely";
import {
  type PlannedModule,
  SetUpFault,
  type SetUpKind,
  type SetUpPlan,
  type SetUpReport,
  type SetUpWriter,
} from "../app/setup/ports.ts";
import { AppliedEntries } from "./applied-entries.ts";
import { writeAudit } from "./audit-store.ts";
import type { Database } from "./database.ts";
import { moduleRow, spaceRow } from "./new-place-rows.ts";
import { giveRoomAddresses } from "./sync-configuration-store.ts";
import { faultOf } from "./row-faults.ts";
import { serviceRow } from "./services/module-service-store.ts";
import type { Schema } from "./schema.ts";

const FAULTS = {
  person_account_unique: "Two people have the same account.",
  space_email_unique: "Two spaces have the same e-mail address.",
  sync_configuration_mailbox_unique: "Two sync configurations have the same room mailbox.",
} as const;

/** Applies set-up files; see migration 0006 for what it remembers. */
export function createSetUpStore(database: Database): SetUpWriter {
  return {
    async apply(plan) {
      try {
        return await database.unhurried((db) =>
          db.transaction().execute((transaction) => applyWithin(transaction, plan)),
        );
      } catch (error) {
        if (error instanceof SetUpFault) throw error;
        throw new SetUpFault(faultOf(error, FAULTS), { cause: error });
      }
    },
  };
}

async function applyWithin(
  transaction: Transaction<Schema>,
  plan: SetUpPlan,
): Promise<SetUpReport> {
  // Several processes may start with the same file at once: one applies it, the others find it so.
  await sql`lock table set_up_entry in exclusive mode`.execute(transaction);
  const applied = await AppliedEntries.read(transaction);
  const madeModules: NamedModule[] = [];
  const report: Record<SetUpKind, number> = {
    building: await applyBuildings(applied, plan),
    module: await applyModules(applied, plan, madeModules),
    space: await applySpaces(applied, plan),
    person: await applyPeople(applied, plan),
    calendar_provider: await applyProviders(applied, plan),
    sync_configuration: await applySyncConfigurations(applied, plan),
    property: await applyProperties(applied, plan),
  };
  await nameApprovers(applied, madeModules);
  await offerServices(applied, madeModules);
  if (Object.values(report).some((count) => count > 0)) {
    await writeAudit(transaction, {
      actor: { kind: "system", channel: "system" },
      action: "set_up_applied",
      subjectKind: "set_up",
      subjectId: "file",
      details: report,
    });
  }
  return report;
}

const spaceKey = (building: string, space: string): string => JSON.stringify([building, space]);

function applyBuildings(applied: AppliedEntries, { buildings }: SetUpPlan): Promise<number> {
  return applied.apply(
    "building",
    buildings,
    ({ name }) => name,
    () => byName(applied, "building"),
    (made) =>
      applied.insert(
        "building",
        made.map(({ entry, id }) => ({
          id,
          name: entry.name,
          address: entry.address,
          time_zone: entry.timeZone,
        })),
      ),
  );
}

interface NamedModule {
  readonly entry: PlannedModule;
  readonly id: string;
}

function applyModules(
  applied: AppliedEntries,
  { modules }: SetUpPlan,
  allMade: NamedModule[],
): Promise<number> {
  return applied.apply(
    "module",
    modules,
    ({ name }) => name,
    () => byName(applied, "reservable_module"),
    (made) => {
      allMade.push(...made);
      return applied.insert(
        "reservable_module",
        made.map(({ entry, id }) => moduleRow(id, entry)),
      );
    },
  );
}

/** Who approves, of the modules that this file makes: people come after modules in it. */
async function nameApprovers(
  applied: AppliedEntries,
  modules: readonly NamedModule[],
): Promise<void> {
  if (modules.every(({ entry }) => entry.approvers.length === 0)) return;
  const people = await peopleByEmail(applied);
  const rows = modules.flatMap(({ entry, id }) => {
    const ids = entry.approvers.map(
      (email) => people.get(email.toLowerCase()) ?? unknown("person", email),
    );
    return [...new Set(ids)].map((personId) => ({ module_id: id, person_id: personId }));
  });
  await applied.insert("module_approver", rows);
}

/** Of the modules that this file makes: what others offer is left to those who keep it. */
async function offerServices(
  applied: AppliedEntries,
  modules: readonly NamedModule[],
): Promise<void> {
  const rows = modules.flatMap(({ entry, id }) =>
    entry.services.map((service) => serviceRow(id, service)),
  );
  if (rows.length > 0) await applied.insert("module_service", rows);
}

async function applySpaces(applied: AppliedEntries, { spaces }: SetUpPlan): Promise<number> {
  const buildings = await byName(applied, "building");
  const modules = await byName(applied, "reservable_module");
  const moduleOf = (name: string): string =>
    applied.id("module", name) ?? modules.get(name) ?? unknown("module", name);
  const buildingOf = (name: string): string =>
    applied.id("building", name) ?? buildings.get(name) ?? unknown("building", name);
  return applied.apply(
    "space",
    spaces,
    ({ building, name }) => spaceKey(building, name),
    () => spacesByName(applied),
    (made) =>
      applied.insert(
        "space",
        made.map(({ entry: { building, module, ...space }, id }) =>
          spaceRow(id, { ...space, buildingId: buildingOf(building), moduleId: moduleOf(module) }),
        ),
      ),
  );
}

function applyPeople(applied: AppliedEntries, { people }: SetUpPlan): Promise<number> {
  return applied.apply(
    "person",
    people,
    ({ email }) => email.toLowerCase(),
    () => peopleByEmail(applied),
    (made) =>
      applied.insert(
        "person",
        made.map(({ entry, id }) => ({
          id,
          tenant_id: entry.account?.tenantId ?? null,
          object_id: entry.account?.objectId ?? null,
          email: entry.email,
          display_name: entry.displayName,
          time_zone: entry.timeZone,
          roles: [...entry.roles],
        })),
      ),
  );
}

function applyProviders(applied: AppliedEntries, { providers }: SetUpPlan): Promise<number> {
  return applied.apply(
    "calendar_provider",
    providers,
    ({ name }) => name,
    () => byName(applied, "calendar_provider"),
    (made) =>
      applied.insert(
        "calendar_provider",
        made.map(({ entry, id }) => {
          const { clientSecret, clientCertificate } = entry.sealSecrets(id);
          return {
            id,
            name: entry.name,
            tenant_id: entry.tenantId,
            client_id: entry.clientId,
            client_secret_sealed: clientSecret && Buffer.from(clientSecret),
            client_certificate_sealed: clientCertificate && Buffer.from(clientCertificate),
            delegated_user_email: entry.delegatedUserEmail,
            active: entry.active,
          };
        }),
      ),
  );
}

async function applySyncConfigurations(
  applied: AppliedEntries,
  { syncConfigurations }: SetUpPlan,
): Promise<number> {
  const spaces = await spacesByName(applied);
  const providers = await byName(applied, "calendar_provider");
  const spaceOf = (building: string, space: string): string =>
    applied.id("space", spaceKey(building, space)) ??
    spaces.get(spaceKey(building, space)) ??
    unknown("space", `${space} in ${building}`);
  return applied.apply(
    "sync_configuration",
    syncConfigurations,
    ({ building, space }) => spaceKey(building, space),
    async () => {
      const rows = await applied.transaction
        .selectFrom("reservable_sync_configuration")
        .select(["id", "space_id"])
        .execute();
      const bySpace = new Map(rows.map(({ id, space_id }) => [space_id, id]));
      return new Map(
        syncConfigurations.flatMap(({ building, space }) => {
          const id = bySpace.get(spaceOf(building, space));
          return id === undefined ? [] : [[spaceKey(building, space), id] as const];
        }),
      );
    },
    async (made) => {
      await applied.insert(
        "reservable_sync_configuration",
        made.map(({ entry, id }) => ({
          id,
          space_id: spaceOf(entry.building, entry.space),
          provider_id:
            applied.id("calendar_provider", entry.provider) ??
            providers.get(entry.provider) ??
            unknown("calendar provider", entry.provider),
          room_mailbox: entry.roomMailbox,
          active: entry.active,
          dry_run: entry.dryRun,
        })),
      );
      const ids = made.map(({ id }) => id);
      await giveRoomAddresses(applied.transaction, ids);
    },
  );
}

function applyProperties(applied: AppliedEntries, { properties }: SetUpPlan): Promise<number> {
  return applied.apply(
    "property",
    properties,
    ({ name }) => name,
    async () => {
      const rows = await applied.transaction.selectFrom("property").select("name").execute();
      return new Map(rows.map(({ name }) => [name, null]));
    },
    (made) =>
      applied.insert(
        "property",
        made.map(({ entry }) => ({ name: entry.name, value: entry.value })),
      ),
  );
}

async function byName(
  applied: AppliedEntries,
  table: "building" | "reservable_module" | "calendar_provider",
): Promise<ReadonlyMap<string, string>> {
  const rows = await applied.transaction.selectFrom(table).select(["id", "name"]).execute();
  return new Map(rows.map(({ id, name }) => [name, id]));
}

async function peopleByEmail(applied: AppliedEntries): Promise<ReadonlyMap<string, string>> {
  const rows = await applied.transaction.selectFrom("person").select(["id", "email"]).execute();
  return new Map(rows.map(({ id, email }) => [email.toLowerCase(), id]));
}

async function spacesByName(applied: AppliedEntries): Promise<ReadonlyMap<string, string>> {
  const rows = await applied.transaction
    .selectFrom("space as s")
    .innerJoin("building as b", "b.id", "s.building_id")
    .select(["s.id", "s.name", "b.name as building"])
    .execute();
  return new Map(rows.map(({ id, name, building }) => [spaceKey(building, name), id]));
}

function unknown(what: string, name: string): never {
  throw new SetUpFault(`There is no ${what} ${name}.`);
}
