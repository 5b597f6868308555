import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { shareReservation } from "../../app/reservations/sharing/share-reservation.ts";
import { sharedReservationSchema, shareReservationSchema } from "../../contract/shares.ts";
import { valueOf } from "../answer-outcome.ts";
import { requireScope } from "../identity/guards.ts";
import { problemAnswers } from "../problem-schema.ts";
import type { ServerDependencies } from "../server-dependencies.ts";

/** Having others told of a reservation by mail. */
export function registerShares(
  server: FastifyInstance,
  { sharing: deps }: Pick<ServerDependencies, "sharing">,
): void {
  server.withTypeProvider<ZodTypeProvider>().post(
    "/api/v1/reservations/:id/shares",
    {
      schema: {
        tags: ["Reservations"],
        summary: "Mail the details of a reservation to others",
        params: z.object({ id: z.uuid() }),
        body: shareReservationSchema,
        response: { 202: sharedReservationSchema, ...problemAnswers },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, "reservations:write");
      const asked = { id: request.params.id, ...request.body };
      return reply.code(202).send({ mails: valueOf(await shareReservation(deps, actor, asked)) });
    },
  );
}
