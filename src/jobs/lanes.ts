import { randomUUID } from "node:crypto";
import type { ClaimedAnswers, LaneStore } from "../app/sync/lane-store.ts";
import type { SyncLog } from "../app/sync/sync-log.ts";
import type { ClaimedSyncEvent } from "../app/sync/sync-work.ts";
import { createBell } from "./bell.ts";

export interface LaneOptions {
  readonly store: LaneStore;
  readonly carryOut: (claimed: ClaimedSyncEvent) => Promise<void>;
  readonly readAnswers: (claimed: ClaimedAnswers) => Promise<void>;
  readonly log: SyncLog;
  /** No other process works on this database (it is embedded): what is claimed at the start is left over. */
  readonly isOnlyProcess: boolean;
  /** How many sync events this process works on at once, over all mailboxes. */
  readonly atOnceMax?: number;
  /** How often to look without being woken. */
  readonly pollMs?: number;
  readonly leaseMs?: number;
  /** How often to look for what ended processes left, and for what waits for a connection. */
  readonly sweepMs?: number;
}

export interface Lanes {
  /** This process has enqueued something: there is no need to wait for the next look. */
  wake(): void;
  /** Takes on nothing more, and resolves when what is under way has ended. */
  stop(): Promise<void>;
}

const AT_ONCE_MAX = 64;
const POLL_MS = 500;
/** A claim for each of many quick bookings would cost more than it gains. */
const BETWEEN_CLAIMS_MS = 15;
/** A killed process' work is taken over after so long; a living one renews long before. */
const LEASE_MS = 30_000;
const MAILBOXES_READ_AT_ONCE_MAX = 8;
const SWEEP_MS = 5_000;
const AFTER_ERROR_MS = 1_000;

/** Starts working on sync events and rooms' answers until it is stopped. */
export function startLanes(options: LaneOptions): Lanes {
  const { store, log, atOnceMax = AT_ONCE_MAX, leaseMs = LEASE_MS, sweepMs = SWEEP_MS } = options;
  const bell = createBell();
  /** By sync event: one claim's lease covers several, which end one by one. */
  const leases = new Map<string, string>();
  const events = new Set<Promise<void>>();
  const readings = new Set<Promise<void>>();
  /** Mailboxes being read, each with the claim as it was renewed last. */
  const held = new Set<{ claim: ClaimedAnswers }>();
  let renewing: Promise<void> = Promise.resolve();
  const stopping = new AbortController();
  let sweptAtMs = Number.NEGATIVE_INFINITY;

  /** Keeps count of the work, and looks again as soon as it ends. */
  function follow(underWay: Set<Promise<void>>, work: Promise<void>, what: string): void {
    const followed = work
      // Foreseen failures are settled before; this one leaves the work to whoever comes after.
      .catch((error: unknown) => log.error({ err: error }, `${what} failed`))
      .finally(() => {
        underWay.delete(followed);
        bell.ring();
      });
    underWay.add(followed);
  }

  async function carryOutUnderLease(claimed: ClaimedSyncEvent): Promise<void> {
    leases.set(claimed.id, claimed.lease);
    try {
      await options.carryOut(claimed);
    } finally {
      leases.delete(claimed.id);
    }
  }

  async function readAndRelease(claimed: ClaimedAnswers): Promise<void> {
    const reading = { claim: claimed };
    held.add(reading);
    try {
      await options.readAnswers(claimed);
    } finally {
      held.delete(reading);
      // A renewal under way changes what the claim is known by.
      await renewing;
      await store.releaseAnswers(reading.claim);
    }
  }

  async function takeOn(): Promise<void> {
    const limit = MAILBOXES_READ_AT_ONCE_MAX - readings.size;
    // People wait for answers as much as for their meetings, and reading is quick.
    const answers = limit > 0 ? await store.claimAnswers({ leaseMs, limit }) : [];
    for (const claimed of answers) follow(readings, readAndRelease(claimed), "reading answers");
    const places = atOnceMax - events.size;
    if (places <= 0) return;
    const claim = { lease: randomUUID(), leaseMs, limit: places };
    for (const claimed of await store.claimSyncEvents(claim)) {
      follow(events, carryOutUnderLease(claimed), `sync event ${claimed.id}`);
    }
  }

  async function sweep(isStart: boolean): Promise<void> {
    const released = await store.releaseLapsed(isStart && options.isOnlyProcess);
    if (released > 0) log.warn({ released }, "sync events of an ended process are taken over");
    await store.setBacklogBehind();
    const resumed = await store.resumeConnected();
    if (resumed > 0) log.info({ resumed }, "sync events that waited for a connection go on");
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        if (performance.now() - sweptAtMs >= sweepMs) {
          await sweep(sweptAtMs === Number.NEGATIVE_INFINITY);
          sweptAtMs = performance.now();
        }
        await takeOn();
        await bell.wait(options.pollMs ?? POLL_MS);
        await bell.rest(BETWEEN_CLAIMS_MS);
      } catch (error) {
        log.error({ err: error }, "the lanes could not look for work");
        await bell.rest(AFTER_ERROR_MS);
      }
    }
  }

  async function renew(): Promise<void> {
    try {
      await store.renewLeases([...new Set(leases.values())], leaseMs);
      for (const reading of held) {
        reading.claim = await store.renewAnswers(reading.claim, leaseMs);
      }
    } catch (error) {
      log.error({ err: error }, "leases could not be renewed");
    }
  }

  const renewal = setInterval(() => {
    renewing = renewing.then(renew);
  }, leaseMs / 3);
  const running = run();

  return {
    wake: () => bell.ring(),
    async stop() {
      stopping.abort();
      bell.silence();
      await running;
      await Promise.all([...events, ...readings]);
      clearInterval(renewal);
    },
  };
}
