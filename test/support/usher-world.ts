import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeDemoOrganisation, readDemoTenant } from "../../scripts/demo-organisation.ts";
import { signInAs } from "../../simulator/entra/sign-in-driver.ts";
import type { Directory } from "../../simulator/directory/directory.ts";
import type { SimulatorSettings } from "../../simulator/settings.ts";
import { startTestSimulator, type TestSimulator } from "../../simulator/test-simulator.ts";
import type { SetUpFile } from "../../src/contract/set-up.ts";
import {
  openTestDatabase,
  type OpenedTestDatabase,
  testableKinds,
} from "../../src/store/testing/test-database.ts";
import { startUsherProcess, type UsherProcess } from "./usher-process.ts";

/** The whole of it: Exchange, and a server in its own process, connected as a tenant would be. */
export interface UsherWorld {
  readonly simulator: TestSimulator;
  readonly url: string;
  /** Of the PostgreSQL database; null where it is embedded. */
  readonly databaseUrl: string | null;
  /** The present server process; another one after a restart. */
  server(): UsherProcess;
  /** Starts the server again on the same data, after it was stopped or killed. */
  startAgain(): Promise<void>;
  /** A further server on the same data; only where the database is a PostgreSQL server. */
  startAnother(environment?: Readonly<Record<string, string>>): Promise<UsherProcess>;
  close(): Promise<void>;
}

export interface UsherWorldOptions {
  /** Default: a PostgreSQL server where the machine has one, since it is there at once. */
  readonly database?: "embedded" | "server";
  /** Names of the rooms that are synced; by default all of the company's. */
  readonly syncedRooms?: readonly string[];
  readonly properties?: Record<string, string>;
  readonly settings?: Partial<SimulatorSettings>;
  /** Whether the tenant's administrator has consented to the application already; default: yes. */
  readonly consented?: boolean;
  /** Whether the simulator writes down what it holds, as where it is restarted; default: yes. */
  readonly simulatorIsKept?: boolean;
  /** Further settings of the server. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Who is in the directory beside the demonstration company. */
  readonly furtherCompany?: (directory: Directory) => void;
  /** The organisation that is set up; default: the demonstration company, whose is given. */
  readonly organisation?: (demo: SetUpFile) => SetUpFile;
}

const CALLBACKS = [
  "/auth/callback",
  "/connect/outlook/callback",
  "/connect/delegated-user/callback",
  "/connect/admin-consent/callback",
];

