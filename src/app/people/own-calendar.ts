import { type Outcome, done, refused } from "../outcome.ts";
import type { Actor } from "./actor.ts";
import type { AuthorizedAccount } from "./authorization-flows.ts";
import type { CalendarConnected } from "./calendar-connected.ts";
import {
  type ConnectionState,
  missingScopes,
  NOT_CONNECTED,
  type TokenKeeper,
  type TokenRecords,
} from "./calendar-tokens.ts";
import type { Person } from "./people.ts";
import type { ProviderApp, ProviderApps } from "./provider-apps.ts";
import type { RecordAudit } from "../audit-note.ts";

export interface OwnCalendarDependencies {
  readonly providerApps: ProviderApps;
  readonly tokens: TokenKeeper;
  readonly tokenRecords: TokenRecords;
  readonly calendarConnected: CalendarConnected;
  readonly recordAudit: RecordAudit;
}

/**
 * The provider that holds the person's calendar: of the active ones, the one of their tenant;
 * else the first, which may name its tenant by a domain.
 */
export async function providerOf(
  { providerApps }: Pick<OwnCalendarDependencies, "providerApps">,
  person: Person,
  providerId?: string,
): Promise<ProviderApp | null> {
  const active = await providerApps.listActive();
  if (providerId !== undefined) return active.find(({ id }) => id === providerId) ?? null;
  const ownTenant = active.find(({ tenant }) => tenant.toLowerCase() === person.tenantId);
  return ownTenant ?? active[0] ?? null;
}

/**
 * Keeps what the person granted, if it is theirs: an account is recognised by tid and oid, and
 * the token of any other is dropped here (design, truth 3).
 */
export async function connectOwnCalendar(
  dependencies: OwnCalendarDependencies,
  actor: Actor,
  person: Person,
  provider: ProviderApp,
  account: AuthorizedAccount,
): Promise<Outcome<null>> {
  if (account.tenantId !== person.tenantId || account.objectId !== person.objectId) {
    return refused(
      "other_account",
      `The browser signed in to Microsoft as ${account.userName}, but you are ${person.email} here.`,
      `Connect again and choose ${person.email}.`,
    );
  }
  const refusal = refuseIncompleteGrant("personal", account);
  if (refusal) return refusal;
  const use = { kind: "personal", providerId: provider.id, personId: person.id } as const;
  await dependencies.tokens.keep(use, account);
  await dependencies.recordAudit({
    actor,
    action: "calendar_connected",
    subjectKind: "person",
    subjectId: person.id,
    details: { provider_id: provider.id, account: account.userName, scopes: account.scopes },
  });
  await dependencies.calendarConnected.onConnected(person.id);
  return done(null);
}

/** A grant without the scopes, or without a token that can be renewed, would fail soon. */
export function refuseIncompleteGrant(
  kind: "personal" | "delegated_user",
  account: AuthorizedAccount,
): { readonly ok: false; readonly refusal: ReturnType<typeof refused>["refusal"] } | null {
  const missing = missingScopes(kind, account.scopes);
  if (missing.length > 0) {
    return refused(
      "scopes_refused",
      `Microsoft did not grant what is needed: ${missing.join(", ")}.`,
      "Connect again and accept all that is asked for, or ask an administrator to consent.",
    );
  }
  if (account.tokens.refreshToken === null) {
    return refused(
      "refresh_token_missing",
      "Microsoft gave a token that cannot be renewed, so it would end within the hour.",
      "An administrator allows offline_access for the application.",
    );
  }
  return null;
}

export interface Disconnection {
  readonly wasConnected: boolean;
  readonly revocation: "revoked" | "not_offered" | "failed";
}

/** Forgets the person's token; `actor` is the person, or an administrator. */
export async function disconnectOwnCalendar(
  { tokens, recordAudit }: Pick<OwnCalendarDependencies, "tokens" | "recordAudit">,
  actor: Actor,
  personId: string,
  providerId: string,
): Promise<Disconnection> {
  const disconnection = await tokens.forget({ kind: "personal", providerId, personId });
  if (disconnection.wasConnected) {
    await recordAudit({
      actor,
      action: "calendar_disconnected",
      subjectKind: "person",
      subjectId: personId,
      details: { provider_id: providerId, revocation: disconnection.revocation },
    });
  }
  return disconnection;
}

/** How the person's connection stands; null when no calendar provider is active. */
export async function describeOwnCalendar(
  dependencies: Pick<OwnCalendarDependencies, "providerApps" | "tokenRecords">,
  person: Person,
): Promise<{ readonly provider: ProviderApp; readonly connection: ConnectionState } | null> {
  const provider = await providerOf(dependencies, person);
  if (!provider) return null;
  const use = { kind: "personal", providerId: provider.id, personId: person.id } as const;
  const record = await dependencies.tokenRecords.read(use);
  return { provider, connection: record ? shownConnection(record) : NOT_CONNECTED };
}

/** A connection that lacks a scope is none to act with, so it is not shown as one. */
export function shownConnection(connection: ConnectionState): ConnectionState {
  if (connection.state === "not_connected") return NOT_CONNECTED;
  const missing = missingScopes("personal", connection.scopes);
  if (connection.state === "needs_reconnect" || missing.length === 0) return connection;
  return {
    ...connection,
    state: "needs_reconnect",
    reasonCode: "scopes_missing",
    reason: `The connection lacks a permission: ${missing.join(", ")}.`,
  };
}
