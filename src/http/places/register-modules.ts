import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import {
  changeModule,
  getModule,
  listModules,
  rehearseModuleChange,
} from "../../app/places/change-module.ts";
import type { ModuleChange, ReservableModule } from "../../app/places/modules.ts";
import { removeModule } from "../../app/places/remove-module.ts";
import { createModule } from "../../app/places/write-module.ts";
import {
  changeModuleSchema,
  createModuleSchema,
  moduleConsequencesSchema,
  moduleSchema,
  type ReservableModule as ModuleAnswer,
} from "../../contract/modules.ts";
import { valueOf } from "../answer-outcome.ts";
import { versionFrom } from "../if-match.ts";
import { requireAdmin } from "../identity/guards.ts";
import { problemAnswers } from "../problem-schema.ts";
import type { ServerDependencies } from "../server-dependencies.ts";

const tags = ["Administration"];
const idParams = z.object({ id: z.uuid() });
const answers = { 200: moduleSchema, ...problemAnswers };

/** Reservable modules, which say how their spaces are reserved: read, change, and what that means. */
export function registerModules(
  server: FastifyInstance,
  { modules: deps, placeDependencies }: Pick<ServerDependencies, "modules" | "placeDependencies">,
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const path = "/api/v1/admin/modules";

  app.get(
    path,
    {
      schema: {
        tags,
        summary: "List the reservable modules",
        response: { 200: z.object({ items: z.array(moduleSchema) }), ...problemAnswers },
      },
    },
    async (request) => {
      requireAdmin(request);
      return { items: (await listModules(deps)).map(presentModule) };
    },
  );

  app.post(
    path,
    {
      schema: {
        tags,
        summary: "Add a reservable module",
        body: createModuleSchema,
        response: { 201: moduleSchema, ...problemAnswers },
      },
    },
    async (request, reply) => {
      const actor = requireAdmin(request);
      const { id } = valueOf(await createModule(placeDependencies, actor, request.body.name));
      const module = valueOf(await getModule(deps, id));
      void reply.header("ETag", `"${module.version}"`).header("Location", `${path}/${id}`);
      return reply.code(201).send(presentModule(module));
    },
  );

  app.get(
    `${path}/:id`,
    { schema: { tags, summary: "Read a reservable module", params: idParams, response: answers } },
    async (request, reply) => {
      requireAdmin(request);
      const module = valueOf(await getModule(deps, request.params.id));
      void reply.header("ETag", `"${module.version}"`);
      return presentModule(module);
    },
  );

  app.patch(
    `${path}/:id`,
    {
      schema: {
        tags,
        summary: "Change a reservable module",
        params: idParams,
        headers: z.object({ "if-match": z.string().optional() }),
        body: changeModuleSchema,
        response: answers,
      },
    },
    async (request, reply) => {
      const actor = requireAdmin(request);
      const version = versionFrom(request.headers["if-match"]);
      const asked = { id: request.params.id, change: changeFrom(request.body), ...version };
      const module = valueOf(await changeModule(deps, actor, asked));
      void reply.header("ETag", `"${module.version}"`);
      return presentModule(module);
    },
  );

  app.delete(
    `${path}/:id`,
    {
      schema: {
        tags,
        summary: "Take away a reservable module that no space is in",
        params: idParams,
        response: { 204: z.null(), ...problemAnswers },
      },
    },
    async (request, reply) => {
      valueOf(await removeModule(deps, requireAdmin(request), request.params.id));
      return reply.code(204).send(null);
    },
  );

  app.post(
    `${path}/:id/rehearsal`,
    {
      schema: {
        tags,
        summary: "What a change of a reservable module would mean; nothing is written",
        params: idParams,
        body: changeModuleSchema,
        response: { 200: moduleConsequencesSchema, ...problemAnswers },
      },
    },
    async (request) => {
      requireAdmin(request);
      const change = changeFrom(request.body);
      const consequences = valueOf(await rehearseModuleChange(deps, request.params.id, change));
      return {
        items: consequences.map(({ code, message, isWarning }) => ({
          code,
          message,
          is_warning: isWarning,
        })),
      };
    },
  );
}

function presentModule(module: ReservableModule): ModuleAnswer {
  return {
    id: module.id,
    name: module.name,
    duration_minutes_min: module.durationMinutesMin,
    duration_minutes_max: module.durationMinutesMax,
    days_ahead_max: module.daysAheadMax,
    recurring_enabled: module.recurringEnabled,
    multi_space_enabled: module.multiSpaceEnabled,
    group_enabled: module.groupEnabled,
    on_behalf_shown: module.onBehalfShown,
    subject_required: module.subjectRequired,
    show_as: module.showAs,
    check_in_policy: module.checkInPolicy,
    check_in_opens_minutes_before: module.checkInOpensMinutesBefore,
    releases_no_shows: module.releasesNoShows,
    approval_policy: module.approvalPolicy,
    reminder_minutes_before: module.reminderMinutesBefore,
    approvers: module.approvers.map(({ id, displayName, email }) => ({
      id,
      display_name: displayName,
      email,
    })),
    space_count: module.spaceCount,
    version: module.version,
  };
}

const NAMES = {
  name: "name",
  duration_minutes_min: "durationMinutesMin",
  duration_minutes_max: "durationMinutesMax",
  days_ahead_max: "daysAheadMax",
  recurring_enabled: "recurringEnabled",
  multi_space_enabled: "multiSpaceEnabled",
  group_enabled: "groupEnabled",
  on_behalf_shown: "onBehalfShown",
  subject_required: "subjectRequired",
  show_as: "showAs",
  check_in_policy: "checkInPolicy",
  check_in_opens_minutes_before: "checkInOpensMinutesBefore",
  releases_no_shows: "releasesNoShows",
  approval_policy: "approvalPolicy",
  reminder_minutes_before: "reminderMinutesBefore",
  approvers: "approvers",
} as const satisfies Readonly<
  Record<keyof z.output<typeof changeModuleSchema>, keyof ModuleChange>
>;

function changeFrom(body: z.output<typeof changeModuleSchema>): ModuleChange {
  const given = Object.entries(body).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    given.map(([name, value]) => [NAMES[name as keyof typeof NAMES], value]),
  );
}
