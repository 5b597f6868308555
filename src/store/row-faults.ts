import { DatabaseError } from "pg";

const UNIQUE_VIOLATION = "23505";
const FOREIGN_KEY_VIOLATION = "23503";

/**
 * Which constraint a write broke, in words of the caller: `faults` names the constraints (or unique
 * indexes) that people can put right. Anything else is thrown again.
 */
export function faultOf<Fault extends string>(
  error: unknown,
  faults: Readonly<Record<string, Fault>>,
): Fault {
  if (error instanceof DatabaseError && isRowFault(error)) {
    const fault = faults[error.constraint ?? ""];
    if (fault !== undefined) return fault;
  }
  throw error;
}

/** Whether a write broke this constraint. */
export function isViolation(error: unknown, constraint: string): boolean {
  return error instanceof DatabaseError && isRowFault(error) && error.constraint === constraint;
}

/** The idempotency key is there already. */
export function isKeyUsed(error: unknown): boolean {
  return isViolation(error, "idempotency_key_pkey");
}

/** A statement has undone itself: some of what it was to hold was taken, and no row was made for the rest. */
export function isUndone(error: unknown): boolean {
  return isViolation(error, "space_hold_reservation_id_fkey");
}

function isRowFault({ code }: DatabaseError): boolean {
  return code === UNIQUE_VIOLATION || code === FOREIGN_KEY_VIOLATION;
}
