import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { listAudit } from "../../app/settings/audit.ts";
import { auditEntrySchema } from "../../contract/admin.ts";
import { valueOf } from "../answer-outcome.ts";
import { requireAdmin } from "../identity/guards.ts";
import { presentAuditEntry } from "../present-audit-entry.ts";
import { problemAnswers } from "../problem-schema.ts";
import type { ServerDependencies } from "../server-dependencies.ts";

const querySchema = z.strictObject({
  subject_kind: z.string().max(100).optional(),
  subject_id: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(100).optional(),
});
const pageSchema = z.object({
  items: z.array(auditEntrySchema),
  next_cursor: z.string().nullable(),
});

/** Who did what, newest first. */
export function registerAudit(
  server: FastifyInstance,
  { audit }: Pick<ServerDependencies, "audit">,
): void {
  server.withTypeProvider<ZodTypeProvider>().get(
    "/api/v1/admin/audit",
    {
      schema: {
        tags: ["Administration"],
        summary: "List the audit",
        querystring: querySchema,
        response: { 200: pageSchema, ...problemAnswers },
      },
    },
    async (request) => {
      requireAdmin(request);
      const { subject_kind: subjectKind, subject_id: subjectId, limit, cursor } = request.query;
      const page = valueOf(await listAudit({ audit }, { subjectKind, subjectId, limit, cursor }));
      return { items: page.items.map(presentAuditEntry), next_cursor: page.nextCursor };
    },
  );
}
