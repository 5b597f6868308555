import { type Kysely, sql } from "kysely";
import type { RoomsHealth } from "../../app/health/ports.ts";
import type { Schema } from "../schema.ts";

const ROOMS_TOLD_MAX = 50;

/** How changes in rooms reach us, and the rooms in which that is not well. */
export async function readRoomsHealth(kysely: Kysely<Schema>): Promise<RoomsHealth> {
  const [sources, worst] = await Promise.all([readSources(kysely), readWorst(kysely)]);
  return {
    count: sources.reduce((sum, { count }) => sum + count, 0),
    readWhole: sources.reduce((sum, { read_whole: readWhole }) => sum + readWhole, 0),
    bySource: sources.map(({ source, state, count }) => ({ source, state, count })),
    worst,
  };
}

/** Active configurations of active providers. What has no row yet is about to get one. */
const SYNCED_ROOMS = sql`
  from reservable_sync_configuration c
  join calendar_provider p on p.id = c.provider_id
  left join room_sync r on r.configuration_id = c.id
  where c.active and p.active`;

async function readSources(kysely: Kysely<Schema>) {
  const { rows } = await sql<{
    source: string;
    state: string;
    count: number;
    read_whole: number;
  }>`
    select coalesce(r.source, 'none') as source, coalesce(r.state, 'pending') as state,
      count(*)::integer as count,
      (count(r.last_full_read_at))::integer as read_whole
    ${SYNCED_ROOMS} group by 1, 2 order by 1, 2`.execute(kysely);
  return rows;
}

/** Sorted without what is only to be told of them, the rooms take a third of the time. */
const BY_NEED = sql`coalesce(r.state, 'pending') = 'active', r.last_read_at nulls first, c.id`;

async function readWorst(kysely: Kysely<Schema>): Promise<RoomsHealth["worst"]> {
  const { rows } = await sql<{
    id: string;
    space_name: string;
    room_mailbox: string;
    source: string;
    state: string;
    reason: string | null;
    subscription_expires_at: Date | null;
    last_read_at: Date | null;
  }>`
    select c.id, s.name as space_name, c.room_mailbox, coalesce(r.source, 'none') as source,
      coalesce(r.state, 'pending') as state, r.reason, r.subscription_expires_at, r.last_read_at
    from (select c.id ${SYNCED_ROOMS} order by ${BY_NEED} limit ${ROOMS_TOLD_MAX}) worst
    join reservable_sync_configuration c on c.id = worst.id
    join space s on s.id = c.space_id
    left join room_sync r on r.configuration_id = c.id
    order by ${BY_NEED}`.execute(kysely);
  return rows.map((row) => ({
    configurationId: row.id,
    spaceName: row.space_name,
    roomMailbox: row.room_mailbox,
    source: row.source,
    state: row.state,
    reason: row.reason,
    subscriptionExpiresAt: row.subscription_expires_at,
    lastReadAt: row.last_read_at,
  }));
}
