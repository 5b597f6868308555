import { type Kysely, type Selectable, sql } from "kysely";
import type {
  KeptService,
  ModuleServices,
  ServiceSettings,
  ServiceWritten,
} from "../../app/places/module-services.ts";
import type { NoteOf } from "../../app/places/ports.ts";
import { HOLDING_STATES } from "../../core/reservations/reservation-state.ts";
import { writeAudit } from "../audit-store.ts";
import type { Database } from "../database.ts";
import type { ModuleServiceRow } from "../place-rows.ts";
import { faultOf } from "../row-faults.ts";
import type { Schema } from "../schema.ts";

const FAULTS = {
  module_service_name: "service_name_taken",
  module_service_module_id_fkey: "module_not_found",
} as const;

/** What modules offer, for those who keep it. */
export function createModuleServiceStore({ kysely }: Database): ModuleServices {
  return {
    async offered(moduleId) {
      const rows = await kysely
        .selectFrom("module_service")
        .selectAll()
        .where("module_id", "=", moduleId)
        .where("active", "=", true)
        .orderBy("name")
        .execute();
      return rows.map(serviceFrom);
    },
    create: (moduleId, settings, noteOf) => create(kysely, moduleId, settings, noteOf),
    change: (service, settings, noteOf) => change(kysely, service, settings, noteOf),
    withdraw: (id, noteOf) =>
      kysely.transaction().execute(async (transaction) => {
        const withdrawn = await transaction
          .updateTable("module_service")
          .set({ active: false, version: sql<number>`version + 1` })
          .where("id", "=", id)
          .where("active", "=", true)
          .returning("id")
          .executeTakeFirst();
        if (withdrawn === undefined) return false;
        await writeAudit(transaction, noteOf(id));
        return true;
      }),
  };
}

async function create(
  db: Kysely<Schema>,
  moduleId: string,
  settings: ServiceSettings,
  noteOf: NoteOf,
): Promise<ServiceWritten> {
  try {
    return await db.transaction().execute(async (transaction) => {
      const row = await transaction
        .insertInto("module_service")
        .values(serviceRow(moduleId, settings))
        .returningAll()
        .executeTakeFirstOrThrow();
      await writeAudit(transaction, noteOf(row.id));
      return { ok: true, service: serviceFrom(row) };
    });
  } catch (error) {
    return { ok: false, fault: faultOf(error, FAULTS) };
  }
}

async function change(
  db: Kysely<Schema>,
  { id, version }: Pick<KeptService, "id" | "version">,
  settings: ServiceSettings,
  noteOf: NoteOf,
): Promise<ServiceWritten> {
  try {
    return await db.transaction().execute(async (transaction): Promise<ServiceWritten> => {
      const row = await transaction
        .updateTable("module_service")
        .set({ ...columnsOf(settings), version: sql<number>`version + 1` })
        .where("id", "=", id)
        .where("version", "=", version)
        .where("active", "=", true)
        .returningAll()
        .executeTakeFirst();
      if (row === undefined) return { ok: false, fault: "stale" };
      // Its preparation or clean-up may be another.
      await sql`
        insert into service_follow_up (reservation_id)
        select r.id from reservation_service c join reservation r on r.id = c.reservation_id
        where c.service_id = ${id}::uuid and r.end_at > now()
          and r.state = any(${[...HOLDING_STATES]}::text[])
        on conflict do nothing`.execute(transaction);
      await writeAudit(transaction, noteOf(id));
      return { ok: true, service: serviceFrom(row) };
    });
  } catch (error) {
    return { ok: false, fault: faultOf(error, FAULTS) };
  }
}

export function serviceRow(moduleId: string, settings: ServiceSettings) {
  return { module_id: moduleId, ...columnsOf(settings) };
}

function columnsOf(settings: ServiceSettings) {
  return {
    name: settings.name,
    description: settings.description,
    preparation_minutes: settings.preparationMinutes,
    clean_up_minutes: settings.cleanUpMinutes,
    lead_time_minutes: settings.leadTimeMinutes,
    is_blocker_mandatory: settings.isBlockerMandatory,
    on_every_reservation: settings.onEveryReservation,
  };
}

function serviceFrom(row: Selectable<ModuleServiceRow>): KeptService {
  return {
    id: row.id,
    moduleId: row.module_id,
    name: row.name,
    description: row.description,
    preparationMinutes: row.preparation_minutes,
    cleanUpMinutes: row.clean_up_minutes,
    leadTimeMinutes: row.lead_time_minutes,
    isBlockerMandatory: row.is_blocker_mandatory,
    onEveryReservation: row.on_every_reservation,
    version: row.version,
  };
}
