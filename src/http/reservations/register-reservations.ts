import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { createReservation } from "../../app/reservations/create-reservation.ts";
import { getReservation } from "../../app/reservations/get-reservation.ts";
import { listReservations } from "../../app/reservations/list-reservations.ts";
import {
  cancelOneOrGroup,
  updateOneOrGroup,
} from "../../app/reservations/group/update-one-or-group.ts";
import {
  cancelReservationSchema,
  createReservationSchema,
  listReservationsQuerySchema,
  reservationPageSchema,
  reservationSchema,
  updateReservationSchema,
} from "../../contract/reservations.ts";
import { valueOf } from "../answer-outcome.ts";
import { versionFrom } from "../if-match.ts";
import { requireScope } from "../identity/guards.ts";
import { dateFrom } from "../instants.ts";
import { problemAnswers } from "../problem-schema.ts";
import type { ServerDependencies } from "../server-dependencies.ts";
import { answerCreated } from "./answer-created.ts";
import { entityTag, presentReservation } from "./present-reservation.ts";
import {
  conflictAnswerFrom,
  createRequestFrom,
  patchFrom,
  scopeFrom,
} from "./reservation-requests.ts";

const tags = ["Reservations"];
const idParams = z.object({ id: z.uuid() });
const versionHeaders = z.object({ "if-match": z.string().optional() });
const answers = { 200: reservationSchema, ...problemAnswers };

/** Reservations: make, list, read, change and cancel. */
export function registerReservations(
  server: FastifyInstance,
  { reservations: deps }: Pick<ServerDependencies, "reservations">,
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.post(
    "/api/v1/reservations",
    {
      schema: {
        tags,
        summary: "Make a reservation",
        headers: z.object({ "idempotency-key": z.string().optional() }),
        body: createReservationSchema,
        response: { 201: reservationSchema, ...problemAnswers },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, "reservations:write");
      const asked = createRequestFrom(request);
      return answerCreated(reply, valueOf(await createReservation(deps, actor, asked)));
    },
  );

  app.get(
    "/api/v1/reservations",
    {
      schema: {
        tags,
        summary: "List reservations: mine, those I am invited to, or a space's schedule",
        querystring: listReservationsQuerySchema,
        response: { 200: reservationPageSchema, ...problemAnswers },
      },
    },
    async (request) => {
      const actor = requireScope(request, "reservations:read");
      const { scope, space_id, from, to, state, order, limit, cursor, blockers } = request.query;
      const page = await listReservations(deps, actor, {
        scope,
        order,
        limit,
        blockers: blockers === "true",
        ...(space_id !== undefined && { spaceId: space_id }),
        ...(from !== undefined && { from: dateFrom("from", from) }),
        ...(to !== undefined && { to: dateFrom("to", to) }),
        ...(state !== undefined && { states: [state].flat() }),
        ...(cursor !== undefined && { cursor }),
      });
      const { items, nextCursor } = valueOf(page);
      return { items: items.map(presentReservation), next_cursor: nextCursor };
    },
  );

  app.get(
    "/api/v1/reservations/:id",
    { schema: { tags, summary: "Read a reservation", params: idParams, response: answers } },
    async (request, reply) => {
      const actor = requireScope(request, "reservations:read");
      const view = valueOf(await getReservation(deps, actor, request.params.id));
      void reply.header("ETag", entityTag(view.reservation));
      return presentReservation(view);
    },
  );

  app.patch(
    "/api/v1/reservations/:id",
    {
      schema: {
        tags,
        summary: "Change a reservation",
        params: idParams,
        headers: versionHeaders,
        body: updateReservationSchema,
        response: answers,
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, "reservations:write");
      const { id } = request.params;
      const version = versionFrom(request.headers["if-match"]);
      const patch = patchFrom(request.body);
      const ofSeries = { ...scopeFrom(request.body), ...conflictAnswerFrom(request.body) };
      const asked = { id, patch, ...ofSeries, ...version, requestId: request.id };
      const view = valueOf(await updateOneOrGroup(deps, actor, asked));
      void reply.header("ETag", entityTag(view.reservation));
      return presentReservation(view);
    },
  );

  app.post(
    "/api/v1/reservations/:id/cancel",
    {
      schema: {
        tags,
        summary: "Cancel a reservation",
        params: idParams,
        headers: versionHeaders,
        // Without a body it is checked as null.
        body: cancelReservationSchema.nullable(),
        response: answers,
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, "reservations:write");
      const { id } = request.params;
      const cancelNotes = request.body?.cancel_notes ?? "";
      const version = versionFrom(request.headers["if-match"]);
      const scope = scopeFrom(request.body);
      const asked = { id, cancelNotes, ...scope, ...version, requestId: request.id };
      const view = valueOf(await cancelOneOrGroup(deps, actor, asked));
      void reply.header("ETag", entityTag(view.reservation));
      return presentReservation(view);
    },
  );
}
