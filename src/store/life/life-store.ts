import type { Transaction } from "kysely";
import type { LifeStore } from "../../app/reservations/life/ports.ts";
import type { Database } from "../database.ts";
import { repeatDeadlocked } from "../repeat-deadlocked.ts";
import type { Schema } from "../schema.ts";
import { BlockersHaveChanged } from "../services/service-change-writer.ts";
import { changePart } from "./change-part.ts";
import { COMPLETION, endOver, LAPSE } from "./end-reservations.ts";
import { findNoShows } from "./no-shows.ts";
import { findOverButShown } from "./over-but-shown.ts";

/** How reservations come to their end, in the database. */
export function createLifeStore(database: Database): LifeStore {
  const inTransaction = <T>(work: (transaction: Transaction<Schema>) => Promise<T>): Promise<T> =>
    repeatDeadlocked(() => database.kysely.transaction().execute(work));
  return {
    async changePart(judged, plan) {
      try {
        return await inTransaction((transaction) => changePart(transaction, judged, plan));
      } catch (error) {
        if (error instanceof BlockersHaveChanged) return "stale";
        throw error;
      }
    },
    noShows: (page) => findNoShows(database, page),
    overButShown: (page) => findOverButShown(database, page),
    complete: (limit) => inTransaction((transaction) => endOver(transaction, COMPLETION, limit)),
    lapse: (limit) => inTransaction((transaction) => endOver(transaction, LAPSE, limit)),
  };
}
