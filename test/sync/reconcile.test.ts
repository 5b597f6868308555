import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, afterEach, before, test } from "node:test";
import { createHealthCounters } from "../../src/app/health/health-counters.ts";
import { findOrganizersCopy } from "../../src/app/sync/reconcile/organizers-copy.ts";
import type { ReconciliationRecord } from "../../src/app/sync/reconcile/ports.ts";
import { reconcileRoom } from "../../src/app/sync/reconcile/reconcile-room.ts";
import { repairDifference } from "../../src/app/sync/reconcile/repair-difference.ts";
import {
  INTEGRATION_MODES,
  type IntegrationMode,
} from "../../src/core/integration-rules/question.ts";
import { createHealthCountStore } from "../../src/store/health/health-count-store.ts";
import { createHealthReader } from "../../src/store/health/health-reader.ts";
import { createReconciliationStore } from "../../src/store/sync/reconcile/reconciliation-store.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { startTenant, type Tenant } from "../identity/identity-stage.ts";
import { type InboundStage, invite, openInboundStage, times } from "./inbound-stage.ts";
import { EMPLOYEE, ROOMS, SERVICE } from "./organisation.ts";
import { calendarOf, until } from "./sync-stage.ts";

/** The row of the integration rules by which the system writes a meeting again, in each mode. */
const ROWS: Readonly<Record<IntegrationMode, string>> = {
  normal: "U1",
  strict: "U2",
  personal: "U5",
};

let tenant: Tenant;
before(async () => {
  tenant = await startTenant();
  tenant.consentForEverybody();
});
after(() => tenant.close());

for (const mode of INTEGRATION_MODES) suiteIn(mode);

