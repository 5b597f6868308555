import { z } from "zod";
import type { ReadApplicationClaims } from "../../app/scan/ports.ts";

const claimsSchema = z.object({
  oid: z.string().min(1).nullish().catch(null),
  roles: z.array(z.string()).nullish().catch(null),
});

/**
 * Reads what an application's token says of it, unverified: it came to us straight from Entra ID,
 * and nothing but advice rests on it. Without any role the claim is left out (facts 6.10).
 */
export const readApplicationClaims: ReadApplicationClaims = (accessToken) => {
  const payload = accessToken.split(".")[1];
  if (payload === undefined) return null;
  try {
    const claims = claimsSchema.parse(JSON.parse(Buffer.from(payload, "base64url").toString()));
    return { objectId: claims.oid ?? null, roles: claims.roles ?? [] };
  } catch {
    // Encrypted, or of another form by now: whoever asked is told that it cannot be read.
    return null;
  }
};
