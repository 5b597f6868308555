import type { CalendarProvider } from "../../../src/contract/admin.ts";

/** The delegated user's credential is of interest where one acts, or where one is still connected. */
export function shownCredentials(
  { credentials }: Pick<CalendarProvider, "credentials">,
  showsDelegatedUser: boolean,
): CalendarProvider["credentials"] {
  return credentials.filter(
    ({ kind, state }) => kind === "application" || showsDelegatedUser || state !== "not_connected",
  );
}
