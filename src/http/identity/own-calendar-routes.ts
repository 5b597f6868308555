import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { type Outcome, refused } from "../../app/outcome.ts";
import { PERSONAL_SCOPES } from "../../core/integration-rules/permissions.ts";
import {
  connectOwnCalendar,
  disconnectOwnCalendar,
  providerOf,
} from "../../app/people/own-calendar.ts";
import type { Person } from "../../app/people/people.ts";
import { connectOutlookQuerySchema, disconnectedSchema } from "../../contract/identity.ts";
import { calendarConnectionSchema } from "../../contract/session.ts";
import { problem } from "../problem-error.ts";
import {
  callbackUrlOf,
  type FinishedFlow,
  finishConnection,
  ownCalendarFailure,
  personOrSignIn,
  rememberFlow,
  takeFlow,
} from "./browser-flow.ts";
import { calendarConnectionView } from "./calendar-connection-view.ts";
import { requirePerson } from "./guards.ts";
import type { IdentityDependencies } from "./identity-dependencies.ts";
import { safeReturnPath } from "./return-to.ts";

const CALLBACK_PATH = "/connect/outlook/callback";
const WITHDRAW_REMEDY =
  "To withdraw the consent at Microsoft as well, remove the application at " +
  "https://myapplications.microsoft.com.";

/** A person's own calendar token: connect, reconnect, look, disconnect. */
export function registerOwnCalendarRoutes(app: FastifyInstance, deps: IdentityDependencies): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const { publicUrl, flows, now } = deps;

  routes.get(
    "/connect/outlook",
    { schema: { querystring: connectOutlookQuerySchema, hide: true } },
    async (request, reply) => {
      const person = await personOrSignIn(request, reply, deps);
      if (!person) return reply;
      const { return_to, provider_id } = request.query;
      const returnTo = safeReturnPath(return_to, publicUrl());
      const provider = await providerOf(deps, person, provider_id);
      if (!provider) {
        return end(request, reply, { providerId: null, returnTo, outcome: noProvider() });
      }
      const started = await flows.begin({
        app: { kind: "provider", providerId: provider.id },
        scopes: PERSONAL_SCOPES,
        redirectUri: publicUrl() + CALLBACK_PATH,
        loginHint: person.email,
        // After a try with another account the browser would silently use that one again.
        selectAccount: ownCalendarFailure(request)?.code === "other_account",
      });
      if (!started.ok) {
        return end(request, reply, { providerId: provider.id, returnTo, outcome: started });
      }
      rememberFlow(request, {
        purpose: "own_calendar",
        pending: started.value.pending,
        returnTo,
        providerId: provider.id,
        tenantId: null,
        startedAt: now().toISOString(),
      });
      return reply.redirect(started.value.url, 303);
    },
  );

  routes.get(CALLBACK_PATH, { schema: { hide: true } }, async (request, reply) => {
    const person = await personOrSignIn(request, reply, deps);
    if (!person) return reply;
    const flow = takeFlow(request, "own_calendar", now());
    if (!flow.ok) return end(request, reply, { providerId: null, returnTo: "/", outcome: flow });
    const outcome = await finish(request, person, flow.value);
    const { returnTo, providerId } = flow.value;
    return end(request, reply, { providerId, returnTo, outcome });
  });

  async function finish(
    request: FastifyRequest,
    person: Person,
    flow: Extract<ReturnType<typeof takeFlow>, { ok: true }>["value"],
  ): Promise<Outcome<null>> {
    const provider = await providerOf(deps, person, flow.providerId ?? undefined);
    if (!provider) return noProvider();
    const account = await flows.finish(
      { kind: "provider", providerId: provider.id },
      flow.pending,
      callbackUrlOf(request, publicUrl()),
    );
    if (!account.ok) return account;
    return connectOwnCalendar(deps, requirePerson(request), person, provider, account.value);
  }

  function end(
    request: FastifyRequest,
    reply: FastifyReply,
    finished: Omit<FinishedFlow, "purpose">,
  ): Promise<FastifyReply> {
    return finishConnection(request, reply, publicUrl(), { purpose: "own_calendar", ...finished });
  }

  routes.get(
    "/api/v1/me/calendar-connection",
    { schema: { response: { 200: calendarConnectionSchema }, tags: ["session"] } },
    async (request) =>
      calendarConnectionView(deps, await ownPerson(request), ownCalendarFailure(request)),
  );

  routes.delete(
    "/api/v1/me/calendar-connection",
    { schema: { response: { 200: disconnectedSchema }, tags: ["session"] } },
    async (request) => {
      const person = await ownPerson(request);
      request.session.connectionFailure = null;
      const provider = await providerOf(deps, person);
      const actor = requirePerson(request);
      const { wasConnected, revocation } = provider
        ? await disconnectOwnCalendar(deps, actor, person.id, provider.id)
        : ({ wasConnected: false, revocation: "not_offered" } as const);
      return { was_connected: wasConnected, revocation, remedy: WITHDRAW_REMEDY };
    },
  );

  async function ownPerson(request: FastifyRequest): Promise<Person> {
    const person = await deps.authentication.person(requirePerson(request).personId);
    if (person) return person;
    throw problem("not_signed_in", "Nobody is signed in.", "Sign in again.");
  }
}

function noProvider(): Outcome<never> {
  return refused(
    "calendar_provider_missing",
    "There is no active calendar provider to connect to.",
    "Ask an administrator to set one up.",
  );
}
