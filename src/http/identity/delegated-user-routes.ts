import type { FastifyInstance, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { type Outcome, refused } from "../../app/outcome.ts";
import { DELEGATED_USER_SCOPES } from "../../core/integration-rules/permissions.ts";
import { connectDelegatedUser, delegatedUserNotSet } from "../../app/people/delegated-user.ts";
import { providerParametersSchema, returnToQuerySchema } from "../../contract/identity.ts";
import {
  adminOnly,
  callbackUrlOf,
  finishConnection,
  personOrSignIn,
  rememberFlow,
  takeFlow,
} from "./browser-flow.ts";
import { requirePerson } from "./guards.ts";
import type { IdentityDependencies } from "./identity-dependencies.ts";
import { safeReturnPath } from "./return-to.ts";
import type { SessionFlow } from "./session-data.ts";

const purpose = "delegated_user";
const CALLBACK_PATH = "/connect/delegated-user/callback";

/** The delegated user of a calendar provider, connected by an administrator. */
export function registerDelegatedUserRoutes(
  app: FastifyInstance,
  deps: IdentityDependencies,
): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const { publicUrl, flows, now } = deps;

  routes.get(
    "/connect/delegated-user/:provider_id",
    {
      schema: { params: providerParametersSchema, querystring: returnToQuerySchema, hide: true },
    },
    async (request, reply) => {
      const person = await personOrSignIn(request, reply, deps);
      if (!person) return reply;
      const returnTo = safeReturnPath(request.query.return_to, publicUrl());
      const started = adminOnly(person) ?? (await begin(request.params.provider_id));
      if (!started.ok) {
        const { provider_id: providerId } = request.params;
        const finished = { purpose, providerId, returnTo, outcome: started } as const;
        return finishConnection(request, reply, publicUrl(), finished);
      }
      rememberFlow(request, {
        purpose,
        pending: started.value.pending,
        returnTo,
        providerId: request.params.provider_id,
        tenantId: null,
        startedAt: now().toISOString(),
      });
      return reply.redirect(started.value.url, 303);
    },
  );

  routes.get(CALLBACK_PATH, { schema: { hide: true } }, async (request, reply) => {
    const person = await personOrSignIn(request, reply, deps);
    if (!person) return reply;
    const flow = takeFlow(request, purpose, now());
    const outcome = flow.ok ? (adminOnly(person) ?? (await finish(request, flow.value))) : flow;
    const returnTo = flow.ok ? flow.value.returnTo : "/";
    const providerId = flow.ok ? flow.value.providerId : null;
    return finishConnection(request, reply, publicUrl(), {
      purpose,
      providerId,
      returnTo,
      outcome,
    });
  });

  async function begin(providerId: string): ReturnType<IdentityDependencies["flows"]["begin"]> {
    const provider = await deps.providerApps.find(providerId);
    if (!provider) return providerNotFound();
    if (provider.delegatedUserEmail === null) return delegatedUserNotSet(provider);
    return flows.begin({
      app: { kind: "provider", providerId },
      scopes: DELEGATED_USER_SCOPES,
      redirectUri: publicUrl() + CALLBACK_PATH,
      loginHint: provider.delegatedUserEmail,
      // The administrator's browser is signed in as the administrator: never reuse that silently.
      selectAccount: true,
    });
  }

  async function finish(request: FastifyRequest, flow: SessionFlow): Promise<Outcome<null>> {
    const provider = await deps.providerApps.find(flow.providerId ?? "");
    if (!provider) return providerNotFound();
    const account = await flows.finish(
      { kind: "provider", providerId: provider.id },
      flow.pending,
      callbackUrlOf(request, publicUrl()),
    );
    if (!account.ok) return account;
    return connectDelegatedUser(deps, requirePerson(request), provider, account.value);
  }
}

function providerNotFound(): Outcome<never> {
  return refused("provider_not_found", "There is no calendar provider with this id.");
}
