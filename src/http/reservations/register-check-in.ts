import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { checkIn } from "../../app/reservations/life/check-in.ts";
import { checkOut } from "../../app/reservations/life/check-out.ts";
import { endNow } from "../../app/reservations/life/end-now.ts";
import { reservationSchema } from "../../contract/reservations.ts";
import { valueOf } from "../answer-outcome.ts";
import { versionFrom } from "../if-match.ts";
import { requireScope } from "../identity/guards.ts";
import { problemAnswers } from "../problem-schema.ts";
import type { ServerDependencies } from "../server-dependencies.ts";
import { entityTag, presentReservation } from "./present-reservation.ts";

const ACTS = [
  { path: "check-in", summary: "Check in to a reservation", act: checkIn },
  { path: "check-out", summary: "Check out of a reservation", act: checkOut },
  { path: "end", summary: "End what goes on, so that its space is free", act: endNow },
] as const;

/** Saying that a meeting has come, and that it has ended: a series' occurrences one by one. */
export function registerCheckIn(
  server: FastifyInstance,
  { reservations }: Pick<ServerDependencies, "reservations">,
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  for (const { path, summary, act } of ACTS) {
    app.post(
      `/api/v1/reservations/:id/${path}`,
      {
        schema: {
          tags: ["Reservations"],
          summary,
          params: z.object({ id: z.uuid() }),
          headers: z.object({ "if-match": z.string().optional() }),
          response: { 200: reservationSchema, ...problemAnswers },
        },
      },
      async (request, reply) => {
        const actor = requireScope(request, "reservations:write");
        const version = versionFrom(request.headers["if-match"]);
        const asked = { id: request.params.id, ...version, requestId: request.id };
        const view = valueOf(await act(reservations, actor, asked));
        void reply.header("ETag", entityTag(view.reservation));
        return presentReservation(view);
      },
    );
  }
}
