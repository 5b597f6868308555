import {
  carryOutSyncEvent,
  type CarryOutDependencies,
} from "../../src/app/sync/carry-out-sync-event.ts";
import type { ClaimedAnswers, LaneStore } from "../../src/app/sync/lane-store.ts";
import {
  readRoomAnswers,
  type ReadRoomAnswersDependencies,
} from "../../src/app/sync/read-room-answers.ts";
import type { Chance } from "./chance.ts";
import type { Tasks } from "./tasks.ts";

/** What `startLanes` does by its timers, step by step at the wish of a history. */
export interface DrivenLanes {
  /** Takes on what is due, as tasks of this process; answers how much that was. */
  readonly lookForWork: () => Promise<number>;
  /** What ended processes left behind, and what waited for a connection. */
  readonly sweep: () => Promise<void>;
  /** A living process keeps its leases, however long its calls take. */
  readonly renew: () => Promise<void>;
}

export interface DrivenLaneOptions {
  readonly name: string;
  readonly tasks: Tasks;
  readonly chance: Chance;
  readonly store: LaneStore;
  readonly ungatedStore: LaneStore;
  readonly carryOut: CarryOutDependencies;
  readonly readAnswers: ReadRoomAnswersDependencies;
}

/** As the server has them. */
const LEASE_MS = 30_000;
const AT_ONCE_MAX = 16;
const MAILBOXES_READ_AT_ONCE_MAX = 8;

export function createDrivenLanes(options: DrivenLaneOptions): DrivenLanes {
  const { name, tasks, chance, store, ungatedStore } = options;
  const leases = new Map<string, string>();
  const held = new Set<{ claim: ClaimedAnswers }>();

  async function readAndRelease(claim: ClaimedAnswers): Promise<void> {
    const reading = { claim };
    held.add(reading);
    try {
      await readRoomAnswers(options.readAnswers, claim);
    } finally {
      held.delete(reading);
      await store.releaseAnswers(reading.claim);
    }
  }

  return {
    async lookForWork() {
      const limit = MAILBOXES_READ_AT_ONCE_MAX - held.size;
      const answers = limit > 0 ? await store.claimAnswers({ leaseMs: LEASE_MS, limit }) : [];
      for (const claim of answers) {
        const work = () => readAndRelease(claim);
        await tasks.start({ owner: name, name: `${name} reads answers in ${claim.mailbox}`, work });
      }
      const places = AT_ONCE_MAX - leases.size;
      if (places <= 0) return answers.length;
      const claim = { lease: chance.uuid(), leaseMs: LEASE_MS, limit: places };
      const events = await store.claimSyncEvents(claim);
      for (const claimed of events) {
        leases.set(claimed.id, claimed.lease);
        await tasks.start({
          owner: name,
          name: `${name} carries out sync event ${claimed.id}`,
          work: () =>
            carryOutSyncEvent(options.carryOut, claimed).finally(() => leases.delete(claimed.id)),
        });
      }
      return answers.length + events.length;
    },

    async sweep() {
      await store.releaseLapsed(false);
      await store.resumeConnected();
    },

    async renew() {
      await ungatedStore.renewLeases([...new Set(leases.values())], LEASE_MS);
      for (const reading of held) {
        reading.claim = await ungatedStore.renewAnswers(reading.claim, LEASE_MS);
      }
    },
  };
}
