import {
  reconcileRoom,
  type ReconcileRoomDependencies,
} from "../../src/app/sync/reconcile/reconcile-room.ts";
import type { Chance } from "./chance.ts";
import type { Tasks } from "./tasks.ts";

/** What `startReconciler` does by itself, step by step at the wish of a history. */
export interface DrivenReconciler {
  /** Asks for what is to be read, and compares what was, as tasks of this process. */
  readonly lookForWork: () => Promise<number>;
}

export interface DrivenReconcilerOptions {
  readonly name: string;
  readonly tasks: Tasks;
  readonly chance: Chance;
  readonly reconciling: ReconcileRoomDependencies;
}

/** As the server has them. */
const READING_MAX = 16;
const COMPARED_AT_ONCE_MAX = 4;
const LEASE_MS = 5 * 60_000;
/** A room that is not read whole for so long is given up. */
export const UNREAD_MS = 15 * 60_000;

export function createDrivenReconciler(options: DrivenReconcilerOptions): DrivenReconciler {
  const { name, tasks, chance, reconciling } = options;
  const { reconciliations } = reconciling;
  return {
    async lookForWork() {
      const failed = await reconciliations.failUnread(UNREAD_MS);
      const asked = await reconciliations.askForReading(READING_MAX);
      const claim = { lease: chance.uuid(), leaseMs: LEASE_MS, limit: COMPARED_AT_ONCE_MAX };
      const claimed = await reconciliations.claimRead(claim);
      for (const room of claimed) {
        const work = () => reconcileRoom(reconciling, room);
        await tasks.start({ owner: name, name: `${name} compares ${room.spaceName}`, work });
      }
      return failed + asked + claimed.length;
    },
  };
}
