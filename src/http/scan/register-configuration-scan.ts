import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import {
  handInRoomSettings,
  readLastScan,
  ROOMS_SCANNED_MAX,
  runScan,
} from "../../app/scan/run-scan.ts";
import {
  configurationScanSchema,
  runConfigurationScanSchema,
} from "../../contract/configuration-scan.ts";
import { valueOf } from "../answer-outcome.ts";
import { requireAdmin } from "../identity/guards.ts";
import { problemAnswers } from "../problem-schema.ts";
import type { ServerDependencies } from "../server-dependencies.ts";
import { presentScan } from "./present-scan.ts";

const tags = ["Administration"];
const answers = { 200: configurationScanSchema, ...problemAnswers };
/** The settings of many rooms are long (see ROOM_SETTINGS_CHARACTERS_MAX), and JSON escapes them. */
const SCAN_BODY_BYTES_MAX = 32_000_000;

/** What keeps the installation from working, and how to mend it. */
export function registerConfigurationScan(
  server: FastifyInstance,
  { scan: deps }: Pick<ServerDependencies, "scan">,
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const path = "/api/v1/admin/configuration-scan";

  app.get(
    path,
    { schema: { tags, summary: "Read the last configuration scan", response: answers } },
    async (request) => {
      requireAdmin(request);
      return presentScan(await readLastScan(deps));
    },
  );

  app.post(
    path,
    {
      bodyLimit: SCAN_BODY_BYTES_MAX,
      schema: {
        tags,
        summary: "Scan the configuration, with what Exchange PowerShell printed of the rooms",
        // Without a body it is checked as null.
        body: runConfigurationScanSchema.nullable(),
        response: answers,
      },
    },
    async (request) => {
      const actor = requireAdmin(request);
      const printed = request.body?.room_settings;
      if (printed !== undefined) valueOf(await handInRoomSettings(deps, actor, printed));
      valueOf(await runScan(deps, { roomsMax: ROOMS_SCANNED_MAX, requestId: request.id }));
      return presentScan(await readLastScan(deps));
    },
  );
}
