import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { startTenant, type Tenant } from "../identity/identity-stage.ts";
import { EMPLOYEE } from "./organisation.ts";
import { calendarOf, openSyncStage, slot, type SyncStage, until } from "./sync-stage.ts";

let tenant: Tenant;
before(async () => {
  tenant = await startTenant();
  tenant.consentForEverybody();
});
after(() => tenant.close());

describeOnEachDatabase("a reservation whose write was given up", (database) => {
  let stage: SyncStage;
  beforeEach(async () => {
    stage = await openSyncStage(database(), tenant);
    await stage.setProperty("sn_wsd_rsvsync.max_event_retry_count", "1");
  });
  afterEach(() => stage.close());

  const failNext = (method: string) =>
    tenant.simulator.world.faults.add({ method, times: 1, effect: { kind: "unavailableHtml" } });
  const inState = (id: string, state: string) =>
    until(`the reservation is ${state}`, async () => (await stage.reservation(id)).state === state);
  const givenUp = (id: string) =>
    until("it is given up", async () => {
      const event = (await stage.events(id)).at(-1);
      return event?.state === "error" && event;
    });
  const bookInVain = async () => {
    failNext("POST");
    const id = await stage.book();
    const event = await givenUp(id);
    return { id, event };
  };

  test("does not wait for a room that was never asked, and lets its space go", async () => {
    stage.runLanes();
    const { id } = await bookInVain();
    const { state, sync_state: syncState, reason_code: code } = await stage.reservation(id);
    assert.deepEqual(
      [state, syncState, code],
      ["conflicted", "sync_required", "calendar_unreachable"],
    );
    assert.equal(await stage.holds(id), 0);
    await inState(await stage.book(), "confirmed");
  });

  test("takes its space again when it is sent again, and is confirmed", async () => {
    stage.runLanes();
    const { id, event } = await bookInVain();
    const { version } = await stage.reservation(id);
    await stage.sendAgain(event.id);
    assert.equal(await stage.holds(id), 1);
    await inState(id, "confirmed");
    const reservation = await stage.reservation(id);
    assert.equal(reservation.reason_code, null);
    assert.ok(reservation.version > version);
    assert.equal(calendarOf(tenant, EMPLOYEE).length, 1);
  });

  test("is not sent again once it is cancelled: there is nothing left to show", async () => {
    stage.runLanes();
    const { id, event } = await bookInVain();
    await stage.cancel(id);
    await assert.rejects(stage.sendAgain(event.id), /sync_event_not_resendable/);
    assert.equal((await stage.reservation(id)).state, "cancelled");
  });

  test("stays as it is when it is sent again and somebody else has the space by then", async () => {
    stage.runLanes();
    const { id, event } = await bookInVain();
    await inState(await stage.book(), "confirmed");
    const untouched = [await stage.reservation(id), await stage.events(id)];
    await assert.rejects(stage.sendAgain(event.id), /space_taken/);
    assert.deepEqual([await stage.reservation(id), await stage.events(id)], untouched);
  });

  test("is placed again by any change that the calendar is to show", async () => {
    stage.runLanes();
    const { id } = await bookInVain();
    await stage.change(id, { subject: "Calibration, once more" });
    assert.equal(await stage.holds(id), 1);
    await inState(id, "confirmed");
    assert.deepEqual(
      calendarOf(tenant, EMPLOYEE).map(({ subject }) => subject),
      ["Calibration, once more"],
    );
  });

  test("is conflicted too where it was moved and the room does not know", async () => {
    stage.runLanes();
    const id = await stage.book();
    await inState(id, "confirmed");
    failNext("PATCH");
    await stage.change(id, slot(30));
    await givenUp(id);
    assert.equal((await stage.reservation(id)).state, "conflicted");
    assert.equal(await stage.holds(id), 0);
  });

  test("stays confirmed where the room has agreed and only the text is not up to date", async () => {
    stage.runLanes();
    const id = await stage.book();
    await inState(id, "confirmed");
    failNext("PATCH");
    await stage.change(id, { subject: "Calibration, second round" });
    await givenUp(id);
    const { state, sync_state: syncState, reason_code: code } = await stage.reservation(id);
    assert.deepEqual(
      [state, syncState, code],
      ["confirmed", "sync_required", "calendar_unreachable"],
    );
    assert.equal(await stage.holds(id), 1);
  });

  test("goes on waiting where the room has been asked before", async () => {
    tenant.simulator.world.settings.roomDecisionDelayMs = [1500, 1500];
    stage.runLanes();
    const id = await stage.book();
    await until(
      "the room is asked",
      async () => (await stage.events(id))[0]?.state === "processed",
    );
    failNext("PATCH");
    await stage.change(id, { subject: "Calibration, second round" });
    await givenUp(id);
    assert.equal((await stage.reservation(id)).state, "awaiting_confirmation");
    await inState(id, "confirmed");
  });

  test("does not lose its space while a later change is still to be sent", async () => {
    failNext("POST");
    const id = await stage.book();
    const [claimed] = await stage.claim(10_000);
    assert.ok(claimed);
    await stage.change(id, { subject: "Calibration, second round" });
    await stage.carryOut(claimed);
    assert.equal((await stage.events(id))[0]?.state, "error");
    assert.equal((await stage.reservation(id)).state, "awaiting_confirmation");
    stage.runLanes();
    await inState(id, "confirmed");
    assert.equal(calendarOf(tenant, EMPLOYEE).length, 1);
  });
});
