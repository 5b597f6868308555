/** Port: what notifications of the provider leave behind. Filled by `src/store/`. */
export interface NotificationStore {
  /** The hashed client states of those subscriptions that are known. */
  clientStates(subscriptionIds: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
  /** Stamps rooms by their subscriptions, all in one statement. */
  stamp(marks: readonly SubscriptionMark[]): Promise<void>;
}

export interface SubscriptionMark {
  readonly subscriptionId: string;
  /** Something changed, or may have: the room is to be read. */
  readonly isHint: boolean;
  /** The subscription is to be renewed at once. */
  readonly isToBeRenewed: boolean;
  /** The provider has ended it. */
  readonly isGone: boolean;
}
