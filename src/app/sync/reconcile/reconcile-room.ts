import {
  type Difference,
  type DifferenceKind,
  differencesIn,
} from "../../../core/sync/reconcile.ts";
import type { HealthCounters } from "../../health/health-counters.ts";
import type { SyncLog } from "../sync-log.ts";
import type { ClaimedReconciliationRoom, ReconciliationStore, RoomOutcome } from "./ports.ts";

export interface ReconcileRoomDependencies {
  readonly reconciliations: ReconciliationStore;
  readonly repair: (room: ClaimedReconciliationRoom, difference: Difference) => Promise<Repair>;
  readonly counters: Pick<HealthCounters, "count">;
  readonly wakeLanes: () => void;
  readonly announceChange: () => void;
  readonly log: SyncLog;
}

/** What a difference turned out to be, and whether it is mended or about to be. */
export interface Repair {
  readonly kind: DifferenceKind;
  readonly isRepaired: boolean;
}

/** Compares a room that was read whole, and mends what differs unless it is only to be told. */
export async function reconcileRoom(
  deps: ReconcileRoomDependencies,
  room: ClaimedReconciliationRoom,
): Promise<void> {
  const outcome = await outcomeOf(deps, room);
  const isFinished = await deps.reconciliations.finishRoom(room, outcome);
  if (!isFinished) {
    deps.log.warn({ configurationId: room.configurationId }, "another process reconciles the room");
    return;
  }
  count(deps, "drift_found", outcome.found);
  count(deps, "drift_repaired", outcome.repaired);
  if (Object.keys(outcome.repaired).length > 0) deps.wakeLanes();
  deps.announceChange();
}

async function outcomeOf(
  deps: ReconcileRoomDependencies,
  room: ClaimedReconciliationRoom,
): Promise<RoomOutcome> {
  const { configurationId, repairs } = room;
  const { reservations, items, leftInRoom } = await deps.reconciliations.compared(configurationId);
  // The system deletes nothing in a room's calendar that it did not write: the scan says how to.
  const found: Partial<Record<DifferenceKind, number>> =
    leftInRoom === 0 ? {} : { left_in_room: leftInRoom };
  const repaired: Partial<Record<DifferenceKind, number>> = {};
  for (const difference of differencesIn(reservations, items)) {
    const { reservationId } = difference;
    const repair = repairs
      ? await deps.repair(room, difference)
      : { kind: difference.kind, isRepaired: false };
    found[repair.kind] = (found[repair.kind] ?? 0) + 1;
    if (repair.isRepaired) repaired[repair.kind] = (repaired[repair.kind] ?? 0) + 1;
    const fields = { configurationId, reservationId, ...repair };
    deps.log.warn(fields, "a room's calendar and a reservation differ");
  }
  return { state: "done", found, repaired, reason: null };
}

function count(
  { counters }: ReconcileRoomDependencies,
  name: "drift_found" | "drift_repaired",
  counts: RoomOutcome["found"],
): void {
  for (const [kind, number] of Object.entries(counts)) counters.count(name, kind, number);
}
