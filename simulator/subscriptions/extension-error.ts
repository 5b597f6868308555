import type { ExtensionErrorReason } from "../faults/fault-rules.ts";
import { refuse } from "../mailbox/outcome.ts";

const STATUSES: Readonly<Record<ExtensionErrorReason, number>> = {
  Unauthorized: 401,
  Forbidden: 403,
  BadRequest: 400,
  // Graph hands a passing fault on as a refusal; only the text tells (facts 3.2).
  ServiceUnavailable: 403,
};

/** How Graph words what Exchange, behind it, said against a subscription (facts 3.2). */
export function extensionError(
  reason: ExtensionErrorReason,
  detail: string,
): ReturnType<typeof refuse> {
  const message = `Operation: Create; Exception: [Status Code: ${reason}; Reason: ${detail}]`;
  return refuse(STATUSES[reason], "ExtensionError", message);
}
