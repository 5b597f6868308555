import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { readSchedule, type Schedule } from "../../app/reservations/schedule/read-schedule.ts";
import {
  type Schedule as ScheduleAnswer,
  scheduleQuerySchema,
  scheduleSchema,
} from "../../contract/schedule.ts";
import { requiresApproval } from "../../core/reservations/approval.ts";
import { valueOf } from "../answer-outcome.ts";
import { requireScheduleReader } from "../identity/guards.ts";
import { instantFrom } from "../instants.ts";
import { problemAnswers } from "../problem-schema.ts";
import type { ServerDependencies } from "../server-dependencies.ts";
import { presentVerdict } from "./present-reservation.ts";

/** The schedule of many spaces, as planners see it. */
export function registerSchedule(
  server: FastifyInstance,
  { schedule: deps }: Pick<ServerDependencies, "schedule">,
): void {
  server.withTypeProvider<ZodTypeProvider>().get(
    "/api/v1/schedule",
    {
      schema: {
        tags: ["Reservations"],
        summary: "See what many spaces hold in a window of time",
        querystring: scheduleQuerySchema,
        response: { 200: scheduleSchema, ...problemAnswers },
      },
    },
    async (request) => {
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
      return presentSchedule(valueOf(schedule));
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
      kind: reservation.kind,
      state: reservation.state,
      sync_state: reservation.syncState,
      start: reservation.startAt.toISOString(),
      end: reservation.endAt.toISOString(),
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
