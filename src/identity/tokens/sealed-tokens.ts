import { z } from "zod";
import type { IssuedTokens } from "../../app/people/authorization-flows.ts";
import type { Vault } from "../../app/people/vault.ts";
import type { CredentialUse } from "../../app/sync/access-tokens.ts";
import type { KnownApp } from "../oidc/known-apps.ts";

/** What an envelope of a token record holds. */
export interface HeldTokens extends IssuedTokens {
  /**
   * The application the tokens were issued to, and of a delegated user the address they were
   * connected for: after a change of either they are those of somebody else.
   */
  readonly issuedTo: string;
}

const heldSchema = z.object({
  access_token: z.string(),
  refresh_token: z.string().nullable(),
  issued_at: z.iso.datetime(),
  expires_at: z.iso.datetime(),
  issued_to: z.string(),
});

export function issuedTo(use: CredentialUse, { entraApp, delegatedUserEmail }: KnownApp): string {
  const app = `${entraApp.clientId}@${entraApp.tenant}`;
  if (use.kind !== "delegated_user") return app;
  return `${app} for ${delegatedUserEmail?.toLowerCase() ?? "nobody"}`;
}

/** The vault context of a record, so that no token can be moved to another person's row. */
export function tokenContext(use: CredentialUse): string {
  return use.kind === "personal"
    ? `personal_token:${use.personId}:${use.providerId}`
    : `provider_credential:${use.providerId}:${use.kind}`;
}

export function sealTokens(vault: Vault, use: CredentialUse, held: HeldTokens): Uint8Array {
  const plain: z.infer<typeof heldSchema> = {
    access_token: held.accessToken,
    refresh_token: held.refreshToken,
    issued_at: held.issuedAt.toISOString(),
    expires_at: held.expiresAt.toISOString(),
    issued_to: held.issuedTo,
  };
  return vault.seal(JSON.stringify(plain), tokenContext(use));
}

/** Throws the vault's error when the envelope cannot be opened. */
export function openTokens(vault: Vault, use: CredentialUse, sealed: Uint8Array): HeldTokens {
  const plain = heldSchema.parse(JSON.parse(vault.open(sealed, tokenContext(use))));
  return {
    accessToken: plain.access_token,
    refreshToken: plain.refresh_token,
    issuedAt: new Date(plain.issued_at),
    expiresAt: new Date(plain.expires_at),
    issuedTo: plain.issued_to,
  };
}
