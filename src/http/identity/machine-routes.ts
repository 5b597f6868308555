import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { z } from "zod";
import type { ApiClient, Panel } from "../../app/people/machine-identities.ts";
import type { PersonSummary } from "../../app/people/people.ts";
import { createApiClient, revokeApiClient } from "../../app/people/manage-api-clients.ts";
import {
  changePanel,
  createPanel,
  type NewPanel,
  pairPanel,
  renewPairingCode,
  revokePanel,
} from "../../app/people/manage-panels.ts";
import {
  apiClientSchema,
  changePanelSchema,
  createApiClientSchema,
  createdApiClientSchema,
  createdPanelSchema,
  createPanelSchema,
  pairedPanelSchema,
  pairPanelSchema,
  panelSchema,
} from "../../contract/admin.ts";
import {
  apiClientListSchema,
  idParametersSchema,
  panelListSchema,
} from "../../contract/identity.ts";
import { valueOf } from "../answer-outcome.ts";
import { requireAdmin } from "./guards.ts";
import type { IdentityDependencies } from "./identity-dependencies.ts";

/** Codes of forty bits that live for ten minutes cannot be guessed at this pace. */
const PAIRING_RATE_LIMIT = { max: 10, timeWindow: "1 minute" };

/** API clients and their keys. */
export function registerApiClientRoutes(app: FastifyInstance, deps: IdentityDependencies): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();

  routes.get(
    "/api/v1/admin/api-clients",
    { schema: { response: { 200: apiClientListSchema }, tags: ["admin"] } },
    async (request) => {
      requireAdmin(request);
      return { items: (await deps.apiClients.list()).map(toApiClient) };
    },
  );

  routes.post(
    "/api/v1/admin/api-clients",
    {
      schema: {
        body: createApiClientSchema,
        response: { 201: createdApiClientSchema },
        tags: ["admin"],
      },
    },
    async (request, reply) => {
      const actor = requireAdmin(request);
      const { client, key } = valueOf(await createApiClient(deps, actor, request.body));
      return reply
        .code(201)
        .header("Cache-Control", "no-store")
        .send({ ...toApiClient(client), key });
    },
  );

  routes.post(
    "/api/v1/admin/api-clients/:id/revoke",
    {
      schema: {
        params: idParametersSchema,
        response: { 200: apiClientSchema },
        tags: ["admin"],
      },
    },
    async (request) => {
      const actor = requireAdmin(request);
      const client = valueOf(await revokeApiClient(deps, actor, request.params.id));
      deps.authentication.forget();
      return toApiClient(client);
    },
  );
}

/** Door panels: made by an administrator, paired by the device that is told the code. */
export function registerPanelRoutes(app: FastifyInstance, deps: IdentityDependencies): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();

  routes.get(
    "/api/v1/admin/panels",
    { schema: { response: { 200: panelListSchema }, tags: ["admin"] } },
    async (request) => {
      requireAdmin(request);
      return { items: (await deps.panels.list()).map(toPanel) };
    },
  );

  routes.post(
    "/api/v1/admin/panels",
    {
      schema: { body: createPanelSchema, response: { 201: createdPanelSchema }, tags: ["admin"] },
    },
    async (request, reply) => {
      const actor = requireAdmin(request);
      const { name, space_id: spaceId, requested_for: requestedFor } = request.body;
      const made = valueOf(await createPanel(deps, actor, { name, spaceId, requestedFor }));
      return reply.code(201).header("Cache-Control", "no-store").send(toNewPanel(made));
    },
  );

  routes.patch(
    "/api/v1/admin/panels/:id",
    {
      schema: {
        params: idParametersSchema,
        body: changePanelSchema,
        response: { 200: panelSchema },
        tags: ["admin"],
      },
    },
    async (request) => {
      const actor = requireAdmin(request);
      const { name, requested_for: requestedFor } = request.body;
      const panel = valueOf(
        await changePanel(deps, actor, request.params.id, { name, requestedFor }),
      );
      deps.authentication.forget();
      return toPanel(panel);
    },
  );

  routes.post(
    "/api/v1/admin/panels/:id/pairing-code",
    {
      schema: {
        params: idParametersSchema,
        response: { 200: createdPanelSchema },
        tags: ["admin"],
      },
    },
    async (request, reply) => {
      const actor = requireAdmin(request);
      const renewed = valueOf(await renewPairingCode(deps, actor, request.params.id));
      reply.header("Cache-Control", "no-store");
      return toNewPanel(renewed);
    },
  );

  routes.post(
    "/api/v1/panels/pair",
    {
      config: { rateLimit: PAIRING_RATE_LIMIT, withoutCsrfToken: true },
      schema: { body: pairPanelSchema, response: { 200: pairedPanelSchema }, tags: ["panels"] },
    },
    async (request, reply) => {
      const paired = valueOf(await pairPanel(deps, request.body.pairing_code));
      deps.authentication.forget();
      reply.header("Cache-Control", "no-store");
      return { ...toPanel(paired.panel), device_token: paired.deviceToken };
    },
  );

  routes.post(
    "/api/v1/admin/panels/:id/revoke",
    {
      schema: { params: idParametersSchema, response: { 200: panelSchema }, tags: ["admin"] },
    },
    async (request) => {
      const actor = requireAdmin(request);
      const panel = valueOf(await revokePanel(deps, actor, request.params.id));
      deps.authentication.forget();
      return toPanel(panel);
    },
  );
}

function toApiClient(client: ApiClient): z.infer<typeof apiClientSchema> {
  return {
    id: client.id,
    name: client.name,
    key_hint: client.keyHint,
    scopes: [...client.scopes],
    created_at: client.createdAt.toISOString(),
    last_used_at: client.lastUsedAt?.toISOString() ?? null,
    revoked_at: client.revokedAt?.toISOString() ?? null,
  };
}

function toPersonSummary({ id, displayName, email }: PersonSummary) {
  return { id, display_name: displayName, email };
}

function toPanel(panel: Panel): z.infer<typeof panelSchema> {
  return {
    id: panel.id,
    name: panel.name,
    space_id: panel.spaceId,
    space_name: panel.spaceName,
    requested_for: panel.requestedFor && toPersonSummary(panel.requestedFor),
    paired_at: panel.pairedAt?.toISOString() ?? null,
    last_seen_at: panel.lastSeenAt?.toISOString() ?? null,
    revoked_at: panel.revokedAt?.toISOString() ?? null,
  };
}

function toNewPanel(made: NewPanel): z.infer<typeof createdPanelSchema> {
  return {
    ...toPanel(made.panel),
    pairing_code: made.pairingCode,
    pairing_expires_at: made.pairingExpiresAt.toISOString(),
  };
}
