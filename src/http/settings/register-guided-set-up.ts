import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { type GuidedSetUp, readGuidedSetUp } from "../../app/setup/guided-set-up.ts";
import {
  type GuidedSetUp as GuidedSetUpAnswer,
  guidedSetUpQuerySchema,
  guidedSetUpSchema,
  REDIRECT_PATHS,
} from "../../contract/guided-set-up.ts";
import { valueOf } from "../answer-outcome.ts";
import { requireAdmin } from "../identity/guards.ts";
import { problemAnswers } from "../problem-schema.ts";
import { presentFinding } from "../scan/present-scan.ts";
import type { ServerDependencies } from "../server-dependencies.ts";

/** From nothing to the first synced room, each step checked against the tenant. */
export function registerGuidedSetUp(
  server: FastifyInstance,
  { guidedSetUp: deps }: Pick<ServerDependencies, "guidedSetUp">,
): void {
  server.withTypeProvider<ZodTypeProvider>().get(
    "/api/v1/admin/set-up",
    {
      schema: {
        tags: ["Administration"],
        summary: "Check how far the set-up is; asks Entra ID and Exchange, and writes nothing",
        querystring: guidedSetUpQuerySchema,
        response: { 200: guidedSetUpSchema, ...problemAnswers },
      },
    },
    async (request) => {
      const actor = requireAdmin(request);
      const personId = actor.kind === "person" ? actor.personId : null;
      const { provider_id: providerId, mailbox } = request.query;
      const choice = { providerId, mailbox };
      return present(
        valueOf(await readGuidedSetUp(deps, { ...choice, personId, requestId: request.id })),
      );
    },
  );
}

function present(setUp: GuidedSetUp): GuidedSetUpAnswer {
  const { provider, room, signIn } = setUp;
  return {
    mode: setUp.mode,
    redirect_uris: REDIRECT_PATHS.map((path) => `${setUp.publicUrl}${path}`),
    sign_in: signIn && { tenant_id: signIn.tenant, client_id: signIn.clientId },
    permissions: setUp.permissions.map(({ isOptional, ...permission }) => ({
      ...permission,
      is_optional: isOptional,
    })),
    providers: setUp.providers.map(({ syncedRooms, ...each }) => ({
      ...each,
      synced_rooms: syncedRooms,
    })),
    provider: provider && { id: provider.id, name: provider.name, active: provider.active },
    commands: setUp.commands.map(({ isOptional, ...command }) => ({
      ...command,
      is_optional: isOptional,
    })),
    rooms: [...setUp.rooms],
    room: room && {
      address: room.address,
      configuration_id: room.configurationId,
      space_name: room.spaceName,
      active: room.isActive,
    },
    steps: setUp.steps.map(({ key, state, confirmed, findings }) => ({
      key,
      state,
      confirmed: [...confirmed],
      findings: findings.map(presentFinding),
    })),
  };
}
