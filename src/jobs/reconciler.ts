import { randomUUID } from "node:crypto";
import type {
  ClaimedReconciliationRoom,
  ReconciliationStore,
} from "../app/sync/reconcile/ports.ts";
import type { SyncLog } from "../app/sync/sync-log.ts";
import { startWokenLoop, type WokenLoop } from "./woken-loop.ts";

export interface ReconcilerOptions {
  readonly store: Pick<ReconciliationStore, "askForReading" | "claimRead" | "failUnread">;
  readonly reconcileRoom: (room: ClaimedReconciliationRoom) => Promise<void>;
  /** Rooms were asked to be read whole. */
  readonly wakeRoomReaders: () => void;
  readonly log: SyncLog;
  /** How often to look without being woken. */
  readonly pollMs?: number;
  /** A room that is not read whole for so long is given up. */
  readonly unreadMs?: number;
}

/** Woken when a run was begun here, or a room was read. */
export type Reconciler = WokenLoop;

/** Rooms that are read for reconciliations, over all processes: the others go on being read. */
const READING_MAX = 16;
const COMPARED_AT_ONCE_MAX = 4;
const POLL_MS = 2_000;
const UNREAD_MS = 15 * 60_000;
/** Long enough for a room with hundreds of differences; a killed process' room waits for it. */
const LEASE_MS = 5 * 60_000;
const AFTER_ERROR_MS = 5_000;

/** Works on reconciliations until it is stopped; what it is cut off from, another goes on with. */
export function startReconciler(options: ReconcilerOptions): Reconciler {
  const { store, log, pollMs = POLL_MS, unreadMs = UNREAD_MS } = options;
  async function step(): Promise<boolean> {
    await store.failUnread(unreadMs);
    const asked = await store.askForReading(READING_MAX);
    if (asked > 0) options.wakeRoomReaders();
    const claimed = await store.claimRead({
      lease: randomUUID(),
      leaseMs: LEASE_MS,
      limit: COMPARED_AT_ONCE_MAX,
    });
    await Promise.all(claimed.map((room) => options.reconcileRoom(room)));
    return asked + claimed.length > 0;
  }

  return startWokenLoop({
    async look(bell) {
      const hasWorked = await step();
      if (!hasWorked) await bell.wait(pollMs);
    },
    failed: "reconciling broke off",
    afterErrorMs: AFTER_ERROR_MS,
    log,
  });
}
