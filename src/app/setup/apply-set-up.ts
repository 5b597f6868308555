import { type SetUp, setUpSchema } from "../../contract/set-up.ts";
import { isKnownZone } from "../../core/time/zones.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { ServiceSettings } from "../places/module-services.ts";
import { providerSecretContext } from "../people/provider-apps.ts";
import type { Vault } from "../people/vault.ts";
import { propertyDefinition } from "../settings/property-definitions.ts";
import {
  SetUpFault,
  type PlannedProvider,
  type SetUpPlan,
  type SetUpReport,
  type SetUpWriter,
} from "./ports.ts";

export interface SetUpDependencies {
  readonly writer: SetUpWriter;
  readonly vault: Pick<Vault, "seal">;
  /** Where the file's `client_secret_env` are looked up. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Applies the text of a set-up file. It creates what is missing and never overwrites: an entry
 * that was applied once is left to the people who changed what it made. All or nothing; refuses
 * `set_up_unusable` with everything that is wrong.
 */
export async function applySetUp(
  deps: SetUpDependencies,
  text: string,
): Promise<Outcome<SetUpReport>> {
  const read = readSetUp(text);
  if (!read.ok) return read;
  const faults = faultsOf(read.value);
  if (faults.length > 0) return unusable(faults);
  try {
    return done(await deps.writer.apply(planOf(deps, read.value)));
  } catch (error) {
    if (error instanceof SetUpFault) return unusable([error.message]);
    throw error;
  }
}

function readSetUp(text: string): Outcome<SetUp> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return unusable([`It is not JSON: ${error.message}.`]);
  }
  const read = setUpSchema.safeParse(parsed);
  if (read.success) return done(read.data);
  return unusable(read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}.`));
}

/** What a schema cannot say: zones, properties, and names that are given twice. */
function faultsOf(setUp: SetUp): string[] {
  const zones = [
    ...setUp.buildings.map(({ name, time_zone }) => ({ of: `The building ${name}`, time_zone })),
    ...setUp.people.map(({ email, time_zone }) => ({ of: email, time_zone })),
  ]
    .filter(({ time_zone }) => !isKnownZone(time_zone))
    .map(({ of, time_zone }) => `${of} has the time zone ${time_zone}, which is not an IANA zone.`);
  const properties = Object.entries(setUp.properties).flatMap(([name, value]) => {
    const definition = propertyDefinition(name);
    if (!definition) return [`There is no property ${name}.`];
    return definition.accepts(value) ? [] : [`The property ${name} takes ${definition.expected}.`];
  });
  const modules =
    setUp.spaces.some(({ module }) => module === undefined) && setUp.modules.length === 0
      ? ["Spaces without a module need one in modules."]
      : [];
  return [...zones, ...properties, ...modules, ...repetitions(setUp)];
}

function repetitions(setUp: SetUp): string[] {
  const keys = [
    ...setUp.buildings.map(({ name }) => `The building ${name}`),
    ...setUp.modules.map(({ name }) => `The module ${name}`),
    ...setUp.modules.flatMap((module) =>
      module.services.map(({ name }) => `The service ${name} of the module ${module.name}`),
    ),
    ...setUp.spaces.map(({ building, name }) => `The space ${name} in ${building}`),
    ...setUp.people.map(({ email }) => `The person ${email.toLowerCase()}`),
    ...setUp.calendar_providers.map(({ name }) => `The calendar provider ${name}`),
    ...setUp.sync_configurations.map(
      ({ building, space }) => `The sync configuration of ${space} in ${building}`,
    ),
  ];
  const repeated = keys.filter((key, index) => keys.indexOf(key) !== index);
  return [...new Set(repeated)].map((key) => `${key} is there more than once.`);
}

function planOf(deps: SetUpDependencies, setUp: SetUp): SetUpPlan {
  const firstModule = setUp.modules[0]?.name ?? "";
  return {
    buildings: setUp.buildings.map(({ name, address, time_zone }) => ({
      name,
      address,
      timeZone: time_zone,
    })),
    modules: setUp.modules.map((module) => ({
      name: module.name,
      limits: {
        durationMinutesMin: module.duration_minutes_min,
        durationMinutesMax: module.duration_minutes_max,
        daysAheadMax: module.days_ahead_max,
        recurringEnabled: module.recurring_enabled,
        multiSpaceEnabled: module.multi_space_enabled,
        groupEnabled: module.group_enabled,
        onBehalfShown: module.on_behalf_shown,
        subjectRequired: module.subject_required,
      },
      showAs: module.show_as,
      checkIn: {
        policy: module.check_in_policy,
        opensMinutesBefore: module.check_in_opens_minutes_before,
        releasesNoShows: module.releases_no_shows,
      },
      approvalPolicy: module.approval_policy,
      reminderMinutesBefore: module.reminder_minutes_before,
      approvers: module.approvers,
      services: module.services.map(plannedService),
    })),
    spaces: setUp.spaces.map(({ requires_check_in, requires_approval, ...space }) => ({
      ...space,
      requiresCheckIn: requires_check_in,
      requiresApproval: requires_approval,
      module: space.module ?? firstModule,
    })),
    people: setUp.people.map((person) => ({
      email: person.email,
      displayName: person.display_name,
      timeZone: person.time_zone,
      roles: [...new Set(["user" as const, ...person.roles])],
      account: person.account
        ? { tenantId: person.account.tenant_id, objectId: person.account.object_id }
        : null,
    })),
    providers: setUp.calendar_providers.map((provider) => plannedProvider(deps, provider)),
    syncConfigurations: setUp.sync_configurations.map((configuration) => ({
      building: configuration.building,
      space: configuration.space,
      provider: configuration.provider,
      roomMailbox: configuration.room_mailbox,
      active: configuration.active,
      dryRun: configuration.dry_run,
    })),
    properties: Object.entries(setUp.properties).map(([name, value]) => ({ name, value })),
  };
}

function plannedService(service: SetUp["modules"][number]["services"][number]): ServiceSettings {
  return {
    name: service.name,
    description: service.description,
    preparationMinutes: service.preparation_minutes,
    cleanUpMinutes: service.clean_up_minutes,
    leadTimeMinutes: service.lead_time_minutes,
    isBlockerMandatory: service.is_blocker_mandatory,
    onEveryReservation: service.on_every_reservation,
  };
}

function plannedProvider(
  { vault, environment }: SetUpDependencies,
  provider: SetUp["calendar_providers"][number],
): PlannedProvider {
  const sealed = (
    kind: "client_secret" | "client_certificate",
    variable: string | undefined,
    id: string,
  ): Uint8Array | null => {
    if (variable === undefined) return null;
    const value = environment[variable];
    if (!value) {
      throw new SetUpFault(
        `The calendar provider ${provider.name} takes its ${kind.replace("_", " ")} from the ` +
          `environment variable ${variable}, which is not set.`,
      );
    }
    return vault.seal(value, providerSecretContext(kind, id));
  };
  return {
    name: provider.name,
    tenantId: provider.tenant_id,
    clientId: provider.client_id,
    delegatedUserEmail: provider.delegated_user_email,
    active: provider.active,
    sealSecrets: (id) => ({
      clientSecret: sealed("client_secret", provider.client_secret_env, id),
      clientCertificate: sealed("client_certificate", provider.client_certificate_env, id),
    }),
  };
}

function unusable(faults: readonly string[]) {
  return refused(
    "set_up_unusable",
    `The set-up file cannot be applied. ${faults.join(" ")}`,
    "Mend the file; nothing of it was applied.",
  );
}
