import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { rehearseChange } from "../../app/reservations/schedule/rehearse-change.ts";
import { readSchedule, type Schedule } from "../../app/reservations/schedule/read-schedule.ts";
import {
  type Schedule as ScheduleAnswer,
  rehearsalSchema,
  scheduleQuerySchema,
  scheduleSchema,
} from "../../contract/schedule.ts";
import { updateReservationSchema } from "../../contract/reservations.ts";
import { requiresApproval } from "../../core/reservations/approval.ts";
import { valueOf } from "../answer-outcome.ts";
import { requireScheduleReader, requireScope } from "../identity/guards.ts";
import { versionFrom } from "../if-match.ts";
import { instantFrom } from "../instants.ts";
import { problemAnswers } from "../problem-schema.ts";
import type { ServerDependencies } from "../server-dependencies.ts";
import { presentVerdict } from "./present-reservation.ts";
import { conflictAnswerFrom, patchFrom, scopeFrom } from "./reservation-requests.ts";

/** The schedule of many spaces, as planners see it, and what a change in it would bring. */
export function registerSchedule(
  server: FastifyInstance,
  { schedule: deps, reservations }: Pick<ServerDependencies, "schedule" | "reservations">,
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.post(
    "/api/v1/reservations/:id/rehearsal",
    {
      schema: {
        tags: ["Reservations"],
        summary: "Say what a change would bring with it, and change nothing",
        params: z.object({ id: z.uuid() }),
        headers: z.object({ "if-match": z.string().optional() }),
        body: updateReservationSchema,
        response: { 200: rehearsalSchema, ...problemAnswers },
      },
    },
    async (request) => {
      const actor = requireScope(request, "reservations:write");
      const consequences = await rehearseChange(reservations, actor, {
        id: request.params.id,
        patch: patchFrom(request.body),
        ...scopeFrom(request.body),
        ...conflictAnswerFrom(request.body),
        ...versionFrom(request.headers["if-match"]),
        requestId: request.id,
      });
      return {
        consequences: valueOf(consequences).map(({ code, names = [], count = 0 }) => ({
          code,
          names: [...names],
          count,
        })),
      };
    },
  );

  app.get(
    "/api/v1/schedule",
    {
      schema: {
        tags: ["Reservations"],
        summary: "See what many spaces hold in a window of time",
        querystring: scheduleQuerySchema,
        response: { 200: scheduleSchema, ...problemAnswers },
      },
    },
    async (request, reply) => {
      const actor = requireScheduleReader(request);
      const { from, to, building_id, q, floor, kind, capacity } = request.query;
      const schedule = await readSchedule(deps, actor, {
        from: instantFrom("from", from),
        to: instantFrom("to", to),
        buildingId: building_id,
        floor,
        kind,
        capacity,
        name: q,
      });
      const answer = presentSchedule(valueOf(schedule));
      // Thousands of texts that come from us are not looked at again on their way out.
      void reply.type("application/json; charset=utf-8").serializer(JSON.stringify);
      return answer;
    },
  );
}

function presentSchedule(schedule: Schedule): ScheduleAnswer {
  const { spaces, reservations, verdicts } = schedule;
  const buildings = new Map(
    spaces.map(({ buildingId: id, buildingName: name, timeZone: time_zone }) => [
      id,
      { id, name, time_zone },
    ]),
  );
  const textOf = instantTexts();
  return {
    buildings: [...buildings.values()],
    spaces: spaces.map(({ id, name, kind, buildingId, floor, capacity, synced, approval }) => ({
      id,
      name,
      kind,
      building_id: buildingId,
      floor,
      capacity,
      synced,
      needs_approval: requiresApproval(approval),
    })),
    has_more_spaces: schedule.hasMoreSpaces,
    reservations: reservations.map(({ reservation, subject, verdict }) => ({
      id: reservation.id,
      parent_id: reservation.parentId,
      space_id: reservation.spaceId,
      kind: reservation.standing.kind,
      state: reservation.standing.state,
      sync_state: reservation.standing.syncState,
      start: textOf(reservation.startAt),
      end: textOf(reservation.endAt),
      subject,
      requested_for_name: reservation.requestedFor.displayName,
      version: reservation.version,
      verdict,
    })),
    verdicts: verdicts.map(({ update, cancel }) => ({
      update: presentVerdict(update),
      cancel: presentVerdict(cancel),
    })),
  };
}

/** Thousands of reservations begin and end at a few hundred instants, and each is written once. */
function instantTexts(): (instant: Date) => string {
  const written = new Map<number, string>();
  return (instant) => {
    const ms = instant.getTime();
    const text = written.get(ms) ?? instant.toISOString();
    written.set(ms, text);
    return text;
  };
}
