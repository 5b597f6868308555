import { createHash } from "node:crypto";
import * as openid from "openid-client";
import { CertificateError, certificateCredential } from "./certificate-credential.ts";
import { entraFailureOf, type EntraResult } from "./entra-failure.ts";

/** An application registered in a tenant, with what proves that we are it. */
export interface EntraApp {
  /** GUID or a verified domain. */
  readonly tenant: string;
  readonly clientId: string;
  readonly credential:
    | { readonly kind: "secret"; readonly secret: string }
    | { readonly kind: "certificate"; readonly pem: string };
}

/** An application ready to talk to Entra. */
export interface ReadyApp {
  readonly configuration: openid.Configuration;
  /** For addresses that browsers go to; see `forBrowsers`. */
  readonly browserConfiguration: openid.Configuration;
  /** The tenant's GUID, also where the application names the tenant by a domain. */
  readonly tenantId: string;
}

export interface EntraAppsOptions {
  /** Base address of Entra ID, e.g. `https://login.microsoftonline.com`. */
  readonly loginUrl: string;
  readonly now: () => Date;
}

const METADATA_LIFETIME_MS = 60 * 60 * 1000;
const REQUEST_TIMEOUT_SECONDS = 10;
const CLOCK_TOLERANCE_SECONDS = 60;
const READY_APPS_MAX = 200;
const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Makes applications ready, and remembers tenants' metadata for an hour. */
export function createEntraApps({ loginUrl, now }: EntraAppsOptions): {
  ready(app: EntraApp): Promise<EntraResult<ReadyApp>>;
} {
  const readyApps = new Map<string, { readonly until: number; readonly app: ReadyApp }>();

  async function makeReady(app: EntraApp): Promise<ReadyApp> {
    const metadata = await discover(loginUrl, app);
    const tenantId = tenantIdOf(metadata.issuer, loginUrl);
    const client = {
      [openid.clockTolerance]: CLOCK_TOLERANCE_SECONDS,
      id_token_signed_response_alg: "RS256",
    };
    const authentication = await clientAuthentication(app, metadata, now());
    const configuration = new openid.Configuration(metadata, app.clientId, client, authentication);
    configuration.timeout = REQUEST_TIMEOUT_SECONDS;
    openid.enableNonRepudiationChecks(configuration);
    return { configuration, browserConfiguration: forBrowsers(metadata, app.clientId), tenantId };
  }

  async function ready(app: EntraApp): Promise<EntraResult<ReadyApp>> {
    const key = keyOf(app);
    const known = readyApps.get(key);
    if (known && known.until > now().getTime()) return { ok: true, value: known.app };
    try {
      const made = await makeReady(app);
      readyApps.delete(key);
      readyApps.set(key, { until: now().getTime() + METADATA_LIFETIME_MS, app: made });
      const oldest = readyApps.size > READY_APPS_MAX ? readyApps.keys().next().value : undefined;
      if (oldest !== undefined) readyApps.delete(oldest);
      return { ok: true, value: made };
    } catch (error) {
      if (error instanceof CertificateError || error instanceof TenantError) {
        const failure = { kind: "credential_rejected", error: error.name, aadsts: null } as const;
        return { ok: false, failure: { ...failure, message: error.message } };
      }
      return { ok: false, failure: await entraFailureOf(error) };
    }
  }

  return { ready };
}

class TenantError extends Error {
  override readonly name = "TenantError";
}

/**
 * Asked for at the document's own address, because Entra's issuer names the tenant by its GUID
 * and the application may name it by a domain; the issuer is checked by `tenantIdOf` instead.
 */
async function discover(loginUrl: string, app: EntraApp): Promise<openid.ServerMetadata> {
  const tenant = encodeURIComponent(app.tenant);
  const address = `${loginUrl}/${tenant}/v2.0/.well-known/openid-configuration`;
  const found = await openid.discovery(new URL(address), app.clientId, undefined, openid.None(), {
    timeout: REQUEST_TIMEOUT_SECONDS,
  });
  return found.serverMetadata();
}

/** The issuer must be one tenant of the very Entra we ask: "common" and the like have none. */
function tenantIdOf(issuer: string, loginUrl: string): string {
  const tenantId = issuer.startsWith(`${loginUrl}/`)
    ? (issuer.slice(loginUrl.length + 1).split("/")[0] ?? "")
    : "";
  if (!GUID.test(tenantId) || issuer !== `${loginUrl}/${tenantId}/v2.0`) {
    throw new TenantError(
      "The tenant must be given by its id or one of its domains; what was given names no single " +
        "tenant.",
    );
  }
  return tenantId.toLowerCase();
}

function clientAuthentication(
  app: EntraApp,
  metadata: openid.ServerMetadata,
  now: Date,
): openid.ClientAuth | Promise<openid.ClientAuth> {
  if (app.credential.kind === "secret") return openid.ClientSecretPost(app.credential.secret);
  return certificateCredential(app.credential.pem, metadata.token_endpoint ?? "", now);
}

/**
 * Browsers may be sent to plain HTTP at loopback, which never leaves the machine and warns about
 * no certificate; our own calls never are.
 */
function forBrowsers(metadata: openid.ServerMetadata, clientId: string): openid.Configuration {
  const configuration = new openid.Configuration(metadata, clientId, undefined, openid.None());
  const { protocol, hostname } = new URL(metadata.authorization_endpoint ?? metadata.issuer);
  const isLoopback = ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  if (protocol === "http:" && isLoopback) openid.allowInsecureRequests(configuration);
  return configuration;
}

/** A changed secret is another application to us; the secret itself is not kept as a key. */
function keyOf(app: EntraApp): string {
  const { credential } = app;
  const proof = credential.kind === "secret" ? credential.secret : credential.pem;
  return createHash("sha256")
    .update([app.tenant, app.clientId, credential.kind, proof].join("\n"))
    .digest("base64url");
}
