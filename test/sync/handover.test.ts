import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { startTenant, type Tenant } from "../identity/identity-stage.ts";
import { COLLEAGUE, EMPLOYEE, ROOMS } from "./organisation.ts";
import { calendarOf, openSyncStage, slot, type SyncStage, until } from "./sync-stage.ts";

let tenant: Tenant;
before(async () => {
  tenant = await startTenant();
  tenant.consentForEverybody();
});
after(() => tenant.close());

const SLOW_MS = 1200;

describeOnEachDatabase("a space that one gives up and another takes at once", (database) => {
  let stage: SyncStage;
  let given: string;
  beforeEach(async () => {
    stage = await openSyncStage(database(), tenant);
    const lanes = stage.runLanes();
    given = await stage.book();
    await inState(given, "confirmed");
    await lanes.stop();
    // The room learns of the one late, as it may: by mail, after the next request has come.
    tenant.simulator.world.settings.lateRoomCancellations = true;
    const effect = { kind: "latency", latencyMs: SLOW_MS } as const;
    tenant.simulator.world.faults.add({ mailbox: EMPLOYEE, effect });
  });
  afterEach(() => stage.close());

  const inState = (id: string, state: string) =>
    until(`the reservation is ${state}`, async () => (await stage.reservation(id)).state === state);
  const take = () => stage.book({ requestedFor: COLLEAGUE, attendees: [] });
  const roomHolds = () => calendarOf(tenant, ROOMS.wren).map(({ organizer }) => organizer.address);

  test("is not asked for the next meeting before it has let go of the cancelled one", async () => {
    await stage.cancel(given);
    const taken = await take();
    stage.runLanes();
    await inState(taken, "confirmed");
    assert.deepEqual(roomHolds(), [COLLEAGUE]);
  });

  test("is not asked before it has heard that the other has moved away", async () => {
    await stage.change(given, slot(48));
    const taken = await take();
    stage.runLanes();
    await inState(taken, "confirmed");
    await inState(given, "confirmed");
    assert.deepEqual(roomHolds().sort(), [EMPLOYEE, COLLEAGUE].sort());
  });

  test("is waited for as well where the move away was itself overtaken by a cancellation", async () => {
    await stage.change(given, slot(48));
    const taken = await take();
    await stage.cancel(given);
    stage.runLanes();
    await inState(taken, "confirmed");
    assert.deepEqual(roomHolds(), [COLLEAGUE]);
  });

  test("is asked all the same when the other's event is stuck for more than a minute", async () => {
    const unavailable = { kind: "unavailable", retryAfterSeconds: 600 } as const;
    tenant.simulator.world.faults.add({ mailbox: EMPLOYEE, effect: unavailable });
    await stage.cancel(given);
    await database().kysely.updateTable("given_up_time").set({ given_up_at: LONG_AGO }).execute();
    const taken = await take();
    stage.runLanes();
    await inState(taken, "conflicted");
    assert.equal((await stage.reservation(taken)).reason_code, "room_declined");
  });
});

const LONG_AGO = new Date(Date.now() - 2 * 60_000);
