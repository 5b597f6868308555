import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import {
  missingScopes,
  type PersonalTokens,
  type TokenKeeper,
  type TokenRecord,
  type TokenRecords,
} from "../../app/people/calendar-tokens.ts";
import type {
  AccessToken,
  AccessTokens,
  CredentialUse,
  Renewal,
} from "../../app/sync/access-tokens.ts";
import type { EntraClient } from "../oidc/entra-client.ts";
import { findKnownApp, type KnownApp, type KnownAppsOptions } from "../oidc/known-apps.ts";
import { EnvelopeError } from "../vault/envelope.ts";
import {
  type HeldTokens,
  issuedTo,
  openTokens,
  sealTokens,
  tokenContext,
} from "./sealed-tokens.ts";
import { createTokenRefresh, failed, type TokenResult } from "./token-refresh.ts";

/** Refreshed this long before the end, so that no calendar call meets an expired token. */
const REFRESH_AHEAD_MS = 5 * 60_000;
/** A token handed out lives at least this long. */
const USABLE_FOR_MS = 60_000;
/** A token this young is the answer to `after_refusal`: another caller met the same refusal just before. */
const JUST_ISSUED_MS = 5_000;
const LEASE_MS = 30_000;
const LEASE_WAIT_MS = 100;
const MARK_USED_EVERY_MS = 60_000;
/** Entra forgets a refresh token that rests for 90 days (facts 6.3). */
const REFRESH_TOKEN_LIFETIME_MS = 90 * 24 * 3_600_000;
const IDLE_REFRESH_AFTER_MS = 7 * 24 * 3_600_000;
/** Rejected application credentials are not tried again sooner, unless changed or by somebody's wish. */
const REJECTED_RETRY_MS = 60_000;

export interface TokenVaultOptions extends KnownAppsOptions {
  readonly entra: EntraClient;
  readonly records: TokenRecords;
  readonly now: () => Date;
  /** How it waits for another process that renews the token. Default: by the machine's clock. */
  readonly pause?: (durationMs: number) => Promise<unknown>;
}

export type TokenVault = AccessTokens & PersonalTokens & TokenKeeper;

/**
 * All calendar tokens: people's own, delegated users' and the applications'. The database is the
 * only memory, read at each use, so that a token forgotten or renewed by one process is so for
 * all; at most one process refreshes a token, under a lease on its record, with no transaction
 * open during the call.
 */
