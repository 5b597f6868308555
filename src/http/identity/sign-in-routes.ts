import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { Refusal } from "../../app/outcome.ts";
import { signIn } from "../../app/people/sign-in.ts";
import { signedOutSchema, signInQuerySchema } from "../../contract/identity.ts";
import { callbackUrlOf, rememberFlow, takeFlow } from "./browser-flow.ts";
import { requirePerson } from "./guards.ts";
import type { IdentityDependencies } from "./identity-dependencies.ts";
import { safeReturnPath, withResult } from "./return-to.ts";

const APP = { kind: "sign_in" } as const;
const CALLBACK_PATH = "/auth/callback";
/** Whole offices share one address at nine o'clock, so this only stops machines. */
const RATE_LIMIT = { max: 300, timeWindow: "1 minute" };

/** Sign-in by OpenID Connect: away to the identity provider, back, and out again. */
export function registerSignInRoutes(app: FastifyInstance, deps: IdentityDependencies): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const { publicUrl, flows, now } = deps;

  routes.get(
    "/auth/sign-in",
    {
      config: { rateLimit: RATE_LIMIT },
      schema: { querystring: signInQuerySchema, hide: true },
    },
    async (request, reply) => {
      const returnTo = safeReturnPath(request.query.return_to, publicUrl());
      if (deps.secureCookies && request.protocol !== "https") {
        return reply.redirect(failurePath(returnTo, publicUrl(), "proxy_not_trusted"), 303);
      }
      const started = await flows.begin({
        app: APP,
        scopes: ["openid", "profile"],
        redirectUri: publicUrl() + CALLBACK_PATH,
        selectAccount: request.session.chooseAccount === true,
      });
      if (!started.ok) {
        logRefusal(request.log, started.refusal);
        return reply.redirect(failurePath(returnTo, publicUrl(), started.refusal.code), 303);
      }
      rememberFlow(request, {
        purpose: "sign_in",
        pending: started.value.pending,
        returnTo,
        providerId: null,
        tenantId: null,
        startedAt: now().toISOString(),
      });
      return reply.redirect(started.value.url, 303);
    },
  );

  routes.get(
    CALLBACK_PATH,
    { config: { rateLimit: RATE_LIMIT }, schema: { hide: true } },
    async (request, reply) => {
      const flow = takeFlow(request, "sign_in", now());
      if (!flow.ok) {
        return reply.redirect(failurePath("/", publicUrl(), flow.refusal.code), 303);
      }
      const { pending, returnTo } = flow.value;
      const account = await flows.finish(APP, pending, callbackUrlOf(request, publicUrl()));
      const person = account.ok ? await signIn(deps, account.value) : account;
      if (!person.ok) {
        logRefusal(request.log, person.refusal);
        request.session.chooseAccount = true;
        return reply.redirect(failurePath(returnTo, publicUrl(), person.refusal.code), 303);
      }
      deps.authentication.forget();
      // A new id: one that somebody planted before the sign-in is worth nothing after it.
      await request.session.regenerate();
      request.session.signIn = { personId: person.value.id, at: now().toISOString() };
      request.session.renewedAt = now().toISOString();
      reply.generateCsrf();
      return reply.redirect(returnTo, 303);
    },
  );

  routes.post(
    "/auth/sign-out",
    { schema: { response: { 200: signedOutSchema }, tags: ["session"], summary: "Sign out" } },
    async (request) => {
      requirePerson(request);
      await request.session.destroy();
      return { sign_out_url: await flows.signOutUrl(`${publicUrl()}/`) };
    },
  );
}

/** To the sign-in page, which says what went wrong and starts again from the same place. */
function failurePath(returnTo: string, publicUrl: string, code: string): string {
  return withResult(`/sign-in?return_to=${encodeURIComponent(returnTo)}`, publicUrl, {
    sign_in_error: code,
  });
}

function logRefusal(
  log: { info(details: object, message: string): void },
  { code, message }: Refusal,
): void {
  log.info({ code, reason: message }, "A sign-in was refused");
}
