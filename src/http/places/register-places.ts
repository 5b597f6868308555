import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { findFreeSpaces } from "../../app/places/find-free-spaces.ts";
import { getSpace, listBuildings, listSpaces } from "../../app/places/read-places.ts";
import {
  buildingSchema,
  freeSpacesQuerySchema,
  spaceListSchema,
  spacePageSchema,
  spaceSchema,
} from "../../contract/places.ts";
import { valueOf } from "../answer-outcome.ts";
import { requireScope } from "../identity/guards.ts";
import { instantFrom } from "../instants.ts";
import { problemAnswers } from "../problem-schema.ts";
import type { ServerDependencies } from "../server-dependencies.ts";
import { presentBuilding, presentSpace } from "./present-space.ts";

const tags = ["Places"];
const listQuerySchema = z.strictObject({
  building_id: z.uuid().optional(),
  module_id: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(1000).optional(),
});

/** Buildings and spaces, and which of them are free. */
export function registerPlaces(
  server: FastifyInstance,
  { placeDependencies: deps }: Pick<ServerDependencies, "placeDependencies">,
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.get(
    "/api/v1/buildings",
    {
      schema: {
        tags,
        summary: "List the buildings",
        response: { 200: z.object({ items: z.array(buildingSchema) }), ...problemAnswers },
      },
    },
    async (request) => {
      requireScope(request, "places:read");
      return { items: (await listBuildings(deps)).map(presentBuilding) };
    },
  );

  app.get(
    "/api/v1/spaces",
    {
      schema: {
        tags,
        summary: "List the spaces",
        querystring: listQuerySchema,
        response: { 200: spacePageSchema, ...problemAnswers },
      },
    },
    async (request) => {
      requireScope(request, "places:read");
      const { building_id: buildingId, module_id: moduleId, limit, cursor } = request.query;
      const page = valueOf(await listSpaces(deps, { buildingId, moduleId, limit, cursor }));
      return { items: page.items.map(presentSpace), next_cursor: page.nextCursor };
    },
  );

  app.get(
    "/api/v1/spaces/free",
    {
      schema: {
        tags,
        summary: "Find spaces that are free for the whole of a time",
        querystring: freeSpacesQuerySchema,
        response: { 200: spaceListSchema, ...problemAnswers },
      },
    },
    async (request) => {
      requireScope(request, "places:read");
      const { building_id: buildingId, floor, kind, capacity, limit, ...query } = request.query;
      const equipment = query.equipment
        ?.split(",")
        .map((item) => item.trim())
        .filter((item) => item !== "");
      const start = instantFrom("start", query.start).toString();
      const end = instantFrom("end", query.end).toString();
      const filter = { buildingId, floor, kind, capacity, equipment, limit };
      const found = valueOf(await findFreeSpaces(deps, { start, end, ...filter }));
      return { items: found.map(presentSpace) };
    },
  );

  app.get(
    "/api/v1/spaces/:id",
    {
      schema: {
        tags,
        summary: "Read a space",
        params: z.object({ id: z.uuid() }),
        response: { 200: spaceSchema, ...problemAnswers },
      },
    },
    async (request) => {
      requireScope(request, "places:read");
      return presentSpace(valueOf(await getSpace(deps, request.params.id)));
    },
  );
}
