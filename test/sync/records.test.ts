import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { getSyncEvent } from "../../src/app/sync/list-sync-events.ts";
import { createSyncEventRegister } from "../../src/store/sync/sync-event-register.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { startTenant, type Tenant } from "../identity/identity-stage.ts";
import { COLLEAGUE, EMPLOYEE } from "./organisation.ts";
import { calendarOf, openSyncStage, type SyncStage, until } from "./sync-stage.ts";

let tenant: Tenant;
before(async () => {
  tenant = await startTenant();
  tenant.consentForEverybody();
});
after(() => tenant.close());

const SECRET = "Severance of O'Hara \u2013 \u201cProject Heron\u201d \u{1F426}";

describeOnEachDatabase("the record of a sync event", (database) => {
  let stage: SyncStage;
  afterEach(() => stage.close());

  const done = (id: string, count: number) =>
    until("all is carried out", async () => {
      const events = await stage.events(id);
      return (
        events.length === count && events.every(({ state }) => /^(processed|error)$/.test(state))
      );
    });
  const record = async (syncEventId: string) => {
    const found = await getSyncEvent(
      { register: createSyncEventRegister(database()) },
      syncEventId,
    );
    return found.ok ? found.value : assert.fail(found.refusal.message);
  };

  test("never holds what is private, nor does the log, whatever goes wrong", async () => {
    stage = await openSyncStage(database(), tenant);
    await stage.setProperty("sn_wsd_rsvsync.max_event_retry_count", "2");
    stage.runLanes();
    tenant.simulator.world.faults.add({
      path: "/events$",
      times: 1,
      effect: { kind: "unavailableHtml" },
    });
    const id = await stage.book({ subject: SECRET, notes: SECRET, sensitivity: "private" });
    await done(id, 1);
    assert.equal(calendarOf(tenant, EMPLOYEE)[0]?.subject, SECRET);
    assert.equal(calendarOf(tenant, EMPLOYEE)[0]?.sensitivity, "private");
    await stage.change(id, { subject: `${SECRET} again` });
    await done(id, 2);
    await stage.cancel(id, SECRET);
    await done(id, 3);
    const kept = JSON.stringify([await stage.events(id), stage.lines]);
    for (const word of ["Severance", "Heron", COLLEAGUE, "Bearer", "eyJ"]) {
      assert.ok(!kept.includes(word), word);
    }
  });

  test("holds the request and the answer, so that an administrator can read them", async () => {
    stage = await openSyncStage(database(), tenant);
    stage.runLanes();
    const id = await stage.book();
    await done(id, 1);
    const [event] = await stage.events(id);
    const { request, response } = await record(event?.id ?? "");
    assert.equal(request?.["method"], "POST");
    const body = request["body"] as Record<string, unknown>;
    assert.equal(body["subject"], "Calibration review");
    assert.deepEqual(
      (body["start"] as Record<string, unknown>)["timeZone"],
      "W. Europe Standard Time",
    );
    assert.equal(response?.["status"], 201);
  });

  test("of a cancellation is to be read, though the reservation is private", async () => {
    stage = await openSyncStage(database(), tenant);
    stage.runLanes();
    const id = await stage.book({ subject: SECRET, sensitivity: "private" });
    await done(id, 1);
    await stage.cancel(id, SECRET);
    await done(id, 2);
    const [, cancellation] = await stage.events(id);
    const { request } = await record(cancellation?.id ?? "");
    assert.match(String(request?.["path"]), /\/cancel$/);
    assert.ok(!JSON.stringify(request).includes("Heron"));
  });

  test("is withheld as a whole once the reservation has become private", async () => {
    stage = await openSyncStage(database(), tenant);
    stage.runLanes();
    const id = await stage.book({ subject: SECRET });
    await done(id, 1);
    await stage.change(id, { sensitivity: "private" });
    await done(id, 2);
    for (const { id: syncEventId } of await stage.events(id)) {
      assert.ok(!JSON.stringify(await record(syncEventId)).includes("Heron"));
    }
  });

  test("of what a later change took the place of names the event that did", async () => {
    stage = await openSyncStage(database(), tenant);
    const id = await stage.book();
    await stage.change(id, { subject: "Calibration, second round" });
    const [first, second] = await stage.events(id);
    assert.equal((await record(first?.id ?? "")).supersededBy, second?.id);
    assert.equal((await record(second?.id ?? "")).supersededBy, null);
    await stage.cancel(id);
    const last = await record(second?.id ?? "");
    assert.deepEqual([last.state, last.supersededBy], ["superseded", null]);
  });

  test("of what was cancelled while it was taken up names the cancellation", async () => {
    stage = await openSyncStage(database(), tenant);
    const id = await stage.book();
    const [claimed] = await stage.claim(10_000);
    assert.ok(claimed);
    await stage.cancel(id);
    await stage.carryOut(claimed);
    const [creation, cancellation] = await stage.events(id);
    const { state, supersededBy } = await record(creation?.id ?? "");
    assert.deepEqual([state, supersededBy], ["superseded", cancellation?.id]);
  });

  test("of a dry run holds the request that was never sent", async () => {
    stage = await openSyncStage(database(), tenant, { dryRun: true });
    stage.runLanes();
    const id = await stage.book();
    const [event] = await until("it is kept", async () => {
      const events = await stage.events(id);
      return events[0]?.state === "not_sent" && events;
    });
    assert.equal(event?.request?.["method"], "POST");
    assert.equal((await stage.reservation(id)).state, "confirmed");
    assert.deepEqual(tenant.simulator.world.journal.entries(), []);
  });

  test("of a dry run can be sent once the dry run is over, and the room is asked then", async () => {
    stage = await openSyncStage(database(), tenant, { dryRun: true });
    stage.runLanes();
    const id = await stage.book();
    const [event] = await until("it is kept", async () => {
      const events = await stage.events(id);
      return events[0]?.state === "not_sent" && events;
    });
    await assert.rejects(stage.sendAgain(event?.id ?? ""), /sync_event_not_resendable/);
    await database()
      .kysely.updateTable("reservable_sync_configuration")
      .set({ dry_run: false })
      .execute();
    await stage.sendAgain(event?.id ?? "");
    await until("it is in step", async () => {
      const { state, sync_state: syncState } = await stage.reservation(id);
      return state === "confirmed" && syncState === "synchronized";
    });
    assert.equal(calendarOf(tenant, EMPLOYEE).length, 1);
  });

  test("cannot be sent again when it was carried out", async () => {
    stage = await openSyncStage(database(), tenant);
    stage.runLanes();
    const id = await stage.book();
    await done(id, 1);
    const [event] = await stage.events(id);
    await assert.rejects(stage.sendAgain(event?.id ?? ""), /sync_event_not_resendable/);
  });
});
