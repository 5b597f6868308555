import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import type { SyncConfigurationRecord } from "../../app/settings/ports.ts";
import {
  createSyncConfiguration,
  updateSyncConfiguration,
} from "../../app/settings/sync-configurations.ts";
import {
  bulkStepSchema,
  createSyncConfigurationSchema,
  exportReservationsSchema,
  type SyncConfiguration,
  syncConfigurationSchema,
  updateSyncConfigurationSchema,
} from "../../contract/admin.ts";
import { exportReservations } from "../../app/sync/export-reservations.ts";
import { valueOf } from "../answer-outcome.ts";
import { requireAdmin } from "../identity/guards.ts";
import { problemAnswers } from "../problem-schema.ts";
import { pageEndFrom, presentBulkStep } from "./bulk-step.ts";
import type { ServerDependencies } from "../server-dependencies.ts";

const tags = ["Administration"];
const idParams = z.object({ id: z.uuid() });

type SyncConfigurationDependencies = Pick<
  ServerDependencies,
  "settings" | "placeDependencies" | "exporting"
>;

/** Which spaces are synced, with which room mailbox. */
export function registerSyncConfigurations(
  server: FastifyInstance,
  { settings, placeDependencies, exporting }: SyncConfigurationDependencies,
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const path = "/api/v1/admin/sync-configurations";
  const deps = { ...settings, places: placeDependencies.places };

  app.get(
    path,
    {
      schema: {
        tags,
        summary: "List the sync configurations",
        response: { 200: z.object({ items: z.array(syncConfigurationSchema) }), ...problemAnswers },
      },
    },
    async (request) => {
      requireAdmin(request);
      return { items: (await settings.configurations.list()).map(presentConfiguration) };
    },
  );

  app.post(
    `${path}/:id/export`,
    {
      schema: {
        tags,
        summary: "Write a synced space's coming reservations into the calendar, a step at a time",
        params: idParams,
        body: exportReservationsSchema,
        response: { 200: bulkStepSchema, ...problemAnswers },
      },
    },
    async (request) => {
      const actor = requireAdmin(request);
      const after = pageEndFrom(request.body.cursor);
      const asked = { configurationId: request.params.id, after };
      return presentBulkStep(valueOf(await exportReservations(exporting, actor, asked)));
    },
  );

  app.post(
    path,
    {
      schema: {
        tags,
        summary: "Say with which room mailbox a space is synced; it begins inactive",
        body: createSyncConfigurationSchema,
        response: { 201: syncConfigurationSchema, ...problemAnswers },
      },
    },
    async (request, reply) => {
      const actor = requireAdmin(request);
      const { space_id, provider_id, room_mailbox, dry_run } = request.body;
      const form = {
        spaceId: space_id,
        providerId: provider_id,
        roomMailbox: room_mailbox,
        dryRun: dry_run,
      };
      const made = valueOf(await createSyncConfiguration(deps, actor, form));
      return reply.code(201).send(presentConfiguration(made));
    },
  );

  app.patch(
    `${path}/:id`,
    {
      schema: {
        tags,
        summary: "Change, activate or deactivate a sync configuration",
        params: idParams,
        body: updateSyncConfigurationSchema,
        response: { 200: syncConfigurationSchema, ...problemAnswers },
      },
    },
    async (request) => {
      const actor = requireAdmin(request);
      const { room_mailbox, active, dry_run } = request.body;
      const change = {
        ...(room_mailbox !== undefined && { roomMailbox: room_mailbox }),
        ...(active !== undefined && { active }),
        ...(dry_run !== undefined && { dryRun: dry_run }),
      };
      const changed = await updateSyncConfiguration(deps, actor, request.params.id, change);
      return presentConfiguration(valueOf(changed));
    },
  );
}

function presentConfiguration(record: SyncConfigurationRecord): SyncConfiguration {
  return {
    id: record.id,
    space_id: record.spaceId,
    space_name: record.spaceName,
    building_name: record.buildingName,
    provider_id: record.providerId,
    provider_name: record.providerName,
    room_mailbox: record.roomMailbox,
    active: record.active,
    dry_run: record.dryRun,
    change_source: record.changeSource.source,
    change_source_state: record.changeSource.state,
    change_source_reason: record.changeSource.reason,
    last_read_at: record.changeSource.lastReadAt?.toISOString() ?? null,
    subscription_expires_at: record.changeSource.subscriptionExpiresAt?.toISOString() ?? null,
  };
}