export function createTokenVault(options: TokenVaultOptions): TokenVault {
  const { records, vault, entra, now, pause = delay } = options;
  const refresh = createTokenRefresh(options);
  const underWay = new Map<string, Promise<TokenResult>>();

  async function get(
    use: CredentialUse,
    { renew, claims }: { readonly renew?: Renewal; readonly claims?: string } = {},
  ): Promise<TokenResult> {
    const [record, known] = await Promise.all([
      records.read(use),
      findKnownApp(options, { kind: "provider", providerId: use.providerId }),
    ]);
    if (!known.ok) return failed("credential_rejected", known.refusal.message);
    const isTrial = use.kind === "application" && renew === "in_any_case";
    const refusal = isTrial ? null : refusalWithoutAsking(use, record, known.value, now());
    if (refusal) return refusal;
    const held = heldBy(use, record);
    const isStale = held === null || isOfAnother(use, held, known.value);
    const isRefused = isRenewalDue(renew, held, known.value, now());
    const remainingMs = held && !isStale ? held.expiresAt.getTime() - now().getTime() : 0;
    if (claims === undefined && !isRefused && held && remainingMs > USABLE_FOR_MS) {
      await markUsed(use, record);
      if (remainingMs > REFRESH_AHEAD_MS) return accessToken(held);
      // Ahead of need: whoever gets the lease refreshes, everybody else goes on with this one.
      return refreshAhead(use, known.value, held);
    }
    const renewed = await shared(use, claims, () => refreshNow(use, known.value, held, claims));
    if (renewed.ok) await markUsed(use, record);
    return renewed;
  }

  async function refreshAhead(
    use: CredentialUse,
    app: KnownApp,
    held: HeldTokens,
  ): Promise<TokenResult> {
    const owner = randomUUID();
    const leased = await records.takeRefreshLease(use, owner, LEASE_MS);
    if (!leased) return accessToken(held);
    const result = await refresh(use, app, leased, owner);
    // What cannot be refreshed just now is still good for a minute; a revoked one is not.
    const isStillGood = !result.ok && result.failure.code !== "token_unusable";
    return isStillGood ? accessToken(held) : result;
  }

  /** Waits for the lease, and for nothing else: the process that holds it may bring the token. */
  async function refreshNow(
    use: CredentialUse,
    app: KnownApp,
    before: HeldTokens | null,
    claims: string | undefined,
  ): Promise<TokenResult> {
    const owner = randomUUID();
    for (let waitedMs = 0; waitedMs < LEASE_MS; waitedMs += LEASE_WAIT_MS) {
      const leased = await records.takeRefreshLease(use, owner, LEASE_MS);
      if (leased) {
        const held = heldBy(use, leased);
        const isNewer = held !== null && held.issuedAt > (before?.issuedAt ?? new Date(0));
        if (claims !== undefined || !isNewer || isOfAnother(use, held, app)) {
          return refresh(use, app, leased, owner, claims);
        }
        await records.releaseRefreshLease(use, owner);
        return accessToken(held);
      }
      const record = await records.read(use);
      const refusal = refusalWithoutAsking(use, record, app, now());
      if (refusal) return refusal;
      await pause(LEASE_WAIT_MS);
    }
    return failed("identity_provider_unavailable", "Another process is still renewing the token.");
  }

  /** Calls of this process for one token share one refresh. */
  function shared(
    use: CredentialUse,
    claims: string | undefined,
    act: () => Promise<TokenResult>,
  ): Promise<TokenResult> {
    const key = `${tokenContext(use)} ${claims ?? ""}`;
    const running = underWay.get(key);
    if (running) return running;
    const started = act().finally(() => underWay.delete(key));
    underWay.set(key, started);
    return started;
  }

  function heldBy(use: CredentialUse, record: TokenRecord | null): HeldTokens | null {
    return record?.sealed ? openTokens(vault, use, record.sealed) : null;
  }

  async function markUsed(use: CredentialUse, record: TokenRecord | null): Promise<void> {
    const last = record?.lastUsedAt?.getTime() ?? 0;
    if (now().getTime() - last > MARK_USED_EVERY_MS) await records.markUsed(use);
  }

  const getOrSay: AccessTokens["get"] = async (use, getOptions) => {
    try {
      return await get(use, getOptions);
    } catch (error) {
      // A key file that lost a key is an operator's matter, said in so many words.
      if (error instanceof EnvelopeError) return failed("credential_rejected", error.message);
      throw error;
    }
  };

  return {
    get: getOrSay,

    async usable(personId, providerId) {
      const record = await records.read({ kind: "personal", personId, providerId });
      if (record?.state !== "connected" || !record.sealed || !record.accessExpiresAt) return false;
      const restedMs = now().getTime() - record.accessExpiresAt.getTime();
      return (
        missingScopes("personal", record.scopes).length === 0 &&
        restedMs < REFRESH_TOKEN_LIFETIME_MS
      );
    },

    async keep(use, account) {
      const known = await findKnownApp(options, { kind: "provider", providerId: use.providerId });
      if (!known.ok) throw new Error(known.refusal.message);
      const held = { ...account.tokens, issuedTo: issuedTo(use, known.value) };
      await records.connect(use, {
        accountName: account.userName,
        objectId: account.objectId,
        scopes: account.scopes,
        sealed: sealTokens(vault, use, held),
        accessExpiresAt: account.tokens.expiresAt,
      });
    },

    async forget(use) {
      const forgotten = await records.forget(use);
      if (!forgotten?.sealed) return { wasConnected: false, revocation: "not_offered" };
      return { wasConnected: true, revocation: await revoke(use, forgotten.sealed) };
    },

    async refreshIdle(limit) {
      const since = new Date(now().getTime() - IDLE_REFRESH_AFTER_MS);
      let refreshed = 0;
      for (const use of await records.listNotRefreshedSince(since, limit)) {
        const result = await getOrSay(use, { renew: "in_any_case" });
        if (result.ok) refreshed++;
      }
      return refreshed;
    },
  };

  /** Best effort: the token is forgotten here already, which is what ends our use of it. */
  async function revoke(
    use: CredentialUse,
    sealed: Uint8Array,
  ): Promise<"revoked" | "not_offered" | "failed"> {
    const known = await findKnownApp(options, { kind: "provider", providerId: use.providerId });
    const { refreshToken } = openTokens(vault, use, sealed);
    if (!known.ok || refreshToken === null) return "not_offered";
    const result = await entra.revoke(known.value.entraApp, refreshToken);
    return result.ok ? result.value : "failed";
  }
}

/** What the record alone says, before anything is opened or asked for; null to go on. */
function refusalWithoutAsking(
  use: CredentialUse,
  record: TokenRecord | null,
  app: KnownApp,
  now: Date,
): TokenResult | null {
  if (use.kind === "application") {
    const isRejected = record?.state === "needs_reconnect" && record.checkedAt !== null;
    if (!isRejected || record.checkedAt <= app.changedAt) return null;
    const isRecent = now.getTime() - record.checkedAt.getTime() < REJECTED_RETRY_MS;
    return isRecent ? failed("credential_rejected", record.reason ?? "It was rejected.") : null;
  }
  if (record === null || record.state === "not_connected" || record.sealed === null) {
    const whose = use.kind === "personal" ? "The person has" : "The delegated user has";
    return failed("token_missing", `${whose} not connected the calendar.`);
  }
  if (record.state === "needs_reconnect") {
    return failed("token_unusable", record.reason ?? "The calendar must be connected again.");
  }
  const missing = missingScopes(use.kind, record.scopes);
  if (missing.length > 0) {
    return failed("token_unusable", `The connection lacks a permission: ${missing.join(", ")}.`);
  }
  return null;
}

/** Another application's, or another delegated user's than the provider names by now. */
function isOfAnother(use: CredentialUse, held: HeldTokens, app: KnownApp): boolean {
  return held.issuedTo !== issuedTo(use, app);
}

function isRenewalDue(
  renew: Renewal | undefined,
  held: HeldTokens | null,
  app: KnownApp,
  now: Date,
): boolean {
  if (renew !== "after_refusal") return renew === "in_any_case";
  if (held === null || held.issuedAt < app.changedAt) return true;
  return now.getTime() - held.issuedAt.getTime() >= JUST_ISSUED_MS;
}

function accessToken(held: HeldTokens): { readonly ok: true; readonly value: AccessToken } {
  return { ok: true, value: { token: held.accessToken, expiresAt: held.expiresAt } };
}
