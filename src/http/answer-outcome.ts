import type { Outcome } from "../app/outcome.ts";
import { ProblemError } from "./problem-error.ts";

/** The value of a use case's outcome; a refusal becomes the problem that is answered. */
export function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new ProblemError(outcome.refusal);
}
