import { createHash } from "node:crypto";
import { callbackify } from "node:util";
import type fastifySession from "@fastify/session";
import type { Session } from "fastify";
import { z } from "zod";
import type { SessionRecords } from "../../app/people/session-records.ts";
import type { Vault } from "../../app/people/vault.ts";
import "./session-data.ts";

/** A session ends after this long without a request… */
export const SESSION_IDLE_MS = 12 * 3_600_000;
/** …and in any case after this long: then the identity provider is asked again. */
const SESSION_LONGEST_MS = 14 * 24 * 3_600_000;
/** A browser on its way through a sign-in. */
const ANONYMOUS_SESSION_MS = 15 * 60_000;

const flowSchema = z.object({
  purpose: z.enum(["sign_in", "own_calendar", "delegated_user", "admin_consent"]),
  pending: z.object({ state: z.string(), nonce: z.string(), codeVerifier: z.string() }),
  returnTo: z.string(),
  providerId: z.string().nullable(),
  tenantId: z.string().nullable(),
  startedAt: z.string(),
});
const storedSchema = z.looseObject({
  cookie: z.looseObject({ originalMaxAge: z.number().nullable(), expires: z.coerce.date() }),
  signIn: z.object({ personId: z.string(), at: z.string() }).exactOptional(),
  flows: z.record(z.string(), flowSchema).exactOptional(),
});

/**
 * The session library's store over our records. A session is found by the hash of its id and
 * sealed under it, so that neither the table nor a copy of it opens anybody's session.
 */
export function createSessionStore({
  records,
  vault,
  now,
}: {
  readonly records: SessionRecords;
  readonly vault: Vault;
  readonly now: () => Date;
}): fastifySession.SessionStore {
  async function read(sessionId: string): Promise<Session | null> {
    const idHash = hashOf(sessionId);
    const sealed = await records.read(idHash);
    if (!sealed) return null;
    const stored = storedSchema.parse(JSON.parse(vault.open(sealed, contextOf(idHash))));
    return { ...stored, isStored: true };
  }

  async function write(sessionId: string, session: Session): Promise<void> {
    const idHash = hashOf(sessionId);
    await records.write({
      idHash,
      dataSealed: vault.seal(JSON.stringify(session), contextOf(idHash)),
      personId: session.signIn?.personId ?? null,
      expiresAt: expiryOf(session, now()),
      isNew: session.isStored !== true,
    });
  }

  return {
    get: callbackify(read),
    set: callbackify(write),
    destroy: callbackify((sessionId: string) => records.remove(hashOf(sessionId))),
  };
}

function expiryOf(session: Session, now: Date): Date {
  if (!session.signIn) return new Date(now.getTime() + ANONYMOUS_SESSION_MS);
  const longest = new Date(session.signIn.at).getTime() + SESSION_LONGEST_MS;
  return new Date(Math.min(now.getTime() + SESSION_IDLE_MS, longest));
}

function hashOf(sessionId: string): Buffer {
  return createHash("sha256").update(sessionId, "utf8").digest();
}

function contextOf(idHash: Buffer): string {
  return `session:${idHash.toString("hex")}`;
}
