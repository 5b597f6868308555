import { type Kysely, sql } from "kysely";
import type {
  CredentialFacts,
  HealthFacts,
  ProviderFacts,
  RoomFacts,
} from "../../core/health/health-facts.ts";
import type { IntegrationMode } from "../../core/integration-rules/question.ts";
import type { Schema } from "../schema.ts";
import { readLastDay } from "./read-counts.ts";
import { readDoubleBooked } from "./read-double-booked.ts";
import { readUnsentMail } from "./read-unsent-mail.ts";

/** More rooms in trouble than this are told as many all the same. */
const ROOMS_JUDGED_MAX = 2_000;
const MAILBOXES_JUDGED_MAX = 20;
/** A room that was read within this is not looked at any closer. */
const READ_LATELY_MINUTES = 15;
/** A change that nobody told within this was not told at all. */
const TOLD_WITHIN_MINUTES = 15;
const UNTOLD_LOOKED_BACK_HOURS = 2;
const DRIFT_LOOKED_BACK_DAYS = 14;
const DRIFT_ROUNDS = 3;

/** What the rules of notices have to know; ages are by the database's clock. */
export async function readHealthFacts(
  kysely: Kysely<Schema>,
  mode: IntegrationMode,
): Promise<HealthFacts> {
  const [
    providers,
    rooms,
    errors,
    missingMailboxes,
    queue,
    notifications,
    drifting,
    booked,
    lapsed,
    unsentMail,
  ] = await Promise.all([
    readProviders(kysely),
    readTroubledRooms(kysely),
    readErrors(kysely),
    readMissingMailboxes(kysely),
    readQueue(kysely),
    readNotifications(kysely),
    readDriftingRooms(kysely),
    readDoubleBooked(kysely),
    readLastDay(kysely, "approvals_lapsed"),
    readUnsentMail(kysely),
  ]);
  return {
    mode,
    providers,
    rooms,
    errors,
    missingMailboxes,
    queue,
    notifications,
    driftingRooms: drifting,
    doubleBooked: booked,
    approvalsLapsed: lapsed,
    unsentMail,
  };
}

async function readProviders(kysely: Kysely<Schema>): Promise<readonly ProviderFacts[]> {
  const { rows } = await sql<{
    id: string;
    name: string;
    delegated_user_email: string | null;
    application_state: CredentialFacts["state"];
    application_reason: string | null;
    delegated_state: CredentialFacts["state"];
    delegated_reason: string | null;
  }>`
    select p.id, p.name, p.delegated_user_email,
      case when a.state = 'needs_reconnect' then a.state
        when p.client_secret_sealed is null and p.client_certificate_sealed is null
          then 'not_connected'
        else 'connected' end as application_state,
      a.reason as application_reason,
      coalesce(d.state, 'not_connected') as delegated_state, d.reason as delegated_reason
    from calendar_provider p
    left join provider_credential a on a.provider_id = p.id and a.kind = 'application'
    left join provider_credential d on d.provider_id = p.id and d.kind = 'delegated_user'
    where p.active order by p.name`.execute(kysely);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    delegatedUserEmail: row.delegated_user_email,
    application: { state: row.application_state, reason: row.application_reason },
    delegatedUser: { state: row.delegated_state, reason: row.delegated_reason },
  }));
}

async function readTroubledRooms(kysely: Kysely<Schema>): Promise<readonly RoomFacts[]> {
  const { rows } = await sql<{
    configuration_id: string;
    space_name: string;
    room_mailbox: string;
    provider_id: string;
    provider_name: string;
    source: RoomFacts["source"];
    state: RoomFacts["state"];
    credential: RoomFacts["credential"];
    reason_code: string | null;
    reason: string | null;
    unread_for: number;
    lapsed_for: number | null;
  }>`
    select c.id as configuration_id, s.name as space_name, c.room_mailbox, p.id as provider_id,
      p.name as provider_name, coalesce(r.source, 'none') as source,
      coalesce(r.state, 'pending') as state, r.credential, r.reason_code, r.reason,
      extract(epoch from now() - greatest(r.last_read_at, c.updated_at, p.updated_at))::float8
        as unread_for,
      case when r.source = 'subscription' and r.subscription_expires_at < now()
        then extract(epoch from now() - r.subscription_expires_at)::float8 end as lapsed_for
    from reservable_sync_configuration c
    join calendar_provider p on p.id = c.provider_id
    join space s on s.id = c.space_id
    left join room_sync r on r.configuration_id = c.id
    where c.active and p.active
      and (r.last_read_at is null or r.state = 'failing'
        or r.last_read_at < now() - ${READ_LATELY_MINUTES}::integer * interval '1 minute'
        or r.source = 'subscription' and r.subscription_expires_at < now())
    order by r.last_read_at nulls first, c.id limit ${ROOMS_JUDGED_MAX}`.execute(kysely);
  return rows.map((row) => ({
    configurationId: row.configuration_id,
    spaceName: row.space_name,
    roomMailbox: row.room_mailbox,
    providerId: row.provider_id,
    providerName: row.provider_name,
    source: row.source,
    state: row.state,
    credential: row.credential,
    reasonCode: row.reason_code,
    reason: row.reason,
    unreadForSeconds: row.unread_for,
    lapsedForSeconds: row.lapsed_for,
  }));
}

