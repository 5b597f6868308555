import type { AppRegistration, Tenant } from "../directory/directory.ts";
import { entraError, type EntraError, type EntraErrorCode } from "./entra-error.ts";

/** Scopes that OpenID Connect defines; everything else is a permission of Graph. */
const OIDC_SCOPES = ["openid", "profile", "email", "offline_access"];

/** The delegated permissions that this Graph knows, and whether only an administrator may consent. */
const DELEGATED_PERMISSIONS: Readonly<Record<string, { readonly adminOnly: boolean }>> = {
  "Calendars.Read": { adminOnly: false },
  "Calendars.Read.Shared": { adminOnly: false },
  "Calendars.ReadBasic": { adminOnly: false },
  "Calendars.ReadWrite": { adminOnly: false },
  "Calendars.ReadWrite.Shared": { adminOnly: false },
  "Directory.Read.All": { adminOnly: true },
  "Directory.ReadWrite.All": { adminOnly: true },
  "MailboxSettings.Read": { adminOnly: false },
  "MailboxSettings.ReadWrite": { adminOnly: false },
  "People.Read": { adminOnly: false },
  "Place.Read.All": { adminOnly: true },
  "Place.ReadWrite.All": { adminOnly: true },
  "User.Read": { adminOnly: false },
  "User.Read.All": { adminOnly: true },
  "User.ReadBasic.All": { adminOnly: false },
  "User.ReadWrite": { adminOnly: false },
  "User.ReadWrite.All": { adminOnly: true },
  "User.RevokeSessions.All": { adminOnly: true },
};

/** What Microsoft's managed policy keeps from people's own consent (facts 6.8). */
const EXCLUDED_BY_MICROSOFT = ["Calendars.", "MailboxSettings."];

const GRAPH_RESOURCES = [
  "https://graph.microsoft.com/",
  "00000003-0000-0000-c000-000000000000/",
] as const;

const canonicalNames = new Map(
  [...OIDC_SCOPES, ...Object.keys(DELEGATED_PERMISSIONS)].map((name) => [name.toLowerCase(), name]),
);

export type ScopesRead =
  | { readonly ok: true; readonly scopes: readonly string[] }
  | { readonly ok: false; readonly error: EntraError };

function withoutResource(scope: string, graphUrl: string): string {
  const lower = scope.toLowerCase();
  for (const resource of [...GRAPH_RESOURCES, `${graphUrl}/`]) {
    if (lower.startsWith(resource.toLowerCase())) return scope.slice(resource.length);
  }
  return scope;
}

/**
 * Reads the `scope` parameter of a delegated request: names with or without Graph's resource
 * prefix, in any case of letters, `.default` for all that the registration asks for. `errorCode` is
 * the number that a bad scope gets at this endpoint.
 */
export function readScopes(
  text: string,
  application: AppRegistration,
  graphUrl: string,
  errorCode: EntraErrorCode = 70011,
): ScopesRead {
  const refuse = (detail: string): ScopesRead => ({
    ok: false,
    error: entraError(errorCode, detail),
  });
  const asked = text.split(/\s+/).filter((scope) => scope !== "");
  if (asked.length === 0) return refuse("The scope is empty.");
  const found = new Set<string>();
  let usesDefault = false;
  let namesPermission = false;
  for (const scope of asked) {
    const bare = withoutResource(scope, graphUrl);
    if (bare === ".default") {
      usesDefault = true;
      for (const requested of application.requestedScopes) found.add(requested);
      continue;
    }
    const name = canonicalNames.get(bare.toLowerCase());
    if (name === undefined) return refuse(`The scope ${scope} is not valid.`);
    namesPermission ||= !OIDC_SCOPES.includes(name);
    found.add(name);
  }
  if (usesDefault && namesPermission) {
    return refuse("The .default scope cannot be combined with scopes of the same resource.");
  }
  return { ok: true, scopes: [...found] };
}

/** Whether a text is the one scope that client credentials may ask for: Graph's `.default`. */
export function isGraphDefault(text: string, graphUrl: string): boolean {
  return text.trim() !== ".default" && withoutResource(text.trim(), graphUrl) === ".default";
}

/** The scopes of which neither the person nor an administrator has given any consent. */
export function missingConsents(
  application: AppRegistration,
  userId: string,
  scopes: readonly string[],
): string[] {
  const given = new Set([
    ...application.adminConsentedScopes,
    ...(application.userConsents.get(userId) ?? []),
  ]);
  // Whoever has consented to anything has consented to being signed in: Entra adds these itself.
  if (given.size > 0) for (const scope of OIDC_SCOPES) given.add(scope);
  return scopes.filter((scope) => !given.has(scope));
}

/** Whether a person who is no administrator may consent to a scope under the tenant's policy. */
export function isUserConsentable(scope: string, policy: Tenant["userConsentPolicy"]): boolean {
  if (policy === "none" || DELEGATED_PERMISSIONS[scope]?.adminOnly === true) return false;
  if (policy === "allow-all") return true;
  return !EXCLUDED_BY_MICROSOFT.some((prefix) => scope.startsWith(prefix));
}

function union(first: readonly string[], second: readonly string[]): string[] {
  return [...new Set([...first, ...second])];
}

/** Records what one person consented to for themselves. */
export function consentForUser(
  application: AppRegistration,
  userId: string,
  scopes: readonly string[],
): void {
  application.userConsents.set(userId, union(application.userConsents.get(userId) ?? [], scopes));
}

/** Records an administrator's consent for everybody in the tenant. */
export function consentForOrganization(
  application: AppRegistration,
  scopes: readonly string[],
  roles: readonly string[] = [],
): void {
  application.adminConsentedScopes = union(application.adminConsentedScopes, scopes);
  application.applicationRoles = union(application.applicationRoles, roles);
}
