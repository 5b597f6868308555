/** Rooms in the state of being read that a test wants them in, by the store's own means. */
import assert from "node:assert/strict";
import type { DueRoom, SourceSettlement } from "../../app/sync/sources/room-sync-store.ts";
import type { Database } from "../database.ts";
import { createNotificationStore } from "../sync/notification-store.ts";
import { createRoomSyncStore } from "../sync/room-sync-store.ts";
import { buildProvider, buildSpace, buildSyncConfiguration } from "./build-rows.ts";

export const ALL_ROOMS = { leaseMs: 60_000, limit: 100 };
export const CLIENT_STATE_HASH = new Uint8Array(32).fill(7);
export const REASON = {
  code: "delegated_rights_only",
  sentence: "Only the delegated user may read it.",
};
export const SUBSCRIBED = {
  kind: "subscribed",
  subscriptionId: "subscription-1",
  expiresAt: new Date(Date.now() + 6 * 24 * 3_600_000),
  notificationUrl: "https://usher.example/webhooks/exchange/events",
  clientStateHash: CLIENT_STATE_HASH,
  nextLookMs: 4 * 24 * 3_600_000,
} as const satisfies SourceSettlement;
export const POLLING = {
  kind: "polling",
  credential: "delegated_user",
  reason: REASON,
  nextLookMs: 60_000,
} as const satisfies SourceSettlement;

/** @param database called inside tests only */
export function syncedRooms(database: () => Database) {
  const store = () => createRoomSyncStore(database());

  async function settle(settlement: SourceSettlement): Promise<void> {
    for (const claimed of await store().claimSources(ALL_ROOMS)) {
      assert.ok(await store().settleSource(claimed, settlement));
    }
  }

  return {
    store,
    notifications: () => createNotificationStore(database()),
    /** What came of looking for the sources of all rooms that are due. */
    settle,

    /** A room of a provider of its own, with a source unless it is null. */
    room: async (settlement: SourceSettlement | null = POLLING) => {
      const db = database().kysely;
      const provider = await buildProvider(db, { delegated_user_email: "service@example.org" });
      const space = await buildSpace(db);
      const configuration = { space_id: space.id, provider_id: provider.id };
      const built = await buildSyncConfiguration(db, configuration);
      if (settlement !== null) await settle(settlement);
      return { ...built, spaceId: space.id };
    },
    rowOf: (configurationId: string) =>
      database()
        .kysely.selectFrom("room_sync")
        .selectAll()
        .where("configuration_id", "=", configurationId)
        .executeTakeFirstOrThrow(),
    /** Sets columns of a room's row, given as SQL. */
    set: (assignments: string, configurationId: string) =>
      database().pool.query(`update room_sync set ${assignments} where configuration_id = $1`, [
        configurationId,
      ]),
    changeConfiguration: (
      configurationId: string,
      change: { active?: boolean; dry_run?: boolean; room_mailbox?: string },
    ) =>
      database()
        .kysely.updateTable("reservable_sync_configuration")
        .set(change)
        .where("id", "=", configurationId)
        .execute(),
    retired: () =>
      database()
        .kysely.selectFrom("retired_subscription")
        .select(["subscription_id", "mailbox"])
        .execute(),
    claimOne: async (): Promise<DueRoom> => {
      const [claimed] = await store().claimRooms(ALL_ROOMS);
      assert.ok(claimed);
      return claimed;
    },
    readWell: (claimed: DueRoom, nextReadMs: number, changes = 0) =>
      store().settleReading(claimed, {
        kind: "read",
        changes,
        wasFull: true,
        leavesOpen: false,
        nextReadMs,
      }),
  };
}
