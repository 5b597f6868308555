import { randomUUID } from "node:crypto";
import type { ClaimedAnswers, LaneStore } from "../app/sync/lane-store.ts";
import type { SyncLog } from "../app/sync/sync-log.ts";
import type { ClaimedSyncEvent } from "../app/sync/sync-work.ts";
import { createBell } from "./bell.ts";
import { createUnderWay, startClaimLoop } from "./claim-loop.ts";

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

/** Starts working on sync events and rooms' answers until it is stopped. */
export function startLanes(options: LaneOptions): Lanes {
  const { store, log, atOnceMax = AT_ONCE_MAX, leaseMs = LEASE_MS, sweepMs = SWEEP_MS } = options;
  const bell = createBell();
  const events = createUnderWay(bell, log);
  const readings = createUnderWay(bell, log);
  /** By sync event: one claim's lease covers several, which end one by one. */
  const leases = new Map<string, string>();
  /** Mailboxes being read, each with the claim as it was renewed last. */
  const held = new Set<{ claim: ClaimedAnswers }>();
  let sweptAtMs = Number.NEGATIVE_INFINITY;

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
      await loop.renewed();
      await store.releaseAnswers(reading.claim);
    }
  }

  async function claim(): Promise<void> {
    const limit = MAILBOXES_READ_AT_ONCE_MAX - readings.count();
    // People wait for answers as much as for their meetings, and reading is quick.
    const answers = limit > 0 ? await store.claimAnswers({ leaseMs, limit }) : [];
    for (const claimed of answers) readings.follow(readAndRelease(claimed), "reading answers");
    const places = atOnceMax - events.count();
    if (places <= 0) return;
    const request = { lease: randomUUID(), leaseMs, limit: places };
    for (const claimed of await store.claimSyncEvents(request)) {
      events.follow(carryOutUnderLease(claimed), `sync event ${claimed.id}`);
    }
  }

  async function sweep(isStart: boolean): Promise<void> {
    const released = await store.releaseLapsed(isStart && options.isOnlyProcess);
    if (released > 0) log.warn({ released }, "sync events of an ended process are taken over");
    await store.setBacklogBehind();
    const resumed = await store.resumeConnected();
    if (resumed > 0) log.info({ resumed }, "sync events that waited for a connection go on");
  }

  const loop = startClaimLoop({
    name: "the lanes",
    bell,
    underWay: [events, readings],
    log,
    leaseMs,
    pollMs: options.pollMs ?? POLL_MS,
    betweenClaimsMs: BETWEEN_CLAIMS_MS,
    async takeOn() {
      if (performance.now() - sweptAtMs >= sweepMs) {
        await sweep(sweptAtMs === Number.NEGATIVE_INFINITY);
        sweptAtMs = performance.now();
      }
      await claim();
    },
    async renewLeases() {
      await store.renewLeases([...new Set(leases.values())], leaseMs);
      for (const reading of held) {
        reading.claim = await store.renewAnswers(reading.claim, leaseMs);
      }
    },
  });
  return { wake: () => bell.ring(), stop: () => loop.stop() };
}
