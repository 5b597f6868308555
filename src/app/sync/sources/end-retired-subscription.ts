import type { ChangeSubscriptions } from "../change-subscriptions.ts";
import type { RetiredSubscription, RoomSyncStore } from "./room-sync-store.ts";

export interface EndRetiredDependencies {
  readonly store: Pick<RoomSyncStore, "settleRetired">;
  readonly subscriptions: Pick<ChangeSubscriptions, "remove">;
  readonly newId: () => string;
}

const RETRY_DELAY_MS = 60 * 1000;
/** Then it is left to end by itself, which it does within a week (facts 3.1). */
const TRIES_MAX = 10;

/** Ends a subscription that nobody listens to any more. */
export async function endRetiredSubscription(
  { store, subscriptions, newId }: EndRetiredDependencies,
  { subscriptionId, providerId, mailbox, tries }: RetiredSubscription,
): Promise<void> {
  const credential = { kind: "application", providerId } as const;
  const ended = await subscriptions.remove(
    { credential, mailbox, requestId: newId() },
    subscriptionId,
  );
  const isDone = ended.ok || tries >= TRIES_MAX;
  await store.settleRetired(subscriptionId, isDone ? null : RETRY_DELAY_MS * 2 ** (tries - 1));
}
