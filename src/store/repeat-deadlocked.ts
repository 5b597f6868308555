import { DatabaseError } from "pg";

/** Two transactions waited for each other, and the database ended this one: it can be repeated. */
const DEADLOCK_DETECTED = "40P01";
const TRIES_MAX = 5;

/** Runs a transaction, again where it was ended because of a deadlock. */
export async function repeatDeadlocked<T>(transaction: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await transaction();
    } catch (error) {
      const isDeadlock = error instanceof DatabaseError && error.code === DEADLOCK_DETECTED;
      if (!isDeadlock || tries >= TRIES_MAX) throw error;
    }
  }
}
