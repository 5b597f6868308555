import type { AppRegistration, Directory, DirectoryUser } from "../directory/directory.ts";
import type { GraphCaller } from "../entra/graph-caller.ts";
import { refusals, refuse, type Outcome, succeed } from "../mailbox/outcome.ts";
import type { RoutePermission } from "./graph-request.ts";

export type CalendarLevel = "none" | "freeBusy" | "read" | "write";

export interface CalendarAccess {
  readonly level: CalendarLevel;
  /** Whether private events show more than that they are there. */
  readonly seesPrivate: boolean;
}

export const NO_ACCESS: CalendarAccess = { level: "none", seesPrivate: false };

const LEVELS: readonly CalendarLevel[] = ["none", "freeBusy", "read", "write"];

/**
 * What a caller may do with a mailbox's calendar (facts 1.16, 6.8, 6.10): for an app what it was
 * granted for all mailboxes or for this one; for a person the token's scopes, and in another's
 * mailbox no more than what its owner shares.
 */
export function calendarAccess(
  directory: Directory,
  caller: GraphCaller,
  owner: DirectoryUser,
): CalendarAccess {
  if (caller.userId === null) return applicationAccess(directory, caller, owner);
  const isOwn = caller.userId === owner.id;
  const byScope = levelOf(caller.scopes.filter((scope) => isOwn || /\.Shared$/i.test(scope)));
  if (isOwn) return { level: byScope, seesPrivate: true };
  const granted = grantOf(directory, caller.userId, owner);
  // Everybody's free and busy times are open inside the tenant; that takes no share (facts 1.14).
  const shared = granted.level === "none" ? "freeBusy" : granted.level;
  const ceiling = byScope === "none" ? levelOf(caller.scopes, "freeBusy") : byScope;
  return { level: lower(ceiling, shared), seesPrivate: granted.seesPrivate };
}

function applicationAccess(
  directory: Directory,
  caller: GraphCaller,
  owner: DirectoryUser,
): CalendarAccess {
  const application = directory.applications.get(caller.clientId);
  const scoped = application ? rbacRoles(application, owner) : [];
  return { level: levelOf([...caller.roles, ...scoped]), seesPrivate: true };
}

/**
 * RBAC for Applications adds to what Entra granted; its roles need not be in the token (facts
 * 6.10).
 */
export function rbacRoles(application: AppRegistration, owner: DirectoryUser): string[] {
  return application.rbacAssignments
    .filter(({ mailboxIds }) => {
      if (mailboxIds === "all") return true;
      if (mailboxIds === "all-rooms") return owner.kind === "room";
      if (Array.isArray(mailboxIds)) return mailboxIds.includes(owner.id);
      const { rooms, customAttribute1 } = mailboxIds;
      return (
        (rooms && owner.kind === "room") ||
        (customAttribute1 !== null && owner.customAttribute1 === customAttribute1)
      );
    })
    .map(({ role }) => role.replace(/^Application /i, ""));
}

/** The level that a set of permission names gives, up to `highest`. */
function levelOf(names: readonly string[], highest: CalendarLevel = "write"): CalendarLevel {
  let level: CalendarLevel = "none";
  for (const name of names) {
    const match = /^Calendars\.(ReadBasic|ReadWrite|Read)(?:\.(?:Shared|All))?$/i.exec(name);
    if (!match) continue;
    const kind = match[1]?.toLowerCase();
    level = higher(level, kind === "readwrite" ? "write" : kind === "read" ? "read" : "freeBusy");
  }
  return lower(level, highest);
}

function grantOf(directory: Directory, callerId: string, owner: DirectoryUser): CalendarAccess {
  if (owner.room?.delegates.includes(callerId)) return { level: "write", seesPrivate: true };
  let access = NO_ACCESS;
  for (const share of directory.shares) {
    if (share.ownerId !== owner.id || share.shareeId !== callerId) continue;
    access = {
      level: higher(access.level, share.role === "read" ? "read" : "write"),
      seesPrivate: access.seesPrivate || share.role === "delegateWithPrivateEventAccess",
    };
  }
  return access;
}

function higher(left: CalendarLevel, right: CalendarLevel): CalendarLevel {
  return LEVELS.indexOf(left) >= LEVELS.indexOf(right) ? left : right;
}

function lower(left: CalendarLevel, right: CalendarLevel): CalendarLevel {
  return LEVELS.indexOf(left) <= LEVELS.indexOf(right) ? left : right;
}

/** Whether the level reaches what an operation needs. */
export function reaches(level: CalendarLevel, needed: CalendarLevel): boolean {
  return LEVELS.indexOf(level) >= LEVELS.indexOf(needed);
}

/** Refuses a call whose token or grants do not carry it (facts 5). */
export function checkPermission(
  permission: RoutePermission,
  caller: GraphCaller,
  owner: DirectoryUser | undefined,
  access: CalendarAccess,
): Outcome<null> {
  switch (permission) {
    case "calendarFreeBusy":
      return reaches(access.level, "freeBusy") ? succeed(null) : accessDenied();
    case "calendarRead":
      return reaches(access.level, "read") ? succeed(null) : accessDenied();
    case "calendarWrite":
      return reaches(access.level, "write") ? succeed(null) : accessDenied();
    case "mailboxSettings":
      return mayReadSettings(caller, owner) ? succeed(null) : accessDenied();
    case "readSelfOrUsers": {
      const isSelf = owner !== undefined && caller.userId === owner.id;
      const granted = holds(caller, USERS) || (isSelf && holds(caller, /^User\.Read(Write)?$/i));
      return granted ? succeed(null) : requestDenied();
    }
    case "readUsers":
      return holds(caller, USERS) ? succeed(null) : requestDenied();
    case "places":
      return holds(caller, /^Place\.Read(Write)?\.All$/i) ? succeed(null) : requestDenied();
    case "subscriptions":
      return succeed(null);
  }
}

const USERS = /^(User\.(Read|ReadBasic|ReadWrite)\.All|Directory\.(Read|ReadWrite)\.All)$/i;

function mayReadSettings(caller: GraphCaller, owner: DirectoryUser | undefined): boolean {
  const isOwn = caller.userId === null || caller.userId === owner?.id;
  return isOwn && holds(caller, /^MailboxSettings\.Read(Write)?$/i);
}

function holds(caller: GraphCaller, names: RegExp): boolean {
  const granted = caller.userId === null ? caller.roles : caller.scopes;
  return granted.some((name) => names.test(name));
}

function accessDenied(): Outcome<null> {
  return refusals.accessDenied();
}

function requestDenied(): Outcome<null> {
  return refuse(
    403,
    "Authorization_RequestDenied",
    "Insufficient privileges to complete the operation.",
  );
}
