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

function isRowFault({ code }: DatabaseError): boolean {
  return code === UNIQUE_VIOLATION || code === FOREIGN_KEY_VIOLATION;
}
