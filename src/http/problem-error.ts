import { type Refusal, refused } from "../app/outcome.ts";

/**
 * A refusal on its way out of a hook or a route: the one error that is thrown on purpose here.
 * The error handler answers it as a problem with the status that the code has in
 * `src/contract/problem-codes.ts`.
 */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** Makes the error from its parts, for `throw problem("not_signed_in", …)`. */
export function problem(
  code: string,
  message: string,
  remedy?: string,
  details?: Readonly<Record<string, unknown>>,
): ProblemError {
  return new ProblemError(refused(code, message, remedy, details).refusal);
}
