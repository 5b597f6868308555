import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { sessionSchema } from "../../contract/session.ts";
import { problem } from "../problem-error.ts";
import { ownCalendarFailure } from "./browser-flow.ts";
import { adminConsentUrl, calendarConnectionView } from "./calendar-connection-view.ts";
import { requirePerson } from "./guards.ts";
import type { IdentityDependencies } from "./identity-dependencies.ts";

/** Who is signed in, and what a page needs to know before it shows anything. */
export function registerSessionRoute(app: FastifyInstance, deps: IdentityDependencies): void {
  app
    .withTypeProvider<ZodTypeProvider>()
    .get(
      "/api/v1/session",
      { schema: { response: { 200: sessionSchema }, tags: ["session"] } },
      async (request, reply) => {
        const person = await deps.authentication.person(requirePerson(request).personId);
        if (!person) throw problem("not_signed_in", "Nobody is signed in.", "Sign in again.");
        const failure = request.session.connectionFailure ?? null;
        const own = await calendarConnectionView(deps, person, ownCalendarFailure(request));
        // The token is of this answer alone: no cache may keep it.
        reply.header("Cache-Control", "no-store");
        return {
          person: {
            id: person.id,
            display_name: person.displayName,
            email: person.email,
            time_zone: person.timeZone,
            roles: [...person.roles],
          },
          csrf_token: reply.generateCsrf(),
          is_fresh: person.roles.includes("admin") && (await deps.isFresh()),
          integration_mode: await deps.integrationMode(),
          outlook_url: deps.outlookUrl,
          calendar_connection: own,
          connection_failure: failure && {
            purpose: failure.purpose,
            provider_id: failure.providerId,
            code: failure.code,
            reason: failure.message,
            remedy: failure.remedy,
            admin_consent_url: adminConsentUrl(deps, failure.code, failure.providerId),
          },
        };
      },
    );
}
