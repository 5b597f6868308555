import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { startTenant, type Tenant } from "../identity/identity-stage.ts";
import {
  at,
  type InboundStage,
  invite,
  type Json,
  openInboundStage,
  times,
} from "./inbound-stage.ts";
import { EMPLOYEE, ROOMS } from "./organisation.ts";
import { calendarOf, until } from "./sync-stage.ts";

let tenant: Tenant;
before(async () => {
  tenant = await startTenant();
  tenant.consentForEverybody();
});
after(() => tenant.close());

describeOnEachDatabase("a write whose answer was lost", (database) => {
  let stage: InboundStage;
  afterEach(() => stage.close());

  /** As by a process that ends before it has written down what came of it. */
  async function sendAndDie(): Promise<void> {
    const [claimed] = await stage.claim(1);
    await stage.sendWithoutRecording(claimed ?? assert.fail("it is to be sent"));
  }
  async function carryOutAll(): Promise<void> {
    const lanes = stage.runLanes();
    await until("all is written", async () => {
      const all = await stage.reservations();
      const events = await Promise.all(all.map(({ id }) => stage.events(id)));
      return events.flat().every(({ state }) => state === "processed" || state === "superseded");
    });
    await lanes.stop();
  }
  const eventInOutlook = async () => {
    const { value } = await stage.graph("GET", EMPLOYEE, "/events?$top=5");
    const [event, ...others] = value as readonly Json[];
    assert.deepEqual(others, []);
    return event ?? assert.fail("the event is there");
  };

  test("leaves what was made of the meeting in Outlook before it is written again", async () => {
    stage = await openInboundStage(database(), tenant);
    await stage.book();
    await sendAndDie();
    const path = `/events/${encodeURIComponent(String((await eventInOutlook())["id"]))}`;
    await stage.graph("PATCH", EMPLOYEE, path, times(2, "09:00", "10:00"));
    await carryOutAll();
    await stage.readUntil("the time is taken over", async () => {
      const [one] = await stage.reservations();
      return one?.startAt.getTime() === at(2, "09:00").getTime() && one.state === "confirmed";
    });
    assert.equal((await stage.reservations()).length, 1);
    assert.match(JSON.stringify((await eventInOutlook())["start"]), /T0[78]:00/);
  });

  test("stands once, though its room tells of it first, at a time that Outlook gave it", async () => {
    stage = await openInboundStage(database(), tenant, "personal");
    await stage.connect(EMPLOYEE, "personal");
    const id = await stage.book();
    await sendAndDie();
    const path = `/events/${encodeURIComponent(String((await eventInOutlook())["id"]))}`;
    await stage.graph("PATCH", EMPLOYEE, path, times(2, "09:00", "10:00"));
    await stage.readUntil("the room tells of it", async () => {
      return (await stage.reservations()).some(({ origin }) => origin === "calendar");
    });
    const lanes = stage.runLanes();
    await stage.readUntil("it is confirmed at that time", async () => {
      const one = await stage.reservation(id);
      return one.state === "confirmed" && one.start_at.getTime() === at(2, "09:00").getTime();
    });
    await lanes.stop();
    const others = (await stage.reservations()).filter((each) => each.id !== id);
    assert.deepEqual(
      others.map(({ state, reasonCode }) => [state, reasonCode]),
      [["cancelled", "made_here"]],
    );
    assert.deepEqual((await stage.holdsOf("wren")).length, 1);
  });

  test("is not taken for a change in Outlook, and undoes nothing that is changed here since", async () => {
    stage = await openInboundStage(database(), tenant);
    const id = await stage.book();
    await carryOutAll();
    await stage.readUntil(
      "the room confirms",
      async () => (await stage.reservation(id)).state === "confirmed",
    );
    await stage.change(id, { subject: "First" });
    await sendAndDie();
    await stage.change(id, { subject: "Second" });
    await stage.read("wren");
    const [one] = await stage.reservations();
    assert.deepEqual([one?.subject, one?.reasonCode], ["Second", null]);
    await carryOutAll();
    assert.equal((await eventInOutlook())["subject"], "Second");
  });

  test("passes for nothing that it left as it was, once Outlook has changed that and it was read", async () => {
    stage = await openInboundStage(database(), tenant);
    const id = await stage.book();
    await carryOutAll();
    const isIn = (room: string) => async () => {
      const now = (await stage.reservations()).find((each) => each.id === id);
      return now?.room === room;
    };
    await stage.readUntil(
      "the room confirms",
      async () => (await stage.reservation(id)).state === "confirmed",
    );
    await stage.change(id, { subject: "First" });
    await sendAndDie();
    const path = `/events/${encodeURIComponent(String((await eventInOutlook())["id"]))}`;
    await stage.graph("PATCH", EMPLOYEE, path, invite(ROOMS.robin));
    await stage.readUntil("the other room is taken over", isIn("robin"), ["robin"]);
    await stage.graph("PATCH", EMPLOYEE, path, invite(ROOMS.wren));
    await carryOutAll();
    await stage.readUntil("it is in the first room again", isIn("wren"), ["wren", "robin"]);
    assert.equal((await eventInOutlook())["subject"], "First");
  });

  test("of a series, after which some dates are yet to be cancelled, restores none", async () => {
    stage = await openInboundStage(database(), tenant);
    const id = await stage.book({
      recurrence: {
        kind: "pattern",
        pattern: { type: "daily" },
        range: { type: "numbered", numberOfOccurrences: 4 },
      },
    });
    const [, second] = await stage.occurrences(id);
    await stage.cancel(second?.id ?? assert.fail("it has four dates"), "", "this");
    const { faults } = tenant.simulator.world;
    faults.add({ method: "POST", path: "batch$", times: 1, effect: { kind: "unavailableHtml" } });
    await carryOutAll();
    const states = async () => (await stage.occurrences(id)).map(({ state }) => state).join(" ");
    await stage.readUntil(
      "the room confirms the others",
      async () => (await states()) === "confirmed cancelled confirmed confirmed",
    );
    assert.equal(calendarOf(tenant, EMPLOYEE)[0]?.series?.cancelledDates.length, 1);
  });
});
