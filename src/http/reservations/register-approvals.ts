import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { decideApproval } from "../../app/reservations/approval/decide-approval.ts";
import { countApprovals, listApprovals } from "../../app/reservations/approval/list-approvals.ts";
import {
  approvalCountSchema,
  approvalPageSchema,
  approvalsQuerySchema,
  approveReservationSchema,
  rejectReservationSchema,
} from "../../contract/approvals.ts";
import { reservationSchema } from "../../contract/reservations.ts";
import { valueOf } from "../answer-outcome.ts";
import { versionFrom } from "../if-match.ts";
import { requirePerson } from "../identity/guards.ts";
import { problemAnswers } from "../problem-schema.ts";
import type { ServerDependencies } from "../server-dependencies.ts";
import { entityTag, presentReservation } from "./present-reservation.ts";

const tags = ["Approvals"];

const DECISIONS = [
  {
    path: "approve",
    summary: "Approve a reservation, or a series as a whole",
    verdict: "approved",
    body: approveReservationSchema,
  },
  {
    path: "reject",
    summary: "Reject a reservation, or a series as a whole, and say why",
    verdict: "rejected",
    body: rejectReservationSchema,
  },
] as const;

/** What waits for somebody's approval, and what they say to it. */
export function registerApprovals(
  server: FastifyInstance,
  { approvals: deps }: Pick<ServerDependencies, "approvals">,
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.get(
    "/api/v1/approvals",
    {
      schema: {
        tags,
        summary: "List what waits for my approval, what begins first first",
        querystring: approvalsQuerySchema,
        response: { 200: approvalPageSchema, ...problemAnswers },
      },
    },
    async (request) => {
      const page = valueOf(await listApprovals(deps, requirePerson(request), request.query));
      return {
        items: page.items.map(({ view, count, firstStart }) => ({
          reservation: presentReservation(view),
          waiting_count: count,
          first_start: firstStart.toISOString(),
        })),
        next_cursor: page.nextCursor,
      };
    },
  );

  app.get(
    "/api/v1/approvals/count",
    {
      schema: {
        tags,
        summary: "How much waits for my approval",
        response: { 200: approvalCountSchema, ...problemAnswers },
      },
    },
    (request) => countApprovals(deps, requirePerson(request)),
  );

  for (const { path, summary, verdict, body } of DECISIONS) {
    app.post(
      `/api/v1/reservations/:id/${path}`,
      {
        schema: {
          tags,
          summary,
          params: z.object({ id: z.uuid() }),
          headers: z.object({ "if-match": z.string().optional() }),
          body,
          response: { 200: reservationSchema, ...problemAnswers },
        },
      },
      async (request, reply) => {
        const actor = requirePerson(request);
        const version = versionFrom(request.headers["if-match"]);
        const { comment } = request.body;
        const asked = { id: request.params.id, verdict, comment, requestId: request.id };
        const view = valueOf(await decideApproval(deps, actor, { ...asked, ...version }));
        void reply.header("ETag", entityTag(view.reservation));
        return presentReservation(view);
      },
    );
  }
}
