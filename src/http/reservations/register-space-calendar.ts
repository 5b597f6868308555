import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { readBusyTimes } from "../../app/reservations/schedule/read-busy-times.ts";
import { readSpaceRules, type SpaceRules } from "../../app/reservations/space-rules.ts";
import {
  busyTimesQuerySchema,
  busyTimesSchema,
  type SpaceRules as SpaceRulesAnswer,
  spaceRulesSchema,
} from "../../contract/space-calendar.ts";
import { valueOf } from "../answer-outcome.ts";
import { requireScope, requireScopeOffPanel } from "../identity/guards.ts";
import { instantFrom } from "../instants.ts";
import { problemAnswers } from "../problem-schema.ts";
import type { ServerDependencies } from "../server-dependencies.ts";

const tags = ["Places"];

/** When spaces are taken, and how they are reserved: what whoever looks for one has to know. */
export function registerSpaceCalendar(
  server: FastifyInstance,
  { schedule: deps }: Pick<ServerDependencies, "schedule">,
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.get(
    "/api/v1/busy-times",
    {
      schema: {
        tags,
        summary: "See when a space, or each space of a building, is taken",
        querystring: busyTimesQuerySchema,
        response: { 200: busyTimesSchema, ...problemAnswers },
      },
    },
    async (request) => {
      const actor = requireScopeOffPanel(request, "reservations:read");
      const { from, to, space_id: spaceId, building_id: buildingId } = request.query;
      const times = await readBusyTimes(deps, actor, {
        from: instantFrom("from", from),
        to: instantFrom("to", to),
        spaceId,
        buildingId,
      });
      return {
        items: valueOf(times).map((time) => ({
          space_id: time.spaceId,
          start: time.startAt.toISOString(),
          end: time.endAt.toISOString(),
          own: time.own,
        })),
      };
    },
  );

  app.get(
    "/api/v1/spaces/:id/rules",
    {
      schema: {
        tags,
        summary: "Read how a space is reserved",
        params: z.object({ id: z.uuid() }),
        response: { 200: spaceRulesSchema, ...problemAnswers },
      },
    },
    async (request) => {
      requireScope(request, "places:read");
      return presentRules(valueOf(await readSpaceRules(deps.facts, request.params.id)));
    },
  );
}

function presentRules({ limits, needsApproval, checkIn }: SpaceRules): SpaceRulesAnswer {
  return {
    duration_minutes_min: limits.durationMinutesMin,
    duration_minutes_max: limits.durationMinutesMax,
    days_ahead_max: limits.daysAheadMax,
    all_day: limits.allDay,
    subject_required: limits.subjectRequired,
    recurring_enabled: limits.recurringEnabled,
    occurrences_max: limits.occurrencesMax,
    multi_space_enabled: limits.multiSpaceEnabled,
    group_enabled: limits.groupEnabled,
    on_behalf_shown: limits.onBehalfShown,
    needs_approval: needsApproval,
    check_in: checkIn && {
      opens_minutes_before: checkIn.opensMinutesBefore,
      no_show_after_minutes: checkIn.noShowAfterMinutes,
    },
  };
}
