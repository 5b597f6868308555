import { mkdtemp, rm } from "node:fs/promises";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import fastify, {
  type FastifyInstance,
  type InjectOptions,
  type LightMyRequestResponse,
} from "fastify";
import type { Addresses } from "./addresses.ts";
import { openCertificates, type ServerCertificates } from "./certificates/certificate-store.ts";
import { createClock, type Clock } from "./clock.ts";
import { demoTenant } from "./company/demo-company.ts";
import { registerControl } from "./control/register-control.ts";
import { createDirectory, type Directory, type Tenant } from "./directory/directory.ts";
import { pictureDirectoryState, restoreDirectoryState } from "./directory/directory-state.ts";
import { createCheckAccessToken } from "./entra/access-token.ts";
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

export interface SimulatorOptions {
  /** Port of everything over HTTPS; 0 for any free one. */
  readonly httpsPort: number;
  /** Port of the pages that people see, over plain HTTP at loopback; 0 for any free one. */
  readonly pagesPort: number;
  /** Address to listen on for HTTPS. Default 127.0.0.1. The pages stay on 127.0.0.1. */
  readonly host?: string;
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
  /** Whether discovery sends browsers to the plain HTTP pages. Default no: MSAL insists on HTTPS. */
  readonly advertisePagesOverHttp?: boolean;
  /** Hears, in sentences, of what goes wrong while it runs. Default: nobody. */
  readonly log?: (message: string) => void;
  /** Default: a clock that runs with the machine's. */
  readonly clock?: Clock;
}

/** A running simulator. */
export interface Simulator {
  readonly world: World;
  readonly entra: Entra;
  readonly httpsUrl: string;
  readonly pagesUrl: string;
  /** File for NODE_EXTRA_CA_CERTS. */
  readonly caCertificatePath: string;
  readonly caCertificatePem: string;
  /** Asks what stands behind `httpsUrl` without a socket; rejects where the connection would break. */
  inject(request: InjectOptions): Promise<LightMyRequestResponse>;
  /** Stops listening and writes what is to be kept. */
  close(): Promise<void>;
}

const STORED_DIRECTORY = "directory";
const STORED_SETTINGS = "settings";
const BODY_LIMIT_BYTES = 8 * 1024 * 1024;

/** Settings: the defaults, over them what was kept, over them what this start asks for. */
function openSettings(
  persistence: Persistence | undefined,
  options: SimulatorOptions,
): SimulatorSettings {
  const settings = structuredClone(SIMULATOR_SETTINGS_DEFAULTS);
  applySettings(settings, settingsChangeSchema.parse(persistence?.load(STORED_SETTINGS) ?? {}));
  applySettings(settings, options.settings ?? {});
  return settings;
}

function openDirectory(persistence: Persistence | undefined, options: SimulatorOptions): Directory {
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

function createServers(certificates: ServerCertificates): {
  readonly https: FastifyInstance;
  readonly pages: FastifyInstance;
} {
  const { certificatePem: cert, privateKeyPem: key } = certificates.server;
  const https = fastify({
    ...SERVER_OPTIONS,
    serverFactory: (handler) => createHttpsServer({ cert, key }, handler),
  });
  return { https, pages: fastify(SERVER_OPTIONS) };
}

async function listen(app: FastifyInstance, port: number, host: string): Promise<number> {
  await app.listen({ port, host });
  return (app.server.address() as AddressInfo).port;
}

/** Certificates go beside the kept state, or into a folder of their own that lives as long as we. */
async function openCertificateFolder(
  dataFolder: string | null,
): Promise<{ readonly folder: string; readonly remove: () => Promise<void> }> {
  if (dataFolder !== null) {
    return { folder: path.join(dataFolder, "certificates"), remove: () => Promise.resolve() };
  }
  const folder = await mkdtemp(path.join(tmpdir(), "exchange-simulator-"));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/**
 * Starts Exchange Online in small: Entra ID and Graph over HTTPS with a certificate authority of its
 * own, and the pages that people see over plain HTTP too. Rejects with the system's error where a
 * port is taken.
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const log = options.log ?? (() => undefined);
  const { dataFolder, host = "127.0.0.1" } = options;
  const persistence =
    dataFolder === null ? undefined : createPersistence(path.join(dataFolder, "state"), log);
  const settings = openSettings(persistence, options);
  const directory = openDirectory(persistence, options);
  const keepDirectory = (): void =>
    persistence?.save(STORED_DIRECTORY, () => pictureDirectoryState(directory));
  const keepSettings = (): void => persistence?.save(STORED_SETTINGS, settings);

  const certificateFolder = await openCertificateFolder(dataFolder);
  const certificates = await openCertificates(certificateFolder.folder, [], Date.now());
  const addresses: Addresses = { httpsUrl: "", pagesUrl: "", signInUrl: "" };
  const clock = options.clock ?? createClock();
  const random = createSeededRandom(options.seed ?? 1);
  const entra = await createEntra({
    clock,
    directory,
    settings,
    random,
    addresses,
    persistence,
    directoryChanged: keepDirectory,
  });
  const checkAccessToken = createCheckAccessToken(entra);
  const world = extendWorld({
    clock,
    directory,
    settings,
    random,
    checkAccessToken,
    ...(persistence ? { persistence } : {}),
  });

  const { https, pages } = createServers(certificates);
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
    await certificateFolder.remove();
  };
  try {
    addresses.httpsUrl = `https://localhost:${await listen(https, options.httpsPort, host)}`;
    addresses.pagesUrl = `http://localhost:${await listen(pages, options.pagesPort, "127.0.0.1")}`;
  } catch (error) {
    await close();
    throw error;
  }
  addresses.signInUrl =
    options.advertisePagesOverHttp === true ? addresses.pagesUrl : addresses.httpsUrl;
  return {
    world,
    entra,
    httpsUrl: addresses.httpsUrl,
    pagesUrl: addresses.pagesUrl,
    caCertificatePath: certificates.caCertificatePath,
    caCertificatePem: certificates.caCertificatePem,
    inject: (request) => https.inject(request),
    close,
  };
}
