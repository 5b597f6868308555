import { type Kysely, sql } from "kysely";
import type { WrittenEvent } from "../../../app/sync/reconcile/ports.ts";
import type { Schema } from "../../schema.ts";

/** Where the organizer's copy is, and what reads the room that it is for. */
export async function findWrittenEvent(
  kysely: Kysely<Schema>,
  reservationId: string,
): Promise<WrittenEvent | null> {
  const { rows } = await sql<{
    mailbox: string;
    event_id: string;
    provider_id: string;
    credential: WrittenEvent["credential"];
    delegated_user_email: string | null;
    time_zone: string;
  }>`
    select r.calendar_mailbox as mailbox, r.calendar_event_id as event_id, c.provider_id,
      s.credential, p.delegated_user_email, r.time_zone
    from reservation r
    join reservable_sync_configuration c on c.space_id = r.space_id
    join calendar_provider p on p.id = c.provider_id
    left join room_sync s on s.configuration_id = c.id
    where r.id = ${reservationId}::uuid and r.calendar_event_id is not null
      and r.calendar_mailbox is not null`.execute(kysely);
  const [row] = rows;
  return row === undefined
    ? null
    : {
        mailbox: row.mailbox,
        eventId: row.event_id,
        providerId: row.provider_id,
        credential: row.credential,
        delegatedUserEmail: row.delegated_user_email,
        timeZone: row.time_zone,
      };
}
