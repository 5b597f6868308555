import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { CLIENT_SECRET, startTenant, type Tenant } from "../identity/identity-stage.ts";
import { EMPLOYEE, ROOMS, SERVICE } from "./organisation.ts";
import { calendarOf, openSyncStage, type SyncStage, until } from "./sync-stage.ts";

let tenant: Tenant;
before(async () => {
  tenant = await startTenant();
  tenant.consentForEverybody();
});
after(() => tenant.close());

describeOnEachDatabase("a token that fails between the decision and the call", (database) => {
  let stage: SyncStage;
  beforeEach(async () => {
    stage = await openSyncStage(database(), tenant, { mode: "personal" });
    await stage.connect(EMPLOYEE, "personal");
  });
  afterEach(() => stage.close());

  const waits = (id: string) =>
    until("it waits", async () => (await stage.events(id))[0]?.state === "waiting_for_token");
  const confirmed = (id: string) =>
    until("it is confirmed", async () => (await stage.reservation(id)).state === "confirmed");

  test("does not lose the act, which goes out by itself after connecting", async () => {
    const id = await stage.book();
    await stage.disconnect(EMPLOYEE);
    const lanes = stage.runLanes();
    await waits(id);
    const waiting = await stage.reservation(id);
    assert.equal(waiting.sync_state, "sync_required");
    assert.equal(waiting.reason_code, "personal_token_missing");
    assert.equal(await stage.holds(id), 1);
    await stage.connect(EMPLOYEE, "personal");
    await stage.resume.onConnected(stage.people[EMPLOYEE] ?? "");
    lanes.wake();
    await confirmed(id);
    assert.equal((await stage.reservation(id)).reason_code, null);
    assert.equal(calendarOf(tenant, EMPLOYEE).length, 1);
  });

  test("goes out after connecting even if nobody was told of the connection", async () => {
    const id = await stage.book();
    await stage.disconnect(EMPLOYEE);
    stage.runLanes();
    await waits(id);
    await stage.connect(EMPLOYEE, "personal");
    await confirmed(id);
  });

  test("does not lose the room either where it fails before the room's answer is read", async () => {
    tenant.simulator.world.settings.roomDecisionDelayMs = [1500, 1500];
    const id = await stage.book();
    const [claimed] = await stage.claim(10_000);
    assert.ok(claimed);
    await stage.carryOut(claimed);
    await stage.disconnect(EMPLOYEE);
    const lanes = stage.runLanes();
    await until(
      "it says so",
      async () => (await stage.reservation(id)).reason_code === "personal_token_missing",
    );
    await until("the room has accepted", () => calendarOf(tenant, ROOMS.wren).length === 1);
    assert.equal((await stage.reservation(id)).state, "awaiting_confirmation");
    assert.equal(await stage.holds(id), 1);
    await stage.connect(EMPLOYEE, "personal");
    await stage.resume.onConnected(stage.people[EMPLOYEE] ?? "");
    lanes.wake();
    await confirmed(id);
    assert.equal((await stage.reservation(id)).reason_code, null);
  });

  test("does not go out with the next person's connection", async () => {
    const id = await stage.book();
    await stage.disconnect(EMPLOYEE);
    stage.runLanes();
    await waits(id);
    await stage.resume.onConnected(stage.people[SERVICE] ?? "");
    assert.equal((await stage.events(id))[0]?.state, "waiting_for_token");
    assert.deepEqual(tenant.simulator.world.journal.entries(), []);
  });

  test("is cancelled without a trace while it waits", async () => {
    const id = await stage.book();
    await stage.disconnect(EMPLOYEE);
    stage.runLanes();
    await waits(id);
    await stage.connect(EMPLOYEE, "personal");
    await database()
      .kysely.updateTable("sync_event")
      .set({ due_at: new Date(Date.now() + 60_000) })
      .execute();
    await stage.cancel(id);
    assert.equal((await stage.events(id))[0]?.state, "superseded");
    assert.deepEqual(calendarOf(tenant, EMPLOYEE), []);
  });
});

describeOnEachDatabase("a delegated user's connection that was withdrawn", (database) => {
  let stage: SyncStage;
  afterEach(() => stage.close());

  test("keeps bookings waiting, and they go out once it is connected again", async () => {
    stage = await openSyncStage(database(), tenant, { mode: "strict" });
    stage.runLanes();
    const id = await stage.book();
    await until("it waits", async () => (await stage.events(id))[0]?.state === "waiting_for_token");
    assert.equal((await stage.reservation(id)).reason_code, "delegated_user_not_connected");
    await stage.connect(SERVICE, "delegated_user");
    await until("it is confirmed", async () => (await stage.reservation(id)).state === "confirmed");
    assert.equal(calendarOf(tenant, SERVICE).length, 1);
  });
});

describeOnEachDatabase("an application's secret that has expired", (database) => {
  let stage: SyncStage;
  afterEach(() => stage.close());

  test("keeps bookings waiting, and they go out once another one is entered", async () => {
    stage = await openSyncStage(database(), tenant);
    await stage.enterSecret("expired long ago");
    stage.runLanes();
    const id = await stage.book();
    await until("it waits", async () => (await stage.events(id))[0]?.state === "waiting_for_token");
    assert.equal((await stage.reservation(id)).reason_code, "application_credential_rejected");
    await stage.enterSecret(CLIENT_SECRET);
    await until("it is confirmed", async () => (await stage.reservation(id)).state === "confirmed");
    assert.equal(calendarOf(tenant, EMPLOYEE).length, 1);
  });
});
