import { createChangeKey, encodeItemId } from "../mailbox/item-id.ts";
import type { MailboxChange } from "../mailbox/mailbox.ts";
import { formatInstant } from "../mailbox/wall-time.ts";
import type { ChangeKind, Subscription } from "./subscription.ts";

export type LifecycleEvent = "reauthorizationRequired" | "subscriptionRemoved" | "missed";

/** One notification as it travels (facts 3.3, 3.6). */
export type NotificationJson = Readonly<Record<string, unknown>>;

/** The type that what is posted must be of. */
export const NOTIFICATION_TYPE = "changeNotificationCollection";

function envelope(subscription: Subscription, tenantId: string): NotificationJson {
  return {
    subscriptionId: subscription.id,
    subscriptionExpirationDateTime: formatInstant(subscription.expiresAtMs),
    clientState: subscription.clientState,
    tenantId,
  };
}

/** What a subscriber is told of one write in the mailbox: that something is there, not what. */
export function changeNotification(
  subscription: Subscription,
  change: MailboxChange,
  kind: ChangeKind,
  tenantId: string,
): NotificationJson {
  const id = encodeItemId(change.itemKey, subscription.idFormat);
  const resource = `Users/${subscription.ownerId}/Events/${id}`;
  return {
    ...envelope(subscription, tenantId),
    changeType: kind,
    resource,
    resourceData: {
      "@odata.type": "#Microsoft.Graph.Event",
      "@odata.id": resource,
      "@odata.etag": `W/"${createChangeKey(subscription.ownerId, change.sequence)}"`,
      id,
    },
  };
}

export function lifecycleNotification(
  subscription: Subscription,
  event: LifecycleEvent,
  tenantId: string,
): NotificationJson {
  return {
    ...envelope(subscription, tenantId),
    resource: subscription.resource,
    lifecycleEvent: event,
  };
}
