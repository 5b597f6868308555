import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { acknowledgeNotice } from "../../app/health/acknowledge-notice.ts";
import { adminNoticeSchema, healthSchema, listNoticesQuerySchema } from "../../contract/health.ts";
import { valueOf } from "../answer-outcome.ts";
import { requireAdmin } from "../identity/guards.ts";
import { problemAnswers } from "../problem-schema.ts";
import type { ServerDependencies } from "../server-dependencies.ts";
import { presentHealth, presentNotice } from "./present-health.ts";

const tags = ["Administration"];
const idParams = z.object({ id: z.uuid() });

/** How synchronisation does, and what of it needs a person. */
export function registerHealthReport(
  server: FastifyInstance,
  { health }: Pick<ServerDependencies, "health">,
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.get(
    "/api/v1/admin/health",
    {
      schema: {
        tags,
        summary: "Read how synchronisation does",
        response: { 200: healthSchema, ...problemAnswers },
      },
    },
    async (request) => {
      requireAdmin(request);
      return presentHealth(await health.reader.report());
    },
  );

  app.get(
    "/api/v1/admin/notices",
    {
      schema: {
        tags,
        summary: "List what needs a person, what nobody has acknowledged first",
        querystring: listNoticesQuerySchema,
        response: { 200: z.object({ items: z.array(adminNoticeSchema) }), ...problemAnswers },
      },
    },
    async (request) => {
      requireAdmin(request);
      const { state, limit } = request.query;
      const notices = await health.notices.list({ isResolved: state === "resolved", limit });
      return { items: notices.map(presentNotice) };
    },
  );

  app.post(
    "/api/v1/admin/notices/:id/acknowledge",
    {
      schema: {
        tags,
        summary: "Say that somebody looks after a notice; it stays until its cause is gone",
        params: idParams,
        response: { 200: adminNoticeSchema, ...problemAnswers },
      },
    },
    async (request) => {
      const actor = requireAdmin(request);
      return presentNotice(valueOf(await acknowledgeNotice(health, actor, request.params.id)));
    },
  );
}
