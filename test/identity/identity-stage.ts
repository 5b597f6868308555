/**
 * Identity as it runs: its server routes and token vault over a database, signing in at the
 * simulated Entra ID over HTTPS.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Fastify, { type FastifyInstance } from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import { demoTenant, populateDemoCompany } from "../../simulator/company/demo-company.ts";
import { trustAuthority } from "../../simulator/certificates/trust-authority.ts";
import { consentForOrganization } from "../../simulator/entra/scopes.ts";
import type { AppRegistration, DirectoryUser } from "../../simulator/directory/directory.ts";
import { type Simulator, startSimulator } from "../../simulator/simulator.ts";
import { createAuthentication } from "../../src/app/people/authenticate.ts";
import { providerSecretContext } from "../../src/app/people/provider-apps.ts";
import type { RecordAudit } from "../../src/app/audit-note.ts";
import type { IntegrationMode } from "../../src/core/integration-rules/question.ts";
import type { IdentityDependencies } from "../../src/http/identity/identity-dependencies.ts";
import { registerIdentity } from "../../src/http/identity/register-identity.ts";
import { answerError } from "../../src/http/problem-answers.ts";
import { createAuthorizationFlows } from "../../src/identity/oidc/authorization-flows.ts";
import { createEntraClient, type EntraClient } from "../../src/identity/oidc/entra-client.ts";
import { createReadMailboxAddress } from "../../src/identity/oidc/mailbox-address.ts";
import { createTokenVault, type TokenVault } from "../../src/identity/tokens/token-vault.ts";
import { KeyFileVault } from "../../src/identity/vault/key-file-vault.ts";
import { createApiClientStore } from "../../src/store/identity/api-client-store.ts";
import { createPanelStore } from "../../src/store/identity/panel-store.ts";
import { createPeopleStore } from "../../src/store/identity/people-store.ts";
import { createProviderAppStore } from "../../src/store/identity/provider-app-store.ts";
import { createSessionRecordStore } from "../../src/store/identity/session-record-store.ts";
import { createTokenRecordStore } from "../../src/store/identity/token-record-store.ts";
import type { Database } from "../../src/store/database.ts";
import { createBrowser, type Browser } from "./browser.ts";

export const PUBLIC_URL = "http://localhost:8080";
export const CLIENT_SECRET = "the demo company's own secret";
export const PROVIDER_ID = "7b1c7c34-53d5-4d0b-8a6f-0c6c3f8f2f01";
export const PEOPLE = {
  directoryAdmin: "amara.lindqvist@larkfield.example",
  admin: "tobias.krane@larkfield.example",
  employee: "jonas.brandt@larkfield.example",
  other: "mira.castellan@larkfield.example",
} as const;

/** One simulated tenant, for all tests of a file; `reset` makes it as new. */
export interface Tenant {
  readonly simulator: Simulator;
  readonly application: AppRegistration;
  readonly serviceAccount: DirectoryUser;
  user(upn: string): DirectoryUser;
  consentForEverybody(): void;
  reset(): void;
  close(): Promise<void>;
}

export async function startTenant(
  options: { readonly advertisePagesOverHttp?: boolean } = {},
): Promise<Tenant> {
  const redirectUris = ["/auth", "/connect/outlook", "/connect/delegated-user"]
    .concat("/connect/admin-consent")
    .map((path) => `${PUBLIC_URL}${path}/callback`);
  const simulator = await startSimulator({
    httpsPort: 0,
    pagesPort: 0,
    dataFolder: null,
    ...options,
    company: (directory) =>
      populateDemoCompany(directory, { clientSecret: CLIENT_SECRET, redirectUris }, Date.now()),
  });
  trustAuthority(simulator.caCertificatePem);
  const { directory } = simulator.world;
  const [application] = directory.applications.values();
  const serviceAccount = [...directory.users.values()].find(
    ({ jobTitle, kind }) => kind === "person" && /service/i.test(jobTitle ?? ""),
  );
  if (!application || !serviceAccount) throw new Error("The demo company lacks its parts.");
  const { tenant } = directory;
  const consentPolicy = tenant.userConsentPolicy;
  const secrets = [...application.secrets];
  return {
    simulator,
    application,
    serviceAccount,
    user(upn) {
      const user = directory.findUser(upn);
      if (!user) throw new Error(`The demo company has no ${upn}.`);
      return user;
    },
    consentForEverybody() {
      consentForOrganization(application, application.requestedScopes, application.requestedRoles);
    },
    reset() {
      tenant.userConsentPolicy = consentPolicy;
      application.adminConsentedScopes = [];
      application.applicationRoles = [];
      application.userConsents.clear();
      application.certificates = [];
      application.secrets = [...secrets];
      for (const user of directory.users.values()) user.accountEnabled = user.kind === "person";
      simulator.entra.plannedErrors.clear();
    },
    close: () => simulator.close(),
  };
}

export interface Stage {
  readonly app: FastifyInstance;
  readonly tokens: TokenVault;
  readonly deps: IdentityDependencies;
  readonly vault: KeyFileVault;
  /** The actions that were audited, oldest first. */
  readonly audited: string[];
  /** Ids told to synchronisation: people, and providers of delegated users. */
  readonly connected: string[];
  /** How often each grant was asked for at the token endpoint. */
  readonly asked: { refresh: number; application: number };
  mode: IntegrationMode;
  /** Moves this process's clock ahead. */
  laterMs: number;
  browser(): Browser;
  /** A second process over the same database and key file. */
  secondTokenVault(): TokenVault;
  close(): Promise<void>;
}

