import { sql, type Transaction } from "kysely";
import { reason } from "../../app/sync/sync-reasons.ts";
import type { Schema } from "../schema.ts";
import { auditSync } from "./audit-sync.ts";
import { releaseTimes } from "./release-times.ts";
import { retakeFreedTime } from "./retake-freed-time.ts";

const MADE_HERE = reason(
  "made_here",
  "The meeting was reserved here, which was not known when its room told of it.",
);

/**
 * Meetings of which a room told before the answer to the write that made them came: where somebody
 * had moved one meanwhile, nothing in the room's calendar says that it is ours. What was taken in
 * for it as made in Outlook gives way to the reservation that was made here, and the room's copy is
 * judged anew.
 */
export async function standAsMadeHere(
  transaction: Transaction<Schema>,
  iCalUIds: readonly string[],
): Promise<void> {
  const { rows: meetings } = await sql<{ id: string }>`
    select id from reservation
    where ical_uid = any(${[...iCalUIds]}::text[]) and parent_id is null and origin = 'calendar'
      and state not in ('completed', 'rejected', 'cancelled', 'no_show')
    order by id for update`.execute(transaction);
  if (meetings.length === 0) return;
  const ids = meetings.map(({ id }) => id);
  const { rows: cancelled } = await sql<{ id: string }>`
    update reservation
    set state = 'cancelled', reason_code = ${MADE_HERE.code}, reason = ${MADE_HERE.sentence},
      version = version + 1, updated_at = clock_timestamp()
    where (id = any(${ids}::uuid[]) or parent_id = any(${ids}::uuid[]))
      and state not in ('completed', 'rejected', 'cancelled', 'no_show')
    returning id`.execute(transaction);
  const freed = await releaseTimes(
    transaction,
    cancelled.map(({ id }) => id),
  );
  await sql`
    update calendar_item set change_key = '', reservation_id = null
    where reservation_id = any(${ids}::uuid[])`.execute(transaction);
  for (const id of ids) {
    await auditSync(transaction, id, "reservation_made_here", { reason_code: MADE_HERE.code });
  }
  await retakeFreedTime(transaction, freed);
}
