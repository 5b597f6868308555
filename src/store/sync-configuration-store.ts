import { randomUUID } from "node:crypto";
import { type Kysely, sql, type Transaction } from "kysely";
import type { AuditNote } from "../app/audit-note.ts";
import type {
  ChangeSourceView,
  SyncConfigurationRecord,
  SyncConfigurations,
  SyncConfigurationWritten,
} from "../app/settings/ports.ts";
import { writeAudit } from "./audit-store.ts";
import { faultOf } from "./row-faults.ts";
import type { Schema } from "./schema.ts";
import { effectiveSource } from "./sync/claim-rooms.ts";

const FAULTS = {
  reservable_sync_configuration_space_id_key: "space_configured",
  sync_configuration_mailbox_unique: "mailbox_taken",
  // The space's own address, which takes the mailbox's where it has none, is another space's.
  space_email_unique: "mailbox_taken",
  reservable_sync_configuration_space_id_fkey: "space_not_found",
  reservable_sync_configuration_provider_id_fkey: "provider_not_found",
} as const;

/** Which spaces are synced, and with which room mailbox. */
export function createSyncConfigurationStore(db: Kysely<Schema>): SyncConfigurations {
  return {
    async list(filter) {
      const query = select(db).orderBy("b.name").orderBy("s.name").orderBy("c.id");
      const providerId = filter?.providerId;
      const rows = await (
        providerId === undefined ? query : query.where("c.provider_id", "=", providerId)
      ).execute();
      return rows.map(toRecord);
    },
    find: (id) => find(db, id),
    create: (configuration, note) =>
      written(db, note, async (transaction) => {
        const id = randomUUID();
        await transaction
          .insertInto("reservable_sync_configuration")
          .values({
            id,
            space_id: configuration.spaceId,
            provider_id: configuration.providerId,
            room_mailbox: configuration.roomMailbox,
            active: configuration.active,
            dry_run: configuration.dryRun,
          })
          .execute();
        await giveRoomAddresses(transaction, [id]);
        return id;
      }),
    update: (id, change, note) =>
      written(db, note, async (transaction) => {
        await transaction
          .updateTable("reservable_sync_configuration")
          .set({
            ...(change.roomMailbox !== undefined && { room_mailbox: change.roomMailbox }),
            ...(change.active !== undefined && { active: change.active }),
            ...(change.dryRun !== undefined && { dry_run: change.dryRun }),
            updated_at: sql`now()`,
          })
          .where("id", "=", id)
          .execute();
        await giveRoomAddresses(transaction, [id]);
        return id;
      }),
  };
}

/** A space without an address is given its room mailbox as its own. */
export async function giveRoomAddresses(
  transaction: Transaction<Schema>,
  configurationIds: readonly string[],
): Promise<void> {
  await sql`
    update space set email = c.room_mailbox
    from reservable_sync_configuration c
    where c.id = any(${[...configurationIds]}::uuid[])
      and space.id = c.space_id and space.email is null`.execute(transaction);
}

async function written(
  db: Kysely<Schema>,
  note: AuditNote,
  write: (transaction: Transaction<Schema>) => Promise<string>,
): Promise<SyncConfigurationWritten> {
  try {
    return await db.transaction().execute(async (transaction) => {
      const configuration = await find(transaction, await write(transaction));
      if (!configuration) return { ok: false, fault: "sync_configuration_not_found" };
      await writeAudit(transaction, note);
      return { ok: true, configuration };
    });
  } catch (error) {
    return { ok: false, fault: faultOf(error, FAULTS) };
  }
}

function select(db: Kysely<Schema>) {
  return db
    .selectFrom("reservable_sync_configuration as c")
    .innerJoin("space as s", "s.id", "c.space_id")
    .innerJoin("building as b", "b.id", "s.building_id")
    .innerJoin("calendar_provider as p", "p.id", "c.provider_id")
    .innerJoin("room_sync as r", "r.configuration_id", "c.id")
    .select([
      "c.id",
      "c.space_id",
      "s.name as space_name",
      "b.name as building_name",
      "c.provider_id",
      "p.name as provider_name",
      "p.active as provider_active",
      "c.room_mailbox",
      "c.active",
      "c.dry_run",
      effectiveSource().as("change_source"),
      "r.state as change_source_state",
      // What the source itself lacks stays true while readings fail, but matters less.
      sql<string | null>`case when r.state = 'failing' then coalesce(r.read_failure, r.reason)
        else r.reason end`.as("change_source_reason"),
      "r.last_read_at",
      "r.subscription_expires_at",
    ]);
}

async function find(db: Kysely<Schema>, id: string): Promise<SyncConfigurationRecord | null> {
  const row = await select(db).where("c.id", "=", id).executeTakeFirst();
  return row ? toRecord(row) : null;
}

function toRecord(row: {
  id: string;
  space_id: string;
  space_name: string;
  building_name: string;
  provider_id: string;
  provider_name: string;
  provider_active: boolean;
  room_mailbox: string;
  active: boolean;
  dry_run: boolean;
  change_source: string;
  change_source_state: string;
  change_source_reason: string | null;
  last_read_at: Date | null;
  subscription_expires_at: Date | null;
}): SyncConfigurationRecord {
  return {
    id: row.id,
    spaceId: row.space_id,
    spaceName: row.space_name,
    buildingName: row.building_name,
    providerId: row.provider_id,
    providerName: row.provider_name,
    providerActive: row.provider_active,
    roomMailbox: row.room_mailbox,
    active: row.active,
    dryRun: row.dry_run,
    changeSource: {
      source: row.change_source as ChangeSourceView["source"],
      state: row.change_source_state as ChangeSourceView["state"],
      reason: row.change_source_reason,
      lastReadAt: row.last_read_at,
      subscriptionExpiresAt: row.subscription_expires_at,
    },
  };
}
