import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import type { FaultEffect } from "../../simulator/faults/fault-rules.ts";
import {
  emptyDatabase,
  type OpenedTestDatabase,
  openTestDatabase,
} from "../../src/store/testing/test-database.ts";
import { startTenant, type Tenant } from "../identity/identity-stage.ts";
import { EMPLOYEE } from "./organisation.ts";
import { calendarOf, openSyncStage, type SyncStage, until } from "./sync-stage.ts";

/** What Exchange does has nothing to do with the database, so one of them serves. */
let opened: OpenedTestDatabase;
let tenant: Tenant;
let stage: SyncStage;
before(async () => {
  opened = await openTestDatabase("embedded", { migrated: true });
  tenant = await startTenant();
  tenant.consentForEverybody();
});
after(async () => {
  await tenant.close();
  await opened.drop();
});
beforeEach(async () => {
  await emptyDatabase(opened.database);
  stage = await openSyncStage(opened.database, tenant);
});
afterEach(() => stage.close());

const CREATION = { method: "POST", path: "/events$", times: 1 } as const;
/** Each may or may not have done its work; in the end there is one event all the same. */
const TROUBLES: readonly FaultEffect[] = [
  { kind: "unavailable", retryAfterSeconds: null },
  { kind: "unavailableHtml" },
  { kind: "transientError" },
  { kind: "changeKeyConflict" },
  { kind: "timeoutAfterWork" },
  { kind: "resetBeforeWork" },
  { kind: "resetAfterWork" },
];

const fault = (effect: FaultEffect, rule: object = CREATION) =>
  tenant.simulator.world.faults.add({ ...rule, effect });
const inState = (id: string, state: string) =>
  until(`the reservation is ${state}`, async () => (await stage.reservation(id)).state === state);
const requests = (method: string, path: RegExp) =>
  tenant.simulator.world.journal
    .entries()
    .filter((entry) => entry.method === method && path.test(entry.path));
const allProcessed = (id: string) =>
  until("all is carried out", async () =>
    (await stage.events(id)).every(({ state }) => state === "processed"),
  );

for (const effect of TROUBLES) {
  test(`with ${effect.kind} each write is done exactly once in the end`, async () => {
    stage.runLanes();
    fault(effect);
    const id = await stage.book();
    await inState(id, "confirmed");
    assert.equal(calendarOf(tenant, EMPLOYEE).length, 1);
    const [creation] = await stage.events(id);
    assert.equal(creation?.attempts, 2);
    assert.equal(creation.reason_code, null);

    fault(effect, { method: "PATCH", times: 1 });
    await stage.change(id, { subject: "Calibration, second round" });
    await allProcessed(id);
    assert.equal(calendarOf(tenant, EMPLOYEE)[0]?.subject, "Calibration, second round");

    fault(effect, { method: "POST", path: "/cancel$", times: 1 });
    await stage.cancel(id, "Not needed any more");
    await allProcessed(id);
    assert.equal(calendarOf(tenant, EMPLOYEE).length, 0);
    assert.equal((await stage.reservation(id)).sync_state, "synchronized");
  });
}

test("a change whose answer is lost tells people once", async () => {
  stage.runLanes();
  const id = await stage.book();
  await inState(id, "confirmed");
  fault({ kind: "resetAfterWork" }, { method: "PATCH", times: 1 });
  await stage.change(id, { subject: "Calibration, second round" });
  await until("the change is recorded", async () =>
    (await stage.events(id)).every(({ state }) => state === "processed"),
  );
  assert.equal(requests("PATCH", /events/).length, 1);
});

test("Retry-After is obeyed for the whole mailbox", async () => {
  const retryAfterSeconds = 2;
  fault({ kind: "throttled", retryAfterSeconds });
  stage.runLanes();
  const id = await stage.book();
  await until("it is refused", () => requests("POST", /events$/).length > 0);
  const other = await stage.book({ room: "robin" });
  await inState(id, "confirmed");
  await inState(other, "confirmed");
  const all = tenant.simulator.world.journal.entries();
  const refused = all.find(({ status }) => status === 429);
  assert.ok(refused);
  const early = all.filter(
    ({ atMs }) => atMs > refused.atMs && atMs < refused.atMs + retryAfterSeconds * 1000,
  );
  assert.deepEqual(early, []);
  // Throttling is nobody's fault, and no try.
  assert.equal((await stage.events(id))[0]?.attempts, 1);
});

test("an access token that Graph refuses is renewed at once", async () => {
  fault({ kind: "expiredToken" });
  stage.runLanes();
  const id = await stage.book();
  await inState(id, "confirmed");
  assert.equal((await stage.events(id))[0]?.attempts, 1);
  assert.equal(calendarOf(tenant, EMPLOYEE).length, 1);
});
