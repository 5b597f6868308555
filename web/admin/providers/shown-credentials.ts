import type { CalendarProvider } from "../../../src/contract/admin.ts";
import type { Session } from "../../../src/contract/session.ts";

/**
 * The delegated user is shown in strict and personal mode (policy, "Changing the mode"), and in
 * normal mode only while one is connected all the same.
 */
export function shownCredentials(
  { credentials }: Pick<CalendarProvider, "credentials">,
  mode: Session["integration_mode"],
): CalendarProvider["credentials"] {
  return credentials.filter(
    ({ kind, state }) => kind === "application" || mode !== "normal" || state !== "not_connected",
  );
}
