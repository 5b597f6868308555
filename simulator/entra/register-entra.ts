import cookie from "@fastify/cookie";
import formbody from "@fastify/formbody";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { html } from "../pages/html.ts";
import { sendPage } from "../pages/layout.ts";
import { registerAdminConsentEndpoint } from "./admin-consent-endpoint.ts";
import { registerAuthorizeEndpoint } from "./authorize-endpoint.ts";
import { signOut } from "./browser-session.ts";
import { registerDiscovery } from "./discovery.ts";
import type { Entra } from "./entra.ts";
import { entraError, isEntraErrorCode } from "./entra-error.ts";
import type { CheckAccessToken } from "./graph-caller.ts";
import { subjectOf } from "./issue-tokens.ts";
import { addressOfRequest } from "./page-request.ts";
import { registerRevokeSessionsRoute } from "./revoke-sessions-route.ts";
import { sendSignedOutPage } from "./sign-in-views.ts";
import { registerTokenEndpoint } from "./token-endpoint.ts";

/** `/{tenant}/oauth2/v2.0/logout`: goes back only where some application registered the address. */
function registerSignOut(app: FastifyInstance, entra: Entra): void {
  app.route({
    method: ["GET", "POST"],
    url: "/:tenant/oauth2/v2.0/logout",
    handler(request, reply) {
      signOut(reply);
      const { query } = addressOfRequest(request);
      const target = query.get("post_logout_redirect_uri");
      const isRegistered = [...entra.directory.applications.values()].some(
        ({ redirectUris }) => target !== null && redirectUris.includes(target),
      );
      if (target === null || !isRegistered) return sendSignedOutPage(reply);
      const address = new URL(target);
      const state = query.get("state");
      if (state !== null) address.searchParams.append("state", state);
      return reply.redirect(address.href, 303);
    },
  });
}

/** `/error?code=n`, where the `error_uri` of a refusal leads. */
function registerErrorPage(app: FastifyInstance): void {
  const querySchema = z.object({ code: z.coerce.number() });
  app.get("/error", (request, reply) => {
    const code = querySchema.safeParse(request.query).data?.code ?? Number.NaN;
    const known = isEntraErrorCode(code);
    const body = html`<p class="brand">Simulated Microsoft sign-in</p>
      <h1>${known ? `AADSTS${code}` : "Unknown error code"}</h1>
      <p>${known ? entraError(code).message : "The simulator has no error of this number."}</p>`;
    return sendPage(reply, { title: "Error code (simulated)", body, status: known ? 200 : 404 });
  });
}

function registerUserInfo(
  app: FastifyInstance,
  entra: Entra,
  checkAccessToken: CheckAccessToken,
): void {
  app.get("/oidc/userinfo", async (request, reply) => {
    const check = await checkAccessToken(request.headers.authorization);
    const caller = check.valid ? check.caller : null;
    const user = entra.directory.users.get(caller?.userId ?? "");
    const application = entra.directory.applications.get(caller?.clientId ?? "");
    if (!user || !application || !caller?.scopes.includes("openid")) {
      return reply.code(401).header("www-authenticate", "Bearer error=invalid_token").send();
    }
    const { displayName: name, givenName: given_name, surname: family_name } = user;
    const profile = caller.scopes.includes("profile") ? { name, given_name, family_name } : {};
    const email = caller.scopes.includes("email") ? { email: user.mail } : {};
    return reply.send({ sub: subjectOf(entra, application, user.id), ...profile, ...email });
  });
}

/** The pages that people see: sign-in, consent, sign-out. On both servers. */
export function registerEntraPages(app: FastifyInstance, entra: Entra): void {
  void app.register(async (scope) => {
    await scope.register(cookie);
    await scope.register(formbody);
    registerAuthorizeEndpoint(scope, entra);
    registerAdminConsentEndpoint(scope, entra);
    registerSignOut(scope, entra);
    registerErrorPage(scope);
  });
}

/** What programs talk to: discovery, keys, tokens, the profile, revocation. HTTPS only. */
export function registerEntraEndpoints(
  app: FastifyInstance,
  entra: Entra,
  checkAccessToken: CheckAccessToken,
): void {
  void app.register(async (scope) => {
    await scope.register(formbody);
    registerTokenEndpoint(scope, entra);
    registerDiscovery(scope, entra);
    registerUserInfo(scope, entra, checkAccessToken);
    registerRevokeSessionsRoute(scope, entra, checkAccessToken);
  });
}
