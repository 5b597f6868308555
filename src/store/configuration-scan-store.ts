import { type Kysely, sql } from "kysely";
import type { ConfigurationScans, ScanResult } from "../app/scan/ports.ts";
import { writeAudit } from "./audit-store.ts";
import type { Schema } from "./schema.ts";

/** The one row that keeps the last scan and what was handed in for it. */
export function createConfigurationScanStore(db: Kysely<Schema>): ConfigurationScans {
  return {
    async last() {
      const row = await db
        .selectFrom("configuration_scan")
        .select(["scanned_at", "result"])
        .executeTakeFirst();
      if (!row?.scanned_at || !row.result) return null;
      return { ...row.result, scannedAt: row.scanned_at };
    },
    async save({ scannedAt, ...result }) {
      await sql`
        insert into configuration_scan (scanned_at, result)
        values (${scannedAt.toISOString()}::timestamptz, ${JSON.stringify(result)}::jsonb)
        on conflict (only_row) do update
        set scanned_at = excluded.scanned_at, result = excluded.result
        where configuration_scan.scanned_at is null
          or configuration_scan.scanned_at <= excluded.scanned_at`.execute(db);
    },
    async handedIn() {
      const row = await db
        .selectFrom("configuration_scan")
        .select(["room_settings_at", "room_settings"])
        .executeTakeFirst();
      if (!row?.room_settings_at || !row.room_settings) return null;
      return { at: row.room_settings_at, rooms: row.room_settings };
    },
    async handIn({ at, rooms }, note) {
      await db.transaction().execute(async (transaction) => {
        await sql`
          insert into configuration_scan (room_settings_at, room_settings)
          values (${at.toISOString()}::timestamptz, ${JSON.stringify(rooms)}::jsonb)
          on conflict (only_row) do update set
            room_settings_at = excluded.room_settings_at,
            room_settings = excluded.room_settings`.execute(transaction);
        await writeAudit(transaction, note);
      });
    },
  };
}

/** As it is kept: the instant has a column of its own. */
export type KeptScanResult = Omit<ScanResult, "scannedAt">;
