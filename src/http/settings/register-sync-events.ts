import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { getSyncEvent, listSyncEvents } from "../../app/sync/list-sync-events.ts";
import { sendManyAgain } from "../../app/sync/send-many-again.ts";
import { sendAgain } from "../../app/sync/send-again.ts";
import type { SyncEventRecord, SyncEventView } from "../../app/sync/sync-event-register.ts";
import {
  bulkStepSchema,
  listSyncEventsQuerySchema,
  sendManyAgainSchema,
  type SyncEvent,
  syncEventDetailSchema,
  syncEventPageSchema,
} from "../../contract/admin.ts";
import { valueOf } from "../answer-outcome.ts";
import { requireAdmin } from "../identity/guards.ts";
import { problemAnswers } from "../problem-schema.ts";
import { pageEndFrom, presentBulkStep } from "./bulk-step.ts";
import type { ServerDependencies } from "../server-dependencies.ts";

const tags = ["Administration"];
const idParams = z.object({ id: z.string().max(30) });
const answers = { 200: syncEventDetailSchema, ...problemAnswers };

/** The outbound queue, as people see it. */
export function registerSyncEvents(
  server: FastifyInstance,
  { syncEvents: deps }: Pick<ServerDependencies, "syncEvents">,
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const path = "/api/v1/admin/sync-events";

  app.get(
    path,
    {
      schema: {
        tags,
        summary: "List the sync events, newest first",
        querystring: listSyncEventsQuerySchema,
        response: { 200: syncEventPageSchema, ...problemAnswers },
      },
    },
    async (request) => {
      requireAdmin(request);
      const { state, reason_code: reasonCode, reservation_id: reservationId } = request.query;
      const { limit, cursor } = request.query;
      const query = { state, reasonCode, reservationId, limit, cursor };
      const page = valueOf(await listSyncEvents(deps, query));
      return { items: page.items.map(presentSyncEvent), next_cursor: page.nextCursor };
    },
  );

  app.post(
    `${path}/send-again`,
    {
      schema: {
        tags,
        summary: "Send many sync events in error again, a step at a time",
        body: sendManyAgainSchema,
        response: { 200: bulkStepSchema, ...problemAnswers },
      },
    },
    async (request) => {
      const actor = requireAdmin(request);
      const { reason_code: reasonCode = null, provider_id: providerId = null } = request.body;
      const after = pageEndFrom(request.body.cursor);
      const asked = { filter: { reasonCode, providerId }, after };
      return presentBulkStep(valueOf(await sendManyAgain(deps, actor, asked)));
    },
  );

  app.get(
    `${path}/:id`,
    { schema: { tags, summary: "Read a sync event", params: idParams, response: answers } },
    async (request) => {
      requireAdmin(request);
      return presentRecord(valueOf(await getSyncEvent(deps, request.params.id)));
    },
  );

  app.post(
    `${path}/:id/send-again`,
    { schema: { tags, summary: "Send a sync event again", params: idParams, response: answers } },
    async (request) => {
      const actor = requireAdmin(request);
      return presentRecord(valueOf(await sendAgain(deps, actor, request.params.id)));
    },
  );
}

function presentSyncEvent(event: SyncEventView): SyncEvent {
  return {
    id: event.id,
    reservation_id: event.reservationId,
    reservation_number: event.reservationNumber,
    space_name: event.spaceName,
    type: event.type,
    state: event.state,
    policy_row: event.policyRow,
    mailbox: event.mailbox,
    credential: event.credential,
    credential_person: event.credentialPerson,
    channel: event.channel,
    attempts: event.attempts,
    due_at: event.dueAt.toISOString(),
    created_at: event.createdAt.toISOString(),
    processed_at: event.processedAt?.toISOString() ?? null,
    reason_code: event.reasonCode,
    reason: event.reason,
  };
}

function presentRecord(record: SyncEventRecord): z.output<typeof syncEventDetailSchema> {
  const { request, response } = record;
  return {
    ...presentSyncEvent(record),
    request_id: record.requestId,
    superseded_by: record.supersededBy,
    request: request && { ...request },
    response: response && { ...response },
  };
}
