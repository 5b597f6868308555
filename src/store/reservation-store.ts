import { sql, type Transaction } from "kysely";
import type {
  ChangeOutcome,
  Creation,
  ListFilter,
  NewOccurrence,
  NewReservation,
  NewSeries,
  ReservationStore,
  SeriesCreation,
} from "../app/reservations/ports.ts";
import type { Reservation } from "../app/reservations/reservation.ts";
import type { ServiceChange } from "../app/reservations/services/ports.ts";
import { FINAL_STATES } from "../core/reservations/reservation-state.ts";
import { formatReservationNumber } from "../core/reservations/reservation-number.ts";
import { type CreatedRow, createReservationStatement } from "./create-reservation-statement.ts";
import {
  type CreatedSeriesRow,
  createSeriesStatement,
  takenDatesStatement,
} from "./create-series-statement.ts";
import type { Database, Statement } from "./database.ts";
import { Rehearsed } from "./rehearsed.ts";
import { repeatDeadlocked } from "./repeat-deadlocked.ts";
import { writeReservationChange } from "./reservation-change-writer.ts";
import { lockSyncEvents } from "./lock-sync-events.ts";
import { listStatement } from "./reservation-list-statement.ts";
import {
  reservationFrom,
  type ReservationReadRow,
  SELECT_RESERVATION,
  SYNC_MAILBOX,
} from "./reservation-rows.ts";
import { isKeyUsed, isUndone } from "./row-faults.ts";
import { runWithin } from "./run-within.ts";
import type { Schema } from "./schema.ts";
import {
  BlockersHaveChanged,
  ServiceTimeIsTaken,
  withServices,
} from "./services/service-change-writer.ts";

type ChangeAct = Parameters<ReservationStore["change"]>[0];
type ChangePlan = Parameters<ReservationStore["change"]>[1];

/** Reservations in the database: what people and clients do with them. */
export function createReservationStore(database: Database): ReservationStore {
  return {
    create: (reservation) => create(database, reservation),
    createSeries: (series) => createSeries(database, series),
    takenDates: (occurrences) => takenDates(database, occurrences),
    find: (id) => find(database, id),
    children: (parentId) => children(database, parentId),
    blockers: (reservationId) => blockers(database, reservationId),
    findByIdempotencyKey: (actor, key) => findByIdempotencyKey(database, actor, key),
    list: (filter) => list(database, filter),
    change: (act, plan) => change(database, act, plan),
  };
}

async function create(database: Database, reservation: NewReservation): Promise<Creation> {
  const { services } = reservation;
  try {
    const statement = createReservationStatement(reservation);
    const made =
      services === undefined
        ? (await database.query<CreatedRow & Record<string, unknown>>(statement)).rows[0]
        : await createWithServices(database, statement, services);
    if (made === undefined) return { outcome: "space_taken" };
    const number = formatReservationNumber(BigInt(made.number));
    return { outcome: "created", number, createdAt: made.created_at };
  } catch (error) {
    if (error instanceof ServiceTimeIsTaken) return serviceTimeTaken(error);
    if (isKeyUsed(error)) return { outcome: "key_used" };
    throw error;
  }
}

/** Undefined where the space is taken. */
function createWithServices(
  database: Database,
  statement: Statement,
  services: ServiceChange,
): Promise<CreatedRow | undefined> {
  return repeatDeadlocked(() =>
    database.kysely.transaction().execute(async (transaction) => {
      let made: CreatedRow | undefined;
      await withServices(transaction, [services], async () => {
        [made] = await runWithin<CreatedRow>(transaction, statement);
        return made !== undefined;
      });
      return made;
    }),
  );
}

function serviceTimeTaken({ part }: ServiceTimeIsTaken) {
  return { outcome: "service_time_taken", part } as const;
}

async function createSeries(database: Database, series: NewSeries): Promise<SeriesCreation> {
  const statement = createSeriesStatement(series);
  try {
    const { rows } = await repeatDeadlocked(() =>
      database.query<CreatedSeriesRow & Record<string, unknown>>(statement),
    );
    const [made] = rows;
    if (made !== undefined) {
      const number = formatReservationNumber(BigInt(made.number));
      const { created_at: createdAt, skipped: skippedDates } = made;
      return { outcome: "created", number, createdAt, skippedDates };
    }
  } catch (error) {
    if (isKeyUsed(error)) return { outcome: "key_used" };
    if (!isUndone(error)) throw error;
  }
  const dates = await takenDates(database, series.occurrences);
  return { outcome: "dates_taken", dates };
}

async function takenDates(
  database: Database,
  occurrences: readonly (NewOccurrence & { readonly spaceId: string })[],
): Promise<readonly string[]> {
  const statement = takenDatesStatement(occurrences);
  const { rows } = await database.query<{ date: string }>(statement);
  return rows.map(({ date }) => date);
}

