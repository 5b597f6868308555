import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { getSpace } from "../../app/places/read-places.ts";
import { cancelReservation } from "../../app/reservations/cancel-reservation.ts";
import { createReservation } from "../../app/reservations/create-reservation.ts";
import { getReservation } from "../../app/reservations/get-reservation.ts";
import { quickReserve } from "../../app/reservations/quick-reserve.ts";
import type { Reservation } from "../../app/reservations/reservation.ts";
import { shareReservation } from "../../app/reservations/sharing/share-reservation.ts";
import { updateReservation } from "../../app/reservations/update-reservation.ts";
import {
  addReservationSchema,
  cancelReservationRecordSchema,
  changedReservationSchema,
  quickReserveSchema,
  shareDetailsSchema,
  updatedReservationSchema,
  updateReservationRecordSchema,
  validationQuerySchema,
} from "../../contract/reservation-rest-api/reservations.ts";
import { formatSysId } from "../../core/encoded-query/sys-id.ts";
import { valueOf } from "../answer-outcome.ts";
import { problem } from "../problem-error.ts";
import { requireClient } from "./client-guard.ts";
import { failureAnswers } from "./failure-answers.ts";
import { idFrom, personFrom, textFrom } from "./read-values.ts";
import { pathId } from "./register-reservation-reads.ts";
import type { ReservationRestApi } from "./reservation-rest-api.ts";
import { addRequestFrom, patchFrom, quickRequestFrom } from "./reservation-requests.ts";
import { shareFrom } from "./share-requests.ts";

type TypeOfChange = z.output<typeof updatedReservationSchema>["result"]["type_of_change"];

const tags = ["Workplace Reservation REST API"];
const params = z.object({ sys_id: z.string().max(100) });
const answers = { 200: changedReservationSchema, ...failureAnswers };

/** `reservation/add`, `quick_reserve`, `update`, `cancel` and `share_details`. */
export function registerReservationActs(server: FastifyInstance, api: ReservationRestApi): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const { reservations: deps, records } = api;

  app.post(
    "/reservation/add",
    {
      schema: {
        tags,
        summary: "Make a reservation",
        querystring: validationQuerySchema,
        body: addReservationSchema,
        response: answers,
      },
    },
    async (request) => {
      const actor = requireClient(request, "reservations:write");
      const { body, query } = request;
      const asked = await addRequestFrom(deps.facts, body, query);
      await refuseOtherModule(api, asked.spaceId, body.reservable_module);
      const made = await createReservation(deps, actor, { ...asked, requestId: request.id });
      return changed(valueOf(made).view.reservation);
    },
  );

  app.post(
    "/reservation/quick_reserve",
    {
      schema: {
        tags,
        summary: "Reserve the best free space near to another",
        querystring: validationQuerySchema,
        body: quickReserveSchema,
        response: answers,
      },
    },
    async (request) => {
      const actor = requireClient(request, "reservations:write");
      const asked = { ...quickRequestFrom(request.body, request.query), requestId: request.id };
      const made = await quickReserve(deps, records.places, actor, asked);
      return changed(valueOf(made).view.reservation);
    },
  );

  app.patch(
    "/reservation/update/:sys_id",
    {
      schema: {
        tags,
        summary: "Change a reservation",
        params,
        querystring: validationQuerySchema,
        body: updateReservationRecordSchema,
        response: { 200: updatedReservationSchema, ...failureAnswers },
      },
    },
    async (request) => {
      const actor = requireClient(request, "reservations:write");
      const id = pathId(request.params.sys_id);
      const patch = patchFrom(request.body, request.query);
      const { reservation: before } = valueOf(await getReservation(deps, actor, id));
      refuseOtherPerson(before, request.body.requested_for);
      const asked = { id, patch, requestId: request.id };
      const { reservation } = valueOf(await updateReservation(deps, actor, asked));
      return {
        result: {
          sys_id: formatSysId(reservation.id),
          location_id: formatSysId(reservation.space.id),
          type_of_change: changeOf(before, reservation),
        },
      };
    },
  );

  app.patch(
    "/reservation/cancel/:sys_id",
    {
      schema: {
        tags,
        summary: "Cancel a reservation",
        params,
        // Without a body it is checked as null.
        body: cancelReservationRecordSchema.nullable(),
        response: answers,
      },
    },
    async (request) => {
      const actor = requireClient(request, "reservations:write");
      const id = pathId(request.params.sys_id);
      const cancelNotes = textFrom(request.body?.cancel_notes) ?? "";
      const asked = { id, cancelNotes, requestId: request.id };
      return changed(valueOf(await cancelReservation(deps, actor, asked)).reservation);
    },
  );

  app.patch(
    "/reservation/share_details/:sys_id",
    {
      schema: {
        tags,
        summary: "Mail the details of a reservation to others",
        params,
        body: shareDetailsSchema,
        response: answers,
      },
    },
    async (request) => {
      const actor = requireClient(request, "reservations:write");
      const id = pathId(request.params.sys_id);
      valueOf(await shareReservation(api.sharing, actor, { id, ...shareFrom(request.body) }));
      return changed({ id });
    },
  );
}

function changed({ id }: Pick<Reservation, "id">) {
  return { result: { sys_id: formatSysId(id) } };
}

/** A space is in one module; who names another means another space. */
export async function refuseOtherModule(
  { records }: ReservationRestApi,
  spaceId: string,
  sent: string | null | undefined,
): Promise<void> {
  const moduleId = idFrom("reservable_module", sent);
  if (moduleId === undefined) return;
  const space = valueOf(await getSpace(records, spaceId));
  if (space.module.id === moduleId) return;
  throw problem(
    "space_not_in_module",
    `${space.name} is not of the reservable module that was named, but of ${space.module.name}.`,
    "Name that module, or none.",
    { fields: [{ field: "reservable_module", message: "The space is of another module." }] },
  );
}

/** For whom it is belongs to the event's identity: it lives in that person's calendar. */
function refuseOtherPerson({ requestedFor }: Reservation, sent: string | null | undefined): void {
  const wanted = personFrom(sent)?.toLowerCase();
  if (wanted === undefined) return;
  if (wanted === requestedFor.id || wanted === requestedFor.email.toLowerCase()) return;
  throw problem(
    "requested_for_fixed",
    "Whom a reservation is for does not change.",
    "Make a new reservation for the other person, and cancel this one.",
    { fields: [{ field: "requested_for", message: "It is for somebody else." }] },
  );
}

function changeOf(before: Reservation, after: Reservation): TypeOfChange {
  if (before.space.id !== after.space.id) return "location";
  const isMoved =
    before.startAt.getTime() !== after.startAt.getTime() ||
    before.endAt.getTime() !== after.endAt.getTime();
  if (isMoved) return "time";
  return before.version === after.version ? "none" : "details";
}
