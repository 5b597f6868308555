import { type Kysely, sql } from "kysely";
import type { ScanFactsSource, ScannedReservation } from "../app/scan/ports.ts";
import { formatReservationNumber } from "../core/reservations/reservation-number.ts";
import type { Schema } from "./schema.ts";
import { readGaps } from "./sync/calendar-gaps.ts";

/** What the database knows of sync configurations, and of reservations that tell of trouble. */
export function createScanFactsStore(db: Kysely<Schema>): ScanFactsSource {
  return {
    rooms: () => readRooms(db),
    addresses: async () => {
      const { rows } = await sql<{
        id: string;
        name: string;
        email: string;
        is_synced: boolean;
      }>`
        select s.id, s.name, s.email, coalesce(c.active, false) as is_synced
        from space s
        left join reservable_sync_configuration c on c.space_id = s.id
        where s.active and s.email is not null
        order by s.name, s.id`.execute(db);
      return rows.map(({ id, name, email, is_synced: isSynced }) => ({
        spaceId: id,
        spaceName: name,
        email,
        isSynced,
      }));
    },
    troubles: (query) => readTroubles(db, query),
    gaps: (limit) => readGaps(db, limit),
  };
}

async function readRooms(db: Kysely<Schema>) {
  const rows = await db
    .selectFrom("reservable_sync_configuration as c")
    .innerJoin("space as s", "s.id", "c.space_id")
    .innerJoin("building as b", "b.id", "s.building_id")
    .innerJoin("reservable_module as m", "m.id", "s.module_id")
    .select(["c.id", "c.space_id", "c.provider_id", "c.room_mailbox", "c.active", "c.dry_run"])
    .select(["s.name", "s.email", "s.active as space_active", "s.capacity"])
    .select(["b.name as building_name", "b.active as building_active", "b.time_zone"])
    .select([
      "m.name as module_name",
      "m.duration_minutes_max",
      "m.days_ahead_max",
      "m.recurring_enabled",
    ])
    .orderBy("b.name")
    .orderBy("s.name")
    .orderBy("c.id")
    .execute();
  return rows.map((row) => ({
    configurationId: row.id,
    spaceId: row.space_id,
    spaceName: row.name,
    spaceEmail: row.email,
    spaceActive: row.space_active,
    capacity: row.capacity,
    buildingName: row.building_name,
    buildingActive: row.building_active,
    buildingZone: row.time_zone,
    moduleName: row.module_name,
    durationMinutesMax: row.duration_minutes_max,
    daysAheadMax: row.days_ahead_max,
    recurringEnabled: row.recurring_enabled,
    providerId: row.provider_id,
    roomMailbox: row.room_mailbox,
    active: row.active,
    dryRun: row.dry_run,
  }));
}

async function readTroubles(
  db: Kysely<Schema>,
  { now, waitingSince, limit }: Parameters<ScanFactsSource["troubles"]>[0],
): Promise<readonly ScannedReservation[]> {
  const { rows } = await sql<{
    kind: ScannedReservation["kind"];
    number: string;
    space_id: string;
    name: string;
    at: Date;
    reason: string | null;
  }>`
    select found.kind, found.number, found.space_id, s.name, found.at, found.reason
    from (
      (select 'double_booked' as kind, number, space_id, start_at as at, reason
        from reservation
        where reason_code = 'double_booked' and state = 'conflicted'
          and start_at > ${now.toISOString()}::timestamptz
        order by start_at limit ${limit})
      union all
      (select 'awaiting_too_long' as kind, number, space_id, updated_at as at, reason
        from reservation
        where state = 'awaiting_confirmation' and end_at > ${now.toISOString()}::timestamptz
          and updated_at < ${waitingSince.toISOString()}::timestamptz
        order by updated_at limit ${limit})
    ) found
    join space s on s.id = found.space_id
    order by found.kind desc, found.at, found.number`.execute(db);
  return rows.map((row) => ({
    kind: row.kind,
    reservationNumber: formatReservationNumber(BigInt(row.number)),
    spaceId: row.space_id,
    spaceName: row.name,
    at: row.at,
    reason: row.reason,
  }));
}
