import type { Outcome } from "../outcome.ts";

/**
 * Browser flows at the identity provider as ports: the face sends the browser away with `begin`,
 * keeps `pending` in the person's own session, and gives both to `finish` when the browser is
 * back. Filled by `src/identity/`.
 */
export interface AuthorizationFlows {
  begin(request: FlowRequest): Promise<Outcome<StartedFlow>>;
  /**
   * Redeems the code. `callbackUrl` is the full address the browser came back to. Refuses with
   * `flow_not_recognised` (state, nonce or verifier do not fit), `consent_declined`,
   * `admin_consent_needed`, `identity_provider_refused`, `credential_rejected` or
   * `identity_provider_unavailable`.
   */
  finish(app: FlowApp, pending: PendingFlow, callbackUrl: URL): Promise<Outcome<AuthorizedAccount>>;
  /** Where a directory administrator consents for everybody in the provider's tenant. */
  adminConsentUrl(request: {
    readonly providerId: string;
    readonly redirectUri: string;
    readonly state: string;
  }): Promise<Outcome<{ readonly url: string; readonly tenantId: string }>>;
  /** Where the browser also leaves the identity provider's own session; null when unknown. */
  signOutUrl(returnTo: string): Promise<string | null>;
}

/** Which registered application asks: the one people sign in with, or a calendar provider's. */
export type FlowApp =
  | { readonly kind: "sign_in" }
  | { readonly kind: "provider"; readonly providerId: string };

interface FlowRequest {
  readonly app: FlowApp;
  readonly scopes: readonly string[];
  readonly redirectUri: string;
  readonly loginHint?: string | undefined;
  /** Shows the list of accounts, so that the browser does not silently reuse another one. */
  readonly selectAccount: boolean;
}

interface StartedFlow {
  readonly url: string;
  readonly pending: PendingFlow;
}

/** What proves that the answer belongs to this browser; kept in its session, used once. */
export interface PendingFlow {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** The account that signed in at the provider, keyed by tid and oid (facts 6.6). */
export interface AuthorizedAccount {
  readonly tenantId: string;
  readonly objectId: string;
  /** `preferred_username`: for showing and for hints, never for recognising an account. */
  readonly userName: string;
  readonly displayName: string;
  readonly scopes: readonly string[];
  readonly tokens: IssuedTokens;
}

export interface IssuedTokens {
  readonly accessToken: string;
  readonly refreshToken: string | null;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
}
