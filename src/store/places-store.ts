import { randomUUID } from "node:crypto";
import { type Kysely, type Selectable, sql, type Transaction } from "kysely";
import type {
  Building,
  BuildingChange,
  NoteOf,
  Places,
  PlaceWritten,
  SpaceChange,
  SpaceKind,
} from "../app/places/ports.ts";
import { writeAudit } from "./audit-store.ts";
import type { Database } from "./database.ts";
import { findFreeSpaces } from "./free-space-search.ts";
import { moduleRow, spaceRow } from "./new-place-rows.ts";
import type { BuildingRow } from "./place-rows.ts";
import { faultOf } from "./row-faults.ts";
import type { Schema } from "./schema.ts";
import { SPACE_COLUMNS, type SpaceReadRow, spaceFrom } from "./space-rows.ts";

const FAULTS = {
  building_name_key: "building_name_taken",
  reservable_module_name_key: "module_name_taken",
  space_name_unique: "space_name_taken",
  space_email_unique: "space_email_taken",
  space_building_id_fkey: "building_not_found",
  space_module_id_fkey: "module_not_found",
} as const;

/** Buildings, reservable modules and spaces as rows. */
export function createPlacesStore(database: Database): Places {
  const db = database.kysely;
  return {
    buildings: (wanted) => buildings(db, wanted?.includesInactive ?? false),
    async building(id) {
      const row = await db
        .selectFrom("building")
        .selectAll()
        .where("id", "=", id)
        .executeTakeFirst();
      return row ? toBuilding(row) : null;
    },
    async spaces({ buildingId, moduleId, includesInactive = false, after, limit }) {
      const { rows } = await sql<SpaceReadRow>`
        select ${sql.raw(SPACE_COLUMNS)}
        where ((b.active and s.active) or ${includesInactive}::boolean)
          and (${buildingId ?? null}::uuid is null or s.building_id = ${buildingId ?? null}::uuid)
          and (${moduleId ?? null}::uuid is null or s.module_id = ${moduleId ?? null}::uuid)
          and (${after === null} or (b.name, s.name, s.id) >
            (${after?.buildingName ?? ""}, ${after?.name ?? ""}, ${after?.id ?? null}::uuid))
        order by b.name, s.name, s.id
        limit ${limit}`.execute(db);
      return rows.map(spaceFrom);
    },
    async space(id) {
      const { rows } = await sql<SpaceReadRow>`
        select ${sql.raw(SPACE_COLUMNS)} where s.id = ${id}::uuid`.execute(db);
      return rows[0] ? spaceFrom(rows[0]) : null;
    },
    freeSpaces: (filter) => findFreeSpaces(database, filter),
    createBuilding: ({ name, address, timeZone }, noteOf) =>
      created(db, noteOf, (transaction, id) =>
        transaction
          .insertInto("building")
          .values({ id, name, address, time_zone: timeZone })
          .execute(),
      ),
    updateBuilding: (id, change, noteOf) =>
      changed(db, id, noteOf, (transaction) =>
        transaction
          .updateTable("building")
          // Naming the id keeps the statement whole where nothing is to change.
          .set({ id, ...changedColumnsOfBuilding(change) })
          .where("id", "=", id)
          .returning("id")
          .executeTakeFirst(),
      ),
    createModule: (module, noteOf) =>
      created(db, noteOf, (transaction, id) =>
        transaction.insertInto("reservable_module").values(moduleRow(id, module)).execute(),
      ),
    createSpace: (space, noteOf) =>
      created(db, noteOf, (transaction, id) =>
        transaction.insertInto("space").values(spaceRow(id, space)).execute(),
      ),
    updateSpace: (id, change, noteOf) =>
      changed(db, id, noteOf, (transaction) =>
        transaction
          .updateTable("space")
          .set({ id, ...changedColumnsOfSpace(change) })
          .where("id", "=", id)
          .returning("id")
          .executeTakeFirst(),
      ),
    usualModule: (kind) => usualModule(db, kind),
  };
}

async function buildings(
  db: Kysely<Schema>,
  includesInactive: boolean,
): Promise<readonly Building[]> {
  const rows = await db
    .selectFrom("building")
    .selectAll()
    .$if(!includesInactive, (query) => query.where("active", "=", true))
    .orderBy("name")
    .execute();
  return rows.map(toBuilding);
}

async function created(
  db: Kysely<Schema>,
  noteOf: NoteOf,
  write: (transaction: Transaction<Schema>, id: string) => Promise<unknown>,
): Promise<PlaceWritten> {
  const id = randomUUID();
  try {
    await db.transaction().execute(async (transaction) => {
      await write(transaction, id);
      await writeAudit(transaction, noteOf(id));
    });
    return { ok: true, id };
  } catch (error) {
    return { ok: false, fault: faultOf(error, FAULTS) };
  }
}

/** Null where the write finds no row. */
async function changed(
  db: Kysely<Schema>,
  id: string,
  noteOf: NoteOf,
  write: (transaction: Transaction<Schema>) => Promise<object | undefined>,
): Promise<PlaceWritten | null> {
  try {
    return await db.transaction().execute(async (transaction): Promise<PlaceWritten | null> => {
      if ((await write(transaction)) === undefined) return null;
      await writeAudit(transaction, noteOf(id));
      return { ok: true, id };
    });
  } catch (error) {
    return { ok: false, fault: faultOf(error, FAULTS) };
  }
}

function changedColumnsOfBuilding({ name, address, timeZone, active }: BuildingChange) {
  return {
    ...(name !== undefined && { name }),
    ...(address !== undefined && { address }),
    ...(timeZone !== undefined && { time_zone: timeZone }),
    ...(active !== undefined && { active }),
  };
}

function changedColumnsOfSpace(change: SpaceChange) {
  return {
    ...(change.name !== undefined && { name: change.name }),
    ...(change.buildingId !== undefined && { building_id: change.buildingId }),
    ...(change.moduleId !== undefined && { module_id: change.moduleId }),
    ...(change.kind !== undefined && { kind: change.kind }),
    ...(change.floor !== undefined && { floor: change.floor }),
    ...(change.capacity !== undefined && { capacity: change.capacity }),
    ...(change.equipment !== undefined && { equipment: [...change.equipment] }),
    ...(change.email !== undefined && { email: change.email }),
    ...(change.active !== undefined && { active: change.active }),
    ...(change.requiresApproval !== undefined && { requires_approval: change.requiresApproval }),
    ...(change.requiresCheckIn !== undefined && {
      requires_check_in: change.requiresCheckIn,
      check_in_since: sql<Date>`case when requires_check_in = ${change.requiresCheckIn}
        then check_in_since else now() end`,
    }),
  };
}

async function usualModule(db: Kysely<Schema>, kind: SpaceKind): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select m.id from reservable_module m
    left join space s on s.module_id = m.id and s.kind = ${kind}
    where m.active
    group by m.id, m.name
    order by count(s.id) desc, m.name
    limit 1`.execute(db);
  return rows[0]?.id ?? null;
}

function toBuilding({ id, name, address, time_zone, active }: Selectable<BuildingRow>): Building {
  return { id, name, address, timeZone: time_zone, active };
}