async function find(database: Database, id: string): Promise<Reservation | null> {
  const { rows } = await database.query<ReservationReadRow & Record<string, unknown>>({
    name: "find_reservation",
    text: `${SELECT_RESERVATION} where r.id = $1::uuid`,
    values: [id],
  });
  return rows[0] === undefined ? null : reservationFrom(rows[0]);
}

async function children(database: Database, parentId: string): Promise<readonly Reservation[]> {
  const { rows } = await database.query<ReservationReadRow & Record<string, unknown>>({
    name: "reservations_of_meeting",
    text: `${SELECT_RESERVATION} where r.parent_id = $1::uuid or r.group_id = $1::uuid order by r.start_at, r.id`,
    values: [parentId],
  });
  return rows.map(reservationFrom);
}

async function blockers(
  database: Database,
  reservationId: string,
): Promise<readonly Reservation[]> {
  const { rows } = await database.query<ReservationReadRow & Record<string, unknown>>({
    name: "blockers_of_reservation",
    text: `${SELECT_RESERVATION} where r.blocks_reservation_id = $1::uuid
      and r.state <> all($2::text[]) order by r.start_at, r.id`,
    values: [reservationId, [...FINAL_STATES]],
  });
  return rows.map(reservationFrom);
}

async function findByIdempotencyKey(database: Database, actor: string, key: string) {
  const { rows } = await database.query<ReservationReadRow & { request_hash: Buffer }>({
    name: "find_reservation_by_key",
    text: `select found.*, k.request_hash from idempotency_key k
      join (${SELECT_RESERVATION}) found on found.id = k.reservation_id
      where k.actor = $1 and k.key = $2`,
    values: [actor, key],
  });
  const [row] = rows;
  if (row === undefined) return null;
  return { reservation: reservationFrom(row), requestHash: row.request_hash };
}

async function list(database: Database, filter: ListFilter): Promise<readonly Reservation[]> {
  const { rows } = await database.query<ReservationReadRow & Record<string, unknown>>(
    listStatement(filter),
  );
  return rows.map(reservationFrom);
}

async function change(
  database: Database,
  act: ChangeAct,
  plan: ChangePlan,
): Promise<ChangeOutcome> {
  try {
    return await repeatDeadlocked(() =>
      database.kysely.transaction().execute((transaction) => changeWithin(transaction, act, plan)),
    );
  } catch (error) {
    if (error instanceof Rehearsed) return error.outcome as ChangeOutcome;
    if (error instanceof SpaceTaken) return { outcome: "space_taken" };
    if (error instanceof ServiceTimeIsTaken) return serviceTimeTaken(error);
    if (error instanceof BlockersHaveChanged) return { outcome: "stale" };
    throw error;
  }
}

/** Leaves the transaction, so that the hold that was given up for the new one stands again. */
export class SpaceTaken extends Error {
  readonly spaceId: string;

  constructor(spaceId: string) {
    super(`space ${spaceId} is taken`);
    this.spaceId = spaceId;
  }
}

/** Leaves the transaction by throwing `SpaceTaken` where the space is taken. */
export async function changeWithin(
  transaction: Transaction<Schema>,
  act: ChangeAct,
  plan: ChangePlan,
): Promise<ChangeOutcome> {
  const { id, version, syncMailbox } = act;
  const locked = await transaction
    .selectFrom("reservation")
    .select("version")
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (locked?.version !== version) return { outcome: "stale" };
  const events = await lockSyncEvents(transaction, id);
  const { rows: fixed } = await sql<{ sync_mailbox: string }>`
    select ${sql.raw(SYNC_MAILBOX)} as sync_mailbox
    from reservation r where r.id = ${id}::uuid`.execute(transaction);
  if (fixed[0]?.sync_mailbox !== syncMailbox) return { outcome: "stale" };
  const planned = plan(events);
  const services = planned.services === undefined ? [] : [planned.services];
  const hasSpace = await withServices(transaction, services, () =>
    writeReservationChange(transaction, act, planned),
  );
  if (!hasSpace) {
    throw new SpaceTaken(planned.hold.kind === "take" ? planned.hold.spaceId : "");
  }
  const { rows } = await sql<ReservationReadRow>`${sql.raw(SELECT_RESERVATION)}
    where r.id = ${id}::uuid`.execute(transaction);
  const [row] = rows;
  if (row === undefined) throw new Error(`reservation ${id} vanished while it was locked`);
  const changed: ChangeOutcome = { outcome: "changed", reservation: reservationFrom(row) };
  if (act.isRehearsal === true) throw new Rehearsed(changed);
  return changed;
}
