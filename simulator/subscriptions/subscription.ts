import type { Clock } from "../clock.ts";
import type { Directory } from "../directory/directory.ts";
import { calendarAccess, reaches } from "../graph/permissions.ts";
import type { IdFormat } from "../mailbox/item-id.ts";
import type { MailboxChange } from "../mailbox/mailbox.ts";
import type { NotificationSettings } from "../settings.ts";

export type ChangeKind = MailboxChange["kind"];

/** A client's wish to hear of changes in one mailbox's calendar (facts 3.1). */
export interface Subscription {
  readonly id: string;
  readonly applicationId: string;
  /** Directory id of the person or the service principal that made it. */
  readonly creatorId: string;
  /** The person whose token made it; null for an application's own. */
  readonly userId: string | null;
  /** Whose mailbox it watches. */
  readonly ownerId: string;
  /** As the client wrote them. */
  readonly resource: string;
  readonly changeType: string;
  readonly changeKinds: readonly ChangeKind[];
  readonly notificationUrl: string;
  readonly lifecycleNotificationUrl: string | null;
  readonly clientState: string | null;
  readonly latestSupportedTlsVersion: string;
  /** How ids are written in its notifications: chosen at creation (facts 1.10). */
  readonly idFormat: IdFormat;
  readonly expiresAtMs: number;
  /** When it was made, renewed or reauthorized last, and when the token of that call expires. */
  readonly authorizedAtMs: number;
  readonly tokenExpiresAtMs: number;
}

/** The longest life of a subscription to events, and the shortest (facts 3.1). */
export const LIFE_MINUTES_MAX = 10_080;
export const LIFE_MINUTES_MIN = 45;

/**
 * Why deliveries of a subscription pause (facts 3.4, 3.6): its token has expired, or whoever made it
 * may no longer read the calendar. Null where nothing holds them.
 */
export function pauseReason(
  subscription: Subscription,
  world: { readonly clock: Clock; readonly directory: Directory },
  settings: NotificationSettings,
): "tokenExpired" | "accessRevoked" | null {
  if (!mayStillRead(subscription, world.directory)) return "accessRevoked";
  const hasExpired = subscription.tokenExpiresAtMs <= world.clock.now();
  return settings.storedTokenExpires && hasExpired ? "tokenExpired" : null;
}

/** Whether the grants that stand now still carry the subscription. */
function mayStillRead(subscription: Subscription, directory: Directory): boolean {
  const application = directory.applications.get(subscription.applicationId);
  const owner = directory.users.get(subscription.ownerId);
  const { userId } = subscription;
  const isShutOut = userId !== null && directory.users.get(userId)?.accountEnabled !== true;
  if (!application || !owner || isShutOut) return false;
  const caller = {
    tenantId: directory.tenant.id,
    clientId: application.clientId,
    userId,
    scopes: [
      ...application.adminConsentedScopes,
      ...(application.userConsents.get(userId ?? "") ?? []),
    ],
    roles: application.applicationRoles,
  };
  return reaches(calendarAccess(directory, caller, owner).level, "read");
}
