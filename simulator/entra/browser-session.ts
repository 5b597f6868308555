import { randomUUID } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { DirectoryUser } from "../directory/directory.ts";
import type { Entra } from "./entra.ts";

/** An account that is signed in with this browser. */
export interface SignedInAccount {
  readonly user: DirectoryUser;
  readonly sessionId: string;
}

/** Cookies on localhost are shared by all ports, so the name must not meet another program's. */
const COOKIE = "simulator-entra-session";
const LABEL = "browser-session";

const cookieSchema = z.array(
  z.object({ userId: z.string(), generation: z.number(), sessionId: z.string() }),
);

/**
 * The accounts signed in with this browser, the latest first. Disabled accounts and sessions that
 * were revoked are left out.
 */
export function signedInAccounts(entra: Entra, request: FastifyRequest): SignedInAccount[] {
  const sealed = request.cookies[COOKIE];
  if (sealed === undefined) return [];
  const sessions = cookieSchema.safeParse(entra.keys.unseal(LABEL, sealed)).data ?? [];
  return sessions.flatMap(({ userId, generation, sessionId }) => {
    const user = entra.directory.users.get(userId);
    if (!user?.accountEnabled) return [];
    return generation === entra.sessions.generationOf(userId) ? [{ user, sessionId }] : [];
  });
}

function writeCookie(entra: Entra, reply: FastifyReply, accounts: SignedInAccount[]): void {
  const sessions = accounts.map(({ user, sessionId }) => ({
    userId: user.id,
    generation: entra.sessions.generationOf(user.id),
    sessionId,
  }));
  // Not `secure`: the pages are on plain HTTP at loopback too, and both share one sign-in.
  reply.setCookie(COOKIE, entra.keys.seal(LABEL, sessions), {
    path: "/",
    httpOnly: true,
    sameSite: "lax",
  });
}

/** Signs a person in with this browser, beside those who are. */
export function signIn(
  entra: Entra,
  request: FastifyRequest,
  reply: FastifyReply,
  user: DirectoryUser,
): SignedInAccount {
  const others = signedInAccounts(entra, request).filter((account) => account.user !== user);
  const account = { user, sessionId: randomUUID() };
  writeCookie(entra, reply, [account, ...others]);
  return account;
}

/** Signs everybody out of this browser. Refresh tokens stay alive (facts 6.3). */
export function signOut(reply: FastifyReply): void {
  reply.clearCookie(COOKIE, { path: "/" });
}
