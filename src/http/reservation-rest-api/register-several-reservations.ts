import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { createInSeveralSpaces } from "../../app/reservations/create-in-several-spaces.ts";
import { getReservation } from "../../app/reservations/get-reservation.ts";
import { createGroup } from "../../app/reservations/group/create-group.ts";
import {
  cancelOneOrGroup,
  updateOneOrGroup,
} from "../../app/reservations/group/update-one-or-group.ts";
import { readMeetingRooms } from "../../app/reservations/read-meeting-rooms.ts";
import {
  cancelReservationRecordSchema,
  validationQuerySchema,
} from "../../contract/reservation-rest-api/reservations.ts";
import {
  addGroupReservationSchema,
  addMultiReservationSchema,
  groupReservationSchema,
  multiReservationSchema,
  readGroupSchema,
  updateSeveralSchema,
} from "../../contract/reservation-rest-api/several.ts";
import { formatSysId } from "../../core/encoded-query/sys-id.ts";
import { valueOf } from "../answer-outcome.ts";
import { type Client, requireClient } from "./client-guard.ts";
import { failureAnswers } from "./failure-answers.ts";
import { presentRecords } from "./present-record.ts";
import { presentMade } from "./present-series.ts";
import { flagFrom, personFrom, requiredId, requiredText, textFrom } from "./read-values.ts";
import { pathId } from "./register-reservation-reads.ts";
import type { ReservationRestApi } from "./reservation-rest-api.ts";
import { contentFrom, patchFrom, timesFrom } from "./reservation-requests.ts";

const tags = ["Workplace Reservation REST API"];
const params = z.object({ sys_id: z.string().max(100) });
// Without a body it is checked as null.
const cancellation = cancelReservationRecordSchema.nullable();

/** `multi_reservation`: one meeting in several spaces. All of them are held, or none is. */
export function registerMultiReservations(server: FastifyInstance, api: ReservationRestApi): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const { reservations: deps } = api;
  const response = { 200: multiReservationSchema, ...failureAnswers };

  app.post(
    "/multi_reservation/add",
    {
      schema: {
        tags,
        summary: "Make one meeting in several spaces",
        querystring: validationQuerySchema,
        body: addMultiReservationSchema,
        response,
      },
    },
    async (request) => {
      const actor = requireClient(request, "reservations:write");
      const { body, query } = request;
      const made = await createInSeveralSpaces(deps, actor, {
        ...timesFrom(body, query),
        ...(await contentFrom(deps.facts, body)),
        ...privacyOf([body, ...body.reservables]),
        spaceIds: body.reservables.map((each) => requiredId("reservables.sys_id", each.sys_id)),
        requestId: request.id,
      });
      return multiResult(api, actor, valueOf(made).view.reservation.id);
    },
  );

  registerChanges(server, api, "/multi_reservation", {
    response,
    update: "Change a meeting in several spaces, all of them at once",
    cancel: "Cancel a meeting in several spaces",
    result: (actor, id) => multiResult(api, actor, id),
  });
}

/** `group_reservation`: a space for each of several people, at one time. */
export function registerGroupReservations(server: FastifyInstance, api: ReservationRestApi): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const { reservations: deps } = api;
  const response = { 200: groupReservationSchema, ...failureAnswers };

  app.get(
    "/group_reservation/:sys_id",
    {
      schema: {
        tags,
        summary: "Read a group and its members' reservations",
        params,
        response: { 200: readGroupSchema, ...failureAnswers },
      },
    },
    async (request) => {
      const actor = requireClient(request, "reservations:read");
      const id = pathId(request.params.sys_id);
      const group = valueOf(await getReservation(deps, actor, id));
      const members = valueOf(await readMeetingRooms(deps, actor, id));
      const [parent] = await presentRecords(api.records, [group]);
      if (parent === undefined) throw new Error("a reservation that was found has a record");
      return { result: { parent, children: [...(await presentRecords(api.records, members))] } };
    },
  );

  app.post(
    "/group_reservation/add",
    {
      schema: {
        tags,
        summary: "Reserve a space for each of several people",
        querystring: validationQuerySchema,
        body: addGroupReservationSchema,
        response,
      },
    },
    async (request) => {
      const actor = requireClient(request, "reservations:write");
      const { body, query } = request;
      const { attendees: _, ...content } = await contentFrom(deps.facts, body);
      const made = await createGroup(deps, actor, {
        ...timesFrom(body, query),
        ...content,
        ...privacyOf([body, ...body.children]),
        members: body.children.map((child) => ({
          spaceId: requiredId("children.location", child.location),
          requestedFor:
            personFrom(child.requested_for) ??
            requiredText("children.requested_for", child.requested_for),
        })),
        requestId: request.id,
      });
      return groupResult(api, actor, valueOf(made).view.reservation.id);
    },
  );

  registerChanges(server, api, "/group_reservation", {
    response,
    update: "Change a group, all of its members' reservations at once",
    cancel: "Cancel a group",
    result: (actor, id) => groupResult(api, actor, id),
  });
}

interface Changes {
  readonly response: typeof failureAnswers & { readonly 200: z.ZodType };
  /** Summaries of both routes. */
  readonly update: string;
  readonly cancel: string;
  readonly result: (actor: Client, id: string) => Promise<unknown>;
}

/** Both kinds are changed and cancelled as one. */
function registerChanges(
  server: FastifyInstance,
  { reservations: deps }: ReservationRestApi,
  path: string,
  { response, update, cancel, result }: Changes,
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  app.patch(
    `${path}/update/:sys_id`,
    {
      schema: {
        tags,
        summary: update,
        params,
        querystring: validationQuerySchema,
        body: updateSeveralSchema,
        response,
      },
    },
    async (request) => {
      const actor = requireClient(request, "reservations:write");
      const id = pathId(request.params.sys_id);
      const asked = { id, patch: patchFrom(request.body, request.query), requestId: request.id };
      valueOf(await updateOneOrGroup(deps, actor, asked));
      return result(actor, id);
    },
  );
  app.patch(
    `${path}/cancel/:sys_id`,
    { schema: { tags, summary: cancel, params, body: cancellation, response } },
    async (request) => {
      const actor = requireClient(request, "reservations:write");
      const id = pathId(request.params.sys_id);
      const cancelNotes = textFrom(request.body?.cancel_notes) ?? "";
      valueOf(await cancelOneOrGroup(deps, actor, { id, cancelNotes, requestId: request.id }));
      return result(actor, id);
    },
  );
}

type SaysPrivacy = { readonly is_private?: Parameters<typeof flagFrom>[1] };

/** One meeting has one privacy: what is private in one of its spaces is so in all. */
function privacyOf(parts: readonly SaysPrivacy[]) {
  const isPrivate = parts.some((part) => flagFrom("is_private", part.is_private) === true);
  return { sensitivity: isPrivate ? "private" : "normal" } as const;
}

async function multiResult({ reservations: deps }: ReservationRestApi, actor: Client, id: string) {
  const rooms = valueOf(await readMeetingRooms(deps, actor, id));
  return {
    result: {
      success: true as const,
      parent: formatSysId(id),
      successfulReservations: rooms.map(({ reservation }) => presentMade(reservation)),
      unSuccessfulReservations: [],
    },
  };
}

async function groupResult({ reservations: deps }: ReservationRestApi, actor: Client, id: string) {
  const members = valueOf(await readMeetingRooms(deps, actor, id));
  return {
    result: {
      parent: formatSysId(id),
      created_children: members.map(({ reservation }) => formatSysId(reservation.id)),
      failed_children: [],
    },
  };
}
