import {
  missingScopes,
  type TokenRecord,
  type TokenRecords,
} from "../../app/people/calendar-tokens.ts";
import type { Vault } from "../../app/people/vault.ts";
import type { AccessToken, CredentialUse, TokenFailure } from "../../app/sync/access-tokens.ts";
import type { EntraClient, TokenSet } from "../oidc/entra-client.ts";
import type { EntraFailure, EntraResult } from "../oidc/entra-failure.ts";
import type { KnownApp } from "../oidc/known-apps.ts";
import { issuedTo, openTokens, sealTokens } from "./sealed-tokens.ts";

export type TokenResult =
  | { readonly ok: true; readonly value: AccessToken }
  | { readonly ok: false; readonly failure: TokenFailure };

export function failed(code: TokenFailure["code"], message: string): TokenResult {
  return { ok: false, failure: { code, message } };
}

/** The provider was changed since: the account that is connected is not the one it names now. */
function ofAnotherAccount(accountName: string | null): EntraResult<never> {
  const account = accountName ?? "an account";
  return signInNeeded(
    `Connected is ${account}, from before the calendar provider was changed; connect it anew.`,
  );
}

function signInNeeded(message: string): EntraResult<never> {
  const failure = { kind: "sign_in_needed", error: "not_renewable", aadsts: null } as const;
  return { ok: false, failure: { ...failure, message } };
}

/** One refresh under a lease that the caller holds; the lease is ended in every case. */
export function createTokenRefresh({
  entra,
  records,
  vault,
}: {
  readonly entra: EntraClient;
  readonly records: TokenRecords;
  readonly vault: Vault;
}): (
  use: CredentialUse,
  app: KnownApp,
  leased: TokenRecord,
  owner: string,
  claims?: string,
) => Promise<TokenResult> {
  return async (use, app, leased, owner, claims) => {
    let isEnded = false;
    try {
      const held = leased.sealed ? openTokens(vault, use, leased.sealed) : null;
      const refreshToken = held?.refreshToken ?? null;
      const isOfAnother = held !== null && held.issuedTo !== issuedTo(use, app);
      const asked =
        use.kind === "delegated_user" && isOfAnother
          ? ofAnotherAccount(leased.accountName)
          : await ask(use, app, refreshToken, claims);
      const result = asked.ok
        ? await saveGranted(use, app, owner, asked.value, refreshToken)
        : await saveRefused(use, owner, asked.failure);
      isEnded = true;
      return result;
    } finally {
      if (!isEnded) await records.releaseRefreshLease(use, owner);
    }
  };

  async function ask(
    use: CredentialUse,
    { entraApp }: KnownApp,
    refreshToken: string | null,
    claims: string | undefined,
  ): Promise<EntraResult<TokenSet>> {
    if (use.kind === "application") return entra.applicationToken(entraApp, claims);
    if (refreshToken !== null) return entra.refresh(entraApp, refreshToken, claims);
    return signInNeeded("The connection holds no token that could be renewed.");
  }

  async function saveGranted(
    use: CredentialUse,
    app: KnownApp,
    owner: string,
    granted: TokenSet,
    refreshTokenBefore: string | null,
  ): Promise<TokenResult> {
    // Where Entra gives no newer refresh token, the one we have lives on (facts 6.3).
    const refreshToken = granted.refreshToken ?? refreshTokenBefore;
    const held = { ...granted, refreshToken, issuedTo: issuedTo(use, app) };
    const isStillOurs = await records.saveRefreshed(use, owner, {
      sealed: sealTokens(vault, use, held),
      accessExpiresAt: granted.expiresAt,
      scopes: granted.scopes.length > 0 ? granted.scopes : null,
    });
    if (!isStillOurs) {
      // Disconnected or connected anew during the call: what came of the old grant is dropped.
      return failed("token_missing", "The calendar was disconnected or connected anew meanwhile.");
    }
    if (granted.scopes.length > 0 && missingScopes(use.kind, granted.scopes).length > 0) {
      return failed("token_unusable", "The connection no longer carries the calendar permission.");
    }
    return { ok: true, value: { token: granted.accessToken, expiresAt: granted.expiresAt } };
  }

  async function saveRefused(
    use: CredentialUse,
    owner: string,
    failure: EntraFailure,
  ): Promise<TokenResult> {
    const { kind, message } = failure;
    switch (kind) {
      case "sign_in_needed":
      case "declined":
      case "admin_consent_needed":
        await records.saveRefusal(use, owner, { reasonCode: kind, reason: message });
        return failed(
          use.kind === "application" ? "credential_rejected" : "token_unusable",
          message,
        );
      case "credential_rejected":
        // The application's credential is at fault; a person's own grant may be as good as ever.
        if (use.kind === "application") {
          await records.saveRefusal(use, owner, { reasonCode: kind, reason: message });
        } else {
          await records.releaseRefreshLease(use, owner);
        }
        return failed("credential_rejected", message);
      case "not_ours":
      case "unavailable":
        await records.releaseRefreshLease(use, owner);
        return failed("identity_provider_unavailable", message);
    }
  }
}
