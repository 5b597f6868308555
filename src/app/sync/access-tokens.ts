/**
 * Whose rights a calendar call uses. Decided by the rules, recorded on the sync event, and only
 * looked up here: no personal token is ever used for another person or for a job (design, truth 3).
 */
export type CredentialUse =
  | { readonly kind: "application"; readonly providerId: string }
  | { readonly kind: "delegated_user"; readonly providerId: string }
  | { readonly kind: "personal"; readonly providerId: string; readonly personId: string };

export interface AccessToken {
  /** Opaque bearer token; never logged. */
  readonly token: string;
  readonly expiresAt: Date;
}

export interface TokenFailure {
  /**
   * `token_missing`: nobody connected; `token_unusable`: revoked, expired or lacking scopes, the
   * person or an administrator must connect again; `credential_rejected`: client id, secret or
   * certificate are wrong; `identity_provider_unavailable`: try again later.
   */
  readonly code:
    | "token_missing"
    | "token_unusable"
    | "credential_rejected"
    | "identity_provider_unavailable";
  readonly message: string;
}

/**
 * When a token that is held does not do: `after_refusal`, where Graph refused it, and one that
 * another caller met with the same refusal just got will do; `in_any_case`, to try the credential.
 */
export type Renewal = "after_refusal" | "in_any_case";

/** Port, filled by the token vault in `src/identity/`. */
export interface AccessTokens {
  /**
   * A token good for at least the next minute, refreshed ahead of need by one process at a time.
   * `renew` asks for a fresh one; `claims` answers a claims challenge (facts 6.9).
   */
  get(
    use: CredentialUse,
    options?: { readonly renew?: Renewal; readonly claims?: string },
  ): Promise<
    | { readonly ok: true; readonly value: AccessToken }
    | { readonly ok: false; readonly failure: TokenFailure }
  >;
}
