import type { RoomProcessing } from "../rooms/room-processing.ts";

/**
 * What Entra ID and the Exchange directory know: people, room mailboxes, app registrations and
 * what has been consented. One simulator holds one tenant.
 */
export interface Tenant {
  readonly id: string;
  readonly domain: string;
  readonly displayName: string;
  /** The Microsoft-managed user-consent policy, which keeps `Calendars.*` from user consent (facts 6.8). */
  userConsentPolicy: "microsoft-managed" | "allow-all" | "none";
}

export interface DirectoryUser {
  /** `oid` in tokens and `id` in Graph: a GUID that never changes. */
  readonly id: string;
  readonly kind: "person" | "room";
  userPrincipalName: string;
  mail: string;
  displayName: string;
  givenName: string | null;
  surname: string | null;
  jobTitle: string | null;
  accountEnabled: boolean;
  /** True where the person may consent for the tenant and use the admin-consent page. */
  isGlobalAdministrator: boolean;
  /** Windows zone name, as `mailboxSettings.timeZone` gives it. */
  timeZone: string;
  /** False where the person has no licence for a mailbox (facts 5, MailboxNotEnabledForRESTAPI). */
  mailboxEnabled?: boolean;
  /** An attribute of the mailbox that management scopes go by. */
  customAttribute1?: string;
  /** Present on room mailboxes only. */
  room?: RoomMailbox;
}

/** Which mailboxes a role of RBAC for Applications holds for (facts 6.10). */
export interface ManagementScope {
  rooms: boolean;
  customAttribute1: string | null;
}

/** What `/places` and Set-CalendarProcessing say of a room mailbox. */
export interface RoomMailbox {
  capacity: number;
  building: string;
  floorNumber: number;
  floorLabel: string;
  tags: string[];
  isWheelChairAccessible: boolean;
  /** User ids that may read and write the room's calendar (its delegates). */
  delegates: string[];
  processing: RoomProcessing;
}

export interface AppRegistration {
  readonly clientId: string;
  displayName: string;
  redirectUris: string[];
  /** Secrets with the instant they expire at (epoch milliseconds). */
  secrets: { value: string; expiresAtMs: number }[];
  /** Certificates for client assertions: SHA-256 thumbprint (base64url) and the public key as PEM. */
  certificates: { thumbprintSha256: string; publicKeyPem: string }[];
  /** Delegated scopes an administrator has consented to for everybody. */
  adminConsentedScopes: string[];
  /** Delegated scopes the registration asks for (`.default`, and the admin-consent page). */
  requestedScopes: string[];
  /** Application permissions an administrator has granted in Entra ID: they hold for every mailbox. */
  applicationRoles: string[];
  /** Application permissions the registration asks for (granted by the admin-consent page). */
  requestedRoles: string[];
  /** RBAC for Applications (facts 6.10): a role over the mailboxes whose ids are named. Adds to `applicationRoles`. */
  rbacAssignments: {
    role: string;
    mailboxIds: string[] | "all-rooms" | "all" | ManagementScope;
  }[];
  /** Whether Exchange knows its service principal, which roles are assigned to. */
  isInExchange?: boolean;
  /** What single people have consented to: user id to scopes. */
  userConsents: Map<string, string[]>;
}

/** Calendar shares: `sharee` has `role` on `owner`'s primary calendar (facts 1.16). */
export interface CalendarShare {
  readonly ownerId: string;
  readonly shareeId: string;
  role: "read" | "write" | "delegateWithoutPrivateEventAccess" | "delegateWithPrivateEventAccess";
}

export interface Directory {
  readonly tenant: Tenant;
  readonly users: Map<string, DirectoryUser>;
  readonly applications: Map<string, AppRegistration>;
  readonly shares: CalendarShare[];
  /** By name. */
  readonly scopes: Map<string, ManagementScope>;
  /** By id, user principal name or mail address; letters' case does not matter. */
  findUser(idOrAddress: string): DirectoryUser | undefined;
}

export function createDirectory(tenant: Tenant): Directory {
  const users = new Map<string, DirectoryUser>();
  /** Found before, so that a tenant of thousands is not searched for each attendee. */
  const found = new Map<string, DirectoryUser>();
  const isStill = (user: DirectoryUser, name: string): boolean =>
    users.get(user.id) === user && hasAddress(user, name);
  return {
    tenant,
    users,
    applications: new Map(),
    shares: [],
    scopes: new Map(),
    findUser(idOrAddress) {
      const wanted = idOrAddress.toLowerCase();
      const byId = users.get(wanted);
      if (byId) return byId;
      const before = found.get(wanted);
      if (before && isStill(before, wanted)) return before;
      for (const user of users.values()) {
        if (!hasAddress(user, wanted)) continue;
        found.set(wanted, user);
        return user;
      }
      return undefined;
    },
  };
}

/** `address` in lower case. */
function hasAddress(user: DirectoryUser, address: string): boolean {
  return user.userPrincipalName.toLowerCase() === address || user.mail.toLowerCase() === address;
}
