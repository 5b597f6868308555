import type { Transaction } from "kysely";
import type { NewSeries, SeriesCreation } from "../app/reservations/ports.ts";
import { formatReservationNumber } from "../core/reservations/reservation-number.ts";
import {
  type CreatedSeriesRow,
  createSeriesStatement,
  takenDatesStatement,
} from "./create-series-statement.ts";
import type { Database } from "./database.ts";
import { repeatDeadlocked } from "./repeat-deadlocked.ts";
import { isKeyUsed, isUndone } from "./row-faults.ts";
import { runWithin } from "./run-within.ts";
import type { Schema } from "./schema.ts";
import { ServiceTimeIsTaken, withServices } from "./services/service-change-writer.ts";

/** While a series is written, others may take what its services need: then it is written again. */
const TRIES_MAX = 5;

/** Leaves the transaction, so that nothing of the series is written. */
class ServiceDatesTaken extends Error {
  readonly dates: readonly string[];

  constructor(dates: readonly string[]) {
    super("dates have no time for their services");
    this.dates = dates;
  }
}

/**
 * Writes a series with what its services need around each date. A date without which its services
 * cannot be is treated like one whose own time is taken.
 */
export async function createSeries(database: Database, series: NewSeries): Promise<SeriesCreation> {
  let leftOut: readonly string[] = [];
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    try {
      const made = await repeatDeadlocked(() => write(database, series, leftOut));
      if (made === undefined) break;
      const number = formatReservationNumber(BigInt(made.number));
      const { created_at: createdAt, skipped: skippedDates } = made;
      return { outcome: "created", number, createdAt, skippedDates };
    } catch (error) {
      if (isKeyUsed(error)) return { outcome: "key_used" };
      if (error instanceof ServiceDatesTaken) {
        leftOut = [...leftOut, ...error.dates];
        if (mayLeaveOut(series, leftOut)) continue;
      } else if (!isUndone(error)) throw error;
      break;
    }
  }
  const taken = await takenDates(database, series.occurrences);
  return { outcome: "dates_taken", dates: [...new Set([...taken, ...leftOut])].toSorted() };
}

/** A date for which another space was chosen is wanted there, or the series is not. */
function mayLeaveOut(
  { onConflict, occurrences, spaceId }: NewSeries,
  dates: readonly string[],
): boolean {
  const isElsewhere = occurrences.some(
    (each) => dates.includes(each.originalDate) && each.spaceId !== spaceId,
  );
  return onConflict === "skip" && !isElsewhere;
}

/** Undefined where nothing of it could be made. */
async function write(
  database: Database,
  series: NewSeries,
  leftOut: readonly string[],
): Promise<CreatedSeriesRow | undefined> {
  const statement = createSeriesStatement(series, leftOut);
  if (series.servicesOfAll.length === 0) {
    const { rows } = await database.query<CreatedSeriesRow & Record<string, unknown>>(statement);
    return rows[0];
  }
  return database.kysely.transaction().execute(async (transaction) => {
    const [made] = await runWithin<CreatedSeriesRow>(transaction, statement);
    if (made !== undefined) await writeServices(transaction, series, made.skipped);
    return made;
  });
}

async function writeServices(
  transaction: Transaction<Schema>,
  { occurrences, servicesOfAll }: NewSeries,
  skipped: readonly string[],
): Promise<void> {
  const dates = new Map(occurrences.map(({ id, originalDate }) => [id, originalDate]));
  const taken: string[] = [];
  for (const change of servicesOfAll) {
    const date = dates.get(change.reservationId);
    if (date !== undefined && skipped.includes(date)) continue;
    try {
      await withServices(transaction, [change], () => Promise.resolve(true));
    } catch (error) {
      // Nothing has failed in the database: it was only not to be had. All such dates are told at once.
      if (!(error instanceof ServiceTimeIsTaken) || date === undefined) throw error;
      taken.push(date);
    }
  }
  if (taken.length > 0) throw new ServiceDatesTaken(taken);
}

/** Of these dates, those at which their space is held by somebody. */
export async function takenDates(
  database: Database,
  occurrences: Parameters<typeof takenDatesStatement>[0],
): Promise<readonly string[]> {
  const statement = takenDatesStatement(occurrences);
  const { rows } = await database.query<{ date: string }>(statement);
  return [...new Set(rows.map(({ date }) => date))];
}
