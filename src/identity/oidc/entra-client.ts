import * as openid from "openid-client";
import { z } from "zod";
import type {
  AuthorizedAccount,
  IssuedTokens,
  PendingFlow,
} from "../../app/people/authorization-flows.ts";
import { createEntraApps, type EntraApp, type ReadyApp } from "./entra-apps.ts";
import { entraFailureOf, type EntraResult } from "./entra-failure.ts";

/** Entra ID's answers in our terms; every method answers a failure as a value. */
export interface EntraClient {
  authorizationUrl(
    app: EntraApp,
    request: {
      readonly scopes: readonly string[];
      readonly redirectUri: string;
      readonly loginHint?: string | undefined;
      readonly selectAccount: boolean;
    },
  ): Promise<EntraResult<{ readonly url: string; readonly pending: PendingFlow }>>;
  redeemCode(
    app: EntraApp,
    pending: PendingFlow,
    callbackUrl: URL,
  ): Promise<EntraResult<AuthorizedAccount>>;
  /** `scopes` are those granted now; the refresh token is null where Entra gave no newer one. */
  refresh(app: EntraApp, refreshToken: string, claims?: string): Promise<EntraResult<TokenSet>>;
  /** A token of the application itself (client credentials). */
  applicationToken(app: EntraApp, claims?: string): Promise<EntraResult<TokenSet>>;
  adminConsentUrl(
    app: EntraApp,
    request: { readonly redirectUri: string; readonly state: string },
  ): Promise<EntraResult<{ readonly url: string; readonly tenantId: string }>>;
  signOutUrl(app: EntraApp, returnTo: string): Promise<EntraResult<string | null>>;
  /** Revokes at the provider where it offers revocation (RFC 7009); Entra itself does not. */
  revoke(app: EntraApp, refreshToken: string): Promise<EntraResult<"revoked" | "not_offered">>;
}

export interface TokenSet extends IssuedTokens {
  readonly scopes: readonly string[];
}

export interface EntraClientOptions {
  readonly loginUrl: string;
  readonly graphUrl: string;
  readonly now: () => Date;
}

/** Assumed where Entra does not say how long a token lives; it always does. */
const DEFAULT_LIFETIME_SECONDS = 3600;

const accountClaims = z.object({
  tid: z.guid(),
  oid: z.guid(),
  preferred_username: z.string().min(1).max(320),
  name: z.string().max(400).optional(),
});

