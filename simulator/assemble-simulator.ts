import { createServer as createHttpsServer } from "node:https";
import path from "node:path";
import fastify, { type FastifyInstance } from "fastify";
import type { Addresses } from "./addresses.ts";
import type { CertificateAndKey } from "./certificates/issue-certificates.ts";
import { createClock, type Clock } from "./clock.ts";
import { demoTenant } from "./company/demo-company.ts";
import { registerControl } from "./control/register-control.ts";
import { createDirectory, type Directory, type Tenant } from "./directory/directory.ts";
import { pictureDirectoryState, restoreDirectoryState } from "./directory/directory-state.ts";
import { createCheckAccessToken } from "./entra/access-token.ts";
import type { EntraKeys } from "./entra/entra-keys.ts";
import { createEntra, type Entra } from "./entra/entra.ts";
import { registerEntraEndpoints, registerEntraPages } from "./entra/register-entra.ts";
import { extendWorld } from "./extend-world.ts";
import { registerGraph } from "./graph/register-graph.ts";
import { registerOutlook } from "./outlook/register-outlook.ts";
import { createPersistence, type Persistence } from "./persistence.ts";
import { createSeededRandom } from "./seeded-random.ts";
import { SIMULATOR_SETTINGS_DEFAULTS, type SimulatorSettings } from "./settings.ts";
import { applySettings, settingsChangeSchema } from "./settings-schema.ts";
import type { World } from "./world.ts";

/** What a simulator is like, wherever it is reached. */
export interface AssemblyOptions {
  /** Folder for keys, consents, settings and mailboxes, or null to keep all in memory. */
  readonly dataFolder: string | null;
  /** Seed of all chance. Default 1. */
  readonly seed?: number;
  /** Settings that differ from the defaults, and from those that were kept. */
  readonly settings?: Partial<SimulatorSettings>;
  /** Default: the demo company's tenant. */
  readonly tenant?: Tenant;
  /** Fills the directory with people, rooms and applications, before kept changes are laid over it. */
  readonly company?: (directory: Directory) => void;
  /** Hears, in sentences, of what goes wrong while it runs. Default: nobody. */
  readonly log?: (message: string) => void;
  /** Default: a clock that runs with the machine's. */
  readonly clock?: Clock;
  /** Reaches the endpoints of subscriptions. Default: the process's own `fetch`. */
  readonly fetchEndpoint?: typeof fetch;
}

/** Everything of a simulator but its ports. */
export interface Assembly {
  readonly world: World;
  readonly entra: Entra;
  /** Filled in by whoever knows them. */
  readonly addresses: Addresses;
  readonly https: FastifyInstance;
  readonly pages: FastifyInstance;
  /** Ends what runs, and writes what is to be kept. */
  close(): Promise<void>;
}

const STORED_DIRECTORY = "directory";
const STORED_SETTINGS = "settings";
const BODY_LIMIT_BYTES = 8 * 1024 * 1024;

/** What was kept by an earlier version may lack members of a group that have come since. */
function completed(kept: object, defaults: SimulatorSettings): object {
  const groups = new Map<string, unknown>(Object.entries(defaults));
  const whole = Object.entries(kept).map(([name, value]: [string, unknown]) => {
    const group = groups.get(name);
    const isGroup = typeof group === "object" && group !== null && !Array.isArray(group);
    return [name, isGroup ? { ...group, ...(value as object) } : value];
  });
  return Object.fromEntries(whole) as object;
}

/** Settings: the defaults, over them what was kept, over them what this start asks for. */
function openSettings(
  persistence: Persistence | undefined,
  options: AssemblyOptions,
): SimulatorSettings {
  const settings = structuredClone(SIMULATOR_SETTINGS_DEFAULTS);
  const kept = completed(persistence?.load(STORED_SETTINGS) ?? {}, settings);
  applySettings(settings, settingsChangeSchema.parse(kept));
  applySettings(settings, options.settings ?? {});
  return settings;
}

function openDirectory(persistence: Persistence | undefined, options: AssemblyOptions): Directory {
  const directory = createDirectory(options.tenant ?? demoTenant());
  options.company?.(directory);
  const kept = persistence?.load(STORED_DIRECTORY) ?? null;
  if (kept !== null) restoreDirectoryState(directory, kept);
  return directory;
}

const SERVER_OPTIONS = {
  bodyLimit: BODY_LIMIT_BYTES,
  forceCloseConnections: true,
  // Graph ids and addresses make long path segments.
  routerOptions: { maxParamLength: 2000 },
} as const;

function createHttpsApp(certificate: CertificateAndKey | null): FastifyInstance {
  if (certificate === null) return fastify(SERVER_OPTIONS);
  const { certificatePem: cert, privateKeyPem: key } = certificate;
  return fastify({
    ...SERVER_OPTIONS,
    serverFactory: (handler) => createHttpsServer({ cert, key }, handler),
  });
}

/**
 * Puts Exchange Online in small together: Entra ID and Graph for HTTPS, and the pages that people
 * see. It is reached once somebody listens, or without sockets through the apps' own `inject`, for
 * which it needs no certificate. `keys` are the tenant's, where they are not to be kept or made.
 */
export async function assembleSimulator(
  options: AssemblyOptions,
  certificate: CertificateAndKey | null,
  keys?: EntraKeys,
): Promise<Assembly> {
  const log = options.log ?? (() => undefined);
  const { dataFolder, fetchEndpoint } = options;
  const persistence =
    dataFolder === null ? undefined : createPersistence(path.join(dataFolder, "state"), log);
  const settings = openSettings(persistence, options);
  const directory = openDirectory(persistence, options);
  const keepDirectory = (): void =>
    persistence?.save(STORED_DIRECTORY, () => pictureDirectoryState(directory));
  const keepSettings = (): void => persistence?.save(STORED_SETTINGS, settings);

  const addresses: Addresses = { httpsUrl: "", pagesUrl: "", signInUrl: "" };
  const clock = options.clock ?? createClock();
  const random = createSeededRandom(options.seed ?? 1);
  const foundation = { clock, directory, settings, random };
  const entra = await createEntra({
    ...foundation,
    addresses,
    persistence,
    ...(keys && { keys }),
    directoryChanged: keepDirectory,
  });
  const checkAccessToken = createCheckAccessToken(entra);
  const world = extendWorld({
    ...foundation,
    checkAccessToken,
    ...(persistence && { persistence }),
    ...(fetchEndpoint && { fetchEndpoint }),
  });

  const [https, pages] = [createHttpsApp(certificate), fastify(SERVER_OPTIONS)];
  const control = { entra, world, directoryChanged: keepDirectory, settingsChanged: keepSettings };
  for (const app of [https, pages]) {
    registerEntraPages(app, entra);
    registerControl(app, control);
    await registerOutlook(app, world);
  }
  registerEntraEndpoints(https, entra, checkAccessToken);
  registerGraph(https, world);

  const close = async (): Promise<void> => {
    await Promise.all([https.close(), pages.close(), world.subscriptions.close()]);
    clock.stop();
    keepDirectory();
    keepSettings();
    await persistence?.flush();
  };
  return { world, entra, addresses, https, pages, close };
}
