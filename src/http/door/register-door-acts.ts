import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { extendAtDoor, reserveAtDoor } from "../../app/door/act-at-door.ts";
import { checkIn } from "../../app/reservations/life/check-in.ts";
import { endNow } from "../../app/reservations/life/end-now.ts";
import { extendAtDoorSchema, reserveAtDoorSchema } from "../../contract/door.ts";
import { reservationSchema } from "../../contract/reservations.ts";
import { valueOf } from "../answer-outcome.ts";
import { requirePanel } from "../identity/guards.ts";
import { versionFrom } from "../if-match.ts";
import { instantFrom } from "../instants.ts";
import { problemAnswers } from "../problem-schema.ts";
import { answerCreated } from "../reservations/answer-created.ts";
import { entityTag, presentReservation } from "../reservations/present-reservation.ts";
import { idempotencyOf } from "../reservations/reservation-requests.ts";
import type { ServerDependencies } from "../server-dependencies.ts";

const tags = ["panels"];
const PATH = "/api/v1/door/reservations";
const named = {
  params: z.object({ id: z.uuid() }),
  headers: z.object({ "if-match": z.string().optional() }),
};
const answers = { 200: reservationSchema, ...problemAnswers };

const ACTS = [
  { path: "check-in", summary: "Check in at the door", act: checkIn },
  { path: "end", summary: "End what goes on, at the door", act: endNow },
] as const;

/**
 * All that a panel's token can do: it hangs where anybody passes, and whoever takes it away has no
 * more than whoever stands there.
 */
export function registerDoorActs(
  server: FastifyInstance,
  { reservations: deps }: Pick<ServerDependencies, "reservations">,
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.post(
    PATH,
    {
      schema: {
        tags,
        summary: "Reserve the panel's own space from now on",
        headers: z.object({ "idempotency-key": z.string().optional() }),
        body: reserveAtDoorSchema,
        response: { 201: reservationSchema, ...problemAnswers },
      },
    },
    async (request, reply) => {
      const panel = requirePanel(request);
      const { start, end, subject } = request.body;
      const asked = {
        start: instantFrom("start", start),
        end: instantFrom("end", end),
        subject,
        requestId: request.id,
        ...idempotencyOf(request),
      };
      return answerCreated(reply, valueOf(await reserveAtDoor(deps, panel, asked)));
    },
  );

  app.patch(
    `${PATH}/:id`,
    {
      schema: {
        tags,
        summary: "Give what goes on another end, at the door",
        ...named,
        body: extendAtDoorSchema,
        response: answers,
      },
    },
    async (request, reply) => {
      const panel = requirePanel(request);
      const view = valueOf(
        await extendAtDoor(deps, panel, {
          id: request.params.id,
          end: instantFrom("end", request.body.end),
          ...versionFrom(request.headers["if-match"]),
          requestId: request.id,
        }),
      );
      void reply.header("ETag", entityTag(view.reservation));
      return presentReservation(view);
    },
  );

  for (const { path, summary, act } of ACTS) {
    app.post(
      `${PATH}/:id/${path}`,
      { schema: { tags, summary, ...named, response: answers } },
      async (request, reply) => {
        const panel = requirePanel(request);
        const version = versionFrom(request.headers["if-match"]);
        const asked = { id: request.params.id, ...version, requestId: request.id };
        const view = valueOf(await act(deps, panel, asked));
        void reply.header("ETag", entityTag(view.reservation));
        return presentReservation(view);
      },
    );
  }
}
