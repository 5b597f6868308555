import { sql, type Transaction } from "kysely";
import type {
  JudgedSeries,
  SeriesChange,
  SeriesChangeOutcome,
  SeriesStore,
} from "../app/reservations/series-ports.ts";
import type { WrittenSyncEvent } from "../app/reservations/ports.ts";
import type { Database } from "./database.ts";
import { lockSyncEvents } from "./lock-sync-events.ts";
import { Rehearsed } from "./rehearsed.ts";
import { repeatDeadlocked } from "./repeat-deadlocked.ts";
import {
  reservationFrom,
  type ReservationReadRow,
  SELECT_RESERVATION,
  SYNC_MAILBOX,
} from "./reservation-rows.ts";
import type { Schema } from "./schema.ts";
import {
  BlockersHaveChanged,
  ServiceTimeIsTaken,
  withServices,
} from "./services/service-change-writer.ts";
import { writeSeriesChange } from "./series-change-writer.ts";

/** Series in the database: what people do with them once they are made. */
export function createSeriesStore(database: Database): SeriesStore {
  return {
    async change(judged, plan) {
      let planned: SeriesChange | undefined;
      try {
        return await repeatDeadlocked(() =>
          database.kysely
            .transaction()
            .execute((transaction) =>
              changeWithin(transaction, judged, (events) => (planned = plan(events))),
            ),
        );
      } catch (error) {
        if (error instanceof Rehearsed) return error.outcome as SeriesChangeOutcome;
        if (error instanceof DatesTaken) return { outcome: "dates_taken", dates: error.dates };
        if (error instanceof BlockersHaveChanged) return { outcome: "stale" };
        if (error instanceof ServiceTimeIsTaken) {
          return {
            outcome: "service_time_taken",
            part: error.part,
            dates: datesOf(planned, error),
          };
        }
        throw error;
      }
    },
  };
}

/** Leaves the transaction, so that what was given up for the new times stands again. */
class DatesTaken extends Error {
  readonly dates: readonly string[];

  constructor(dates: readonly string[]) {
    super("dates are taken");
    this.dates = dates;
  }
}

/** Of a series: the dates that have no time for their services. */
function datesOf(
  planned: SeriesChange | undefined,
  { reservationIds }: ServiceTimeIsTaken,
): readonly string[] {
  const { changed = [], added = [] } = planned?.occurrences ?? {};
  return [...changed, ...added]
    .filter(({ id }) => reservationIds.includes(id))
    .map(({ originalDate }) => originalDate ?? "");
}

async function changeWithin(
  transaction: Transaction<Schema>,
  judged: JudgedSeries,
  plan: (events: readonly WrittenSyncEvent[]) => SeriesChange,
): Promise<SeriesChangeOutcome> {
  const { id } = judged;
  // Whoever changes an occurrence locks the row of its series first.
  const row = await transaction
    .selectFrom("reservation")
    .select(["version", "state"])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (row?.version !== judged.version) return { outcome: "stale" };
  const children = await transaction
    .selectFrom("reservation")
    .select(["id", "version"])
    .where("parent_id", "=", id)
    .orderBy("id")
    .forUpdate()
    .execute();
  const isAsJudged =
    children.length === judged.versions.size &&
    children.every((child) => judged.versions.get(child.id) === child.version);
  if (!isAsJudged) return { outcome: "stale" };
  const events = await lockSyncEvents(transaction, id);
  const { rows: fixed } = await sql<{ sync_mailbox: string }>`
    select ${sql.raw(SYNC_MAILBOX)} as sync_mailbox
    from reservation r where r.id = ${id}::uuid`.execute(transaction);
  if (fixed[0]?.sync_mailbox !== judged.syncMailbox) return { outcome: "stale" };
  const change = plan(events);
  await withServices(transaction, change.services ?? [], async () => {
    const taken = await writeSeriesChange(transaction, judged, change);
    if (taken.length > 0) throw new DatesTaken(taken);
    return true;
  });
  const { rows } = await sql<ReservationReadRow>`${sql.raw(SELECT_RESERVATION)}
    where r.id = ${id}::uuid`.execute(transaction);
  const [read] = rows;
  if (read === undefined) throw new Error(`series ${id} vanished while it was locked`);
  const changed: SeriesChangeOutcome = { outcome: "changed", reservation: reservationFrom(read) };
  if (judged.isRehearsal === true) throw new Rehearsed(changed);
  return changed;
}
