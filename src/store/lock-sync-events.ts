import type { Transaction } from "kysely";
import type { InvitedBesides, WrittenSyncEvent } from "../app/reservations/ports.ts";
import type { MeetingEventType, SyncEventState } from "../core/sync/outbound-plan.ts";
import type { Schema } from "./schema.ts";

/**
 * All sync events of a meeting, oldest first, so that no lane takes one up meanwhile. What rooms are
 * to let go in their own name says nothing about the calendar that holds the meeting.
 */
export async function lockSyncEvents(
  transaction: Transaction<Schema>,
  reservationId: string,
): Promise<readonly WrittenSyncEvent[]> {
  const rows = await transaction
    .selectFrom("sync_event")
    .select(["id", "type", "state", "may_have_been_sent", "provider_id", "mailbox", "invited"])
    .where("reservation_id", "=", reservationId)
    .where("type", "<>", "release")
    .orderBy("id")
    .forUpdate()
    .execute();
  return rows.map((row) => ({
    id: row.id,
    type: row.type as MeetingEventType,
    state: row.state as SyncEventState,
    mayHaveBeenSent: row.may_have_been_sent,
    providerId: row.provider_id,
    mailbox: row.mailbox,
    invited: row.invited as InvitedBesides | null,
  }));
}
