import { DatabaseError } from "pg";

/** Two transactions waited for each other, and the database ended this one: it can be repeated. */
const DEADLOCK_DETECTED = "40P01";
const TRIES_MAX = 5;

/**
 * Runs a transaction, again where it was ended because of a deadlock, or because of something else
 * that will be otherwise the next time.
 */
export async function repeatDeadlocked<T>(
  transaction: () => Promise<T>,
  isOvertaken: (error: DatabaseError) => boolean = () => false,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await transaction();
    } catch (error) {
      const mayPass =
        error instanceof DatabaseError && (error.code === DEADLOCK_DETECTED || isOvertaken(error));
      if (!mayPass || tries >= TRIES_MAX) throw error;
    }
  }
}
