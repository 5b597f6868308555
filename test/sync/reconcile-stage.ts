/** A room's calendar and what stands here of it, compared and mended as the reconciler does it. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { createHealthCounters } from "../../src/app/health/health-counters.ts";
import type { CreateRequest } from "../../src/app/reservations/create-request.ts";
import { findOrganizersCopy } from "../../src/app/sync/reconcile/organizers-copy.ts";
import type { ReconciliationRecord } from "../../src/app/sync/reconcile/ports.ts";
import { reconcileRoom } from "../../src/app/sync/reconcile/reconcile-room.ts";
import { repairDifference } from "../../src/app/sync/reconcile/repair-difference.ts";
import type { IntegrationMode } from "../../src/core/integration-rules/question.ts";
import type { Database } from "../../src/store/database.ts";
import { createHealthCountStore } from "../../src/store/health/health-count-store.ts";
import { createReconciliationStore } from "../../src/store/sync/reconcile/reconciliation-store.ts";
import type { Tenant } from "../identity/identity-stage.ts";
import { type InboundStage, openInboundStage } from "./inbound-stage.ts";
import { EMPLOYEE } from "./organisation.ts";
import { until } from "./sync-stage.ts";

export async function openReconcilingStage(
  database: Database,
  tenant: Tenant,
  mode: IntegrationMode,
): Promise<InboundStage> {
  const stage = await openInboundStage(database, tenant, mode);
  if (mode === "personal") await stage.connect(EMPLOYEE, "personal");
  const credential = mode === "normal" ? "application" : "delegated_user";
  await database.kysely.updateTable("room_sync").set({ credential }).execute();
  return stage;
}

/** Confirmed by the room, long enough ago for nothing to be on its way. */
export async function bookedAndSettled(
  database: Database,
  stage: InboundStage,
  request: Partial<CreateRequest> = {},
): Promise<string> {
  const lanes = stage.runLanes();
  const id = await stage.book(request);
  await until("the room confirms", async () => {
    const meeting = [await stage.reservation(id), ...(await stage.occurrences(id))];
    return meeting.every(({ state }) => state === "confirmed");
  });
  await lanes.stop();
  await settle(database);
  return id;
}

/** As time goes by: nothing is on its way any more. */
export async function settle({ kysely }: Database): Promise<void> {
  const updatedAt = new Date(Date.now() - 600_000);
  await kysely.updateTable("reservation").set({ updated_at: updatedAt }).execute();
}

/** Copies vanish and nothing tells of it, as when a mailbox is restored from a backup. */
export function loseCopies(tenant: Tenant, email: string): void {
  const mailbox = tenant.simulator.world.mailboxes.of(tenant.user(email).id);
  for (const { key } of mailbox.items()) mailbox.remove(key);
}

/** Without repairs what was read last is compared, else the room is read whole first. */
export async function reconcileWren(
  { kysely }: Database,
  stage: InboundStage,
  repairs = true,
): Promise<ReconciliationRecord> {
  const reconciliations = createReconciliationStore(kysely);
  const counters = createHealthCounters(createHealthCountStore(kysely));
  const newId = randomUUID;
  const repairing = {
    ...stage.deps,
    organizersCopy: ({ id }: { readonly id: string }) =>
      findOrganizersCopy({ rooms: stage.rooms, reconciliations, newId }, id),
  };
  const { id: configurationId } = await kysely
    .selectFrom("reservable_sync_configuration")
    .select("id")
    .where("space_id", "=", stage.spaceId("wren"))
    .executeTakeFirstOrThrow();
  const id = newId();
  const scope = { kind: "room", configurationId } as const;
  const cause = "administrator";
  assert.ok(await reconciliations.start({ id, scope, cause, repairs, spreadMs: 0, audit: null }));
  await reconciliations.askForReading(10);
  if (repairs) {
    await stage.read("wren", true);
    const lastFullReadAt = new Date(Date.now() + 1000);
    await kysely.updateTable("room_sync").set({ last_full_read_at: lastFullReadAt }).execute();
  }
  const claimed = await reconciliations.claimRead({ lease: newId(), leaseMs: 60_000, limit: 10 });
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
