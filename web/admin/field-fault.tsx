import type { ReactNode } from "react";
import { ProblemError } from "../ui/api/problem-error.ts";
import { Said } from "../ui/components/said.tsx";

/** What the server found wrong with one field, for showing beside it. */
export function fieldFault(error: unknown, field: string): ReactNode {
  if (!(error instanceof ProblemError)) return undefined;
  const fault = error.problem.fields?.find((each) => each.field === field);
  return fault === undefined ? undefined : <Said text={fault.message} />;
}
