import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { readDoor } from "../../app/door/read-door.ts";
import { z } from "zod";
import { doorSchema } from "../../contract/door.ts";
import { valueOf } from "../answer-outcome.ts";
import { requirePanel, requirePerson } from "../identity/guards.ts";
import { problemAnswers } from "../problem-schema.ts";
import type { ServerDependencies } from "../server-dependencies.ts";
import { presentDoor } from "./present-door.ts";

/** What a door panel shows, and what a person is shown who stands before the space. */
export function registerDoor(
  server: FastifyInstance,
  { reservations }: Pick<ServerDependencies, "reservations">,
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.get(
    "/api/v1/door",
    {
      schema: {
        tags: ["panels"],
        summary: "What a panel shows of its own space, and may do there now",
        response: { 200: doorSchema, ...problemAnswers },
      },
    },
    async (request, reply) => {
      const actor = requirePanel(request);
      void reply.header("Cache-Control", "no-store");
      return presentDoor(valueOf(await readDoor(reservations, actor, actor.spaceId)));
    },
  );

  app.get(
    "/api/v1/spaces/:id/now",
    {
      schema: {
        tags: ["Places"],
        summary: "What goes on in a space and what comes, and what I may do there now",
        params: z.object({ id: z.uuid() }),
        response: { 200: doorSchema, ...problemAnswers },
      },
    },
    async (request, reply) => {
      const actor = requirePerson(request);
      void reply.header("Cache-Control", "no-store");
      return presentDoor(valueOf(await readDoor(reservations, actor, request.params.id)));
    },
  );
}
