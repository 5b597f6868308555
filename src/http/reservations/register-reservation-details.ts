import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { listAlternatives } from "../../app/reservations/list-alternatives.ts";
import { readMeetingRooms } from "../../app/reservations/read-meeting-rooms.ts";
import { reservationHistory } from "../../app/reservations/reservation-history.ts";
import { auditEntrySchema } from "../../contract/admin.ts";
import { spaceListSchema } from "../../contract/places.ts";
import { reservationSchema } from "../../contract/reservations.ts";
import { valueOf } from "../answer-outcome.ts";
import { requireScope } from "../identity/guards.ts";
import { presentSpace } from "../places/present-space.ts";
import { presentAuditEntry } from "../present-audit-entry.ts";
import { problemAnswers } from "../problem-schema.ts";
import type { ServerDependencies } from "../server-dependencies.ts";
import { presentReservation } from "./present-reservation.ts";

const tags = ["Reservations"];
const idParams = z.object({ id: z.uuid() });

/** What hangs on one reservation: other spaces for it, other rooms of its meeting, its history. */
export function registerReservationDetails(
  server: FastifyInstance,
  {
    reservations,
    placeDependencies,
    audit,
  }: Pick<ServerDependencies, "reservations" | "placeDependencies" | "audit">,
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.get(
    "/api/v1/reservations/:id/alternatives",
    {
      schema: {
        tags,
        summary: "Three other spaces that are free at the reservation's time",
        params: idParams,
        response: { 200: spaceListSchema, ...problemAnswers },
      },
    },
    async (request) => {
      const actor = requireScope(request, "reservations:read");
      const { places } = placeDependencies;
      const found = await listAlternatives(reservations, places, actor, request.params.id);
      return { items: valueOf(found).map(presentSpace) };
    },
  );

  app.get(
    "/api/v1/reservations/:id/rooms",
    {
      schema: {
        tags,
        summary:
          "The reservations of all rooms that the meeting has at that date, or of a group's members",
        params: idParams,
        response: { 200: z.object({ items: z.array(reservationSchema) }), ...problemAnswers },
      },
    },
    async (request) => {
      const actor = requireScope(request, "reservations:read");
      const rooms = valueOf(await readMeetingRooms(reservations, actor, request.params.id));
      return { items: rooms.map(presentReservation) };
    },
  );

  app.get(
    "/api/v1/reservations/:id/history",
    {
      schema: {
        tags,
        summary: "What happened to the reservation, newest first",
        params: idParams,
        response: { 200: z.object({ items: z.array(auditEntrySchema) }), ...problemAnswers },
      },
    },
    async (request) => {
      const actor = requireScope(request, "reservations:read");
      const entries = await reservationHistory(reservations, audit, actor, request.params.id);
      return { items: valueOf(entries).map(presentAuditEntry) };
    },
  );
}
