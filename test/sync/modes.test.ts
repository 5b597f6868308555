import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { startTenant, type Tenant } from "../identity/identity-stage.ts";
import { COLLEAGUE, EMPLOYEE, ROOMS, SERVICE } from "./organisation.ts";
import { calendarOf, openSyncStage, type SyncStage, until } from "./sync-stage.ts";

let tenant: Tenant;
before(async () => {
  tenant = await startTenant();
  tenant.consentForEverybody();
});
after(() => tenant.close());

describeOnEachDatabase("a booking goes to Exchange", (database) => {
  let stage: SyncStage;
  afterEach(() => stage.close());

  const confirmed = (id: string) =>
    until("the room confirms", async () => (await stage.reservation(id)).state === "confirmed");

  test("in normal mode as the requested-for person's meeting, and the room accepts", async () => {
    stage = await openSyncStage(database(), tenant);
    stage.runLanes();
    const id = await stage.book();
    await confirmed(id);
    const [meeting, ...others] = calendarOf(tenant, EMPLOYEE);
    assert.ok(meeting?.isOrganizer);
    assert.deepEqual(others, []);
    assert.equal(meeting.subject, "Calibration review");
    assert.deepEqual(
      meeting.attendees.map(({ address, type }) => `${type} ${address}`),
      [`resource ${ROOMS.wren}`, `required ${COLLEAGUE}`],
    );
    assert.equal(calendarOf(tenant, ROOMS.wren).length, 1);
    const reservation = await stage.reservation(id);
    assert.equal(reservation.sync_state, "synchronized");
    assert.equal(reservation.calendar_mailbox, EMPLOYEE);
    assert.equal(reservation.ical_uid, meeting.iCalUId);
  });

  test("in strict mode as the delegated user's, with the requested-for person invited", async () => {
    stage = await openSyncStage(database(), tenant, { mode: "strict" });
    await stage.connect(SERVICE, "delegated_user");
    stage.runLanes();
    const id = await stage.book();
    await confirmed(id);
    const [meeting] = calendarOf(tenant, SERVICE);
    assert.ok(meeting?.isOrganizer);
    assert.ok(meeting.attendees.some(({ address }) => address === EMPLOYEE));
    assert.equal(calendarOf(tenant, EMPLOYEE)[0]?.isOrganizer, false);
    // A change writes the whole list of people: whoever was invited stays so.
    await stage.change(id, { subject: "Calibration review, moved" });
    await until("the change arrives", () => {
      const [changed] = calendarOf(tenant, SERVICE);
      return changed?.subject === "Calibration review, moved" && changed;
    });
    assert.ok(
      calendarOf(tenant, SERVICE)[0]?.attendees.some(({ address }) => address === EMPLOYEE),
    );
  });

  test("in personal mode as the person's own, with their own token", async () => {
    stage = await openSyncStage(database(), tenant, { mode: "personal" });
    await stage.connect(EMPLOYEE, "personal");
    stage.runLanes();
    const id = await stage.book();
    await confirmed(id);
    assert.ok(calendarOf(tenant, EMPLOYEE)[0]?.isOrganizer);
    const callers = tenant.simulator.world.journal.entries().map(({ userId }) => userId);
    assert.deepEqual([...new Set(callers)], [tenant.user(EMPLOYEE).id]);
  });
});
