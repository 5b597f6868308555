import { sql, type Transaction } from "kysely";
import type { Schema } from "../schema.ts";

/**
 * Whether the mailbox of the lane `l` is the process' own, or nobody's: nothing that another process
 * claimed there is still under way.
 */
export function isFreeFor(owner: string) {
  return sql`(l.owner = ${owner}::uuid
    or (l.reading_until is null or l.reading_until <= now())
      and not exists (select 1 from sync_event u where u.mailbox = l.mailbox
        and u.state = 'processing' and u.lease_until > now()))`;
}

export async function ownMailboxes(
  transaction: Transaction<Schema>,
  owner: string,
  mailboxes: readonly string[],
): Promise<void> {
  if (mailboxes.length === 0) return;
  await transaction
    .updateTable("mailbox_lane")
    .set({ owner })
    .where("mailbox", "in", [...mailboxes])
    .execute();
}
