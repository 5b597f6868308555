import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import {
  at,
  consentedTenant,
  type InboundStage,
  invite,
  type Json,
  openInboundStage,
  times,
} from "./inbound-stage.ts";
import { COLLEAGUE, EMPLOYEE, ROOMS } from "./organisation.ts";

const tenant = consentedTenant();

describeOnEachDatabase("a meeting made in Outlook", (database) => {
  let stage: InboundStage;
  beforeEach(async () => {
    stage = await openInboundStage(database(), tenant());
  });
  afterEach(() => stage.close());

  const create = async (fields: Json = {}): Promise<string> => {
    const made = await stage.graph("POST", EMPLOYEE, "/events", {
      subject: "Budget",
      ...times(0, "10:00", "11:00"),
      ...invite(ROOMS.wren, COLLEAGUE),
      ...fields,
    });
    return String(made["id"]);
  };
  const change = (id: string, body: Json) =>
    stage.graph("PATCH", EMPLOYEE, `/events/${encodeURIComponent(id)}`, body);
  const cancel = (id: string) =>
    stage.graph("POST", EMPLOYEE, `/events/${encodeURIComponent(id)}/cancel`, { comment: "" });
  /** The only reservation, once it is so. */
  const theOne = (
    what: string,
    fits: (one: Awaited<ReturnType<InboundStage["reservations"]>>[number]) => boolean,
    rooms?: readonly (keyof typeof ROOMS)[],
  ) =>
    stage.readUntil(
      what,
      async () => {
        const all = await stage.reservations();
        assert.ok(all.length <= 1, JSON.stringify(all, null, 2));
        const [one] = all;
        return one !== undefined && fits(one) && one;
      },
      rooms,
    );
  const confirmed = (rooms?: readonly (keyof typeof ROOMS)[]) =>
    theOne("it is confirmed", ({ state }) => state === "confirmed", rooms);

  test("appears as a confirmed reservation of its organizer, and nothing is written back", async () => {
    await create();
    const one = await confirmed();
    assert.equal(one.origin, "calendar");
    assert.equal(one.subject, "Budget");
    assert.equal(one.requestedFor, EMPLOYEE);
    assert.deepEqual([one.startAt, one.endAt], [at(0, "10:00"), at(0, "11:00")]);
    assert.deepEqual(one.attendees, [
      { email: COLLEAGUE, name: "Mira Castellan", type: "required", kind: "user" },
    ]);
    assert.deepEqual(await stage.holdsOf("wren"), [{ startAt: one.startAt, endAt: one.endAt }]);
    assert.deepEqual((await stage.auditOf(one.id))[0], "reservation_taken_in");
    // The one write is the meeting itself.
    assert.equal(stage.writesToExchange(), 1);
    assert.deepEqual(await stage.events(one.id), []);
  });

  test("is private here where its organizer made it so, whatever the room's copy says", async () => {
    await create({ sensitivity: "private", subject: "Salary" });
    const one = await confirmed();
    assert.deepEqual([one.sensitivity, one.subject], ["private", "Salary"]);
  });

  test("that is made private here stays so, whatever else is changed in Outlook", async () => {
    const id = await create();
    const one = await confirmed();
    await stage.change(one.id, { sensitivity: "private" });
    await change(id, { subject: "Salary" });
    const renamed = await theOne("it is renamed", ({ subject }) => subject === "Salary");
    assert.equal(renamed.sensitivity, "private");
    await stage.read("wren", true);
    assert.equal((await confirmed()).sensitivity, "private");
    // In Outlook it becomes private too, and then is no longer so for anybody.
    await change(id, { sensitivity: "private" });
    await stage.read("wren", true);
    await change(id, { sensitivity: "normal" });
    await theOne("it is private no more", ({ sensitivity }) => sensitivity === "normal");
  });

  test("that is read again from the beginning changes nothing", async () => {
    await create();
    const one = await confirmed();
    assert.deepEqual(await stage.read("wren", true), { kind: "read", changes: 0, wasFull: true });
    assert.deepEqual(await stage.reservations(), [one]);
  });

  test("that is moved and made longer moves here, with its hold", async () => {
    const id = await create();
    const one = await confirmed();
    await change(id, times(1, "14:00", "15:30"));
    const moved = await theOne(
      "it is moved",
      ({ startAt, state }) => state === "confirmed" && startAt.getTime() !== one.startAt.getTime(),
    );
    assert.equal(moved.number, one.number);
    assert.deepEqual(await stage.holdsOf("wren"), [
      { startAt: at(1, "14:00"), endAt: at(1, "15:30") },
    ]);
  });

  test("that is given another subject and other people shows them", async () => {
    const id = await create();
    await confirmed();
    await change(id, {
      subject: "Budget, final",
      ...invite(ROOMS.wren, "guest@elsewhere.example"),
    });
    const changed = await theOne("it shows it", ({ subject }) => subject === "Budget, final");
    assert.deepEqual(
      changed.attendees.map(({ email, kind }) => [email, kind]),
      [["guest@elsewhere.example", "external"]],
    );
  });

  test("that takes another room keeps its number and follows there", async () => {
    const id = await create();
    const one = await confirmed();
    await change(id, invite(ROOMS.robin, COLLEAGUE));
    const there = await theOne(
      "it is in the other room",
      ({ room, state }) => room === "robin" && state === "confirmed",
      ["wren", "robin"],
    );
    assert.equal(there.number, one.number);
    assert.deepEqual(await stage.holdsOf("wren"), []);
    assert.equal((await stage.holdsOf("robin")).length, 1);
  });

  test("that is cancelled is cancelled here and frees the space", async () => {
    const id = await create();
    const one = await confirmed();
    await cancel(id);
    const over = await theOne("it is cancelled", ({ state }) => state === "cancelled");
    assert.equal(over.reasonCode, "meeting_removed");
    assert.deepEqual(await stage.holdsOf("wren"), []);
    assert.ok((await stage.auditOf(one.id)).includes("reservation_cancelled_in_outlook"));
  });

  for (const removeCanceledMeetings of [true, false]) {
    const what = removeCanceledMeetings ? "remove" : "keep";
    test(`that is cancelled frees the space where rooms ${what} what is cancelled`, async () => {
      Object.assign(tenant().user(ROOMS.wren).room?.processing ?? {}, { removeCanceledMeetings });
      const id = await create();
      await confirmed();
      await cancel(id);
      await theOne("it is cancelled", ({ state }) => state === "cancelled");
      assert.deepEqual(await stage.holdsOf("wren"), []);
    });
  }

  test("that the room declines is not held, and told by Exchange alone", async () => {
    Object.assign(tenant().user(ROOMS.wren).room?.processing ?? {}, {
      maximumDurationInMinutes: 10,
    });
    const id = await create();
    await stage.readUntil("the room has declined", async () => {
      const event = await stage.graph("GET", EMPLOYEE, `/events/${encodeURIComponent(id)}`);
      return JSON.stringify(event["attendees"]).includes('"declined"');
    });
    await stage.read("wren");
    const all = await stage.reservations();
    assert.ok(
      all.every(({ state }) => state === "cancelled"),
      JSON.stringify(all),
    );
    assert.deepEqual(await stage.holdsOf("wren"), []);
  });

  test("whose room's people have to agree awaits them, and is confirmed when they do", async () => {
    Object.assign(tenant().user(ROOMS.wren).room?.processing ?? {}, {
      allBookInPolicy: false,
      allRequestInPolicy: true,
    });
    const id = await create();
    const one = await theOne("it awaits approval", ({ state }) => state === "awaiting_approval");
    assert.equal(one.externalApproval, "awaiting_approval");
    assert.equal((await stage.holdsOf("wren")).length, 1);
    const { value } = await stage.graph("GET", ROOMS.wren, "/events?$top=5");
    const [copy] = value as readonly Json[];
    const eventId = encodeURIComponent(String(copy?.["id"]));
    await stage.graph("POST", ROOMS.wren, `/events/${eventId}/accept`, { sendResponse: true });
    const agreed = await confirmed();
    assert.equal(agreed.externalApproval, "accepted");
    await cancel(id);
  });

  test("for the whole day is an all-day reservation, midnight to midnight", async () => {
    const timeZone = "W. Europe Standard Time";
    const [start, end] = [times(0, "00:00", "00:00"), times(1, "00:00", "00:00")];
    await create({
      isAllDay: true,
      start: start["start"],
      end: { ...(end["start"] as Json), timeZone },
    });
    const one = await confirmed();
    assert.equal(one.isAllDay, true);
    assert.deepEqual([one.startAt, one.endAt], [at(0, "00:00"), at(1, "00:00")]);
  });

  test("in several rooms is one meeting with a reservation for each", async () => {
    const id = await create(invite(ROOMS.wren, ROOMS.robin));
    const all = await stage.readUntil(
      "both are confirmed",
      async () => {
        const seen = await stage.reservations();
        return seen.filter(({ state }) => state === "confirmed").length === 3 && seen;
      },
      ["wren", "robin"],
    );
    const [parent, ...children] = all;
    assert.equal(parent?.kind, "multi_space");
    assert.equal(parent.isParent, true);
    assert.deepEqual(children.map(({ room }) => room).toSorted(), ["robin", "wren"]);
    assert.ok(children.every(({ parentId }) => parentId === parent.id));
    await cancel(id);
    await stage.readUntil(
      "all are cancelled",
      async () => (await stage.reservations()).every(({ state }) => state === "cancelled"),
      ["wren", "robin"],
    );
  });

  test("that a room's people decline before anybody has read the room is lost there", async () => {
    const processing = tenant().user(ROOMS.robin).room?.processing ?? assert.fail("no room");
    const { allBookInPolicy, allRequestInPolicy } = processing;
    Object.assign(processing, { allBookInPolicy: false, allRequestInPolicy: true });
    const id = await create(invite(ROOMS.wren, ROOMS.robin));
    await stage.roomHasAnswered("wren", 1);
    await stage.roomHasAnswered("robin", 1);
    Object.assign(processing, { allBookInPolicy, allRequestInPolicy });
    const inRobin = async () => {
      const parts = (await stage.reservations()).filter(({ isParent }) => !isParent);
      const robin = parts.find(({ room }) => room === "robin");
      return [robin?.state, robin?.externalApproval];
    };
    await stage.read("wren");
    assert.deepEqual(await inRobin(), ["awaiting_approval", "awaiting_approval"]);
    const { value } = await stage.graph("GET", ROOMS.robin, "/events?$top=1");
    const [seen] = value as readonly Json[];
    const eventId = encodeURIComponent(String(seen?.["id"]));
    await stage.graph("POST", ROOMS.robin, `/events/${eventId}/decline`, { sendResponse: true });
    await stage.readUntil("it is lost", async () => (await inRobin())[0] === "cancelled", [
      "robin",
    ]);
    assert.deepEqual(await inRobin(), ["cancelled", "declined"]);
    assert.deepEqual(await stage.holdsOf("robin"), []);
    assert.equal((await stage.holdsOf("wren")).length, 1);
    await cancel(id);
  });

  test("of somebody from outside is for them, as a person who does not work here", async () => {
    await create({ ...invite(ROOMS.wren, "guest@elsewhere.example") });
    const one = await confirmed();
    assert.deepEqual(
      one.attendees.map(({ kind }) => kind),
      ["external"],
    );
  });
});
