import { errors, jwtVerify } from "jose";
import { z } from "zod";
import type { Entra } from "./entra.ts";
import type { CheckAccessToken, TokenCheck, ValidToken } from "./graph-caller.ts";
import { accessTokenIssuer, GRAPH_AUDIENCE } from "./issue-tokens.ts";

const claimsSchema = z.object({
  tid: z.string(),
  appid: z.string(),
  oid: z.string(),
  idtyp: z.enum(["user", "app"]),
  scp: z.string().optional(),
  roles: z.array(z.string()).optional(),
  exp: z.number(),
});

const EXPIRED = "Lifetime validation failed, the token is expired.";
/** Checked tokens are remembered, since a client sends one token some thousand times. */
const REMEMBERED_TOKENS = 2000;

function refuse(message: string): TokenCheck {
  return { valid: false, message };
}

function messageOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return EXPIRED;
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === "aud") return "Access token validation failure. Invalid audience.";
    if (error.claim === "nbf") return "Access token has expired or is not yet valid.";
  }
  if (error instanceof errors.JOSEError) return "Access token validation failure.";
  throw error;
}

/** The check that Graph makes of each request's bearer token, with Graph's messages (facts 5). */
export function createCheckAccessToken(entra: Entra): CheckAccessToken {
  const known = new Map<string, ValidToken>();

  const verify = async (token: string): Promise<TokenCheck> => {
    try {
      const { payload } = await jwtVerify(token, entra.keys.verificationKey, {
        algorithms: ["RS256"],
        audience: [GRAPH_AUDIENCE, "https://graph.microsoft.com", entra.addresses.httpsUrl],
        issuer: accessTokenIssuer(entra.directory.tenant.id),
        currentDate: new Date(entra.clock.now()),
      });
      const claims = claimsSchema.parse(payload);
      const check: ValidToken = {
        valid: true,
        objectId: claims.oid,
        expiresAtMs: claims.exp * 1000,
        caller: {
          tenantId: claims.tid,
          clientId: claims.appid,
          userId: claims.idtyp === "user" ? claims.oid : null,
          scopes: claims.scp?.split(" ") ?? [],
          roles: claims.roles ?? [],
        },
      };
      if (known.size >= REMEMBERED_TOKENS) known.clear();
      known.set(token, check);
      return check;
    } catch (error) {
      return refuse(messageOf(error));
    }
  };

  return async (authorization) => {
    const token = /^Bearer\s+(\S+)\s*$/i.exec(authorization ?? "")?.[1];
    if (token === undefined) return refuse("Access token is empty.");
    if (!token.includes(".")) {
      return refuse("CompactToken parsing failed with error code: 80049217");
    }
    if (token.split(".").length !== 3) {
      return refuse("IDX14100: JWT is not well formed, there are no dots (.).");
    }
    const remembered = known.get(token);
    if (!remembered) return verify(token);
    return remembered.expiresAtMs > entra.clock.now() ? remembered : refuse(EXPIRED);
  };
}
