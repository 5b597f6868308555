import { timingSafeEqual } from "node:crypto";
import type { SyncLog } from "../sync-log.ts";
import { hashClientState } from "./choose-room-source.ts";
import type { NotificationStore, SubscriptionMark } from "./notification-store.ts";

/** One notification of the provider, as far as it matters: which room, and that something is up. */
export interface Notification {
  readonly subscriptionId: string;
  readonly clientState: string;
  readonly event: NotificationEvent;
}

/** A change, or what befell the subscription itself (facts 3.6). */
export type NotificationEvent =
  | "changed"
  | "reauthorizationRequired"
  | "subscriptionRemoved"
  | "missed";

/** `forged`: the client state is not the subscription's; `unknown`: nobody listens to it. */
export type NotificationOutcome = "taken" | "forged" | "unknown";

/**
 * Takes notifications at once and writes them down right afterwards, because the provider wants
 * its answer within three seconds whatever our database does (facts 3.4). What a crash loses
 * between the two, the safety reading of each room finds.
 */
export interface NotificationInbox {
  /** False where it is full: then the provider is to send them again. */
  accept(notifications: readonly Notification[]): boolean;
  /** Writes down what was accepted; keeps it where that fails, and throws. */
  flush(): Promise<void>;
}

export interface NotificationInboxOptions {
  readonly store: NotificationStore;
  /** There is something to flush. */
  readonly onAccepted: () => void;
  /** Rooms are to be read. */
  readonly onStamped: () => void;
  readonly count: (outcome: NotificationOutcome, notifications: number) => void;
  readonly log: SyncLog;
}

/** Notifications that say the same are one, so this many differ: far more than there are rooms. */
const WAITING_MAX = 50_000;
const FLUSHED_AT_ONCE_MAX = 1_000;

interface Waiting extends Notification {
  readonly hash: Uint8Array;
  /** How many said so. */
  count: number;
}

export function createNotificationInbox(options: NotificationInboxOptions): NotificationInbox {
  const waiting = new Map<string, Waiting>();

  function put(notification: Notification, hash: Uint8Array, count: number): void {
    const { subscriptionId, event } = notification;
    const key = `${event} ${Buffer.from(hash).toString("hex")} ${subscriptionId}`;
    const same = waiting.get(key);
    if (same) same.count += count;
    else waiting.set(key, { ...notification, hash, count });
  }

  return {
    accept(notifications) {
      if (waiting.size + notifications.length > WAITING_MAX) return false;
      for (const told of notifications) put(told, hashClientState(told.clientState), 1);
      if (notifications.length > 0) options.onAccepted();
      return true;
    },

    async flush() {
      while (waiting.size > 0) {
        const batch = [...waiting].slice(0, FLUSHED_AT_ONCE_MAX);
        for (const [key] of batch) waiting.delete(key);
        const notifications = batch.map(([, told]) => told);
        try {
          await writeDown(options, notifications);
        } catch (error) {
          for (const told of notifications) put(told, told.hash, told.count);
          throw error;
        }
      }
    },
  };
}

async function writeDown(
  { store, count, onStamped, log }: NotificationInboxOptions,
  notifications: readonly Waiting[],
): Promise<void> {
  const ids = new Set(notifications.map(({ subscriptionId }) => subscriptionId));
  const states = await store.clientStates([...ids]);
  const genuine: Waiting[] = [];
  const counts: Record<NotificationOutcome, number> = { taken: 0, forged: 0, unknown: 0 };
  for (const told of notifications) {
    const outcome = judge(told, states.get(told.subscriptionId));
    counts[outcome] += told.count;
    if (outcome === "taken") genuine.push(told);
  }
  if (genuine.length > 0) {
    await store.stamp(marksOf(genuine));
    onStamped();
  }
  // Counted last, so that what is written down twice is counted once.
  for (const outcome of ["taken", "forged", "unknown"] as const) {
    if (counts[outcome] > 0) count(outcome, counts[outcome]);
  }
  if (counts.forged > 0) {
    log.warn({ count: counts.forged }, "notifications came with a wrong client state");
  }
}

function judge({ hash }: Waiting, known: Uint8Array | undefined): NotificationOutcome {
  if (known === undefined) return "unknown";
  return known.length === hash.length && timingSafeEqual(known, hash) ? "taken" : "forged";
}

/** What each subscription's notifications amount to. */
function marksOf(notifications: readonly Waiting[]): readonly SubscriptionMark[] {
  return [...Map.groupBy(notifications, ({ subscriptionId }) => subscriptionId)].map(
    ([subscriptionId, ofOne]) => {
      const events = new Set(ofOne.map(({ event }) => event));
      return {
        subscriptionId,
        isGone: events.has("subscriptionRemoved"),
        isToBeRenewed: events.has("reauthorizationRequired"),
        // What was missed is in delta all the same: our place in it was not lost (facts 1.13).
        isHint: ["changed", "missed", "subscriptionRemoved"].some((event) =>
          events.has(event as NotificationEvent),
        ),
      };
    },
  );
}
