import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import type { ReconciliationScope } from "../../app/sync/reconcile/ports.ts";
import {
  endReconciliation,
  getReconciliation,
  startReconciliation,
} from "../../app/sync/reconcile/start-reconciliation.ts";
import {
  reconciliationDetailSchema,
  reconciliationSchema,
  startReconciliationSchema,
} from "../../contract/health.ts";
import { valueOf } from "../answer-outcome.ts";
import { requireAdmin } from "../identity/guards.ts";
import { textOrNull } from "../instants.ts";
import { problemAnswers } from "../problem-schema.ts";
import type { ServerDependencies } from "../server-dependencies.ts";
import { presentReconciliation } from "./present-health.ts";

const tags = ["Administration"];
const idParams = z.object({ id: z.uuid() });
const LISTED_MAX = 20;
const ROOMS_TOLD_MAX = 200;

/** Comparing rooms' calendars whole with the reservations here. */
export function registerReconciliations(
  server: FastifyInstance,
  { reconciling }: Pick<ServerDependencies, "reconciling">,
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const path = "/api/v1/admin/reconciliations";
  const { reconciliations } = reconciling;

  app.get(
    path,
    {
      schema: {
        tags,
        summary: "List the latest reconciliations, newest first",
        response: { 200: z.object({ items: z.array(reconciliationSchema) }), ...problemAnswers },
      },
    },
    async (request) => {
      requireAdmin(request);
      return { items: (await reconciliations.list(LISTED_MAX)).map(presentReconciliation) };
    },
  );

  app.post(
    path,
    {
      schema: {
        tags,
        summary: "Reconcile rooms' calendars with the reservations; it goes on by itself",
        body: startReconciliationSchema,
        response: { 202: reconciliationSchema, ...problemAnswers },
      },
    },
    async (request, reply) => {
      const actor = requireAdmin(request);
      const { repairs } = request.body;
      const asked = { scope: scopeOf(request.body), repairs, cause: "administrator" } as const;
      const started = valueOf(await startReconciliation(reconciling, actor, asked));
      return reply
        .code(202)
        .header("Location", `${path}/${started.id}`)
        .send(presentReconciliation(started));
    },
  );

  app.get(
    `${path}/:id`,
    {
      schema: {
        tags,
        summary: "Read how far a reconciliation is",
        params: idParams,
        response: { 200: reconciliationDetailSchema, ...problemAnswers },
      },
    },
    async (request) => {
      requireAdmin(request);
      const { id } = request.params;
      const found = valueOf(await getReconciliation(reconciling, id));
      const rooms = await reconciliations.rooms(id, ROOMS_TOLD_MAX);
      return {
        ...presentReconciliation(found),
        rooms: rooms.map((room) => ({
          sync_configuration_id: room.configurationId,
          space_name: room.spaceName,
          state: room.state,
          found: { ...room.found },
          repaired: { ...room.repaired },
          changes_taken_in: room.changesTakenIn,
          reason: room.reason,
          finished_at: textOrNull(room.finishedAt),
        })),
      };
    },
  );

  app.post(
    `${path}/:id/end`,
    {
      schema: {
        tags,
        summary: "End a reconciliation before its rooms are done",
        params: idParams,
        response: { 200: reconciliationSchema, ...problemAnswers },
      },
    },
    async (request) => {
      const actor = requireAdmin(request);
      const ended = await endReconciliation(reconciling, actor, request.params.id);
      return presentReconciliation(valueOf(ended));
    },
  );
}

function scopeOf(body: z.output<typeof startReconciliationSchema>): ReconciliationScope {
  switch (body.scope) {
    case "all":
      return { kind: "all" };
    case "provider":
      return { kind: "provider", providerId: body.provider_id };
    case "room":
      return { kind: "room", configurationId: body.sync_configuration_id };
  }
}
