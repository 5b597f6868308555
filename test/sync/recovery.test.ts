import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import type { FaultEffect } from "../../simulator/faults/fault-rules.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { startTenant, type Tenant } from "../identity/identity-stage.ts";
import { EMPLOYEE } from "./organisation.ts";
import { calendarOf, openSyncStage, type SyncStage, until } from "./sync-stage.ts";

let tenant: Tenant;
before(async () => {
  tenant = await startTenant();
  tenant.consentForEverybody();
});
after(() => tenant.close());

const CREATION = { method: "POST", path: "/events$", times: 1 } as const;

describeOnEachDatabase("a sync event that was interrupted", (database) => {
  let stage: SyncStage;
  beforeEach(async () => {
    stage = await openSyncStage(database(), tenant);
  });
  afterEach(() => stage.close());

  const fault = (effect: FaultEffect, rule: object = CREATION) =>
    tenant.simulator.world.faults.add({ ...rule, effect });
  const inState = (id: string, state: string) =>
    until(`the reservation is ${state}`, async () => (await stage.reservation(id)).state === state);
  const requests = (method: string, path: RegExp) =>
    tenant.simulator.world.journal
      .entries()
      .filter((entry) => entry.method === method && path.test(entry.path));

  test("after the last try it ends in error, with the reason, and can be sent again", async () => {
    await stage.setProperty("sn_wsd_rsvsync.max_event_retry_count", "1");
    fault({ kind: "unavailableHtml" });
    stage.runLanes();
    const id = await stage.book();
    await until("it is given up", async () => (await stage.events(id))[0]?.state === "error");
    const reservation = await stage.reservation(id);
    assert.equal(reservation.sync_state, "sync_required");
    assert.equal(reservation.reason_code, "calendar_unreachable");
    const [event] = await stage.events(id);
    assert.ok(event);
    await stage.sendAgain(event.id);
    await inState(id, "confirmed");
    assert.equal((await stage.reservation(id)).reason_code, null);
    assert.equal(calendarOf(tenant, EMPLOYEE).length, 1);
  });

  test("what a killed process had sent but not recorded is found, not made again", async () => {
    const id = await stage.book();
    // The process is killed after Exchange did the work: its lease stands, and then lapses.
    const [claimed] = await stage.claim(1000);
    assert.ok(claimed);
    await stage.sendWithoutRecording(claimed);
    assert.equal(calendarOf(tenant, EMPLOYEE).length, 1);
    assert.equal((await stage.events(id))[0]?.state, "processing");
    stage.runLanes();
    await inState(id, "confirmed");
    assert.equal(calendarOf(tenant, EMPLOYEE).length, 1);
    assert.equal(requests("POST", /events$/).length, 1);
  });

  test("a process that lost its lease records nothing", async () => {
    const id = await stage.book();
    const [claimed] = await stage.claim(1);
    assert.ok(claimed);
    stage.runLanes();
    await inState(id, "confirmed");
    const events = await stage.events(id);
    await stage.carryOut(claimed);
    assert.deepEqual(await stage.events(id), events);
    assert.equal(calendarOf(tenant, EMPLOYEE).length, 1);
  });

  test("a reading of answers that outlasts its lease is not begun by another process too", async () => {
    Object.assign(tenant.simulator.world.settings, {
      serviceTimeMs: 900,
      roomDecisionDelayMs: [1500, 1600],
    });
    stage.runLanes({ leaseMs: 300 });
    stage.runLanes({ leaseMs: 300 });
    const id = await stage.book();
    await inState(id, "confirmed");
    const concurrent = tenant.simulator.world.journal.entries().map((entry) => entry.concurrent);
    assert.equal(Math.max(...concurrent), 1);
  });
});
