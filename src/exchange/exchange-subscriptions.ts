import { z } from "zod";
import type { CalendarAccess, CalendarResult } from "../app/sync/calendar.ts";
import type {
  ChangeSubscription,
  ChangeSubscriptions,
  SubscriptionRequest,
} from "../app/sync/change-subscriptions.ts";
import { strangeAnswer, success } from "./call-outcome.ts";
import type { GraphCall, GraphClient, GraphResult } from "./graph-client.ts";
import { isItemGone } from "./graph-failure.ts";

/** How long Exchange lets a subscription to events live at most (facts 3.1). */
const SUBSCRIPTION_MINUTES_MAX = 10_080;
const MINUTE_MS = 60_000;

export interface SubscriptionTiming {
  readonly now: () => Date;
  /** So much less than Exchange's most is asked for, since its clock is not ours. */
  readonly subscriptionMarginMs: number;
}

const subscriptionSchema = z.object({
  id: z.string().min(1),
  expirationDateTime: z.iso.datetime({ offset: true }),
});

/** Change notifications of Microsoft Graph for the events of one mailbox (facts 3). */
export function createExchangeSubscriptions(
  graph: GraphClient,
  timing: SubscriptionTiming,
): ChangeSubscriptions {
  const call = async (
    access: CalendarAccess,
    made: GraphCall,
  ): Promise<CalendarResult<ChangeSubscription>> =>
    subscriptionFrom(access, await graph.call(access, made));

  return {
    async create(access, request) {
      const creation = createCall(access, request, timing);
      const result = await graph.call(access, creation);
      const existingId = result.ok ? null : idOfExisting(result);
      if (existingId === null) return subscriptionFrom(access, result);
      // Its client state and its addresses are not known to be ours, and cannot be changed.
      const removed = await remove(graph, access, existingId);
      return removed.ok ? call(access, creation) : removed;
    },
    renew: (access, subscriptionId, expiresAt) =>
      call(access, {
        method: "PATCH",
        path: pathOf(subscriptionId),
        body: { expirationDateTime: allowedExpiry(expiresAt, timing) },
      }),
    remove: (access, subscriptionId) => remove(graph, access, subscriptionId),
  };
}

function createCall(
  { mailbox }: CalendarAccess,
  request: SubscriptionRequest,
  timing: SubscriptionTiming,
): GraphCall {
  return {
    method: "POST",
    path: "/subscriptions",
    body: {
      changeType: "created,updated,deleted",
      notificationUrl: request.notificationUrl,
      lifecycleNotificationUrl: request.lifecycleUrl,
      // Part of a value and not of an address here, where it is written as people write it.
      resource: `/users/${encodeURIComponent(mailbox).replaceAll("%40", "@")}/events`,
      expirationDateTime: allowedExpiry(request.expiresAt, timing),
      clientState: request.clientState,
      latestSupportedTlsVersion: "v1_2",
    },
  };
}

async function remove(
  graph: GraphClient,
  access: CalendarAccess,
  subscriptionId: string,
): Promise<CalendarResult<null>> {
  const result = await graph.call(access, { method: "DELETE", path: pathOf(subscriptionId) });
  return result.ok || isItemGone(result.failure) ? success(null) : result;
}

/** "Subscription Id … already exists for the requested combination", with 409 (facts 3.1). */
function idOfExisting({ failure }: Extract<GraphResult, { ok: false }>): string | null {
  const { status, message } = failure.response ?? {};
  if (status !== 409 || typeof message !== "string") return null;
  return /Subscription Id (\S+) already exists/i.exec(message)?.[1] ?? null;
}

function subscriptionFrom(
  { mailbox }: CalendarAccess,
  result: GraphResult,
): CalendarResult<ChangeSubscription> {
  if (!result.ok) return result;
  const subscription = subscriptionSchema.safeParse(result.answer.body);
  if (!subscription.success) return strangeAnswer(mailbox, result.answer, true);
  const { id, expirationDateTime } = subscription.data;
  return success({ id, expiresAt: new Date(expirationDateTime) });
}

function allowedExpiry(wanted: Date, { now, subscriptionMarginMs }: SubscriptionTiming): string {
  const lastMs = now().getTime() + SUBSCRIPTION_MINUTES_MAX * MINUTE_MS - subscriptionMarginMs;
  return new Date(Math.min(wanted.getTime(), lastMs)).toISOString();
}

function pathOf(subscriptionId: string): string {
  return `/subscriptions/${encodeURIComponent(subscriptionId)}`;
}
