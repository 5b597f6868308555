import { type Kysely, sql } from "kysely";
import type { ReadingSettlement, RoomSyncStore } from "../../app/sync/sources/room-sync-store.ts";
import type { Database } from "../database.ts";
import type { Schema } from "../schema.ts";
import { claimRooms, HINTED_READ_GAP_MS, isBusy } from "./claim-rooms.ts";
import {
  claimRetired,
  claimSources,
  reviewSubscriptionsElsewhere,
  settleRetired,
  settleSource,
} from "./room-sources.ts";

/** Rooms' synchronisation in the database. Leases and times are judged by the database's clock. */
export function createRoomSyncStore({ kysely }: Database): RoomSyncStore {
  return {
    claimRooms: (request) => claimRooms(kysely, request),
    settleReading: (room, settlement) =>
      settleReading(kysely, room.configurationId, room.lease, settlement),
    claimSources: (request) => claimSources(kysely, request),
    settleSource: (room, settlement) => settleSource(kysely, room, settlement),
    claimRetired: (request) => claimRetired(kysely, request),
    settleRetired: (id, retryDelayMs) => settleRetired(kysely, id, retryDelayMs),
    reviewSubscriptionsElsewhere: (url) => reviewSubscriptionsElsewhere(kysely, url),

    async renewLeases(leases, leaseMs) {
      if (leases.length === 0) return;
      await sql`
        update room_sync set lease_until = ${later(leaseMs)}
        where lease_owner = any(${[...leases]}::uuid[])`.execute(kysely);
    },

    async releaseLeases() {
      const { numAffectedRows } = await sql`
        update room_sync set lease_owner = null, lease_until = null
        where lease_until is not null`.execute(kysely);
      return Number(numAffectedRows ?? 0);
    },

    async quickenBusyRooms(withinMs) {
      const { numAffectedRows } = await sql`
        update room_sync set next_read_at = now()
          + random() * ${withinMs}::float8 * interval '1 millisecond'
        where configuration_id in (
          select r.configuration_id
          from room_sync r join reservable_sync_configuration c on c.id = r.configuration_id
          where r.state = 'active' and r.failed_reads = 0
            and (r.source = 'polling' or r.subscription_expires_at <= now())
            and r.next_read_at > ${later(withinMs)} and ${isBusy()}
          for update of r skip locked)`.execute(kysely);
      return Number(numAffectedRows ?? 0);
    },
  };
}

async function settleReading(
  kysely: Kysely<Schema>,
  configurationId: string,
  lease: string,
  settlement: ReadingSettlement,
): Promise<boolean> {
  const ended =
    settlement.kind === "read"
      ? sql`state = 'active', failed_reads = 0, read_failure_code = null, read_failure = null,
          open_reads = case when ${settlement.leavesOpen} then open_reads + 1 else 0 end,
          last_read_at = now(),
          last_full_read_at = case when ${settlement.wasFull} then now()
            else last_full_read_at end,
          last_change_at = case when ${settlement.changes > 0} then now() else last_change_at end,
          next_read_at = case when hinted_at > read_began_at
            then greatest(now(), read_began_at + ${ms(HINTED_READ_GAP_MS)})
            else ${later(settlement.nextReadMs)} end`
      : sql`state = case when ${settlement.isFailing} then 'failing' else state end,
          failed_reads = failed_reads + 1, read_failure_code = ${settlement.code},
          read_failure = ${settlement.message},
          subscription_due_at = case when ${settlement.isAccess} then now()
            else subscription_due_at end,
          next_read_at = ${later(settlement.nextReadMs)}`;
  const { numAffectedRows } = await sql`
    update room_sync set lease_owner = null, lease_until = null, ${ended}
    where configuration_id = ${configurationId} and lease_owner = ${lease}::uuid`.execute(kysely);
  return numAffectedRows === 1n;
}

function ms(durationMs: number) {
  return sql`${durationMs}::float8 * interval '1 millisecond'`;
}

function later(durationMs: number) {
  return sql`now() + ${ms(durationMs)}`;
}
