import { type Kysely, sql } from "kysely";
import type {
  ClaimedSource,
  ClaimRequest,
  RetiredSubscription,
  SourceSettlement,
} from "../../app/sync/sources/room-sync-store.ts";
import type { Schema } from "../schema.ts";

/** So many readings in a row fail before a room that has a source counts as failing. */
const FAILED_READS_SHOWN = 3;

export async function claimSources(
  kysely: Kysely<Schema>,
  { leaseMs, limit }: ClaimRequest,
): Promise<readonly ClaimedSource[]> {
  // To the millisecond, so that the mark can be compared after its way through JavaScript.
  const { rows } = await sql<SourceRow>`
    with due as (
      select configuration_id, subscription_due_at as due_at from room_sync
      where state <> 'inactive' and subscription_due_at <= now()
        and (lease_until is null or lease_until <= now())
      order by subscription_due_at, configuration_id limit ${limit}::integer for update skip locked
    ), taken as (
      update room_sync r
      set lease_owner = gen_random_uuid(), lease_until = ${later(leaseMs)},
        subscription_due_at = date_trunc('milliseconds', ${later(leaseMs)})
      from due where r.configuration_id = due.configuration_id
      returning r.*, due.due_at
    )
    select r.configuration_id, r.lease_owner, r.subscription_due_at, r.source_looks,
      r.subscription_id, r.notification_url, s.name as space_name, c.provider_id, c.room_mailbox,
      coalesce(p.delegated_user_email, '') <> '' as has_delegated_user
    from taken r
    join reservable_sync_configuration c on c.id = r.configuration_id
    join calendar_provider p on p.id = c.provider_id
    join space s on s.id = c.space_id
    order by r.due_at, r.configuration_id`.execute(kysely);
  return rows.map((row) => ({
    configurationId: row.configuration_id,
    spaceName: row.space_name,
    providerId: row.provider_id,
    roomMailbox: row.room_mailbox,
    hasDelegatedUser: row.has_delegated_user,
    lease: row.lease_owner,
    dueMark: row.subscription_due_at,
    looks: row.source_looks,
    subscription:
      row.subscription_id === null
        ? null
        : { id: row.subscription_id, notificationUrl: row.notification_url ?? "" },
  }));
}

interface SourceRow {
  readonly configuration_id: string;
  readonly space_name: string;
  readonly provider_id: string;
  readonly room_mailbox: string;
  readonly has_delegated_user: boolean;
  readonly lease_owner: string;
  readonly subscription_due_at: Date;
  readonly source_looks: number;
  readonly subscription_id: string | null;
  readonly notification_url: string | null;
}

export async function settleSource(
  kysely: Kysely<Schema>,
  { configurationId, lease, dueMark }: ClaimedSource,
  settlement: SourceSettlement,
): Promise<boolean> {
  return await kysely.transaction().execute(async (transaction) => {
    const { rows } = await sql`
      select 1 from room_sync where configuration_id = ${configurationId}
        and lease_owner = ${lease}::uuid for update`.execute(transaction);
    if (rows.length === 0) return false;
    const kept = settlement.kind === "subscribed" ? settlement.subscriptionId : null;
    if (settlement.kind !== "postponed") await retire(transaction, configurationId, kept);
    if (readsWith(settlement) === "application") await readWordsAnew(transaction, configurationId);
    await sql`
      update room_sync
      set lease_owner = null, lease_until = null, ${outcomeOf(settlement)},
        -- Something that came up meanwhile has set another time, which stays.
        subscription_due_at = case when subscription_due_at = ${dueMark}
          then ${later(settlement.nextLookMs)} else subscription_due_at end
      where configuration_id = ${configurationId}`.execute(transaction);
    return true;
  });
}

function readsWith(settlement: SourceSettlement): string | null {
  if (settlement.kind === "subscribed") return "application";
  return settlement.kind === "polling" ? settlement.credential : null;
}

/**
 * What a delegated user could not read of meetings in people's own calendars, the application can:
 * they are read once more, though nothing of them changes.
 */
async function readWordsAnew(kysely: Kysely<Schema>, configurationId: string): Promise<void> {
  await sql`
    update calendar_item i set change_key = ''
    from room_sync y, reservation r
    where y.configuration_id = ${configurationId} and y.credential is distinct from 'application'
      and i.configuration_id = y.configuration_id and r.id = i.reservation_id
      and (r.origin = 'calendar' or r.sync_mailbox = 'user') and (i.kind = 'series' or i.end_at > now())`.execute(
    kysely,
  );
}

