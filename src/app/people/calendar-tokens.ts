import type { CredentialUse } from "../sync/access-tokens.ts";
import type { AuthorizedAccount } from "./authorization-flows.ts";

/** Without these a token is not usable (policy, "A usable token"). */
function requiredCalendarScopes(use: CredentialUse["kind"]): readonly string[] {
  switch (use) {
    case "personal":
      return ["Calendars.ReadWrite"];
    case "delegated_user":
      return ["Calendars.ReadWrite", "Calendars.ReadWrite.Shared"];
    case "application":
      // An application's token lists no scopes; Exchange itself judges each mailbox (facts 6.10).
      return [];
  }
}

/** Which of the required scopes a grant lacks; Entra writes them in either case. */
export function missingScopes(
  use: CredentialUse["kind"],
  granted: readonly string[],
): readonly string[] {
  const names = new Set(granted.map((scope) => scope.toLowerCase()));
  return requiredCalendarScopes(use).filter((scope) => !names.has(scope.toLowerCase()));
}

/** Port for the rules: whether the person could act with their own token now. */
export interface PersonalTokens {
  /** Present, not revoked, carrying the scopes asked for, refreshable. */
  usable(personId: string, providerId: string): Promise<boolean>;
}

/** Port, filled by the token vault in `src/identity/`. */
export interface TokenKeeper {
  /** Keeps what an account has granted, in place of whatever was there. */
  keep(use: CredentialUse, account: AuthorizedAccount): Promise<void>;
  /**
   * Forgets the token, here at once and in other processes within a second, and revokes it where
   * the provider offers that.
   * Entra ID does not: it can only end all of the person's sessions everywhere, which nobody
   * asked for by disconnecting one application; so there the person is told where to withdraw
   * the consent.
   */
  forget(use: CredentialUse): Promise<{
    readonly wasConnected: boolean;
    readonly revocation: "revoked" | "not_offered" | "failed";
  }>;
  /** Refreshes tokens that nobody used for long, before they lapse; answers how many. */
  refreshIdle(limit: number): Promise<number>;
}

/** A connection as shown to people; never the token. */
export interface ConnectionState {
  readonly state: "connected" | "needs_reconnect" | "not_connected";
  readonly accountName: string | null;
  readonly scopes: readonly string[];
  readonly connectedAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly checkedAt: Date | null;
  readonly reasonCode: string | null;
  readonly reason: string | null;
}

export const NOT_CONNECTED: ConnectionState = {
  state: "not_connected",
  accountName: null,
  scopes: [],
  connectedAt: null,
  lastUsedAt: null,
  checkedAt: null,
  reasonCode: null,
  reason: null,
};

export interface TokenRecord extends ConnectionState {
  /** Envelope of the vault; null when nothing is kept. */
  readonly sealed: Uint8Array | null;
  readonly accessExpiresAt: Date | null;
}

/** Port, filled by the store: one record for each credential use. */
export interface TokenRecords {
  read(use: CredentialUse): Promise<TokenRecord | null>;
  /** Replaces the record; ends any refresh under way for the token before. */
  connect(use: CredentialUse, connection: NewConnection): Promise<void>;
  /** The record, once no other process refreshes it; null while another does, or when absent. */
  takeRefreshLease(
    use: CredentialUse,
    owner: string,
    durationMs: number,
  ): Promise<TokenRecord | null>;
  /** False when the lease was lost: the person disconnected or connected anew meanwhile. */
  saveRefreshed(
    use: CredentialUse,
    owner: string,
    refreshed: {
      readonly sealed: Uint8Array;
      readonly accessExpiresAt: Date;
      /** Null leaves them as they are. */
      readonly scopes: readonly string[] | null;
    },
  ): Promise<boolean>;
  saveRefusal(
    use: CredentialUse,
    owner: string,
    refusal: { readonly reasonCode: string; readonly reason: string },
  ): Promise<void>;
  releaseRefreshLease(use: CredentialUse, owner: string): Promise<void>;
  markUsed(use: CredentialUse): Promise<void>;
  /** Removes the token and answers the envelope that was there. */
  forget(use: CredentialUse): Promise<{ readonly sealed: Uint8Array | null } | null>;
  /** The providers, active or not, of which a token of the person is kept. */
  listProvidersOf(personId: string): Promise<readonly string[]>;
  /** Connected tokens of active people and delegated users not refreshed since; oldest first. */
  listNotRefreshedSince(instant: Date, limit: number): Promise<readonly CredentialUse[]>;
}

interface NewConnection {
  readonly accountName: string;
  readonly objectId: string;
  readonly scopes: readonly string[];
  readonly sealed: Uint8Array;
  readonly accessExpiresAt: Date;
}
