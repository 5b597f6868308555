import { randomUUID } from "node:crypto";
import type { ServiceSettings } from "../../src/app/places/module-services.ts";
import type { BlockerPart } from "../../src/core/reservations/blockers.ts";
import type { Database } from "../../src/store/database.ts";
import { serviceRow } from "../../src/store/services/module-service-store.ts";
import type { Stage } from "./stage.ts";

/** Lets a module offer a service, and answers its id. */
export async function offerService(
  { kysely }: Database,
  moduleId: string,
  settings: Partial<ServiceSettings>,
): Promise<string> {
  const row = serviceRow(moduleId, {
    name: `Service ${randomUUID()}`,
    description: "",
    preparationMinutes: 0,
    cleanUpMinutes: 0,
    leadTimeMinutes: 0,
    isBlockerMandatory: false,
    onEveryReservation: false,
    ...settings,
  });
  const { id } = await kysely
    .insertInto("module_service")
    .values(row)
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** The same for the stage's own module. */
export async function offer(stage: Stage, settings: Partial<ServiceSettings>): Promise<string> {
  const id = await offerService(stage.database, stage.workplace.moduleId, settings);
  stage.forgetPlaces();
  return id;
}

export interface BlockerNow {
  readonly id: string;
  readonly part: BlockerPart;
  readonly state: string;
  readonly space: string;
  /** As `09:45-10:00`, in UTC. */
  readonly times: string;
  /** What it holds; null: nothing. */
  readonly held: string | null;
}

/** All blockers of a reservation, also those that were given up, by when they were made. */
export async function blockersOf({ pool }: Database, id: string): Promise<readonly BlockerNow[]> {
  const { rows } = await pool.query<Record<string, unknown>>(
    `select r.id, r.blocker_part, r.state, s.name, r.start_at, r.end_at, h.start_at as held_from,
       h.end_at as held_to
     from reservation r join space s on s.id = r.space_id
     left join space_hold h on h.reservation_id = r.id and h.space_id = r.space_id
     where r.blocks_reservation_id = $1 order by r.number`,
    [id],
  );
  return rows.map((row) => ({
    id: String(row["id"]),
    part: row["blocker_part"] as BlockerPart,
    state: String(row["state"]),
    space: String(row["name"]),
    times: timesText(row["start_at"] as Date, row["end_at"] as Date),
    held:
      row["held_from"] === null
        ? null
        : timesText(row["held_from"] as Date, row["held_to"] as Date),
  }));
}

/** Those that stand, as people would say it: `preparation of Oak 08:45-09:00`. */
export async function standingBlockers(database: Database, id: string): Promise<string[]> {
  const all = await blockersOf(database, id);
  return all
    .filter(({ held, times }) => held === times)
    .map(({ part, space, times }) => `${part} of ${space} ${times}`)
    .toSorted();
}

function timesText(from: Date, to: Date): string {
  return `${from.toISOString().slice(11, 16)}-${to.toISOString().slice(11, 16)}`;
}
