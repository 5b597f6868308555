import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { startTenant, type Tenant } from "../identity/identity-stage.ts";
import { EMPLOYEE, SERVICE } from "./organisation.ts";
import { calendarOf, openSyncStage, type SyncStage, until } from "./sync-stage.ts";

let tenant: Tenant;
before(async () => {
  tenant = await startTenant();
  tenant.consentForEverybody();
});
after(() => tenant.close());

describeOnEachDatabase("a sync event that something later follows", (database) => {
  let stage: SyncStage;
  beforeEach(async () => {
    stage = await openSyncStage(database(), tenant);
  });
  afterEach(() => stage.close());

  const confirmed = (id: string) =>
    until("it is confirmed", async () => (await stage.reservation(id)).state === "confirmed");
  const writes = () =>
    tenant.simulator.world.journal.entries().filter(({ method }) => method === "PATCH");
  test("does not write what a cancellation behind it would only undo", async () => {
    const lanes = stage.runLanes();
    const id = await stage.book();
    await confirmed(id);
    await lanes.stop();
    await stage.change(id, { subject: "Calibration, second round" });
    const [claimed] = await stage.claim(1);
    assert.ok(claimed);
    // The process ends after it has marked the change as begun; its lease lapses.
    tenant.simulator.world.faults.add({
      method: "PATCH",
      times: 1,
      effect: { kind: "unavailableHtml" },
    });
    await stage.sendWithoutRecording(claimed);
    await stage.cancel(id);
    tenant.simulator.world.journal.clear();
    stage.runLanes();
    await until("all is carried out", async () =>
      (await stage.events(id)).every(({ state }) => state !== "new" && state !== "processing"),
    );
    const states = (await stage.events(id)).map(({ type, state }) => `${type} ${state}`);
    assert.deepEqual(states, ["create processed", "update superseded", "cancel processed"]);
    assert.deepEqual(writes(), []);
    assert.deepEqual(calendarOf(tenant, EMPLOYEE), []);
  });

  test("is sent again where it is a cancellation in a calendar that was left", async () => {
    await stage.setProperty("sn_wsd_rsvsync.max_event_retry_count", "1");
    await stage.setProperty("sn_wsd_rsvsync.sync_integration_mode", "strict");
    await stage.connect(SERVICE, "delegated_user");
    const lanes = stage.runLanes();
    const id = await stage.book();
    await confirmed(id);
    await lanes.stop();
    // The reservation has its meeting in the person's own calendar since, and left this one.
    await database().pool.query(
      `insert into sync_event (reservation_id, provider_id, type, state, policy_row, mailbox,
         sync_mailbox, credential, channel, may_have_been_sent)
       select reservation_id, provider_id, later.type, later.state, policy_row, later.mailbox,
         later.sync_mailbox, later.credential, channel, later.sent
       from sync_event, (values
         ('cancel', 'error', $2, 'other', 'delegated_user', false),
         ('create', 'processed', $3, 'user', 'application', true)
       ) later (type, state, mailbox, sync_mailbox, credential, sent)
       where reservation_id = $1`,
      [id, SERVICE, EMPLOYEE],
    );
    await database().pool.query(
      `update reservation set calendar_mailbox = $2, calendar_event_id = 'its own'
       where id = $1`,
      [id, EMPLOYEE],
    );
    const given = (await stage.events(id)).find(({ state }) => state === "error");
    stage.runLanes();
    await stage.sendAgain(given?.id ?? "");
    await until("the old meeting is gone", () => calendarOf(tenant, SERVICE).length === 0);
    await until("it is recorded", async () =>
      (await stage.events(id)).every(({ state }) => state === "processed"),
    );
    const { calendar_mailbox: mailbox, calendar_event_id: event } = await stage.reservation(id);
    assert.deepEqual([mailbox, event], [EMPLOYEE, "its own"]);
  });

  test("is not sent again where it is a creation that was overtaken elsewhere", async () => {
    const id = await stage.book();
    await database().pool.query("update sync_event set state = 'error'");
    const [first] = await stage.events(id);
    await stage.setProperty("sn_wsd_rsvsync.sync_integration_mode", "strict");
    await stage.connect(SERVICE, "delegated_user");
    stage.runLanes();
    await stage.change(id, { subject: "Calibration, second round" });
    await confirmed(id);
    await assert.rejects(stage.sendAgain(first?.id ?? ""), /sync_event_not_resendable/);
    assert.equal(calendarOf(tenant, SERVICE).length, 1);
    assert.equal(calendarOf(tenant, EMPLOYEE).filter(({ isOrganizer }) => isOrganizer).length, 0);
  });
});

describeOnEachDatabase("a sync event of a dry run that is still to be taken up", (database) => {
  let stage: SyncStage;
  afterEach(() => stage.close());

  test("is not sent for real while its space is a dry run", async () => {
    stage = await openSyncStage(database(), tenant, { dryRun: true });
    const id = await stage.book();
    const [event] = await stage.events(id);
    await assert.rejects(stage.sendAgain(event?.id ?? ""), /sync_event_not_resendable/);
    assert.equal((await stage.events(id))[0]?.state, "new");
  });
});
