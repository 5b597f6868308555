import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { readDoor } from "../../app/door/read-door.ts";
import { doorSchema } from "../../contract/door.ts";
import { valueOf } from "../answer-outcome.ts";
import { requirePanel } from "../identity/guards.ts";
import { problemAnswers } from "../problem-schema.ts";
import type { ServerDependencies } from "../server-dependencies.ts";
import { presentDoor } from "./present-door.ts";

/** What a door panel shows. */
export function registerDoor(
  server: FastifyInstance,
  { reservations }: Pick<ServerDependencies, "reservations">,
): void {
  server.withTypeProvider<ZodTypeProvider>().get(
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
      return presentDoor(valueOf(await readDoor(reservations, actor)));
    },
  );
}
