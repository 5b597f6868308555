import { NOT_CONNECTED } from "../../app/people/calendar-tokens.ts";
import { describeOwnCalendar } from "../../app/people/own-calendar.ts";
import type { ConnectionState } from "../../app/people/calendar-tokens.ts";
import type { Person } from "../../app/people/people.ts";
import type { CalendarConnection } from "../../contract/session.ts";
import type { IdentityDependencies } from "./identity-dependencies.ts";
import type { ConnectionFailure } from "./session-data.ts";

const REMEDIES: Readonly<Record<string, string>> = {
  admin_consent_needed: "Hand the consent link to an administrator, then connect again.",
  scopes_missing: "Connect again and accept all that is asked for.",
};

/** How a person's own connection stands, and why the last try to connect failed if it did. */
export async function calendarConnectionView(
  deps: Pick<
    IdentityDependencies,
    "providerApps" | "tokenRecords" | "integrationMode" | "publicUrl"
  >,
  person: Person,
  failure: ConnectionFailure | null,
): Promise<CalendarConnection> {
  const [own, mode] = await Promise.all([
    describeOwnCalendar(deps, person),
    deps.integrationMode(),
  ]);
  const connection = own?.connection ?? NOT_CONNECTED;
  const trouble = connection.state === "connected" ? null : (failure ?? troubleOf(connection));
  const providerId = failure?.providerId ?? own?.provider.id ?? null;
  return {
    needed: mode === "personal" && own !== null,
    state: connection.state,
    account_name: connection.accountName,
    connected_at: connection.connectedAt?.toISOString() ?? null,
    last_used_at: connection.lastUsedAt?.toISOString() ?? null,
    reason: trouble?.message ?? null,
    remedy: trouble?.remedy ?? null,
    connect_url: "/connect/outlook",
    admin_consent_url: adminConsentUrl(deps, trouble?.code ?? null, providerId),
  };
}

/** Where an administrator consents for everybody, if that is what was missing. */
export function adminConsentUrl(
  { publicUrl }: Pick<IdentityDependencies, "publicUrl">,
  code: string | null,
  providerId: string | null,
): string | null {
  const isWanted = code === "admin_consent_needed" && providerId !== null;
  return isWanted ? `${publicUrl()}/connect/admin-consent/${providerId}` : null;
}

function troubleOf(
  connection: ConnectionState,
): Pick<ConnectionFailure, "code" | "message" | "remedy"> | null {
  const { state, reasonCode, reason } = connection;
  if (state !== "needs_reconnect" || reasonCode === null) return null;
  return {
    code: reasonCode,
    message: reason ?? "Microsoft no longer accepts the connection.",
    remedy: REMEDIES[reasonCode] ?? "Connect again.",
  };
}