export async function startUsherWorld(options: UsherWorldOptions = {}): Promise<UsherWorld> {
  const folder = await mkdtemp(join(tmpdir(), "usher-world-"));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const clientSecret = randomBytes(24).toString("base64url");
  const simulator = await startTestSimulator({
    dataFolder: options.simulatorIsKept === false ? null : join(folder, "simulator"),
    advertisePagesOverHttp: true,
    ...(options.settings && { settings: options.settings }),
    application: {
      clientSecret,
      consented: options.consented ?? true,
      redirectUris: CALLBACKS.map((path) => url + path),
    },
    ...(options.furtherCompany && { furtherCompany: options.furtherCompany }),
  });
  const kind = options.database ?? testableKinds().at(-1);
  const database: OpenedTestDatabase | null =
    kind === "server" ? await openTestDatabase("server", { migrated: true }) : null;
  const setUpFile = join(folder, "set-up.json");
  const demo = describeOrganisation(options);
  await writeFile(setUpFile, JSON.stringify(options.organisation?.(demo) ?? demo));
  const environment = {
    USHER_PORT: `${port}`,
    USHER_DATA_FOLDER: join(folder, "usher"),
    ...(database?.url && { DATABASE_URL: database.url }),
    USHER_SET_UP_FILE: setUpFile,
    DEMO_CLIENT_SECRET: clientSecret,
    NODE_EXTRA_CA_CERTS: simulator.caCertificatePath,
    ...connectionTo(simulator, clientSecret),
    ...options.environment,
  };
  let server = await startUsherProcess(environment);
  return {
    simulator,
    url,
    databaseUrl: database?.url ?? null,
    server: () => server,
    async startAgain() {
      server = await startUsherProcess(environment);
    },
    startAnother: (further = {}) =>
      startUsherProcess({ ...environment, USHER_PORT: "0", ...further }),
    async close() {
      await server.stop();
      await database?.drop();
      await simulator.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function describeOrganisation({ properties, syncedRooms }: UsherWorldOptions): SetUpFile {
  const organisation = describeDemoOrganisation(properties);
  if (syncedRooms === undefined) return organisation;
  return {
    ...organisation,
    sync_configurations: (organisation.sync_configurations ?? []).filter(({ space }) =>
      syncedRooms.includes(space),
    ),
  };
}

function connectionTo(simulator: TestSimulator, clientSecret: string): Record<string, string> {
  const { tenantId, clientId, administrator } = readDemoTenant();
  return {
    USHER_LOGIN_URL: simulator.httpsUrl,
    USHER_GRAPH_URL: simulator.httpsUrl,
    USHER_OUTLOOK_URL: `${simulator.pagesUrl}/outlook/{mailbox}?date={date}`,
    USHER_SIGN_IN_TENANT: tenantId,
    USHER_SIGN_IN_CLIENT_ID: clientId,
    USHER_SIGN_IN_CLIENT_SECRET: clientSecret,
    USHER_ADMINS: administrator,
  };
}

async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => {
        if (address === null || typeof address === "string") reject(new Error("no port"));
        else resolve(address.port);
      });
    });
  });
}

type SentHeaders = Readonly<Record<string, string>>;

/** A person's session with the API, as their browser has it. */
export interface PersonSession {
  readonly csrfToken: string;
  /** Name and value, as the browser holds it at present. */
  cookie(): string;
  /** A page as the browser asks for it; redirects are not followed. */
  visit(address: string | URL, init?: RequestInit): Promise<Response>;
  request(method: string, path: string, body?: unknown, headers?: SentHeaders): Promise<Response>;
}

/** Signs a person in through the real pages and keeps the session's cookie and CSRF token. */
export async function signIn(url: string, upn: string): Promise<PersonSession> {
  let cookie = "";
  const visit = async (address: string | URL, init: RequestInit = {}): Promise<Response> => {
    const headers = { ...(init.headers as Record<string, string>), ...(cookie && { cookie }) };
    const answer = await fetch(address, { ...init, headers, redirect: "manual" });
    for (const set of answer.headers.getSetCookie()) cookie = set.split(";", 1)[0] ?? cookie;
    return answer;
  };
  const away = await visit(`${url}/auth/sign-in`);
  const back = await signInAs(new URL(away.headers.get("location") ?? "", url), upn);
  await visit(back);
  const session = await visit(`${url}/api/v1/session`);
  assert.equal(session.status, 200, await session.clone().text());
  const { csrf_token: csrfToken } = (await session.json()) as { csrf_token: string };
  return {
    csrfToken,
    cookie: () => cookie,
    visit,
    request: (method, path, body, further = {}) =>
      visit(`${url}${path}`, {
        method,
        headers: {
          ...further,
          "x-csrf-token": csrfToken,
          ...(body !== undefined && { "content-type": "application/json" }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
  };
}

/** A key of the REST API with the scopes, made by the administrator. */
export async function makeApiKey(url: string, scopes: readonly string[]): Promise<string> {
  const administrator = await signIn(url, readDemoTenant().administrator);
  const answer = await administrator.request("POST", "/api/v1/admin/api-clients", {
    name: `test ${randomBytes(4).toString("hex")}`,
    scopes,
  });
  assert.equal(answer.status, 201, await answer.clone().text());
  return ((await answer.json()) as { key: string }).key;
}
