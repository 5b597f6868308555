import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import {
  INTEGRATION_MODES,
  type IntegrationMode,
} from "../../src/core/integration-rules/question.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { startTenant, type Tenant } from "../identity/identity-stage.ts";
import type { InboundStage } from "./inbound-stage.ts";
import { EMPLOYEE, ROOMS, SERVICE } from "./organisation.ts";
import {
  bookedAndSettled,
  loseCopies,
  openReconcilingStage,
  reconcileWren,
} from "./reconcile-stage.ts";
import { slot } from "./sync-stage.ts";

let tenant: Tenant;
before(async () => {
  tenant = await startTenant();
  tenant.consentForEverybody();
});
after(() => tenant.close());

for (const mode of INTEGRATION_MODES) suiteIn(mode);

function suiteIn(mode: IntegrationMode): void {
  describeOnEachDatabase(`reconciling a series in ${mode} mode`, (database) => {
    let stage: InboundStage;
    afterEach(() => stage.close());
    const owner = mode === "strict" ? SERVICE : EMPLOYEE;

    async function booked(): Promise<string> {
      stage = await openReconcilingStage(database(), tenant, mode);
      return bookedAndSettled(database(), stage, {
        ...slot(48),
        recurrence: {
          kind: "pattern",
          pattern: { type: "daily" },
          range: { type: "numbered", numberOfOccurrences: 4 },
        },
      });
    }
    const reconcile = () => reconcileWren(database(), stage);

    test("a series and a room that agree are left alone", async () => {
      const id = await booked();
      const earlier = [await stage.events(id), await stage.reservations()];
      assert.deepEqual((await reconcile()).found, {});
      assert.deepEqual([await stage.events(id), await stage.reservations()], earlier);
    });

    test("a series that the room's calendar has lost is written again", async () => {
      const id = await booked();
      loseCopies(tenant, ROOMS.wren);
      const { found, repaired } = await reconcile();
      assert.deepEqual([found, repaired], [{ missing_in_room: 1 }, { missing_in_room: 1 }]);
      assert.deepEqual(
        (await stage.events(id)).map(({ type, state }) => [type, state]),
        [
          ["create", "processed"],
          ["update", "new"],
        ],
      );
    });

    // In personal mode no right of the system's reaches the person's calendar, and nothing is assumed.
    if (mode !== "personal") {
      test("a series that its organizer's calendar has lost too is cancelled with its dates", async () => {
        const id = await booked();
        loseCopies(tenant, ROOMS.wren);
        loseCopies(tenant, owner);
        const { found, repaired } = await reconcile();
        assert.deepEqual([found, repaired], [{ meeting_removed: 1 }, { meeting_removed: 1 }]);
        const all = [await stage.reservation(id), ...(await stage.occurrences(id))];
        assert.equal(all.length, 5);
        for (const { state, reason_code: reasonCode } of all) {
          assert.deepEqual([state, reasonCode], ["cancelled", "meeting_removed"]);
        }
        assert.deepEqual(await stage.holdsOf("wren"), []);
        assert.deepEqual(
          (await stage.events(id)).map(({ type }) => type),
          ["create"],
        );
        assert.equal((await stage.auditOf(id)).at(-1), "reservation_cancelled");
        assert.deepEqual((await reconcile()).found, {});
      });
    }
  });
}
