import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Actor, PersonActor } from "../../app/people/actor.ts";
import type { Authentication } from "../../app/people/authenticate.ts";
import { problem, ProblemError } from "../problem-error.ts";
import { checkCsrfToken } from "./register-sessions.ts";
import "../request-context.ts";
import "./session-data.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** For routes that nobody needs to be signed in for, such as the pairing of a panel. */
    withoutCsrfToken?: boolean;
    /** For routes that nobody acts at, whatever credentials come along. */
    withoutActor?: boolean;
  }
}

const RENEW_EVERY_MS = 10 * 60_000;
const READING_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);
const CHANNELS: readonly PersonActor["channel"][] = [
  "portal",
  "event_planner",
  "quick_reservation",
  "mobile",
  "outlook_addin",
];

/** Establishes `request.actor` for every request, by bearer token or else by session. */
export function addAuthenticationHook(
  app: FastifyInstance,
  { authentication, now }: { readonly authentication: Authentication; readonly now: () => Date },
): void {
  if (!app.hasRequestDecorator("actor")) app.decorateRequest("actor", null);
  app.addHook("onRequest", async (request, reply) => {
    if (request.routeOptions.config.withoutActor === true) return;
    const token = bearerToken(request.headers.authorization);
    request.actor = token === null ? await personOfSession(request, reply) : await machineOf(token);
  });

  // For what outlives the moment at which it was allowed, such as a stream.
  app.decorate("identifyAgain", async (request) => {
    const token = bearerToken(request.headers.authorization);
    if (token !== null) {
      const outcome = await authentication.bearer(token);
      return outcome.ok ? outcome.value : null;
    }
    await request.session.reload();
    const { signIn } = request.session;
    const person = signIn ? await authentication.person(signIn.personId) : null;
    if (!person || request.actor?.kind !== "person") return null;
    return { ...request.actor, personId: person.id, roles: person.roles };
  });

  async function machineOf(token: string): Promise<Actor> {
    const outcome = await authentication.bearer(token);
    if (outcome.ok) return outcome.value;
    throw new ProblemError(outcome.refusal);
  }

  async function personOfSession(
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Actor | null> {
    const { signIn } = request.session;
    if (!signIn) return null;
    const person = await authentication.person(signIn.personId);
    if (!person) return null;
    const changes = !READING_METHODS.has(request.method);
    if (changes && request.routeOptions.config.withoutCsrfToken !== true) {
      await checkCsrfToken(request, reply);
    }
    renew(request);
    const channel = channelOf(request.headers["usher-channel"]);
    return { kind: "person", personId: person.id, roles: person.roles, channel };
  }

  /** A changed session is saved with a later expiry; once in a while is enough. */
  function renew(request: FastifyRequest): void {
    const renewedAt = new Date(request.session.renewedAt ?? 0).getTime();
    if (now().getTime() - renewedAt > RENEW_EVERY_MS) {
      request.session.renewedAt = now().toISOString();
    }
  }
}

function bearerToken(header: string | undefined): string | null {
  const found = /^bearer +(\S*)\s*$/i.exec(header ?? "");
  return found?.[1] ?? null;
}

function channelOf(header: string | string[] | undefined): PersonActor["channel"] {
  if (header === undefined) return "portal";
  const known = CHANNELS.find((channel) => channel === header);
  if (known) return known;
  throw problem(
    "channel_unknown",
    "The header Usher-Channel names no channel that a person can act on.",
    `It is one of ${CHANNELS.join(", ")}.`,
  );
}
