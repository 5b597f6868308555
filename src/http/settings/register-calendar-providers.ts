import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import type { CalendarProviderView } from "../../app/settings/calendar-provider-view.ts";
import {
  type CalendarProviderForm,
  getCalendarProvider,
  listCalendarProviders,
  saveCalendarProvider,
} from "../../app/settings/calendar-providers.ts";
import { checkCalendarProvider } from "../../app/settings/check-calendar-provider.ts";
import {
  type CalendarProvider,
  calendarProviderSchema,
  saveCalendarProviderSchema,
} from "../../contract/admin.ts";
import { valueOf } from "../answer-outcome.ts";
import { requireAdmin } from "../identity/guards.ts";
import { problemAnswers } from "../problem-schema.ts";
import type { ServerDependencies } from "../server-dependencies.ts";

const tags = ["Administration"];
const idParams = z.object({ id: z.uuid() });
const answers = { 200: calendarProviderSchema, ...problemAnswers };
const checkSchema = z.strictObject({ room_mailbox: z.email().max(254).optional() });

/** Calendar providers: the tenants whose calendars are written to. */
export function registerCalendarProviders(
  server: FastifyInstance,
  { settings: deps }: Pick<ServerDependencies, "settings">,
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const path = "/api/v1/admin/calendar-providers";

  app.get(
    path,
    {
      schema: {
        tags,
        summary: "List the calendar providers",
        response: { 200: z.object({ items: z.array(calendarProviderSchema) }), ...problemAnswers },
      },
    },
    async (request) => {
      requireAdmin(request);
      return { items: (await listCalendarProviders(deps)).map(presentProvider) };
    },
  );

  app.post(
    path,
    {
      schema: {
        tags,
        summary: "Add a calendar provider",
        body: saveCalendarProviderSchema,
        response: { 201: calendarProviderSchema, ...problemAnswers },
      },
    },
    async (request, reply) => {
      const actor = requireAdmin(request);
      const view = valueOf(await saveCalendarProvider(deps, actor, formFrom(request.body)));
      void reply.header("Location", `${path}/${view.provider.id}`);
      return reply.code(201).send(presentProvider(view));
    },
  );

  app.get(
    `${path}/:id`,
    { schema: { tags, summary: "Read a calendar provider", params: idParams, response: answers } },
    async (request) => {
      requireAdmin(request);
      return presentProvider(valueOf(await getCalendarProvider(deps, request.params.id)));
    },
  );

  app.put(
    `${path}/:id`,
    {
      schema: {
        tags,
        summary: "Change a calendar provider; secrets left out stay as they are",
        params: idParams,
        body: saveCalendarProviderSchema,
        response: answers,
      },
    },
    async (request) => {
      const actor = requireAdmin(request);
      const form = formFrom(request.body);
      return presentProvider(
        valueOf(await saveCalendarProvider(deps, actor, form, request.params.id)),
      );
    },
  );

  app.post(
    `${path}/:id/check`,
    {
      schema: {
        tags,
        summary: "Check the provider's credentials against its tenant",
        params: idParams,
        // Without a body it is checked as null.
        body: checkSchema.nullable(),
        response: answers,
      },
    },
    async (request) => {
      requireAdmin(request);
      const roomMailbox = request.body?.room_mailbox;
      const check = { requestId: request.id, ...(roomMailbox !== undefined && { roomMailbox }) };
      const checked = await checkCalendarProvider(deps, request.params.id, check);
      return presentProvider(valueOf(checked));
    },
  );
}

function formFrom(body: z.output<typeof saveCalendarProviderSchema>): CalendarProviderForm {
  const { client_secret, client_certificate, delegated_user_email } = body;
  return {
    name: body.name,
    tenantId: body.tenant_id,
    clientId: body.client_id,
    ...(client_secret !== undefined && { clientSecret: client_secret }),
    ...(client_certificate !== undefined && { clientCertificate: client_certificate }),
    ...(delegated_user_email !== undefined && { delegatedUserEmail: delegated_user_email }),
    active: body.active,
  };
}

function presentProvider(view: CalendarProviderView): CalendarProvider {
  const { provider } = view;
  return {
    id: provider.id,
    name: provider.name,
    tenant_id: provider.tenantId,
    client_id: provider.clientId,
    has_secret: provider.hasSecret,
    has_certificate: provider.hasCertificate,
    delegated_user_email: view.delegatedUserEmail,
    active: provider.active,
    credentials: view.credentials.map((credential) => ({
      kind: credential.kind,
      state: credential.state,
      account_name: credential.accountName,
      scopes: [...credential.scopes],
      connected_at: credential.connectedAt?.toISOString() ?? null,
      last_used_at: credential.lastUsedAt?.toISOString() ?? null,
      checked_at: credential.checkedAt?.toISOString() ?? null,
      reason: credential.reason,
    })),
    connect_delegated_user_url: `/connect/delegated-user/${provider.id}`,
    admin_consent_url: `/connect/admin-consent/${provider.id}`,
  };
}
