import type { FastifyInstance } from "fastify";
import { registerAdminConsentRoutes } from "./admin-consent-routes.ts";
import { addAuthenticationHook } from "./authentication-hook.ts";
import { registerDelegatedUserRoutes } from "./delegated-user-routes.ts";
import type { IdentityDependencies } from "./identity-dependencies.ts";
import { registerApiClientRoutes, registerPanelRoutes } from "./machine-routes.ts";
import { registerOwnCalendarRoutes } from "./own-calendar-routes.ts";
import { registerPeopleRoutes } from "./people-routes.ts";
import { registerSessions } from "./register-sessions.ts";
import { registerSessionRoute } from "./session-route.ts";
import { registerSignInRoutes } from "./sign-in-routes.ts";

/**
 * Sessions, the hook that establishes `request.actor`, and identity's routes. Call it on the root
 * instance, after the server's own plugins and before every other route.
 */
export async function registerIdentity(
  app: FastifyInstance,
  dependencies: IdentityDependencies,
): Promise<void> {
  await registerSessions(app, dependencies);
  addAuthenticationHook(app, dependencies);
  registerSignInRoutes(app, dependencies);
  registerSessionRoute(app, dependencies);
  registerOwnCalendarRoutes(app, dependencies);
  registerDelegatedUserRoutes(app, dependencies);
  registerAdminConsentRoutes(app, dependencies);
  registerPeopleRoutes(app, dependencies);
  registerApiClientRoutes(app, dependencies);
  registerPanelRoutes(app, dependencies);
}
