import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Entra } from "./entra.ts";
import { entraError, type EntraError } from "./entra-error.ts";

/** What a refresh token stands for. */
export interface RefreshGrant {
  readonly clientId: string;
  readonly userId: string;
  readonly scopes: readonly string[];
  readonly generation: number;
  readonly sessionId: string;
}

const sealedGrantSchema = z.object({
  clientId: z.string(),
  userId: z.string(),
  scopes: z.array(z.string()),
  generation: z.number(),
  sessionId: z.string(),
  issuedAtMs: z.number(),
});

const LABEL = "refresh-token";
const PREFIX = "1.";
const DAY_SECONDS = 24 * 3600;

/**
 * Makes a refresh token. It carries its grant under the tenant's own key, so that it survives a
 * restart and an older one stays valid after use, as with Microsoft (facts 6.3).
 */
export function issueRefreshToken(entra: Entra, grant: RefreshGrant): string {
  const sealed = { ...grant, issuedAtMs: entra.clock.now(), unique: randomUUID() };
  return PREFIX + entra.keys.seal(LABEL, sealed);
}

function formatInactivity(seconds: number): string {
  const days = Math.floor(seconds / DAY_SECONDS);
  const clock = new Date((seconds % DAY_SECONDS) * 1000).toISOString().slice(11, 19);
  return `${days}.${clock}`;
}

/** The grant of a refresh token, or why it is refused: 70000, 700082 or 50173. */
export function readRefreshToken(
  entra: Entra,
  token: string,
  clientId: string,
): RefreshGrant | EntraError {
  const opened = token.startsWith(PREFIX)
    ? entra.keys.unseal(LABEL, token.slice(PREFIX.length))
    : undefined;
  const parsed = sealedGrantSchema.safeParse(opened);
  if (!parsed.success) return entraError(70000, "The refresh token is malformed or invalid.");
  const grant = parsed.data;
  if (grant.clientId !== clientId) {
    return entraError(70000, "The refresh token was issued to another application.");
  }
  const issued = new Date(grant.issuedAtMs).toISOString();
  const lifetimeSeconds = entra.settings.refreshTokenLifetimeSeconds;
  if (entra.clock.now() - grant.issuedAtMs >= lifetimeSeconds * 1000) {
    const inactivity = formatInactivity(lifetimeSeconds);
    return entraError(
      700082,
      `The refresh token expired for want of use. It was issued on ${issued} and was inactive for ${inactivity}.`,
    );
  }
  if (grant.generation !== entra.sessions.generationOf(grant.userId)) {
    const validFrom = new Date(entra.sessions.validFromMs(grant.userId) ?? 0).toISOString();
    return entraError(
      50173,
      `The grant was revoked; a fresh sign-in is needed. It was issued on '${issued}', and the person's grants are valid only from '${validFrom}'.`,
    );
  }
  return grant;
}
