import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { createInSeveralSpaces } from "../../app/reservations/create-in-several-spaces.ts";
import { createGroup } from "../../app/reservations/group/create-group.ts";
import {
  createGroupSchema,
  createInSeveralSpacesSchema,
  reservationSchema,
} from "../../contract/reservations.ts";
import { valueOf } from "../answer-outcome.ts";
import { requireScope } from "../identity/guards.ts";
import { problemAnswers } from "../problem-schema.ts";
import type { ServerDependencies } from "../server-dependencies.ts";
import { answerCreated } from "./answer-created.ts";
import { groupFrom, severalSpacesFrom } from "./reservation-requests.ts";

/** Several spaces that are reserved in one go. */
export function registerSeveralSpaces(
  server: FastifyInstance,
  { reservations: deps }: Pick<ServerDependencies, "reservations">,
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.post(
    "/api/v1/reservations/multi-space",
    {
      schema: {
        tags: ["Reservations"],
        summary: "Make one meeting in several spaces: all of them are held, or none is",
        headers: z.object({ "idempotency-key": z.string().optional() }),
        body: createInSeveralSpacesSchema,
        response: { 201: reservationSchema, ...problemAnswers },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, "reservations:write");
      const asked = severalSpacesFrom(request);
      return answerCreated(reply, valueOf(await createInSeveralSpaces(deps, actor, asked)));
    },
  );

  app.post(
    "/api/v1/reservations/group",
    {
      schema: {
        tags: ["Reservations"],
        summary: "Reserve a space for each of several people: all of them are held, or none is",
        headers: z.object({ "idempotency-key": z.string().optional() }),
        body: createGroupSchema,
        response: { 201: reservationSchema, ...problemAnswers },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, "reservations:write");
      const asked = groupFrom(request);
      return answerCreated(reply, valueOf(await createGroup(deps, actor, asked)));
    },
  );
}
