import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { LaneStore } from "../../app/sync/lane-store.ts";
import type { Database } from "../database.ts";
import { claimAnswers, releaseAnswers, renewAnswers } from "./claim-answers.ts";
import { createSyncEventClaims } from "./claim-sync-events.ts";
import { resumeConnected } from "./waiting-event-store.ts";

/** So long somebody may still look at the page and wait. */
const WAITED_FOR_SECONDS = 60;
const BACKLOG_PRIORITY = 1;

/** The lanes in the database: claims, leases, and what ended processes left behind. */
export function createLaneStore(database: Database): LaneStore {
  const { kysely } = database;
  // Of this process, and of this start of it.
  const owner = randomUUID();
  return {
    claimSyncEvents: createSyncEventClaims(database, owner),
    claimAnswers: (request) => claimAnswers(kysely, owner, request),
    renewAnswers: (claimed, leaseMs) => renewAnswers(kysely, claimed, leaseMs),
    releaseAnswers: (claimed) => releaseAnswers(kysely, claimed),

    async renewLeases(leases, leaseMs) {
      if (leases.length === 0) return;
      // One that is locked is just being settled, or has its turn the next time.
      await sql`
        update sync_event
        set lease_until = now() + ${leaseMs}::float8 * interval '1 millisecond'
        where id in (select id from sync_event
          where state = 'processing' and lease_owner = any(${[...leases]}::uuid[])
          for update skip locked)`.execute(kysely);
    },

    async releaseLapsed(all) {
      // An event that ends its process each time must come to its own end: an interruption is a try.
      const released = await kysely
        .updateTable("sync_event")
        .set({
          state: "new",
          lease_owner: null,
          lease_until: null,
          attempts: sql<number>`attempts + 1`,
        })
        .where("state", "=", "processing")
        .$if(!all, (query) => query.where("lease_until", "<", sql<Date>`now()`))
        .executeTakeFirst();
      if (all) {
        await kysely
          .updateTable("mailbox_lane")
          .set({ reading_until: null })
          .where("reading_until", "is not", null)
          .execute();
        await kysely
          .updateTable("room_confirmation")
          .set({ lease_until: null })
          .where("lease_until", "is not", null)
          .execute();
      }
      return Number(released.numUpdatedRows);
    },

    async setBacklogBehind() {
      const { numUpdatedRows } = await kysely
        .updateTable("sync_event")
        .set({ priority: BACKLOG_PRIORITY })
        .where("state", "=", "new")
        .where("priority", "=", 0)
        .where("due_at", "<", sql<Date>`now() - ${WAITED_FOR_SECONDS} * interval '1 second'`)
        .executeTakeFirst();
      return Number(numUpdatedRows);
    },

    resumeConnected: () => resumeConnected(kysely),
  };
}
