import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import type { BuildingChange, SpaceChange } from "../../app/places/ports.ts";
import { listBuildings, listSpaces } from "../../app/places/read-places.ts";
import { createBuilding, updateBuilding } from "../../app/places/save-building.ts";
import { createSpace, updateSpace } from "../../app/places/save-space.ts";
import {
  buildingSchema,
  createBuildingSchema,
  createSpaceSchema,
  spacePageSchema,
  spaceSchema,
  updateBuildingSchema,
  updateSpaceSchema,
} from "../../contract/places.ts";
import { valueOf } from "../answer-outcome.ts";
import { requireAdmin } from "../identity/guards.ts";
import { problemAnswers } from "../problem-schema.ts";
import type { ServerDependencies } from "../server-dependencies.ts";
import { presentBuilding, presentSpace } from "./present-space.ts";

const tags = ["Administration"];
const idParams = z.object({ id: z.uuid() });
const spacesQuerySchema = z.strictObject({
  building_id: z.uuid().optional(),
  module_id: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(1000).optional(),
});

/** Making and changing buildings and spaces. */
export function registerPlaceAdministration(
  server: FastifyInstance,
  { placeDependencies: deps }: Pick<ServerDependencies, "placeDependencies">,
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.get(
    "/api/v1/admin/buildings",
    {
      schema: {
        tags,
        summary: "List the buildings, those out of use too",
        response: { 200: z.object({ items: z.array(buildingSchema) }), ...problemAnswers },
      },
    },
    async (request) => {
      requireAdmin(request);
      const found = await listBuildings(deps, { includesInactive: true });
      return { items: found.map(presentBuilding) };
    },
  );

  app.post(
    "/api/v1/admin/buildings",
    {
      schema: {
        tags,
        summary: "Add a building",
        body: createBuildingSchema,
        response: { 201: buildingSchema, ...problemAnswers },
      },
    },
    async (request, reply) => {
      const actor = requireAdmin(request);
      const { name, address, time_zone: timeZone } = request.body;
      const made = valueOf(await createBuilding(deps, actor, { name, address, timeZone }));
      return reply.code(201).send(presentBuilding(made));
    },
  );

  app.patch(
    "/api/v1/admin/buildings/:id",
    {
      schema: {
        tags,
        summary: "Change a building, or take it out of use and back",
        params: idParams,
        body: updateBuildingSchema,
        response: { 200: buildingSchema, ...problemAnswers },
      },
    },
    async (request) => {
      const actor = requireAdmin(request);
      const change = buildingChangeFrom(request.body);
      return presentBuilding(valueOf(await updateBuilding(deps, actor, request.params.id, change)));
    },
  );

  app.get(
    "/api/v1/admin/spaces",
    {
      schema: {
        tags,
        summary: "List the spaces, those out of use too",
        querystring: spacesQuerySchema,
        response: { 200: spacePageSchema, ...problemAnswers },
      },
    },
    async (request) => {
      requireAdmin(request);
      const { building_id: buildingId, module_id: moduleId, limit, cursor } = request.query;
      const asked = { buildingId, moduleId, includesInactive: true, limit, cursor };
      const page = valueOf(await listSpaces(deps, asked));
      return { items: page.items.map(presentSpace), next_cursor: page.nextCursor };
    },
  );

  app.post(
    "/api/v1/admin/spaces",
    {
      schema: {
        tags,
        summary: "Add a space",
        body: createSpaceSchema,
        response: { 201: spaceSchema, ...problemAnswers },
      },
    },
    async (request, reply) => {
      const actor = requireAdmin(request);
      const {
        building_id: buildingId,
        module_id: moduleId,
        requires_check_in: requiresCheckIn,
        requires_approval: requiresApproval,
        ...rest
      } = request.body;
      const space = { ...rest, buildingId, moduleId, requiresCheckIn, requiresApproval };
      const made = valueOf(await createSpace(deps, actor, space));
      void reply.header("Location", `/api/v1/spaces/${made.id}`);
      return reply.code(201).send(presentSpace(made));
    },
  );

  app.patch(
    "/api/v1/admin/spaces/:id",
    {
      schema: {
        tags,
        summary: "Change a space",
        params: idParams,
        body: updateSpaceSchema,
        response: { 200: spaceSchema, ...problemAnswers },
      },
    },
    async (request) => {
      const actor = requireAdmin(request);
      const change = changeFrom(request.body);
      return presentSpace(valueOf(await updateSpace(deps, actor, request.params.id, change)));
    },
  );
}

function buildingChangeFrom(body: z.output<typeof updateBuildingSchema>): BuildingChange {
  const { name, address, time_zone: timeZone, active } = body;
  return {
    ...(name !== undefined && { name }),
    ...(address !== undefined && { address }),
    ...(timeZone !== undefined && { timeZone }),
    ...(active !== undefined && { active }),
  };
}

function changeFrom(body: z.output<typeof updateSpaceSchema>): SpaceChange {
  const { name, building_id, module_id, kind, floor, capacity, equipment, email, active } = body;
  return {
    ...(name !== undefined && { name }),
    ...(building_id !== undefined && { buildingId: building_id }),
    ...(module_id !== undefined && { moduleId: module_id }),
    ...(kind !== undefined && { kind }),
    ...(floor !== undefined && { floor }),
    ...(capacity !== undefined && { capacity }),
    ...(equipment !== undefined && { equipment }),
    ...(email !== undefined && { email }),
    ...(active !== undefined && { active }),
    ...(body.requires_check_in !== undefined && { requiresCheckIn: body.requires_check_in }),
    ...(body.requires_approval !== undefined && { requiresApproval: body.requires_approval }),
  };
}