/** Whatever subscription the room has goes, but for the one to keep. */
async function retire(
  kysely: Kysely<Schema>,
  configurationId: string,
  kept: string | null,
): Promise<void> {
  await sql`
    insert into retired_subscription (subscription_id, provider_id, mailbox)
    select r.subscription_id, c.provider_id, c.room_mailbox
    from room_sync r join reservable_sync_configuration c on c.id = r.configuration_id
    where r.configuration_id = ${configurationId} and r.subscription_id is distinct from ${kept}
      and r.subscription_id is not null
    on conflict do nothing`.execute(kysely);
}

function outcomeOf(settlement: SourceSettlement) {
  switch (settlement.kind) {
    case "subscribed":
      return sql`${had("subscription", "application")}, source_looks = 0,
        reason_code = null, reason = null, subscription_id = ${settlement.subscriptionId},
        client_state_hash = coalesce(${bytes(settlement.clientStateHash)}::bytea, client_state_hash),
        subscription_expires_at = ${settlement.expiresAt},
        notification_url = ${settlement.notificationUrl},
        -- What changed before a new subscription began to tell is read for once.
        next_read_at = case when ${settlement.clientStateHash !== null} then now()
          else next_read_at end`;
    case "polling":
      return sql`${had("polling", settlement.credential)}, source_looks = source_looks + 1,
        reason_code = ${settlement.reason.code}, reason = ${settlement.reason.sentence},
        ${withoutSubscription()}, next_read_at = case
          when credential is distinct from ${settlement.credential} then now()
          when source = 'subscription' then least(next_read_at, now()) else next_read_at end`;
    case "failing":
      return sql`source = 'none', state = 'failing', credential = null,
        source_looks = source_looks + 1, reason_code = ${settlement.reason.code},
        reason = ${settlement.reason.sentence}, read_failure_code = null, read_failure = null,
        ${withoutSubscription()}`;
    case "postponed":
      // The reason of a source that goes on is not this one.
      return sql`source_looks = source_looks + 1,
        reason_code = case when state = 'active' then reason_code else ${settlement.reason.code} end,
        reason = case when state = 'active' then reason else ${settlement.reason.sentence} end`;
  }
}

/** A source that was had. Readings that failed with another credential do not count against it. */
function had(source: string, credential: string) {
  return sql`source = ${source}, credential = ${credential},
    failed_reads = case when credential = ${credential} then failed_reads else 0 end,
    state = case when credential = ${credential} and failed_reads >= ${FAILED_READS_SHOWN}::integer
      then 'failing' else 'active' end`;
}

function withoutSubscription() {
  return sql`subscription_id = null, client_state_hash = null, subscription_expires_at = null,
    notification_url = null`;
}

export async function reviewSubscriptionsElsewhere(
  kysely: Kysely<Schema>,
  notificationUrl: string,
): Promise<number> {
  const { numAffectedRows } = await sql`
    update room_sync set subscription_due_at = now()
    where configuration_id in (
      select configuration_id from room_sync
      where subscription_id is not null and notification_url is distinct from ${notificationUrl}
        and subscription_due_at > now()
      order by configuration_id for update)`.execute(kysely);
  return Number(numAffectedRows ?? 0);
}

/** Whoever takes some puts them off for the others. */
export async function claimRetired(
  kysely: Kysely<Schema>,
  { leaseMs, limit }: ClaimRequest,
): Promise<readonly RetiredSubscription[]> {
  const { rows } = await sql<{
    subscription_id: string;
    provider_id: string;
    mailbox: string;
    tries: number;
  }>`
    with due as (
      select subscription_id, due_at from retired_subscription where due_at <= now()
      order by due_at, subscription_id limit ${limit}::integer for update skip locked
    ), taken as (
      update retired_subscription r set due_at = ${later(leaseMs)}, tries = tries + 1
      from due where r.subscription_id = due.subscription_id
      returning r.*, due.due_at as was_due_at
    )
    select subscription_id, provider_id, mailbox, tries from taken
    order by was_due_at, subscription_id`.execute(kysely);
  return rows.map((row) => ({
    subscriptionId: row.subscription_id,
    providerId: row.provider_id,
    mailbox: row.mailbox,
    tries: row.tries,
  }));
}

export async function settleRetired(
  kysely: Kysely<Schema>,
  subscriptionId: string,
  retryDelayMs: number | null,
): Promise<void> {
  await (
    retryDelayMs === null
      ? sql`delete from retired_subscription where subscription_id = ${subscriptionId}`
      : sql`update retired_subscription set due_at = ${later(retryDelayMs)}
        where subscription_id = ${subscriptionId}`
  ).execute(kysely);
}

function bytes(value: Uint8Array | null): Buffer | null {
  return value === null ? null : Buffer.from(value);
}

function later(durationMs: number) {
  return sql`now() + ${durationMs}::float8 * interval '1 millisecond'`;
}
