import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { importRooms } from "../../app/places/import-rooms.ts";
import { previewRoomImport } from "../../app/places/preview-room-import.ts";
import {
  importedRoomsSchema,
  importRoomsSchema,
  roomsInExchangeQuerySchema,
  roomsInExchangeSchema,
} from "../../contract/room-import.ts";
import { valueOf } from "../answer-outcome.ts";
import { requireAdmin } from "../identity/guards.ts";
import { problemAnswers } from "../problem-schema.ts";
import type { ServerDependencies } from "../server-dependencies.ts";
import { presentImported, presentPreview } from "./present-room-import.ts";

const tags = ["Administration"];

/** Taking over rooms from Exchange, so that nobody types them in. */
export function registerRoomImport(
  server: FastifyInstance,
  { roomImport: deps }: Pick<ServerDependencies, "roomImport">,
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const path = "/api/v1/admin/rooms-in-exchange";

  app.get(
    path,
    {
      schema: {
        tags,
        summary: "List the rooms in Exchange beside the spaces here",
        querystring: roomsInExchangeQuerySchema,
        response: { 200: roomsInExchangeSchema, ...problemAnswers },
      },
    },
    async (request) => {
      requireAdmin(request);
      const { provider } = request.query;
      return presentPreview(valueOf(await previewRoomImport(deps, provider, request.id)));
    },
  );

  app.post(
    `${path}/import`,
    {
      schema: {
        tags,
        summary: "Import the chosen rooms; their sync configurations begin inactive",
        body: importRoomsSchema,
        response: { 200: importedRoomsSchema, ...problemAnswers },
      },
    },
    async (request) => {
      const actor = requireAdmin(request);
      const { provider_id: providerId, buildings, add, change } = request.body;
      const choice = {
        providerId,
        buildings: buildings.map(({ name, time_zone: timeZone }) => ({ name, timeZone })),
        add,
        change,
      };
      return presentImported(valueOf(await importRooms(deps, actor, choice, request.id)));
    },
  );
}
