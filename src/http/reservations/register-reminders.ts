import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { dismissReminder, listReminders } from "../../app/reservations/reminders/list-reminders.ts";
import { reminderSchema } from "../../contract/reminders.ts";
import { valueOf } from "../answer-outcome.ts";
import { requirePerson } from "../identity/guards.ts";
import { problemAnswers } from "../problem-schema.ts";
import type { ServerDependencies } from "../server-dependencies.ts";
import { presentReservation } from "./present-reservation.ts";

const tags = ["Reservations"];

/** What the person who asks was reminded of. */
export function registerReminders(
  server: FastifyInstance,
  { reminders: deps }: Pick<ServerDependencies, "reminders">,
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.get(
    "/api/v1/reminders",
    {
      schema: {
        tags,
        summary: "List what I was reminded of, what begins first first",
        response: { 200: z.object({ items: z.array(reminderSchema) }), ...problemAnswers },
      },
    },
    async (request) => ({
      items: (await listReminders(deps, requirePerson(request))).map((reminder) => ({
        id: reminder.id,
        kind: reminder.kind,
        told_at: reminder.toldAt.toISOString(),
        reservation: presentReservation(reminder.view),
      })),
    }),
  );

  app.post(
    "/api/v1/reminders/:id/dismiss",
    {
      schema: {
        tags,
        summary: "Put a reminder away",
        params: z.object({ id: z.uuid() }),
        response: { 204: z.null(), ...problemAnswers },
      },
    },
    async (request, reply) => {
      const actor = requirePerson(request);
      valueOf(await dismissReminder(deps, actor, request.params.id));
      return reply.code(204).send(null);
    },
  );
}
