import { createHash, randomBytes } from "node:crypto";
import type { Clock } from "../clock.ts";

/** What a person allowed an application, until it fetches its tokens with the code. */
export interface AuthorizedRequest {
  readonly clientId: string;
  readonly userId: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly nonce: string | null;
  readonly codeChallenge: { readonly value: string; readonly method: "S256" | "plain" } | null;
  /** The person's sign-in generation: a revocation voids the code too. */
  readonly generation: number;
  readonly sessionId: string;
}

export type CodeLookup =
  | { readonly found: "fresh"; readonly request: AuthorizedRequest }
  | { readonly found: "redeemed" | "expired" | "unknown" };

/** Authorization codes: ten minutes, one use (facts 6.2). */
export interface AuthorizationCodes {
  issue(request: AuthorizedRequest): string;
  lookUp(code: string): CodeLookup;
  /** Marks the code as used; it is refused from now on. */
  redeem(code: string): void;
}

const CODE_LIFETIME_MS = 10 * 60 * 1000;
/** Used and expired codes are remembered this long, so that they get their own refusals. */
const REMEMBERED_MS = 24 * 3600 * 1000;

interface IssuedCode {
  readonly request: AuthorizedRequest;
  readonly issuedAtMs: number;
  redeemed: boolean;
}

export function createAuthorizationCodes(clock: Clock): AuthorizationCodes {
  const issued = new Map<string, IssuedCode>();

  /** Codes are in the order of their issue, so the oldest come first. */
  const forgetOld = (): void => {
    for (const [code, { issuedAtMs }] of issued) {
      if (clock.now() - issuedAtMs < REMEMBERED_MS) return;
      issued.delete(code);
    }
  };

  return {
    issue(request) {
      forgetOld();
      const code = `1.${randomBytes(48).toString("base64url")}`;
      issued.set(code, { request, issuedAtMs: clock.now(), redeemed: false });
      return code;
    },
    lookUp(code) {
      const entry = issued.get(code);
      if (!entry) return { found: "unknown" };
      if (entry.redeemed) return { found: "redeemed" };
      if (clock.now() - entry.issuedAtMs >= CODE_LIFETIME_MS) return { found: "expired" };
      return { found: "fresh", request: entry.request };
    },
    redeem(code) {
      const entry = issued.get(code);
      if (entry) entry.redeemed = true;
    },
  };
}

/** Whether the verifier is the one the challenge was made from (RFC 7636). */
export function verifierMatches(
  challenge: { readonly value: string; readonly method: "S256" | "plain" },
  verifier: string,
): boolean {
  if (challenge.method === "plain") return verifier === challenge.value;
  return createHash("sha256").update(verifier).digest("base64url") === challenge.value;
}
