import { randomBytes } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { type Outcome, done, refused } from "../../app/outcome.ts";
import { providerParametersSchema, returnToQuerySchema } from "../../contract/identity.ts";
import { finishConnection, personOrSignIn, rememberFlow, takeFlow } from "./browser-flow.ts";
import { requirePerson } from "./guards.ts";
import type { IdentityDependencies } from "./identity-dependencies.ts";
import { safeReturnPath } from "./return-to.ts";
import type { SessionFlow } from "./session-data.ts";

const purpose = "admin_consent";
const CALLBACK_PATH = "/connect/admin-consent/callback";

/**
 * Consent for everybody in a tenant (facts 6.8). Whoever is signed in here may open it: whether
 * they may consent is for the directory to say, and its administrators need no role with us.
 */
export function registerAdminConsentRoutes(app: FastifyInstance, deps: IdentityDependencies): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const { publicUrl, flows, now } = deps;

  routes.get(
    "/connect/admin-consent/:provider_id",
    {
      schema: { params: providerParametersSchema, querystring: returnToQuerySchema, hide: true },
    },
    async (request, reply) => {
      if (!(await personOrSignIn(request, reply, deps))) return reply;
      const { provider_id: providerId } = request.params;
      const returnTo = safeReturnPath(request.query.return_to, publicUrl());
      const state = randomBytes(32).toString("base64url");
      const redirectUri = publicUrl() + CALLBACK_PATH;
      const target = await flows.adminConsentUrl({ providerId, redirectUri, state });
      if (!target.ok) {
        const finished = { purpose, providerId, returnTo, outcome: target } as const;
        return finishConnection(request, reply, publicUrl(), finished);
      }
      rememberFlow(request, {
        purpose,
        pending: { state, nonce: "", codeVerifier: "" },
        returnTo,
        providerId,
        tenantId: target.value.tenantId,
        startedAt: now().toISOString(),
      });
      return reply.redirect(target.value.url, 303);
    },
  );

  routes.get(CALLBACK_PATH, { schema: { hide: true } }, async (request, reply) => {
    if (!(await personOrSignIn(request, reply, deps))) return reply;
    const flow = takeFlow(request, purpose, now());
    const outcome = flow.ok ? await judge(request, flow.value) : flow;
    const returnTo = flow.ok ? flow.value.returnTo : "/";
    const providerId = flow.ok ? flow.value.providerId : null;
    const finished = { purpose, providerId, returnTo, outcome } as const;
    return finishConnection(request, reply, publicUrl(), finished);
  });

  /** Nothing is kept of it: the tokens that are asked for next show what was consented. */
  async function judge(request: FastifyRequest, flow: SessionFlow): Promise<Outcome<null>> {
    const answer = new URL(request.url, publicUrl()).searchParams;
    if (answer.get("admin_consent")?.toLowerCase() !== "true") {
      return refused(
        "admin_consent_refused",
        "The consent for the organization was not given.",
        "It takes an administrator of the organization's directory.",
      );
    }
    if (answer.get("tenant")?.toLowerCase() !== flow.tenantId) {
      return refused(
        "other_tenant",
        "The consent was given in another tenant than the calendar provider's.",
        "Sign in as an administrator of the provider's tenant.",
      );
    }
    // Heard from the browser of whoever is signed in, who can write such an address themselves.
    await deps.recordAudit({
      actor: requirePerson(request),
      action: "admin_consent_reported",
      subjectKind: "calendar_provider",
      subjectId: flow.providerId ?? "",
      details: { tenant_id: flow.tenantId },
    });
    return done(null);
  }
}
