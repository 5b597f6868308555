import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { changeProperty } from "../../app/settings/change-property.ts";
import type { PropertyState } from "../../app/settings/properties.ts";
import { type Rehearsal, rehearseModeChange } from "../../app/settings/rehearse-mode-change.ts";
import {
  changePropertySchema,
  integrationModeSchema,
  type Property,
  propertySchema,
  type Rehearsal as RehearsalAnswer,
  rehearsalSchema,
} from "../../contract/admin.ts";
import { valueOf } from "../answer-outcome.ts";
import { requireAdmin } from "../identity/guards.ts";
import { problemAnswers } from "../problem-schema.ts";
import type { ServerDependencies } from "../server-dependencies.ts";

const tags = ["Administration"];
const nameParams = z.object({ name: z.string().max(200) });

/** Properties, and what a change of the integration mode would do. */
export function registerProperties(
  server: FastifyInstance,
  { settings, properties }: Pick<ServerDependencies, "settings" | "properties">,
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.get(
    "/api/v1/admin/properties",
    {
      schema: {
        tags,
        summary: "List the properties",
        response: { 200: z.object({ items: z.array(propertySchema) }), ...problemAnswers },
      },
    },
    async (request) => {
      requireAdmin(request);
      return { items: (await properties.list()).map(presentProperty) };
    },
  );

  app.put(
    "/api/v1/admin/properties/:name",
    {
      schema: {
        tags,
        summary: "Change a property",
        params: nameParams,
        body: changePropertySchema,
        response: { 200: propertySchema, ...problemAnswers },
      },
    },
    async (request) => {
      const actor = requireAdmin(request);
      const { name } = request.params;
      const deps = { ...settings, properties };
      return presentProperty(valueOf(await changeProperty(deps, actor, name, request.body.value)));
    },
  );

  app.post(
    "/api/v1/admin/integration-mode/rehearsal",
    {
      schema: {
        tags,
        summary: "Say what a change of the integration mode would do; nothing is written",
        body: z.strictObject({ mode: integrationModeSchema }),
        response: { 200: rehearsalSchema, ...problemAnswers },
      },
    },
    async (request) => {
      requireAdmin(request);
      return presentRehearsal(await rehearseModeChange(settings, request.body.mode, request.id));
    },
  );
}

function presentProperty(property: PropertyState): Property {
  return {
    name: property.name,
    type: property.type,
    ...(property.choices && { choices: [...property.choices] }),
    default_value: property.defaultValue,
    value: property.value,
    description: property.description,
    updated_at: property.updatedAt?.toISOString() ?? null,
    updated_by: property.updatedBy,
  };
}

function presentRehearsal(rehearsal: Rehearsal): RehearsalAnswer {
  const { readOnly, peopleWithoutToken, roomsWithoutDelegate, inFlight } = rehearsal;
  return {
    from: rehearsal.from,
    to: rehearsal.to,
    read_only: {
      count: readOnly.count,
      by_code: { ...readOnly.byCode },
      examples: readOnly.examples.map((example) => ({
        id: example.id,
        number: example.number,
        space_name: example.spaceName,
        start: example.startAt.toISOString(),
        requested_for: example.requestedFor,
        code: example.code,
        remedy: example.remedy,
      })),
    },
    people_without_token: {
      count: peopleWithoutToken.count,
      examples: peopleWithoutToken.examples.map(({ id, displayName, email }) => ({
        id,
        display_name: displayName,
        email,
      })),
    },
    rooms_without_delegate: {
      count: roomsWithoutDelegate.count,
      checked: roomsWithoutDelegate.checked,
      examples: roomsWithoutDelegate.examples.map((room) => ({
        space_id: room.spaceId,
        space_name: room.spaceName,
        room_mailbox: room.roomMailbox,
        message: room.message,
      })),
    },
    delegated_users: rehearsal.delegatedUsers.map((user) => ({
      provider_id: user.providerId,
      provider_name: user.providerName,
      email: user.email,
      state: user.state,
      connect_url: `/connect/delegated-user/${user.providerId}`,
    })),
    in_flight: {
      count: Object.values(inFlight).reduce((sum, count) => sum + count, 0),
      by_state: { ...inFlight },
    },
    blockers: [...rehearsal.blockers],
    warnings: [...rehearsal.warnings],
  };
}
