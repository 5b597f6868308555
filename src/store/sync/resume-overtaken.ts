import { sql, type Transaction } from "kysely";
import type { Schema } from "../schema.ts";

/**
 * A system act took the place of what had been accepted before it and was not sent yet, since its own
 * write was to show that as well (policy, U5). Where rooms have let go instead, nothing was written: what
 * was accepted is sent after all, as it was decided. Answers whether there was anything.
 */
export async function resumeOvertaken(
  transaction: Transaction<Schema>,
  eventId: string,
): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    with recursive overtaken as (
      select e.* from sync_event e where e.superseded_by = ${eventId}::bigint
      union all
      select e.* from sync_event e join overtaken o on e.superseded_by = o.id
    ), accepted as (
      select o.* from overtaken o join sync_event s on s.id = ${eventId}::bigint
      where o.type in ('create', 'update') and o.policy_row <> s.policy_row
        and o.reservation_id = s.reservation_id and lower(o.mailbox) = lower(s.mailbox)
        and not exists (select 1 from sync_event l where l.reservation_id = s.reservation_id
          and l.id > s.id and l.state in ('new', 'processing', 'waiting_for_token')
          and l.policy_row <> s.policy_row)
      order by o.id desc limit 1
    )
    insert into sync_event (reservation_id, provider_id, type, policy_row, mailbox, sync_mailbox,
      credential, credential_person_id, invited, channel, priority, request_id, dry_run, asks_again)
    select reservation_id, provider_id, type, policy_row, mailbox, sync_mailbox,
      credential, credential_person_id, invited, channel, priority, request_id, dry_run, asks_again
    from accepted returning id`.execute(transaction);
  const [resumed] = rows;
  if (resumed === undefined) return false;
  // The rooms know what they let go; of what was moved away nobody has told them yet.
  await sql`
    update given_up_time g set sync_event_id = ${resumed.id}::bigint
    where g.sync_event_id = ${eventId}::bigint and not exists (select 1 from sync_event_release x
      where x.sync_event_id = ${eventId}::bigint and x.reservation_id = g.reservation_id)`.execute(
    transaction,
  );
  return true;
}
