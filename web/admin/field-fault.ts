import { ProblemError } from "../ui/api/problem-error.ts";

/** What the server found wrong with one field, for showing beside it. */
export function fieldFault(error: unknown, field: string): string | undefined {
  if (!(error instanceof ProblemError)) return undefined;
  return error.problem.fields?.find((fault) => fault.field === field)?.message;
}