export function createEntraClient(options: EntraClientOptions): EntraClient {
  const { now } = options;
  const apps = createEntraApps(options);
  const applicationScope = `${graphResource(options.graphUrl)}/.default`;

  async function using<T>(
    app: EntraApp,
    act: (ready: ReadyApp) => Promise<T> | T,
  ): Promise<EntraResult<T>> {
    const ready = await apps.ready(app);
    if (!ready.ok) return ready;
    try {
      return { ok: true, value: await act(ready.value) };
    } catch (error) {
      return { ok: false, failure: await entraFailureOf(error) };
    }
  }

  return {
    authorizationUrl: (app, request) =>
      using(app, async ({ browserConfiguration }) => {
        const pending = {
          state: openid.randomState(),
          nonce: openid.randomNonce(),
          codeVerifier: openid.randomPKCECodeVerifier(),
        };
        const url = openid.buildAuthorizationUrl(browserConfiguration, {
          redirect_uri: request.redirectUri,
          scope: request.scopes.join(" "),
          response_mode: "query",
          state: pending.state,
          nonce: pending.nonce,
          code_challenge: await openid.calculatePKCECodeChallenge(pending.codeVerifier),
          code_challenge_method: "S256",
          ...(request.loginHint && { login_hint: request.loginHint }),
          ...(request.selectAccount && { prompt: "select_account" }),
        });
        return { url: url.href, pending };
      }),

    redeemCode: (app, pending, callbackUrl) =>
      using(app, async ({ configuration }) => {
        const askedAt = now();
        const answer = await openid.authorizationCodeGrant(configuration, callbackUrl, {
          expectedState: pending.state,
          expectedNonce: pending.nonce,
          pkceCodeVerifier: pending.codeVerifier,
          idTokenExpected: true,
        });
        const claims = accountClaims.safeParse(answer.claims());
        if (!claims.success) throw lacksClaims();
        const tokens = tokenSet(answer, askedAt);
        return {
          tenantId: claims.data.tid.toLowerCase(),
          objectId: claims.data.oid.toLowerCase(),
          userName: claims.data.preferred_username,
          displayName: claims.data.name ?? claims.data.preferred_username,
          scopes: tokens.scopes,
          tokens,
        };
      }),

    refresh: (app, refreshToken, claims) =>
      using(app, async ({ configuration }) => {
        const askedAt = now();
        const extra = claims === undefined ? {} : { claims };
        return tokenSet(
          await openid.refreshTokenGrant(configuration, refreshToken, extra),
          askedAt,
        );
      }),

    applicationToken: (app, claims) =>
      using(app, async ({ configuration }) => {
        const askedAt = now();
        const extra = claims === undefined ? {} : { claims };
        const parameters = { scope: applicationScope, ...extra };
        return tokenSet(await openid.clientCredentialsGrant(configuration, parameters), askedAt);
      }),

    adminConsentUrl: (app, request) =>
      using(app, ({ browserConfiguration, tenantId }) => {
        // Beside the authorize page, so that a browser meets the same address (facts 6.4).
        const authorize = browserConfiguration.serverMetadata().authorization_endpoint ?? "";
        const url = new URL(`/${tenantId}/v2.0/adminconsent`, authorize);
        url.searchParams.set("client_id", app.clientId);
        url.searchParams.set("scope", applicationScope);
        url.searchParams.set("redirect_uri", request.redirectUri);
        url.searchParams.set("state", request.state);
        return { url: url.href, tenantId };
      }),

    signOutUrl: (app, returnTo) =>
      using(app, ({ browserConfiguration }) =>
        browserConfiguration.serverMetadata().end_session_endpoint
          ? openid.buildEndSessionUrl(browserConfiguration, { post_logout_redirect_uri: returnTo })
              .href
          : null,
      ),

    revoke: (app, refreshToken) =>
      using(app, async ({ configuration }) => {
        if (!configuration.serverMetadata().revocation_endpoint) return "not_offered";
        await openid.tokenRevocation(configuration, refreshToken, {
          token_type_hint: "refresh_token",
        });
        return "revoked";
      }),
  };
}

/** Without tid and oid (scope `profile`) an account cannot be recognised. */
function lacksClaims(): openid.ClientError {
  const error = new openid.ClientError("The id token lacks tid, oid or preferred_username.");
  error.code = "USHER_CLAIMS_MISSING";
  return error;
}

function tokenSet(answer: openid.TokenEndpointResponse, askedAt: Date): TokenSet {
  const lifetimeSeconds = answer.expires_in ?? DEFAULT_LIFETIME_SECONDS;
  return {
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token ?? null,
    issuedAt: askedAt,
    // Counted from before the request, so that a slow answer never makes it look younger.
    expiresAt: new Date(askedAt.getTime() + lifetimeSeconds * 1000),
    scopes: (answer.scope ?? "").split(" ").filter(Boolean).map(shortScope),
  };
}

/** Entra answers scopes with or without the resource in front: `https://…/Calendars.Read`. */
function shortScope(scope: string): string {
  return scope.slice(scope.lastIndexOf("/") + 1);
}

/**
 * The resource of application tokens. It is a name, not an address: wherever Graph is reached, in
 * the worldwide cloud it is called graph.microsoft.com; national clouds have names of their own.
 */
function graphResource(graphUrl: string): string {
  const national = [
    "graph.microsoft.us",
    "dod-graph.microsoft.us",
    "microsoftgraph.chinacloudapi.cn",
  ];
  const { hostname } = new URL(graphUrl);
  return `https://${national.includes(hostname) ? hostname : "graph.microsoft.com"}`;
}
