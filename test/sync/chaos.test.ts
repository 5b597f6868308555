import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { createSeededRandom } from "../../simulator/seeded-random.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { startTenant, type Tenant } from "../identity/identity-stage.ts";
import { EMPLOYEE, ROOMS } from "./organisation.ts";
import { calendarOf, openSyncStage, slot, type SyncStage, until } from "./sync-stage.ts";

let tenant: Tenant;
before(async () => {
  tenant = await startTenant();
  tenant.consentForEverybody();
});
after(() => tenant.close());

const BOOKINGS = 25;
const SEED = Number(process.env["USHER_TEST_SEED"] ?? 20_270_310);

describeOnEachDatabase("in an Exchange that fails every tenth call", (database) => {
  let stage: SyncStage;
  afterEach(() => stage.close());

  test("calendars agree in the end with what was booked, changed and cancelled", async (t) => {
    t.diagnostic(`USHER_TEST_SEED=${SEED}`);
    stage = await openSyncStage(database(), tenant);
    const random = createSeededRandom(SEED);
    const { faults } = tenant.simulator.world;
    for (const kind of [
      "unavailableHtml",
      "timeoutAfterWork",
      "resetAfterWork",
      "resetBeforeWork",
    ] as const) {
      faults.add({ probability: 0.025, effect: { kind } });
    }
    stage.runLanes();
    stage.runLanes();
    const ids = await Promise.all(
      Array.from({ length: BOOKINGS }, (_, n) =>
        stage.book({ ...slot(24 + n), subject: `First ${n}` }),
      ),
    );
    /** What each shall show in the end; null if nothing. */
    const subjects = new Map<string, string | null>();
    for (const [n, id] of ids.entries()) {
      const chance = random();
      if (chance < 0.3) await stage.cancel(id);
      else if (chance < 0.8) await stage.change(id, { subject: `Second ${n}` });
      subjects.set(id, chance < 0.3 ? null : chance < 0.8 ? `Second ${n}` : `First ${n}`);
    }
    const standing = ids.filter((id) => subjects.get(id) !== null);
    await until(
      "all has come to its end",
      async () => {
        const reservations = await Promise.all(ids.map((id) => stage.reservation(id)));
        const events = (await Promise.all(ids.map((id) => stage.events(id)))).flat();
        const isOver = ({ state }: { readonly state: string }) =>
          state === "confirmed" || state === "cancelled";
        const isDone = ({ state }: { readonly state: string }) =>
          /^(processed|superseded)$/.test(state);
        return reservations.every(isOver) && events.every(isDone);
      },
      120_000,
    );
    const expected = await Promise.all(standing.map((id) => stage.reservation(id)));
    const shown = (email: string) =>
      new Set(calendarOf(tenant, email).map(({ iCalUId }) => iCalUId));
    const agreed = new Set(expected.map(({ ical_uid: iCalUId }) => iCalUId));
    assert.equal(calendarOf(tenant, EMPLOYEE).length, standing.length);
    assert.deepEqual(shown(EMPLOYEE), agreed);
    assert.deepEqual(shown(ROOMS.wren), agreed);
    const subjectOf = new Map(
      calendarOf(tenant, EMPLOYEE).map(({ iCalUId, subject }) => [iCalUId, subject]),
    );
    for (const [id, subject] of subjects) {
      const { ical_uid: iCalUId } = await stage.reservation(id);
      assert.equal(subjectOf.get(iCalUId ?? "") ?? null, subject);
      assert.equal(await stage.holds(id), subject === null ? 0 : 1);
    }
  });
});
