import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Actor, PersonActor } from "../../app/people/actor.ts";
import type { Authentication } from "../../app/people/authenticate.ts";
import { parseSysId } from "../../core/encoded-query/sys-id.ts";
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
    /**
     * For routes that programs may come to with HTTP Basic: their id as the user, their key as the
     * password. Browsers keep sending such credentials by themselves, so nowhere else.
     */
    withBasicCredentials?: boolean;
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
    const { authorization } = request.headers;
    const token = bearerToken(authorization);
    const basic =
      request.routeOptions.config.withBasicCredentials === true ? basicOf(authorization) : null;
    if (token !== null) request.actor = await machineOf(token);
    else if (basic !== null) request.actor = await machineNamed(basic);
    else request.actor = await personOfSession(request, reply);
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

  /** A key that comes with another's name is somebody's mistake at best. */
  async function machineNamed({ user, password }: BasicCredentials): Promise<Actor> {
    const actor = await machineOf(password);
    const id = parseSysId(user);
    if (actor.kind === "api_client" && actor.clientId === id) return actor;
    if (actor.kind === "panel" && actor.panelId === id) return actor;
    throw problem(
      "api_key_invalid",
      "The API key is not that of the client that is named as the user.",
      "Give the id of the API client as the user, and its key as the password.",
    );
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

interface BasicCredentials {
  readonly user: string;
  readonly password: string;
}

function basicOf(header: string | undefined): BasicCredentials | null {
  const encoded = /^basic +([\w+/=-]+)\s*$/i.exec(header ?? "")?.[1];
  if (encoded === undefined) return null;
  const [user = "", ...password] = Buffer.from(encoded, "base64").toString().split(":");
  return { user, password: password.join(":") };
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
