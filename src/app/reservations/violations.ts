import type { Violation } from "../../core/reservations/violation.ts";
import { type Refusal, refused } from "../outcome.ts";

/**
 * One refusal from all the limits that a request does not keep: the first one's code and sentence,
 * and every field at fault for the form. Null where there is none.
 */
export function refuseViolations(
  violations: readonly Violation[],
): { readonly ok: false; readonly refusal: Refusal } | null {
  const [first] = violations;
  if (first === undefined) return null;
  return refused(first.code, first.message, first.remedy, {
    codes: violations.map(({ code }) => code),
    fields: violations.map(({ field, message }) => ({ field, message })),
  });
}
