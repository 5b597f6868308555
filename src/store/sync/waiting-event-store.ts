import { type Kysely, type RawBuilder, sql } from "kysely";
import type { WaitingEventStore, WaitingFor } from "../../app/sync/waiting-event-store.ts";
import type { Database } from "../database.ts";
import type { Schema } from "../schema.ts";
import { repeatDeadlocked } from "../repeat-deadlocked.ts";

export function createWaitingEventStore(database: Database): WaitingEventStore {
  return {
    async resume(waitingFor) {
      const isMeant = matching(waitingFor);
      const events = await resume(database.kysely, isMeant);
      return events + (await readAgain(database.kysely, isMeant));
    },
  };
}

/** Rooms' answers that the connection could not read meanwhile; they say so themselves. */
async function readAgain(kysely: Kysely<Schema>, isMeant: RawBuilder<boolean>): Promise<number> {
  const { numAffectedRows } = await sql`
    update room_confirmation c set next_read_at = now()
    from sync_event e, reservation r
    where e.id = c.sync_event_id and r.id = c.reservation_id and ${isMeant}
      and r.reason_code in ('personal_token_missing', 'delegated_user_not_connected')`.execute(
    kysely,
  );
  return Number(numAffectedRows ?? 0n);
}

function matching(waitingFor: WaitingFor): RawBuilder<boolean> {
  return waitingFor.kind === "person"
    ? sql`e.credential = 'personal' and e.credential_person_id = ${waitingFor.personId}::uuid`
    : sql`e.credential = 'delegated_user' and e.provider_id = ${waitingFor.providerId}::uuid`;
}

/**
 * What waits for a connection that was made, or proven, since it began to wait, or for a secret or
 * certificate that was changed since. It heals what was left when a process ended between keeping
 * a token and resuming.
 */
export function resumeConnected(kysely: Kysely<Schema>): Promise<number> {
  return resume(
    kysely,
    sql`case when e.credential = 'personal' then exists (
        select 1 from personal_token t
        where t.person_id = e.credential_person_id and t.provider_id = e.provider_id
          and t.state = 'connected' and t.connected_at > e.due_at)
      else exists (
        select 1 from provider_credential p
        where p.provider_id = e.provider_id and p.kind = e.credential and p.state = 'connected'
          and greatest(p.connected_at, p.checked_at) > e.due_at)
        or e.credential = 'application' and exists (
          select 1 from calendar_provider c where c.id = e.provider_id and c.updated_at > e.due_at)
      end`,
  );
}

async function resume(kysely: Kysely<Schema>, isMeant: RawBuilder<unknown>): Promise<number> {
  // Most often nothing waits, and every process asks every few seconds.
  const { rows: waiting } = await sql`
    select 1 from sync_event e where e.state = 'waiting_for_token' and ${isMeant}
    limit 1`.execute(kysely);
  if (waiting.length === 0) return 0;
  return await repeatDeadlocked(() =>
    kysely.transaction().execute(async (transaction) => {
      // Reservations are locked first, as everybody does who changes them and their sync events.
      const { rows: reservations } = await sql<{ id: string }>`
        select r.id from reservation r
        where exists (select 1 from sync_event e where e.reservation_id = r.id
          and e.state = 'waiting_for_token' and ${isMeant})
        order by r.id for update of r`.execute(transaction);
      if (reservations.length === 0) return 0;
      const ids = reservations.map(({ id }) => id);
      const { numAffectedRows } = await sql`
        update sync_event e
        set state = 'new', due_at = now(), first_tried_at = null, attempts = 0,
          reason_code = null, reason = null
        where e.reservation_id = any(${ids}::uuid[]) and e.state = 'waiting_for_token'
          and ${isMeant}`.execute(transaction);
      await sql`
        update reservation
        set sync_state = 'sync_enqueued', updated_at = clock_timestamp(),
          reason_code = case when state = 'conflicted' then reason_code end,
          reason = case when state = 'conflicted' then reason end
        where id = any(${ids}::uuid[])`.execute(transaction);
      return Number(numAffectedRows ?? 0n);
    }),
  );
}
