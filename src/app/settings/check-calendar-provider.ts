import type { SystemCredential } from "../../core/sync/change-source.ts";
import { done, type Outcome } from "../outcome.ts";
import { type CalendarProviderView, calendarProviderView } from "./calendar-provider-view.ts";
import { providerNotFound } from "./calendar-providers.ts";
import type { SettingsDependencies } from "./settings-dependencies.ts";

/**
 * Checks a provider against its tenant for real: asks for a fresh token with each of the system's
 * credentials, and with a room mailbox, whether they may write to its calendar. The token vault
 * keeps what it learns; a mailbox that cannot be reached is told in the answer.
 */
export async function checkCalendarProvider(
  deps: SettingsDependencies,
  id: string,
  check: { readonly roomMailbox?: string; readonly requestId: string },
): Promise<Outcome<CalendarProviderView>> {
  const provider = await deps.providers.find(id);
  if (provider === null) return providerNotFound();
  const mode = await deps.integrationMode();
  // The delegated user's token is the person's sign-in: there is none to ask for until they did.
  const kinds: readonly SystemCredential[] =
    provider.delegatedUserEmail === null ? ["application"] : ["application", "delegated_user"];
  const reasons = new Map<SystemCredential, string>();
  for (const kind of kinds) {
    const failure = await checkCredential(deps, kind, id, check);
    if (failure !== null) reasons.set(kind, failure);
  }
  const view = await calendarProviderView(deps, provider, mode);
  const credentials = view.credentials.map((credential) => ({
    ...credential,
    reason: reasons.get(credential.kind) ?? credential.reason,
  }));
  return done({ ...view, credentials });
}

/** Why the credential does not serve; null where it does. */
async function checkCredential(
  deps: SettingsDependencies,
  kind: SystemCredential,
  providerId: string,
  { roomMailbox, requestId }: { readonly roomMailbox?: string; readonly requestId: string },
): Promise<string | null> {
  const token = await deps.accessTokens.get({ kind, providerId }, { renew: "in_any_case" });
  if (!token.ok) return token.failure.message;
  if (roomMailbox === undefined) return null;
  const access = { credential: { kind, providerId }, mailbox: roomMailbox, requestId };
  const result = await deps.calendar.checkAccess(access);
  return result.ok ? null : `${roomMailbox}: ${result.failure.message}`;
}
