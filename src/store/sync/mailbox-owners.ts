import { type Kysely, sql, type Transaction } from "kysely";
import type { Schema } from "../schema.ts";

/** A mailbox stays one process' for so long after its last claim; less than a killed one's leases. */
const OWNED_SECONDS = 10;

/**
 * Whether the mailbox of the lane `l` is the process' own, or nobody's: nobody else has claimed it
 * of late, and nothing that was claimed there is still under way.
 */
export function isFreeFor(owner: string) {
  return sql`(l.owner = ${owner}::uuid
    or (l.owned_until is null or l.owned_until <= now())
      and (l.reading_until is null or l.reading_until <= now())
      and not exists (select 1 from sync_event u where u.mailbox = l.mailbox
        and u.state = 'processing' and u.lease_until > now()))`;
}

export async function ownMailboxes(
  transaction: Transaction<Schema>,
  owner: string,
  mailboxes: readonly string[],
): Promise<void> {
  if (mailboxes.length === 0) return;
  await sql`
    update mailbox_lane
    set owner = ${owner}::uuid, owned_until = now() + ${OWNED_SECONDS} * interval '1 second'
    where mailbox = any(${[...mailboxes]}::text[])`.execute(transaction);
}

export async function leaveMailboxes(kysely: Kysely<Schema>, owner: string): Promise<void> {
  await kysely
    .updateTable("mailbox_lane")
    .set({ owner: null, owned_until: null })
    .where("owner", "=", owner)
    .execute();
}
