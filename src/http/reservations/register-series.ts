import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { type PreviewRequest, previewSeries } from "../../app/reservations/preview-series.ts";
import type { SeriesPreview } from "../../app/reservations/preview-series.ts";
import { previewSeriesChange } from "../../app/reservations/preview-series-change.ts";
import { readSeries } from "../../app/reservations/read-series.ts";
import {
  previewChangeSchema,
  previewSeriesSchema,
  type SeriesPreview as PreviewAnswer,
  seriesPreviewSchema,
  seriesSchema,
} from "../../contract/reservations.ts";
import { valueOf } from "../answer-outcome.ts";
import { requireScope } from "../identity/guards.ts";
import { versionFrom } from "../if-match.ts";
import { instantFrom } from "../instants.ts";
import { presentSpace } from "../places/present-space.ts";
import { problemAnswers } from "../problem-schema.ts";
import type { ServerDependencies } from "../server-dependencies.ts";
import { patchFrom, scopeFrom } from "./reservation-requests.ts";
import { presentReservation } from "./present-reservation.ts";
import { presentRecurrence, recurrenceFrom } from "./recurrence-words.ts";

const tags = ["Reservations"];

/** Series: how they would fit before they are made or changed, and all of their occurrences after. */
export function registerSeries(
  server: FastifyInstance,
  {
    reservations: deps,
    placeDependencies,
  }: Pick<ServerDependencies, "reservations" | "placeDependencies">,
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.post(
    "/api/v1/reservations/preview-series",
    {
      schema: {
        tags,
        summary: "Look which dates of a series are free, before it is made",
        body: previewSeriesSchema,
        response: { 200: seriesPreviewSchema, ...problemAnswers },
      },
    },
    async (request) => {
      const actor = requireScope(request, "reservations:read");
      const asked = previewRequestFrom(request.body);
      return presentPreview(
        valueOf(await previewSeries(deps, placeDependencies.places, actor, asked)),
      );
    },
  );

  app.post(
    "/api/v1/reservations/:id/preview-change",
    {
      schema: {
        tags,
        summary: "Look which dates of a series are free, before it is changed",
        params: z.object({ id: z.uuid() }),
        headers: z.object({ "if-match": z.string().optional() }),
        body: previewChangeSchema,
        response: { 200: seriesPreviewSchema, ...problemAnswers },
      },
    },
    async (request) => {
      const actor = requireScope(request, "reservations:write");
      const { seats, ...body } = request.body;
      const preview = await previewSeriesChange(deps, placeDependencies.places, actor, {
        id: request.params.id,
        patch: patchFrom(body),
        ...scopeFrom(body),
        ...versionFrom(request.headers["if-match"]),
        ...(seats !== undefined && { seats }),
        requestId: request.id,
      });
      return presentPreview(valueOf(preview));
    },
  );

  app.get(
    "/api/v1/reservations/:id/series",
    {
      schema: {
        tags,
        summary: "Read the series that a reservation is an occurrence of",
        params: z.object({ id: z.uuid() }),
        response: { 200: seriesSchema, ...problemAnswers },
      },
    },
    async (request) => {
      const actor = requireScope(request, "reservations:read");
      const view = valueOf(await readSeries(deps, actor, request.params.id));
      return {
        series: presentReservation(view.series),
        occurrences: view.occurrences.map(presentReservation),
      };
    },
  );
}

function previewRequestFrom(body: z.output<typeof previewSeriesSchema>): PreviewRequest {
  return {
    spaceId: body.space_id,
    start: instantFrom("start", body.start),
    end: instantFrom("end", body.end),
    ...(body.time_zone !== undefined && { timeZone: body.time_zone }),
    recurrence: recurrenceFrom(body.recurrence),
    ...(body.seats !== undefined && { seats: body.seats }),
    ...(body.services !== undefined && { services: body.services }),
  };
}

function presentPreview({ series, occurrences, hasMore }: SeriesPreview): PreviewAnswer {
  const recurrence = presentRecurrence(series);
  if (recurrence === null) throw new Error("a series that was just made has words");
  return {
    recurrence,
    occurrences: occurrences.map(({ originalDate, startAt, endAt, isFree, alternatives }) => ({
      original_date: originalDate,
      start: startAt.toISOString(),
      end: endAt.toISOString(),
      is_free: isFree,
      alternatives: alternatives.map(presentSpace),
    })),
    taken_count: occurrences.filter(({ isFree }) => !isFree).length,
    has_more: hasMore,
  };
}
