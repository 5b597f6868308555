import type { Problem } from "../../core/result.ts";
import { type Refusal, refused } from "../outcome.ts";

/** Why the recurrence that is asked for cannot be had. */
export function refuseRecurrence({ code, message, remedy }: Problem): {
  readonly ok: false;
  readonly refusal: Refusal;
} {
  return refused(code, message, remedy, { fields: [{ field: "recurrence", message }] });
}
