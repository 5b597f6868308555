import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Client } from "@microsoft/microsoft-graph-client";
import type { Event } from "@microsoft/microsoft-graph-types";
import { TEST_PEOPLE } from "../test-simulator.ts";
import {
  ANNA,
  appTokenOf,
  BORIS,
  clientWith,
  idOf,
  meeting,
  refusalOf,
  ROOM_ADDRESS,
  startGraphTest,
  statusOf,
  until,
  type GraphTest,
} from "./graph-test-client.ts";

const { service } = TEST_PEOPLE;
const BOTH_SCOPES = "Calendars.ReadWrite Calendars.ReadWrite.Shared";

describe("who may write to which calendar", () => {
  let graph: GraphTest;
  before(async () => {
    graph = await startGraphTest();
  });
  after(() => graph.close());

  const roomAccepts = async (client: Client, path: string, made: Event): Promise<void> => {
    const answered = await until(
      async () => (await client.api(`${path}/${encodeURIComponent(made.id ?? "")}`).get()) as Event,
      (event) => statusOf(event, ROOM_ADDRESS) !== "none",
      "the room has not answered",
    );
    assert.equal(statusOf(answered, ROOM_ADDRESS), "accepted");
  };

  test("normal: an app with the role organizes as anybody (facts 6.4)", async () => {
    const path = `/users/${ANNA}/events`;
    const made = (await graph.app.api(path).post(meeting(4, 9, [ROOM_ADDRESS]))) as Event;
    assert.equal(made.organizer?.emailAddress?.address, ANNA);
    await roomAccepts(graph.app, path, made);
  });

  test("strict: a delegated user organizes in the own mailbox (facts 1.16)", async () => {
    const client = await graph.personClient(service, BOTH_SCOPES);
    const made = (await client.api("/me/events").post(meeting(4, 11, [ROOM_ADDRESS]))) as Event;
    assert.equal(made.organizer?.emailAddress?.address, service);
    await roomAccepts(client, "/me/events", made);
  });

  test("strict: a room's delegate reads the room's calendar (facts 1.16)", async () => {
    const client = await graph.personClient(service, BOTH_SCOPES);
    const page = (await client
      .api(`/users/${ROOM_ADDRESS}/calendar/calendarView`)
      .query({ startDateTime: "2027-01-04", endDateTime: "2027-01-05" })
      .get()) as { value: Event[] };
    assert.equal(page.value.length, 2);
  });

  test("strict: what is written into a shared calendar is its owner's (facts 1.16)", async () => {
    const { directory } = graph.simulator.world;
    const ownerId = directory.findUser(ANNA)?.id ?? "";
    const shareeId = directory.findUser(service)?.id ?? "";
    directory.shares.push({ ownerId, shareeId, role: "write" });
    const client = await graph.personClient(service, BOTH_SCOPES);
    const made = (await client.api(`/users/${ANNA}/events`).post(meeting(4, 13))) as Event;
    assert.equal(made.organizer?.emailAddress?.address, ANNA);
    assert.equal(made.isOrganizer, true);
  });

  test("personal: a person organizes with the least scope (facts 6.8)", async () => {
    const client = await graph.personClient(BORIS, "Calendars.ReadWrite");
    const made = (await client.api("/me/events").post(meeting(4, 15, [ROOM_ADDRESS]))) as Event;
    assert.equal(made.organizer?.emailAddress?.address, BORIS);
    await roomAccepts(client, "/me/events", made);
  });

  test("personal: another's calendar is closed without a share, whatever the scope", async () => {
    for (const scope of ["Calendars.ReadWrite", BOTH_SCOPES]) {
      const client = await graph.personClient(BORIS, scope);
      const refusal = await refusalOf(client.api(`/users/${ANNA}/events`).get());
      assert.deepEqual([refusal.statusCode, refusal.code], [403, "ErrorAccessDenied"]);
    }
  });

  test("personal: a shared calendar's private event stays private (facts 1.16)", async () => {
    const { directory } = graph.simulator.world;
    const ownerId = directory.findUser(ANNA)?.id ?? "";
    const shareeId = directory.findUser(BORIS)?.id ?? "";
    directory.shares.push({ ownerId, shareeId, role: "read" });
    const secret = { ...meeting(5, 9), subject: "Doctor", sensitivity: "private" as const };
    await graph.app.api(`/users/${ANNA}/events`).post(secret);
    const client = await graph.personClient(BORIS, BOTH_SCOPES);
    const page = (await client
      .api(`/users/${ANNA}/calendarView`)
      .query({ startDateTime: "2027-01-05", endDateTime: "2027-01-06" })
      .get()) as { value: Event[] };
    assert.equal(page.value[0]?.subject, "Private Appointment");
    assert.equal(page.value[0]?.body?.content, "");
    const write = refusalOf(client.api(`/users/${ANNA}/events`).post(meeting(5, 11)));
    assert.equal((await write).statusCode, 403);
  });

  test("RBAC for Applications opens mailboxes to a token without roles (facts 6.10)", async () => {
    const { simulator } = graph;
    const application = simulator.world.directory.applications.get(simulator.clientId);
    assert.ok(application);
    const granted = application.applicationRoles;
    application.applicationRoles = [];
    application.rbacAssignments = [
      { role: "Application Calendars.ReadWrite", mailboxIds: "all-rooms" },
    ];
    const client = clientWith(simulator, await appTokenOf(simulator));
    await client.api(`/users/${ROOM_ADDRESS}/events`).get();
    const refusal = await refusalOf(client.api(`/users/${ANNA}/events`).get());
    assert.deepEqual([refusal.statusCode, refusal.code], [403, "ErrorAccessDenied"]);
    application.applicationRoles = granted;
    application.rbacAssignments = [];
  });

  for (const [day, who] of [
    [11, "an app with the role"],
    [12, "an app scoped to rooms (facts 6.10)"],
    [13, "a delegate with a .Shared scope (facts 1.16)"],
  ] as const) {
    test(`a room's copy is declined in its name by ${who}`, async () => {
      const { simulator } = graph;
      const made = (await graph.app
        .api(`/users/${ANNA}/events`)
        .post(meeting(day, 9, [ROOM_ADDRESS]))) as Event;
      await roomAccepts(graph.app, `/users/${ANNA}/events`, made);
      const application = simulator.world.directory.applications.get(simulator.clientId);
      assert.ok(application);
      const granted = application.applicationRoles;
      if (day === 12) {
        application.applicationRoles = [];
        application.rbacAssignments = [
          { role: "Application Calendars.ReadWrite", mailboxIds: "all-rooms" },
        ];
      }
      const client =
        day === 13
          ? await graph.personClient(service, BOTH_SCOPES)
          : clientWith(simulator, await appTokenOf(simulator));
      const filter = `iCalUId eq '${made.iCalUId ?? ""}'`;
      const events = `/users/${ROOM_ADDRESS}/events`;
      const [copy] = ((await client.api(events).filter(filter).get()) as { value: Event[] }).value;
      assert.ok(copy);
      await client.api(`${events}/${idOf(copy)}/decline`).post({ sendResponse: true });
      const gone = await refusalOf(client.api(`${events}/${idOf(copy)}`).get());
      assert.equal(gone.code, "ErrorItemNotFound");
      Object.assign(application, { applicationRoles: granted, rbacAssignments: [] });
      const own = (await graph.app.api(`/users/${ANNA}/events/${idOf(made)}`).get()) as Event;
      assert.equal(statusOf(own, ROOM_ADDRESS), "declined");
    });
  }

  test("an app's token has no /me", async () => {
    assert.equal((await refusalOf(graph.app.api("/me/events").get())).statusCode, 400);
  });

  test("a mailbox that does not exist, or that nobody paid for, is 404 (facts 5)", async () => {
    const unknown = await refusalOf(graph.app.api("/users/nobody@larkfield.example/events").get());
    assert.deepEqual([unknown.statusCode, unknown.code], [404, "ErrorInvalidUser"]);
    const user = graph.simulator.world.directory.findUser(BORIS);
    assert.ok(user);
    user.mailboxEnabled = false;
    const unlicensed = await refusalOf(graph.app.api(`/users/${BORIS}/events`).get());
    user.mailboxEnabled = true;
    assert.deepEqual(
      [unlicensed.statusCode, unlicensed.code],
      [404, "MailboxNotEnabledForRESTAPI"],
    );
  });

  test("a missing or foreign token is 401 InvalidAuthenticationToken (facts 5)", async () => {
    const refusal = await refusalOf(clientWith(graph.simulator, "not-a-token").api("/me").get());
    assert.deepEqual([refusal.statusCode, refusal.code], [401, "InvalidAuthenticationToken"]);
    const none = await fetch(`${graph.simulator.httpsUrl}/v1.0/me`);
    assert.equal(none.status, 401);
  });

  test("places and users take a permission of their own (facts 1.15)", async () => {
    const client = await graph.personClient(BORIS, "Calendars.ReadWrite User.Read");
    assert.equal(
      (await refusalOf(client.api("/places/microsoft.graph.room").get())).statusCode,
      403,
    );
    const users = await refusalOf(client.api("/users").get());
    assert.deepEqual([users.statusCode, users.code], [403, "Authorization_RequestDenied"]);
    const me = (await client.api("/me").get()) as { mail: string };
    assert.equal(me.mail, BORIS);
  });
});
