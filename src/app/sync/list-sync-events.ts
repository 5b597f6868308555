import type { SyncEventState } from "../../core/sync/outbound-plan.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { SyncEventRecord, SyncEventRegister, SyncEventView } from "./sync-event-register.ts";

export interface SyncEventPage {
  readonly items: readonly SyncEventView[];
  readonly nextCursor: string | null;
}

/** An id that fits a bigint. */
const ID = /^\d{1,18}$/;

/** Sync events, newest first. The cursor is the id of the last one. */
export async function listSyncEvents(
  { register }: { readonly register: SyncEventRegister },
  query: {
    readonly state?: SyncEventState | undefined;
    readonly reservationId?: string | undefined;
    readonly cursor?: string | undefined;
    readonly limit: number;
  },
): Promise<Outcome<SyncEventPage>> {
  const { state, reservationId, cursor, limit } = query;
  if (cursor !== undefined && !ID.test(cursor)) {
    return refused(
      "invalid_cursor",
      "The cursor is not one of ours.",
      "Begin with the first page.",
    );
  }
  const before = cursor ?? null;
  const found = await register.list({ state, reservationId, before, limit: limit + 1 });
  const items = found.slice(0, limit);
  return done({ items, nextCursor: found.length > limit ? (items.at(-1)?.id ?? null) : null });
}

/** One sync event with the request as it was sent and the answer. */
export async function getSyncEvent(
  { register }: { readonly register: SyncEventRegister },
  id: string,
): Promise<Outcome<SyncEventRecord>> {
  const record = ID.test(id) ? await register.find(id) : null;
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
 * reservation became private was not, so it is withheld as a whole.
 */
function withholdPrivate(record: SyncEventRecord): SyncEventRecord {
  const { request, isPrivate } = record;
  if (request === null || !isPrivate || request["private"] === true) return record;
  return { ...record, request: { withheld: "The reservation has become private since." } };
}
