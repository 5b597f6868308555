import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { startTenant, type Tenant } from "../identity/identity-stage.ts";
import { COLLEAGUE, EMPLOYEE, SERVICE } from "./organisation.ts";
import { calendarOf, openSyncStage, slot, type SyncStage, until } from "./sync-stage.ts";

let tenant: Tenant;
before(async () => {
  tenant = await startTenant();
  tenant.consentForEverybody();
});
after(() => tenant.close());

describeOnEachDatabase("the lanes", (database) => {
  let stage: SyncStage;
  beforeEach(async () => {
    stage = await openSyncStage(database(), tenant);
  });
  afterEach(() => stage.close());

  const world = () => tenant.simulator.world;
  const allConfirmed = (ids: readonly string[]) =>
    until(
      "all are confirmed",
      async () =>
        (await Promise.all(ids.map((id) => stage.reservation(id)))).every(
          ({ state }) => state === "confirmed",
        ),
      60_000,
    );
  const bookMany = (count: number, requestedFor?: string) =>
    Promise.all(
      Array.from({ length: count }, (_, index) =>
        stage.book({ ...slot(24 + index), ...(requestedFor && { requestedFor }) }),
      ),
    );

  test("two processes on one database make one event for each booking, four calls at once", async () => {
    world().settings.serviceTimeMs = 30;
    const ids = await bookMany(24);
    stage.runLanes();
    stage.runLanes();
    await allConfirmed(ids);
    const meetings = calendarOf(tenant, EMPLOYEE);
    assert.equal(meetings.length, ids.length);
    assert.equal(new Set(meetings.map(({ startMs }) => startMs)).size, ids.length);
    const entries = world().journal.entries();
    const most = Math.max(...entries.map(({ concurrent }) => concurrent));
    // A busy machine may not get as far as the four that are allowed.
    assert.ok(most > 1 && most <= 4, `${most} calls at once`);
    assert.deepEqual(
      entries.filter(({ status }) => status === 429),
      [],
    );
    assert.equal(entries.filter(({ status }) => status === 201).length, ids.length);
  });

  test("a mailbox with a backlog does not make another one wait", async () => {
    world().settings.serviceTimeMs = 100;
    const backlog = await bookMany(40);
    // Fewer places than the backlog could fill.
    stage.runLanes({ atOnceMax: 4 });
    const other = await stage.book({ ...slot(100), requestedFor: COLLEAGUE });
    await allConfirmed([other]);
    const waiting = await Promise.all(backlog.map((id) => stage.events(id)));
    assert.ok(waiting.flat().some(({ state }) => state === "new"));
  });

  test("what has been due for over a minute becomes bulk work, behind what is booked now", async () => {
    const [old, recent] = [await stage.book(slot(24)), await stage.book(slot(30))];
    await stage.setDueSecondsAgo(old, 61);
    stage.runLanes({ atOnceMax: 1 });
    await allConfirmed([old, recent]);
    const priority = async (id: string) => (await stage.events(id)).map((event) => event.priority);
    assert.deepEqual([await priority(old), await priority(recent)], [[1], [0]]);
  });

  test("what a person waits for goes ahead of bulk work in the same mailbox", async () => {
    world().settings.serviceTimeMs = 150;
    const bulk = await bookMany(30);
    await database().kysely.updateTable("sync_event").set({ priority: 1 }).execute();
    stage.runLanes();
    const urgent = await stage.book(slot(100));
    await until("it is sent", async () => (await stage.events(urgent))[0]?.state === "processed");
    const waiting = await Promise.all(bulk.map((id) => stage.events(id)));
    assert.ok(waiting.flat().some(({ state }) => state === "new"));
  });

  test("one reservation's events go out in their order", async () => {
    stage.runLanes();
    const id = await stage.book();
    await allConfirmed([id]);
    world().settings.serviceTimeMs = 100;
    for (const subject of ["second", "third", "fourth"]) {
      await stage.change(id, { subject });
      await until("it is on its way", async () =>
        (await stage.events(id)).some(({ state }) => state === "processing"),
      );
    }
    await stage.cancel(id);
    await until("it is cancelled there", async () => {
      const last = (await stage.events(id)).at(-1);
      return last?.type === "cancel" && last.state === "processed";
    });
    const states = (await stage.events(id)).map(({ type, state }) => `${type} ${state}`);
    assert.equal(states[0], "create processed");
    assert.equal(states.at(-1), "cancel processed");
    assert.ok(states.slice(1, -1).every((text) => /^update (processed|superseded)$/.test(text)));
    assert.deepEqual(calendarOf(tenant, EMPLOYEE), []);
  });

  test("a booking that is cancelled before it was sent is never sent", async () => {
    const id = await stage.book();
    await stage.change(id, { subject: "Something else" });
    await stage.cancel(id);
    stage.runLanes();
    const other = await stage.book(slot(50));
    await allConfirmed([other]);
    assert.deepEqual(
      (await stage.events(id)).map(({ state }) => state),
      ["superseded", "superseded"],
    );
    const writes = world()
      .journal.entries()
      .filter(({ status }) => status === 201);
    assert.equal(writes.length, 1);
  });

  test("of changes before the first sending only the last is seen", async () => {
    const id = await stage.book();
    await stage.change(id, { subject: "Second thoughts" });
    await stage.change(id, { subject: "Third thoughts" });
    stage.runLanes();
    await allConfirmed([id]);
    assert.equal(calendarOf(tenant, EMPLOYEE)[0]?.subject, "Third thoughts");
    const writes = world()
      .journal.entries()
      .filter(({ method }) => /POST|PATCH/.test(method));
    assert.deepEqual(
      writes.filter(({ path }) => path !== "/$batch").map(({ method }) => method),
      ["POST"],
    );
  });

  test("what is under way when they stop is brought to its end", async () => {
    world().settings.serviceTimeMs = 300;
    const id = await stage.book();
    const lanes = stage.runLanes();
    await until("it is on its way", async () =>
      (await stage.events(id)).some(({ state }) => state === "processing"),
    );
    await lanes.stop();
    assert.equal((await stage.events(id))[0]?.state, "processed");
  });

  test("acts accepted in one mode are carried out as decided after a change to another", async () => {
    await stage.connect(SERVICE, "delegated_user");
    const id = await stage.book();
    await stage.setProperty("sn_wsd_rsvsync.sync_integration_mode", "strict");
    stage.runLanes();
    await allConfirmed([id]);
    assert.equal(calendarOf(tenant, EMPLOYEE)[0]?.isOrganizer, true);
    assert.deepEqual(calendarOf(tenant, SERVICE), []);
  });
});