async function readErrors(kysely: Kysely<Schema>): Promise<HealthFacts["errors"]> {
  const { rows } = await sql<{ reasonCode: string; count: number }>`
    select coalesce(reason_code, 'unknown') as "reasonCode", count(*)::integer as count
    from sync_event
    where state = 'error' and processed_at > now() - interval '30 days'
      and reason_code is distinct from 'calendar_mailbox_missing'
    group by 1 order by 1`.execute(kysely);
  return rows;
}

async function readMissingMailboxes(
  kysely: Kysely<Schema>,
): Promise<HealthFacts["missingMailboxes"]> {
  const { rows } = await sql<HealthFacts["missingMailboxes"][number]>`
    select mailbox, count(*)::integer as count from sync_event
    where state = 'error' and processed_at > now() - interval '30 days'
      and reason_code = 'calendar_mailbox_missing'
    group by mailbox order by 2 desc, 1 limit ${MAILBOXES_JUDGED_MAX}`.execute(kysely);
  return rows;
}

async function readQueue(kysely: Kysely<Schema>): Promise<HealthFacts["queue"]> {
  const { rows } = await sql<HealthFacts["queue"]>`
    select due.count as "overdueCount", due.age as "overdueForSeconds",
      asked.count as "waitingForPeopleCount", asked.age as "waitingForPeopleSeconds"
    from (select count(*)::integer as count,
        extract(epoch from now() - min(due_at))::float8 as age
      from sync_event where state = 'new' and priority = 0 and due_at <= now()) due
    cross join (select count(*)::integer as count,
        extract(epoch from now() - min(due_at))::float8 as age
      from sync_event
      where state = 'waiting_for_token' and credential_person_id is not null) asked`.execute(
    kysely,
  );
  return (
    rows[0] ?? {
      overdueCount: 0,
      overdueForSeconds: null,
      waitingForPeopleCount: 0,
      waitingForPeopleSeconds: null,
    }
  );
}

async function readNotifications(kysely: Kysely<Schema>): Promise<HealthFacts["notifications"]> {
  const { rows } = await sql<HealthFacts["notifications"]>`
    select count(*)::integer as "subscribedRooms",
      (count(*) filter (where last_change_at
          > now() - ${UNTOLD_LOOKED_BACK_HOURS}::integer * interval '1 hour'
        and (hinted_at is null or hinted_at
          < last_change_at - ${TOLD_WITHIN_MINUTES}::integer * interval '1 minute')))::integer
        as "untoldRooms",
      extract(epoch from now() - max(hinted_at))::float8 as "lastToldSecondsAgo"
    from room_sync where source = 'subscription' and state = 'active'`.execute(kysely);
  return rows[0] ?? { subscribedRooms: 0, untoldRooms: 0, lastToldSecondsAgo: null };
}

/** Rooms whose last few reconciliations all found something. */
async function readDriftingRooms(kysely: Kysely<Schema>): Promise<HealthFacts["driftingRooms"]> {
  const { rows } = await sql<HealthFacts["driftingRooms"][number]>`
    select c.id as "configurationId", s.name as "spaceName", last.rounds
    from (select configuration_id from reconciliation_room
      where has_differed
        and finished_at > now() - ${DRIFT_LOOKED_BACK_DAYS}::integer * interval '1 day'
      group by configuration_id having count(*) >= ${DRIFT_ROUNDS}::integer) often
    join reservable_sync_configuration c on c.id = often.configuration_id and c.active
    join space s on s.id = c.space_id
    cross join lateral (select count(*)::integer as rounds, bool_and(has_differed) as always
      from (select has_differed from reconciliation_room r
        where r.configuration_id = c.id and r.state = 'done' and r.finished_at is not null
        order by r.finished_at desc limit ${DRIFT_ROUNDS}::integer) latest) last
    where last.always order by s.name, c.id`.execute(kysely);
  return rows;
}
