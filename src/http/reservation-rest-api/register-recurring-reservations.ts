import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { getSpace } from "../../app/places/read-places.ts";
import { cancelReservation } from "../../app/reservations/cancel-reservation.ts";
import { createReservation } from "../../app/reservations/create-reservation.ts";
import { readSeries } from "../../app/reservations/read-series.ts";
import type { Reservation } from "../../app/reservations/reservation.ts";
import {
  cancelledSeriesSchema,
  cancelSeriesSchema,
  createdSeriesSchema,
  createSeriesSchema,
  listedOccurrencesSchema,
  listOccurrencesQuerySchema,
} from "../../contract/reservation-rest-api/series.ts";
import { formatSysId } from "../../core/encoded-query/sys-id.ts";
import { holdsSpace } from "../../core/reservations/reservation-state.ts";
import { valueOf } from "../answer-outcome.ts";
import { type Client, requireClient } from "./client-guard.ts";
import { failureAnswers } from "./failure-answers.ts";
import { patternFrom } from "./pattern-requests.ts";
import { presentRecords } from "./present-record.ts";
import { presentLeftOut, presentMade } from "./present-series.ts";
import { countFrom, requiredId, textFrom, zoneFrom } from "./read-values.ts";
import { refuseOtherModule } from "./register-reservation-acts.ts";
import { pathId } from "./register-reservation-reads.ts";
import { idsFrom } from "./register-search.ts";
import type { ReservationRestApi } from "./reservation-rest-api.ts";
import { contentFrom } from "./reservation-requests.ts";

const tags = ["Workplace Reservation REST API"];
const OCCURRENCES_LISTED = 6;

/** `recurring_reservation/create_series`, `list` and `cancel_series`. */
export function registerRecurringReservations(
  server: FastifyInstance,
  api: ReservationRestApi,
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const { reservations: deps } = api;

  app.post(
    "/recurring_reservation/create_series",
    {
      schema: {
        tags,
        summary: "Make a series; dates that are taken are left out and named",
        body: createSeriesSchema,
        response: { 200: createdSeriesSchema, ...failureAnswers },
      },
    },
    async (request) => {
      const actor = requireClient(request, "reservations:write");
      const { reservation: body, recurringPattern } = request.body;
      const spaceId = requiredId("reservation.location", body.location);
      const space = valueOf(await getSpace(api.places, spaceId));
      await refuseOtherModule(api, spaceId, body.reservable_module);
      const made = await createReservation(deps, actor, {
        spaceId,
        ...(await contentFrom(deps.facts, body)),
        ...patternFrom(recurringPattern, zoneFrom(body.timezone) ?? space.timeZone),
        onConflict: "skip",
        requestId: request.id,
      });
      const { id, series } = valueOf(made).view.reservation;
      const { occurrences } = valueOf(await readSeries(deps, actor, id));
      return {
        result: {
          isValid: true as const,
          parent: formatSysId(id),
          successfulReservations: occurrences.map(({ reservation }) => presentMade(reservation)),
          unSuccessfulReservations: [...presentLeftOut(series)],
        },
      };
    },
  );

  app.get(
    "/recurring_reservation/list/:parent_id",
    {
      schema: {
        tags,
        summary: "The dates of a series, but for those that are cancelled",
        params: z.object({ parent_id: z.string().max(100) }),
        querystring: listOccurrencesQuerySchema,
        response: { 200: listedOccurrencesSchema, ...failureAnswers },
      },
    },
    async (request) => {
      const actor = requireClient(request, "reservations:read");
      const { query } = request;
      const left = new Set(idsFrom("occurrence_sys_id", query.occurrence_sys_id));
      const from = countFrom("start_index", query.start_index) ?? 0;
      const to = countFrom("end_index", query.end_index) ?? OCCURRENCES_LISTED;
      const series = valueOf(await readSeries(deps, actor, pathId(request.params.parent_id)));
      const dates = series.occurrences.filter(
        ({ reservation }) => reservation.state !== "cancelled",
      );
      const asked = dates.filter(({ reservation }) => !left.has(reservation.id)).slice(from, to);
      return {
        result: {
          reservations: [...(await presentRecords(api.records, asked))],
          occurencesTotalCount: String(dates.length),
        },
      };
    },
  );

  app.patch(
    "/recurring_reservation/cancel_series/:sys_id",
    {
      schema: {
        tags,
        summary: "Cancel a series, or the one date that is named",
        params: z.object({ sys_id: z.string().max(100) }),
        querystring: cancelSeriesSchema,
        // Without a body it is checked as null.
        body: cancelSeriesSchema.nullable(),
        response: { 200: cancelledSeriesSchema, ...failureAnswers },
      },
    },
    async (request) => {
      const actor = requireClient(request, "reservations:write");
      const id = pathId(request.params.sys_id);
      const cancelNotes =
        textFrom(request.body?.cancel_notes) ?? textFrom(request.query.cancel_notes) ?? "";
      const before = await datesMeant(api, actor, id);
      valueOf(await cancelReservation(deps, actor, { id, cancelNotes, requestId: request.id }));
      const after = await datesMeant(api, actor, id);
      const cancelled = after.filter(
        (date) => date.state === "cancelled" && before.some((was) => isSameAndStood(was, date)),
      );
      const kept = after.filter(({ state }) => holdsSpace(state));
      return {
        result: {
          seriesId: formatSysId(id),
          success: kept.length === 0,
          successCanceledOccurrences: cancelled.map((date) => formatSysId(date.id)),
          failedToCancelOccurrenceReservations: kept.map((date) => formatSysId(date.id)),
          user_msg:
            kept.length === 0 ? "It is cancelled." : "What has begun already stays as it is.",
        },
      };
    },
  );
}

/** All dates where the row of the series is named, else the one that is. */
async function datesMeant(
  { reservations: deps }: ReservationRestApi,
  actor: Client,
  id: string,
): Promise<readonly Reservation[]> {
  const { series, occurrences } = valueOf(await readSeries(deps, actor, id));
  const dates = occurrences.map(({ reservation }) => reservation);
  return series.reservation.id === id ? dates : dates.filter((date) => date.id === id);
}

function isSameAndStood(was: Reservation, date: Reservation): boolean {
  return was.id === date.id && was.state !== "cancelled";
}
