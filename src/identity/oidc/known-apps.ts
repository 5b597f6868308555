import { type Outcome, done, refused } from "../../app/outcome.ts";
import type { FlowApp } from "../../app/people/authorization-flows.ts";
import { type ProviderApps, providerSecretContext } from "../../app/people/provider-apps.ts";
import type { Vault } from "../../app/people/vault.ts";
import type { EntraApp } from "./entra-apps.ts";

export interface KnownAppsOptions {
  /** The application that people sign in with; null when sign-in is not set up. */
  readonly signIn: {
    readonly tenant: string;
    readonly clientId: string;
    readonly clientSecret: string;
  } | null;
  readonly providerApps: ProviderApps;
  readonly vault: Vault;
}

/** An application and when its settings were last changed. */
export interface KnownApp {
  readonly entraApp: EntraApp;
  readonly changedAt: Date;
  /** Whose account the delegated user's token must be; null for the application of sign-in. */
  readonly delegatedUserEmail: string | null;
}

/** Finds an application and opens what proves that we are it. */
export async function findKnownApp(
  { signIn, providerApps, vault }: KnownAppsOptions,
  app: FlowApp,
): Promise<Outcome<KnownApp>> {
  if (app.kind === "sign_in") return signInApp(signIn);
  const provider = await providerApps.find(app.providerId);
  if (!provider) {
    return refused("provider_not_found", "There is no calendar provider with this id.");
  }
  const { id, tenant, clientId, clientSecretSealed, clientCertificateSealed } = provider;
  const entraApp = { tenant, clientId };
  const known = { changedAt: provider.updatedAt, delegatedUserEmail: provider.delegatedUserEmail };
  if (clientCertificateSealed) {
    const context = providerSecretContext("client_certificate", id);
    const pem = vault.open(clientCertificateSealed, context);
    return done({ ...known, entraApp: { ...entraApp, credential: { kind: "certificate", pem } } });
  }
  if (clientSecretSealed) {
    const secret = vault.open(clientSecretSealed, providerSecretContext("client_secret", id));
    return done({ ...known, entraApp: { ...entraApp, credential: { kind: "secret", secret } } });
  }
  return refused(
    "credential_rejected",
    `The calendar provider "${provider.name}" has neither a client secret nor a certificate.`,
    "An administrator gives it one under Calendar providers.",
  );
}

function signInApp(signIn: KnownAppsOptions["signIn"]): Outcome<KnownApp> {
  if (!signIn) {
    return refused(
      "sign_in_not_configured",
      "Nobody can sign in yet: no application for signing in is set up.",
      "Set USHER_SIGN_IN_TENANT, USHER_SIGN_IN_CLIENT_ID and USHER_SIGN_IN_CLIENT_SECRET.",
    );
  }
  const { tenant, clientId, clientSecret } = signIn;
  const credential = { kind: "secret", secret: clientSecret } as const;
  const entraApp = { tenant, clientId, credential };
  return done({ entraApp, changedAt: new Date(0), delegatedUserEmail: null });
}
