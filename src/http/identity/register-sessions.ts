import cookie from "@fastify/cookie";
import csrfProtection from "@fastify/csrf-protection";
import session from "@fastify/session";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { SessionRecords } from "../../app/people/session-records.ts";
import type { Vault } from "../../app/people/vault.ts";
import { problem } from "../problem-error.ts";
import { createSessionStore, SESSION_IDLE_MS } from "./session-store.ts";

export interface SessionDependencies {
  readonly sessions: SessionRecords;
  readonly vault: Vault;
  /** Sign the cookie; the first signs, the others are known from before a rotation. */
  readonly cookieSecrets: readonly string[];
  /** True where people reach us over HTTPS. */
  readonly secureCookies: boolean;
  readonly now: () => Date;
}

/** Cookies, sessions and the token against forged requests; each by its library. */
export async function registerSessions(
  app: FastifyInstance,
  dependencies: SessionDependencies,
): Promise<void> {
  const { sessions, vault, cookieSecrets, secureCookies, now } = dependencies;
  await app.register(cookie);
  await app.register(session, {
    secret: [...cookieSecrets],
    // The prefix makes browsers refuse the cookie from a neighbouring host or without TLS.
    cookieName: secureCookies ? "__Host-usher_session" : "usher_session",
    cookie: {
      path: "/",
      httpOnly: true,
      secure: secureCookies,
      // Lax, so that the way back from the identity provider brings the session along.
      sameSite: "lax",
      maxAge: SESSION_IDLE_MS,
    },
    store: createSessionStore({ records: sessions, vault, now }),
    saveUninitialized: false,
    // Renewed by the authentication hook every few minutes instead of at every answer.
    rolling: false,
  });
  await app.register(csrfProtection, {
    sessionPlugin: "@fastify/session",
    getToken: (request) => {
      const header = request.headers["x-csrf-token"];
      return typeof header === "string" ? header : undefined;
    },
    logLevel: "debug",
  });
}

/** Throws `csrf_token_invalid` unless the request carries its session's token. */
export async function checkCsrfToken(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const isValid = await new Promise<boolean>((resolve) => {
    // The library answers the request itself; this reply takes the answer instead, so that people
    // get a problem like all others.
    const asked: FastifyReply = Object.create(reply, {
      send: {
        value: () => {
          resolve(false);
          return asked;
        },
      },
    });
    request.server.csrfProtection(request, asked, () => resolve(true));
  });
  if (isValid) return;
  throw problem(
    "csrf_token_invalid",
    "The request does not carry the token of your session, so it may not come from this page.",
    "Load the page again. Programs send the csrf_token of GET /api/v1/session as X-CSRF-Token.",
  );
}