function suiteIn(mode: IntegrationMode): void {
  describeOnEachDatabase(`reconciling in ${mode} mode`, (database) => {
    let stage: InboundStage;
    afterEach(() => stage.close());
    const db = () => database().kysely;
    const owner = mode === "strict" ? SERVICE : EMPLOYEE;

    /** Confirmed by the room, long enough ago for nothing to be on its way. */
    async function booked(): Promise<string> {
      stage = await openInboundStage(database(), tenant, mode);
      if (mode === "personal") await stage.connect(EMPLOYEE, "personal");
      const credential = mode === "normal" ? "application" : "delegated_user";
      await db().updateTable("room_sync").set({ credential }).execute();
      const lanes = stage.runLanes();
      const id = await stage.book();
      await until(
        "the room confirms",
        async () => (await stage.reservation(id)).state === "confirmed",
      );
      await lanes.stop();
      const updatedAt = new Date(Date.now() - 600_000);
      await db().updateTable("reservation").set({ updated_at: updatedAt }).execute();
      return id;
    }

    /** A copy vanishes and nothing tells of it, as when a mailbox is restored from a backup. */
    function lose(email: string): void {
      const mailbox = tenant.simulator.world.mailboxes.of(tenant.user(email).id);
      for (const { key } of mailbox.items()) mailbox.remove(key);
    }

    const copies = async () => {
      const { value } = await stage.graph("GET", ROOMS.wren, "/events?$top=5");
      return value as readonly unknown[];
    };

    async function reconcile(repairs = true): Promise<ReconciliationRecord> {
      const reconciliations = createReconciliationStore(db());
      const counters = createHealthCounters(createHealthCountStore(db()));
      const newId = randomUUID;
      const repairing = {
        ...stage.deps,
        organizersCopy: ({ id }: { readonly id: string }) =>
          findOrganizersCopy({ rooms: stage.rooms, reconciliations, newId }, id),
      };
      const { id: configurationId } = await db()
        .selectFrom("reservable_sync_configuration")
        .select("id")
        .where("space_id", "=", stage.spaceId("wren"))
        .executeTakeFirstOrThrow();
      const scope = { kind: "room", configurationId } as const;
      const id = newId();
      const begun = {
        id,
        scope,
        cause: "administrator",
        repairs,
        spreadMs: 0,
        audit: null,
      } as const;
      assert.ok(await reconciliations.start(begun));
      await reconciliations.askForReading(10);
      if (repairs) {
        await stage.read("wren", true);
        await db()
          .updateTable("room_sync")
          .set({ last_full_read_at: new Date(Date.now() + 1000) })
          .execute();
      }
      const claim = { lease: newId(), leaseMs: 60_000, limit: 10 };
      const claimed = await reconciliations.claimRead(claim);
      assert.equal(claimed.length, 1);
      for (const room of claimed) {
        await reconcileRoom(
          {
            reconciliations,
            repair: (one, difference) => repairDifference(repairing, one, difference),
            counters,
            wakeLanes: () => undefined,
            announceChange: () => undefined,
            log: { info: () => undefined, warn: () => undefined, error: () => undefined },
          },
          room,
        );
      }
      await counters.flush();
      return (await reconciliations.find(id)) ?? assert.fail("the run is gone");
    }

    test("a room and a reservation that agree are left alone", async () => {
      const id = await booked();
      const earlier = await stage.events(id);
      const { state, found } = await reconcile();
      assert.deepEqual([state, found], ["done", {}]);
      assert.deepEqual(await stage.events(id), earlier);
    });

    test(`a meeting that the room's calendar has lost is written again, by ${ROWS[mode]}`, async () => {
      const id = await booked();
      lose(ROOMS.wren);
      const { found, repaired } = await reconcile();
      assert.deepEqual([found, repaired], [{ missing_in_room: 1 }, { missing_in_room: 1 }]);
      const event = await db()
        .selectFrom("sync_event")
        .select(["type", "state", "policy_row", "channel", "priority", "credential", "mailbox"])
        .where("reservation_id", "=", id)
        .orderBy("id", "desc")
        .executeTakeFirstOrThrow();
      assert.deepEqual(event, {
        type: "update",
        state: "new",
        policy_row: ROWS[mode],
        channel: "system",
        priority: 1,
        credential: mode === "normal" ? "application" : "delegated_user",
        mailbox: owner,
      });
      assert.equal((await stage.reservation(id)).state, "confirmed");
      assert.deepEqual((await createHealthReader(db()).report()).drift, [
        {
          kind: "missing_in_room",
          foundLastDay: 1,
          repairedLastDay: 1,
          foundLast30Days: 1,
          repairedLast30Days: 1,
        },
      ]);
    });

    test("while that is on its way, it is no difference", async () => {
      await booked();
      lose(ROOMS.wren);
      await reconcile();
      assert.deepEqual((await reconcile()).found, {});
    });

    test("only reporting finds the same and writes nothing", async () => {
      const id = await booked();
      lose(ROOMS.wren);
      // The window of what was read is known from the first reading on.
      await stage.read("wren", true);
      const earlier = [await stage.reservation(id), await stage.events(id)];
      const { found, repaired } = await reconcile(false);
      assert.deepEqual([found, repaired], [{ missing_in_room: 1 }, {}]);
      assert.deepEqual([await stage.reservation(id), await stage.events(id)], earlier);
    });

    if (mode === "normal") {
      test("a meeting that only the room still has is told, and left for somebody to delete", async () => {
        await booked();
        await stage.graph("POST", EMPLOYEE, "/events", {
          subject: "Salary",
          ...times(3, "10:00", "11:00"),
          ...invite(ROOMS.wren),
        });
        await stage.roomHasAnswered("wren", 2);
        const mine = tenant.simulator.world.mailboxes.of(tenant.user(EMPLOYEE).id);
        for (const { key, subject } of mine.items()) if (subject === "Salary") mine.remove(key);
        await stage.read("wren", true);
        assert.deepEqual((await reconcile()).found, {}, "it may be on its way");
        await db()
          .updateTable("calendar_item")
          .set({ gap_since: new Date(Date.now() - 20 * 60_000) })
          .where("gap", "is not", null)
          .execute();
        const { found, repaired } = await reconcile();
        assert.deepEqual([found, repaired], [{ left_in_room: 1 }, {}]);
        assert.equal((await copies()).length, 2);
      });
    }

    // In personal mode no right of the system's reaches the person's calendar, and nothing is assumed.
    if (mode !== "personal") {
      test("a meeting that its organizer's calendar has lost too is cancelled", async () => {
        const id = await booked();
        lose(ROOMS.wren);
        lose(owner);
        assert.deepEqual(calendarOf(tenant, owner), []);
        const { found, repaired } = await reconcile();
        assert.deepEqual([found, repaired], [{ meeting_removed: 1 }, { meeting_removed: 1 }]);
        const { state, reason_code: reasonCode } = await stage.reservation(id);
        assert.deepEqual([state, reasonCode], ["cancelled", "meeting_removed"]);
        assert.equal(await stage.holds(id), 0);
        assert.deepEqual((await stage.auditOf(id)).at(-1), "reservation_cancelled");
      });
    }
  });
}
