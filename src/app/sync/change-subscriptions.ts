import type { CalendarAccess, CalendarResult } from "./calendar.ts";

/** Asking the provider to tell us of changes in a mailbox's calendar. Exchange fills it. */
export interface ChangeSubscriptions {
  create(
    access: CalendarAccess,
    request: SubscriptionRequest,
  ): Promise<CalendarResult<ChangeSubscription>>;
  /** A subscription that the provider has forgotten fails with the kind `not_found`. */
  renew(
    access: CalendarAccess,
    subscriptionId: string,
    expiresAt: Date,
  ): Promise<CalendarResult<ChangeSubscription>>;
  /** One that is gone already is a success. */
  remove(access: CalendarAccess, subscriptionId: string): Promise<CalendarResult<null>>;
}

export interface SubscriptionRequest {
  readonly notificationUrl: string;
  readonly lifecycleUrl: string;
  /** Comes back with every notification, so that nobody else can send us any. */
  readonly clientState: string;
  readonly expiresAt: Date;
}

export interface ChangeSubscription {
  readonly id: string;
  /** As the provider set it, which may be other than what was asked for. */
  readonly expiresAt: Date;
}
