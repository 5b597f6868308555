import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { changeMailPreferences, type MailPreferences } from "../../app/mail/mail-preferences.ts";
import { changeMailPreferencesSchema, mailPreferencesSchema } from "../../contract/mail.ts";
import { valueOf } from "../answer-outcome.ts";
import { requirePerson } from "../identity/guards.ts";
import { problemAnswers } from "../problem-schema.ts";
import type { ServerDependencies } from "../server-dependencies.ts";

const tags = ["session"];

/** What the person who asks wants by mail. */
export function registerMailPreferences(
  server: FastifyInstance,
  { mail: deps }: Pick<ServerDependencies, "mail">,
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const shown = (preferences: MailPreferences) => ({ is_sent: deps.isMailSent, ...preferences });

  app.get(
    "/api/v1/me/mail",
    {
      schema: {
        tags,
        summary: "What I want by mail",
        response: { 200: mailPreferencesSchema, ...problemAnswers },
      },
    },
    async (request) => shown(await deps.mailPreferences.read(requirePerson(request).personId)),
  );

  app.patch(
    "/api/v1/me/mail",
    {
      schema: {
        tags,
        summary: "Say what I want by mail",
        body: changeMailPreferencesSchema,
        response: { 200: mailPreferencesSchema, ...problemAnswers },
      },
    },
    async (request) =>
      shown(valueOf(await changeMailPreferences(deps, requirePerson(request), request.body))),
  );
}
