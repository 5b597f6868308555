import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { CalendarShare, DirectoryUser } from "../directory/directory.ts";
import type { GraphCaller } from "../entra/graph-caller.ts";
import { createTestExchange, ROOM, userOf } from "../mailbox/test-exchange.ts";
import { calendarAccess, checkPermission, type CalendarLevel } from "./permissions.ts";

const ANNA_ID = "id-anna";
const BORIS_ID = "id-boris";

function person(userId: string, ...scopes: string[]): GraphCaller {
  return { tenantId: "tenant", clientId: "app", userId, scopes, roles: [] };
}

function app(...roles: string[]): GraphCaller {
  return { tenantId: "tenant", clientId: "app", userId: null, scopes: [], roles };
}

function setUp(role?: CalendarShare["role"]) {
  const { directory } = createTestExchange();
  if (role) directory.shares.push({ ownerId: ANNA_ID, shareeId: BORIS_ID, role });
  directory.applications.set("app", {
    clientId: "app",
    displayName: "App",
    redirectUris: [],
    secrets: [],
    certificates: [],
    adminConsentedScopes: [],
    requestedScopes: [],
    applicationRoles: [],
    requestedRoles: [],
    rbacAssignments: [],
    userConsents: new Map(),
  });
  const user = (id: string): DirectoryUser => {
    const found = directory.users.get(id);
    assert.ok(found);
    return found;
  };
  const level = (caller: GraphCaller, ownerId: string): CalendarLevel =>
    calendarAccess(directory, caller, user(ownerId)).level;
  return { directory, user, level };
}

describe("a person's token (facts 1.16, 6.8)", () => {
  test("opens the own calendar as far as its scope goes", () => {
    const { level } = setUp();
    assert.equal(level(person(ANNA_ID, "Calendars.ReadWrite"), ANNA_ID), "write");
    assert.equal(level(person(ANNA_ID, "Calendars.Read"), ANNA_ID), "read");
    assert.equal(level(person(ANNA_ID, "Calendars.ReadBasic"), ANNA_ID), "freeBusy");
    assert.equal(level(person(ANNA_ID, "User.Read"), ANNA_ID), "none");
  });

  test("opens another's calendar only with a .Shared scope and a share", () => {
    const shared = person(BORIS_ID, "Calendars.ReadWrite.Shared");
    assert.equal(setUp("write").level(shared, ANNA_ID), "write");
    assert.equal(setUp().level(shared, ANNA_ID), "freeBusy");
    const unshared = person(BORIS_ID, "Calendars.ReadWrite");
    assert.equal(setUp("write").level(unshared, ANNA_ID), "freeBusy");
  });

  test("reads what is shared for reading, whatever its scope would allow", () => {
    const caller = person(BORIS_ID, "Calendars.ReadWrite.Shared");
    assert.equal(setUp("read").level(caller, ANNA_ID), "read");
  });

  test("of a room's delegate writes to the room's calendar", () => {
    const { directory, user } = setUp();
    const room = user(userOf(createTestExchange(), ROOM).id);
    const caller = person(BORIS_ID, "Calendars.ReadWrite.Shared");
    assert.equal(calendarAccess(directory, caller, room).level, "write");
    const other = person(ANNA_ID, "Calendars.ReadWrite.Shared");
    assert.equal(calendarAccess(directory, other, room).level, "freeBusy");
  });

  test("shows a delegate private events only where the role says so", () => {
    const caller = person(BORIS_ID, "Calendars.Read.Shared");
    const seesPrivate = (role: CalendarShare["role"]): boolean => {
      const { directory, user } = setUp(role);
      return calendarAccess(directory, caller, user(ANNA_ID)).seesPrivate;
    };
    assert.equal(seesPrivate("delegateWithPrivateEventAccess"), true);
    assert.equal(seesPrivate("delegateWithoutPrivateEventAccess"), false);
    assert.equal(seesPrivate("write"), false);
  });
});

describe("an app's own token (facts 6.4, 6.10)", () => {
  test("opens every mailbox with a role granted in Entra ID", () => {
    const { level } = setUp();
    assert.equal(level(app("Calendars.ReadWrite"), ANNA_ID), "write");
    assert.equal(level(app("Calendars.Read"), BORIS_ID), "read");
    assert.equal(level(app("User.Read.All"), BORIS_ID), "none");
  });

  test("without roles opens the mailboxes of its RBAC assignments, and no other", () => {
    const { directory, level } = setUp();
    const application = directory.applications.get("app");
    application?.rbacAssignments.push(
      { role: "Application Calendars.ReadWrite", mailboxIds: "all-rooms" },
      { role: "Application Calendars.Read", mailboxIds: [BORIS_ID] },
    );
    assert.equal(level(app(), userOf(createTestExchange(), ROOM).id), "write");
    assert.equal(level(app(), BORIS_ID), "read");
    assert.equal(level(app(), ANNA_ID), "none");
  });
});

describe("what is not granted (facts 5)", () => {
  const none = { level: "none", seesPrivate: false } as const;

  test("is ErrorAccessDenied for calendars, Authorization_RequestDenied for users", () => {
    const calendar = checkPermission("calendarRead", app(), undefined, none);
    assert.ok(!calendar.ok);
    assert.deepEqual([calendar.error.status, calendar.error.code], [403, "ErrorAccessDenied"]);
    const users = checkPermission("readUsers", app(), undefined, none);
    assert.ok(!users.ok);
    assert.deepEqual([users.error.status, users.error.code], [403, "Authorization_RequestDenied"]);
  });

  test("a person reads the own profile with User.Read and no one else's", () => {
    const { users } = createTestExchange().directory;
    const caller = person(ANNA_ID, "User.Read");
    const check = (id: string): boolean =>
      checkPermission("readSelfOrUsers", caller, users.get(id), none).ok;
    assert.equal(check(ANNA_ID), true);
    assert.equal(check(BORIS_ID), false);
  });
});
