import { findOrganizersCopy } from "../app/sync/reconcile/organizers-copy.ts";
import {
  reconcileRoom,
  type ReconcileRoomDependencies,
} from "../app/sync/reconcile/reconcile-room.ts";
import { repairDifference } from "../app/sync/reconcile/repair-difference.ts";
import { type Reconciler, startReconciler as start } from "../jobs/reconciler.ts";
import type { Application } from "./open-application.ts";

/** Part of the service `sync`: compares rooms for the reconciliations that are under way. */
export function startReconciler(application: Application): Reconciler {
  const { stores, rooms, reservations, counters, announceChange, log, signals } = application;
  const { reconciliations } = stores;
  const { newId, wakeLanes } = reservations;
  const repairing = {
    ...reservations,
    organizersCopy: (reservation: { readonly id: string }) =>
      findOrganizersCopy({ rooms, reconciliations, newId }, reservation.id),
  };
  const deps: ReconcileRoomDependencies = {
    reconciliations,
    repair: (room, difference) => repairDifference(repairing, room, difference),
    counters,
    wakeLanes,
    announceChange,
    log,
  };
  const reconciler = start({
    store: reconciliations,
    reconcileRoom: (room) => reconcileRoom(deps, room),
    wakeRoomReaders: () => signals.wakeRoomReaders(),
    log,
  });
  signals.wakeReconciler = () => reconciler.wake();
  return reconciler;
}
