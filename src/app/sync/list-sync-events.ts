import type { SyncEventState } from "../../core/sync/outbound-plan.ts";
import { type NumberedPage, numberedPage, ROW_NUMBER } from "../numbered-page.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { SyncEventRecord, SyncEventRegister, SyncEventView } from "./sync-event-register.ts";

/** Sync events, newest first. */
export async function listSyncEvents(
  { register }: { readonly register: SyncEventRegister },
  query: {
    readonly state?: SyncEventState | undefined;
    readonly reasonCode?: string | undefined;
    readonly reservationId?: string | undefined;
    readonly cursor?: string | undefined;
    readonly limit: number;
  },
): Promise<Outcome<NumberedPage<SyncEventView>>> {
  const { state, reasonCode, reservationId } = query;
  return numberedPage(query, (page) =>
    register.list({ state, reasonCode, reservationId, ...page }),
  );
}

/** One sync event with the request as it was sent and the answer. */
export async function getSyncEvent(
  { register }: { readonly register: SyncEventRegister },
  id: string,
): Promise<Outcome<SyncEventRecord>> {
  const record = ROW_NUMBER.test(id) ? await register.find(id) : null;
  return record === null ? syncEventNotFound() : done(withholdPrivate(record));
}

export function syncEventNotFound() {
  return refused(
    "sync_event_not_found",
    "There is no such sync event.",
    "Look it up again in the list of sync events.",
  );
}

/**
 * Requests of private events are kept without what is private. What was sent before the
 * reservation became private was not, so it is withheld as a whole, unless it never told anything.
 */
function withholdPrivate(record: SyncEventRecord): SyncEventRecord {
  const { request, isPrivate } = record;
  if (request === null || !isPrivate || request["private"] === true) return record;
  if (request["bare"] === true) return record;
  return { ...record, request: { withheld: "The reservation has become private since." } };
}
