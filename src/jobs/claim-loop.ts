import type { SyncLog } from "../app/sync/sync-log.ts";
import type { Bell } from "./bell.ts";

/** Work of one kind that a loop has taken on and that goes on beside it. */
export interface UnderWay {
  count(): number;
  /** Keeps count of the work until it ends, however it does; `what` names it in the log. */
  follow(work: Promise<void>, what: string): void;
  /** Resolves when all of it has ended. */
  ended(): Promise<void>;
}

/** The bell rings as soon as some of the work ends: there is place for more. */
export function createUnderWay(bell: Bell, log: SyncLog): UnderWay {
  const works = new Set<Promise<void>>();
  return {
    count: () => works.size,
    follow(work, what) {
      const followed = work
        // Foreseen failures are settled before; whoever comes after takes over what this one leaves.
        .catch((error: unknown) => log.error({ err: error }, `${what} failed`))
        .finally(() => {
          works.delete(followed);
          bell.ring();
        });
      works.add(followed);
    },
    async ended() {
      await Promise.all(works);
    },
  };
}

export interface ClaimLoopOptions {
  /** In the log. */
  readonly name: string;
  readonly bell: Bell;
  /** Claims what there is place for, and begins it. */
  readonly takeOn: () => Promise<void>;
  /** All that is under way, whose leases are renewed until it has ended. */
  readonly underWay: readonly UnderWay[];
  readonly renewLeases: () => Promise<void>;
  readonly log: SyncLog;
  readonly leaseMs: number;
  /** How often to look without being woken. */
  readonly pollMs: number;
  /** So that what comes in quick succession is claimed together. */
  readonly betweenClaimsMs: number;
}

export interface ClaimLoop {
  /** Resolves when the renewal of leases that may be under way has ended. */
  renewed(): Promise<void>;
  /** Takes on nothing more, and resolves when what is under way has ended. */
  stop(): Promise<void>;
}

const AFTER_ERROR_MS = 1_000;
/** A lease outlives two renewals that fail. */
const RENEWALS_PER_LEASE = 3;

/** Takes on work that is claimed under leases, whenever the bell rings, until it is stopped. */
export function startClaimLoop(options: ClaimLoopOptions): ClaimLoop {
  const { name, bell, log } = options;
  const stopping = new AbortController();
  let renewing: Promise<void> = Promise.resolve();

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await options.takeOn();
        await bell.wait(options.pollMs);
        await bell.rest(options.betweenClaimsMs);
      } catch (error) {
        log.error({ err: error }, `${name} could not look for work`);
        await bell.rest(AFTER_ERROR_MS);
      }
    }
  }

  async function renew(): Promise<void> {
    try {
      await options.renewLeases();
    } catch (error) {
      log.error({ err: error }, `the leases of ${name} could not be renewed`);
    }
  }

  const renewal = setInterval(() => {
    renewing = renewing.then(renew);
  }, options.leaseMs / RENEWALS_PER_LEASE);
  const running = run();
  return {
    renewed: () => renewing,
    async stop() {
      stopping.abort();
      bell.silence();
      await running;
      for (const each of options.underWay) await each.ended();
      clearInterval(renewal);
    },
  };
}