export interface StageOptions {
  readonly admins?: readonly string[];
  /** As behind a proxy that ends TLS. */
  readonly isSecure?: boolean;
  readonly trustProxy?: boolean;
}

export async function openStage(
  database: Database,
  tenant: Tenant,
  options: StageOptions = {},
): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), "usher-identity-"));
  const vault = new KeyFileVault(join(folder, "vault-keys.json"));
  const db = database.kysely;
  const signIn = {
    tenant: demoTenant().domain,
    clientId: tenant.application.clientId,
    clientSecret: CLIENT_SECRET,
  };
  const { httpsUrl } = tenant.simulator;
  const audited: string[] = [];
  const connected: string[] = [];
  const asked = { refresh: 0, application: 0 };
  const stage = { mode: "personal" as IntegrationMode, laterMs: 0 };
  const now = (): Date => new Date(Date.now() + stage.laterMs);
  const providerApps = createProviderAppStore(db);
  const apps = { signIn, providerApps, vault };
  const tokenRecords = createTokenRecordStore(db);
  const newTokenVault = (): TokenVault => {
    const entra = counting(
      createEntraClient({ loginUrl: httpsUrl, graphUrl: httpsUrl, now }),
      asked,
    );
    return createTokenVault({ ...apps, entra, records: tokenRecords, now });
  };
  const tokens = newTokenVault();
  const recordAudit: RecordAudit = async ({ action }) => void audited.push(action);
  const people = createPeopleStore(db);
  const apiClients = createApiClientStore(db);
  const panels = createPanelStore(db);
  const deps: IdentityDependencies = {
    vault,
    now,
    people,
    apiClients,
    panels,
    providerApps,
    tokens,
    tokenRecords,
    recordAudit,
    sessions: createSessionRecordStore(db),
    cookieSecrets: vault.deriveSecrets("session cookie"),
    secureCookies: options.isSecure ?? false,
    publicUrl: () => PUBLIC_URL,
    isFresh: () => Promise.resolve(false),
    outlookUrl: "https://outlook.office.com/calendar",
    admins: options.admins ?? [],
    authentication: createAuthentication({ people, apiClients, panels, now }),
    flows: createAuthorizationFlows(
      createEntraClient({ loginUrl: httpsUrl, graphUrl: httpsUrl, now: () => new Date() }),
      apps,
    ),
    readMailboxAddress: createReadMailboxAddress(httpsUrl),
    calendarConnected: {
      onConnected: async (personId) => void connected.push(personId),
      onDelegatedUserConnected: async (providerId) => void connected.push(providerId),
    },
    integrationMode: () => Promise.resolve(stage.mode),
  };
  const app = await openServer(deps, options.trustProxy ?? false);
  return Object.assign(stage, {
    app,
    tokens,
    deps,
    vault,
    audited,
    connected,
    asked,
    browser: () => createBrowser(app),
    secondTokenVault: newTokenVault,
    close: async () => {
      await app.close();
      rmSync(folder, { recursive: true, force: true });
    },
  });
}

async function openServer(
  deps: IdentityDependencies,
  trustProxy: boolean,
): Promise<FastifyInstance> {
  const app = Fastify({ trustProxy });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(answerError);
  await registerIdentity(app, deps);
  return app;
}

/** The real client, with a count of what it asks. */
function counting(
  entra: EntraClient,
  asked: { refresh: number; application: number },
): EntraClient {
  return {
    ...entra,
    refresh: (...given) => {
      asked.refresh += 1;
      return entra.refresh(...given);
    },
    applicationToken: (...given) => {
      asked.application += 1;
      return entra.applicationToken(...given);
    },
  };
}

/** The tenant's calendar provider, as an administrator would have saved it. */
export async function saveProvider(
  database: Database,
  stage: Stage,
  tenant: Tenant,
  change: {
    readonly tenant?: string;
    readonly clientId?: string;
    readonly secret?: string | null;
    readonly certificate?: string;
  } = {},
): Promise<void> {
  const { vault } = stage;
  const secret = change.secret === undefined ? CLIENT_SECRET : change.secret;
  const sealed = (kind: "client_secret" | "client_certificate", text: string | null | undefined) =>
    text ? Buffer.from(vault.seal(text, providerSecretContext(kind, PROVIDER_ID))) : null;
  const row = {
    name: "Exchange Online",
    tenant_id: change.tenant ?? tenant.simulator.world.directory.tenant.id,
    client_id: change.clientId ?? tenant.application.clientId,
    client_secret_sealed: sealed("client_secret", secret),
    client_certificate_sealed: sealed("client_certificate", change.certificate),
    delegated_user_email: tenant.serviceAccount.mail,
    active: true,
    updated_at: new Date(Date.now() + stage.laterMs),
  };
  await database.kysely
    .insertInto("calendar_provider")
    .values({ id: PROVIDER_ID, ...row })
    .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
    .execute();
}
